"""The files beside the site's pages: their names, and how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_cv.exports.whole_files import beside
from sphinx_cv.model.names import slug

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.builders import Builder
    from sphinx.config import Config

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


def pdf_name(config: Config) -> str:
    """The name of the PDF: that of ``cv_pdf``, or else one made from the name of the project.

    It is '' if conf.py asks for pages without a PDF.
    """
    name: str | None = config.cv_pdf
    return f'{slug(config.project)}-cv.pdf' if name is None else name


def card_name(config: Config) -> str:
    """The name of the contact card, made from the name of the project."""
    return f'{slug(config.project)}.vcf'


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


def write_whole(file: Path, content: bytes) -> bool:
    """Write a file in one step, so that nobody ever finds half of it; give whether it changed.

    One that has this content already is not touched.
    """
    if file.exists() and file.read_bytes() == content:
        return False
    new = beside(file)
    new.write_bytes(content)
    new.replace(file)
    return True
