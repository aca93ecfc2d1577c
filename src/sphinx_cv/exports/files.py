"""The files beside the site's pages: their names, and how they are written."""

from __future__ import annotations

import json
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from sphinx_cv.config import DOWNLOADS, as_chosen
from sphinx_cv.exports.whole_files import beside, reason
from sphinx_cv.model.names import slug
from sphinx_cv.model.variants import file_name, read_variants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders import Builder
    from sphinx.config import Config

    from sphinx_cv.model.variants import Variant

#: The names of the builders that make a site, with files to download beside its pages.
SITES = frozenset({'html', 'dirhtml'})
#: The CV as JSON Resume.
RESUME = 'resume.json'
#: The CV for language models.
LLMS = 'llms.txt'
#: The picture that a shared link shows.
PREVIEW = 'preview.png'
#: Width and height of that picture in pixels, as sites show pictures of Open Graph
#: (https://ogp.me).
PREVIEW_SIZE = (1200, 630)
#: The icon of a home screen, under the name by which phones look for it also without a link.
ICON = 'apple-touch-icon.png'
#: The map of the site for crawlers.
SITEMAP = 'sitemap.xml'
#: The index of the site's search.
INDEX = 'cv-index.js'
#: The schema of the front matter, for editors.
SCHEMA = 'cv-schema.json'


def pdf_name(config: Config) -> str:
    """The name of the PDF: that of ``cv_pdf``, or else one made from the name of the project.

    It is '' if conf.py asks for pages without a PDF.
    """
    name: str | None = config.cv_pdf
    return file_name(config.project, 'cv') if name is None else name


def download_names(config: Config) -> dict[str, str]:
    """The files of ``cv_downloads``: what links to them say, with their names.

    They are called like the PDF, also where there is none.
    """
    name: str | None = as_chosen(config, 'cv_pdf')
    stem = PurePath(name).stem if name else f'{slug(config.project)}-cv'
    return {
        label: f'{stem}.{kind}' for kind, label in DOWNLOADS.items() if kind in config.cv_downloads
    }


def card_name(config: Config) -> str:
    """The name of the contact card, made from the name of the project."""
    return f'{slug(config.project)}.vcf'


def offered(config: Config) -> tuple[Variant, ...]:
    """The variants of the PDF that the site offers."""
    variants = read_variants(config.cv_variants, config.project)
    return tuple(variant for variant in variants if variant.label)


def favicon_of(config: Config, folder: Path) -> Path | None:
    """The file of the favicon in the project's *folder*; None without one, or for an address."""
    file = folder / (config.html_favicon or '')
    return file if file.is_file() else None


#: The pattern of the names of all Markdown twins.  Sphinx must not read them as pages, even where
#: a site is written below its sources.
TWINS = '**.html.md'


def site_address(config: Config) -> str:
    """The address of the site, with a slash at its end; '' if it is not known."""
    base: str = config.html_baseurl
    return f'{base.rstrip("/")}/' if base else ''


def twin_name(builder: Builder, docname: str) -> str:
    """The address of a page's Markdown twin, from the first page: the page's with ".md" at its end.

    This is the rule of https://llmstxt.org, and so is "index.html.md" for the page of a folder.
    """
    target = builder.get_target_uri(docname)
    return f'{target}index.html.md' if target.endswith('/') or not target else f'{target}.md'


def remove_others(record: Path, files: Sequence[Path]) -> None:
    """Remove the files that an earlier build has written, by its *record*, and this one has not.

    What this one has written, its *files*, are then on record.
    """
    before = json.loads(record.read_text('utf-8')) if record.exists() else []
    names = [str(file) for file in files]
    for name in set(before) - set(names):
        Path(name).unlink(missing_ok=True)
    if names or before:
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(names), 'utf-8')


def write_whole(file: Path, content: bytes) -> bool:
    """Write a file in one step, so that nobody ever finds half of it; give whether it changed.

    One that has this content already is not touched.

    :raises CannotWriteError: if the disk is full, or may not be written to
    """
    if file.exists() and file.read_bytes() == content:
        return False
    new = beside(file)
    try:
        new.write_bytes(content)
        new.replace(file)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise reason(str(file), error) from error
    return True
