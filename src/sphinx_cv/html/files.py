"""The files beside the site's pages, written after all pages (event ``build-finished``)."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_cv.components.freshness import is_unchanged
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.cv_schema import schema_for
from sphinx_cv.exports.files import (
    ICON,
    INDEX,
    LLMS,
    PREVIEW,
    RESUME,
    SCHEMA,
    SITEMAP,
    SITES,
    card_name,
    download_names,
    favicon_of,
    offered,
    pdf_name,
    site_address,
    twin_name,
    write_whole,
)
from sphinx_cv.exports.json_resume import count_exact, write_resume
from sphinx_cv.exports.llms_txt import llms_files, write_llms
from sphinx_cv.exports.search_index import write_index
from sphinx_cv.exports.sitemap import write_sitemap
from sphinx_cv.exports.vcard import write_card
from sphinx_cv.html.downloads.files import remove_old_downloads, write_download
from sphinx_cv.warnings import CVWarning, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_cv.model.outline import Outline
    from sphinx_cv.model.records import Person

logger = logging.getLogger(__name__)


def export_files(app: Sphinx, exception: Exception | None) -> None:
    """Write those files for machines that have changed (event ``build-finished``)."""
    if exception is not None or app.builder.name not in SITES:
        return
    remove_old_downloads(app)
    for name, unchanged, write in _files(app):
        file = Path(app.outdir) / name
        if unchanged and file.exists():
            continue
        content = write()
        if not content:
            continue
        if write_whole(file, content) and name == RESUME:
            count = count_exact(json.loads(content))
            logger.info(
                '%s: %d facts that JSON Resume has no field for stand under "meta"', name, count
            )


def export_names(app: Sphinx) -> list[str]:
    """Name those files."""
    return [name for name, _unchanged, _write in _files(app)]


def _files(app: Sphinx) -> Iterator[tuple[str, bool, Callable[[], bytes]]]:
    """Give each file: its name, whether it surely has not changed, and what makes its content.

    Empty content is none, and no file is written.
    """
    config, builder = app.config, app.builder
    outline = cv_domain(app.env).outline
    person = outline.career.person
    site = site_address(config)

    def address(target: str) -> str:
        name = twin_name(builder, target) if target in outline.titles else target
        return f'{site}{name}'

    files = llms_files(pdf_name(config), download_names(config))
    same, same_person = is_unchanged(app.env), is_unchanged(app.env, 'person')
    domain = cv_domain(app.env)
    yield RESUME, same, lambda: write_resume(outline, config.html_baseurl, domain.photo_name)
    yield LLMS, same, lambda: write_llms(outline, files, address).encode()
    yield INDEX, same, lambda: write_index(outline, builder.get_target_uri).encode()
    yield SCHEMA, same, lambda: schema_for(config.cv_types)
    if person:
        photo = domain.photo
        same_person = same_person and photo is None
        yield card_name(config), same_person, lambda: _card(person, config, photo)
        yield PREVIEW, same_person, lambda: _preview(outline, person, config, photo)
    # A picture may change without a word of the pages.
    same_text = same and not app.env.images
    for name in download_names(config).values():
        yield name, same_text, partial(write_download, builder, name)
    if favicon := favicon_of(config, Path(app.confdir)):
        yield ICON, same_person, lambda: _icon(favicon)
    if site and not config.cv_unlisted:
        pages = [f'{site}{builder.get_target_uri(name)}' for name in outline.reading_order]
        yield SITEMAP, same, lambda: write_sitemap(pages).encode()


# Pillow is slow to load, and most builds draw nothing.
def _preview(outline: Outline, person: Person, config: Config, photo: Path | None) -> bytes:
    from sphinx_cv.exports.social_card import draw_preview  # noqa: PLC0415

    preview = draw_preview(
        person, outline.employers, config.cv_pdf_accent, photo, language=config.language
    )
    if preview.lost:
        message = f'no font that is installed has these characters of {PREVIEW}: {preview.lost}'
        warn(CVWarning.PREVIEW, message, person.docname)
    return preview.png


def _icon(favicon: Path) -> bytes:
    from sphinx_cv.exports.touch_icon import draw_icon  # noqa: PLC0415

    try:
        return draw_icon(favicon)
    except ValueError as error:
        message = f'"{favicon.name}" cannot be drawn as the icon of a home screen: {error}'
        warn(CVWarning.ICON, message, None)
        return b''


def _card(person: Person, config: Config, photo: Path | None) -> bytes:
    from sphinx_cv.exports.social_card import small_photo  # noqa: PLC0415

    picture = small_photo(photo) if photo else b''
    site = site_address(config)
    return write_card(person, site, picture, language=config.language).encode()


def leave_out_missing_pdf(app: Sphinx) -> None:
    """Link to the PDF only if it will be there (event ``builder-inited``)."""
    if app.builder.name not in SITES or getattr(app.builder, 'makes_pdf', False):
        return
    # An earlier build may have made it, or the owner brings it along.
    folders = [Path(app.outdir), *(app.confdir / path for path in app.config.html_extra_path)]

    def is_there(name: str) -> bool:
        return any((folder / name).is_file() for folder in folders)

    offer_only(app.config, is_there)


def offer_only(config: Config, is_there: Callable[[str], bool]) -> None:
    """Have the site offer only those PDFs that are there, by their names."""
    if not is_there(pdf_name(config)):
        config.cv_pdf = ''
    lost = {variant.name for variant in offered(config) if not is_there(variant.pdf)}
    if lost:
        config.cv_variants = {
            name: {key: value for key, value in given.items() if key != 'label' or name not in lost}
            for name, given in config.cv_variants.items()
        }


def setup_exports(app: Sphinx) -> None:
    """Have the files written at the end of each build."""
    app.connect('builder-inited', leave_out_missing_pdf)
    app.connect('build-finished', export_files, priority=400)
