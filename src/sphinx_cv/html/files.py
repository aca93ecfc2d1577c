"""The files beside the site's pages, written once all pages are (``build-finished``)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_cv.domain.cv_domain import Titles, cv_domain
from sphinx_cv.exports.files import (
    INDEX,
    LLMS,
    PREVIEW,
    RESUME,
    SITEMAP,
    card_name,
    pdf_name,
    site_address,
    twin_name,
)
from sphinx_cv.exports.json_resume import count_exact, write_resume
from sphinx_cv.exports.llms_txt import llms_files, write_llms
from sphinx_cv.exports.search_index import write_index
from sphinx_cv.exports.social_card import draw_preview
from sphinx_cv.exports.vcard import write_card
from sphinx_cv.html.nodes import SITES
from sphinx_cv.html.sharing import write_sitemap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def export_files(app: Sphinx, exception: Exception | None) -> None:
    """Write what has changed of the files for machines."""
    if exception is not None or app.builder.name not in SITES:
        return
    for name, content in _files(app):
        file = Path(app.outdir) / name
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)
        if name == RESUME:
            count = count_exact(json.loads(content))
            logger.info(
                '%s: %d facts that JSON Resume has no field for stand under "meta"', name, count
            )


def _files(app: Sphinx) -> Iterator[tuple[str, bytes]]:
    config, env = app.config, app.env
    career = cv_domain(env).career
    site = site_address(config)
    yield RESUME, write_resume(career, config.html_baseurl)
    titles = Titles(env)

    def address(target: str) -> str:
        return f'{site}{twin_name(app.builder, target) if target in titles else target}'

    llms = write_llms(career, titles, llms_files(pdf_name(config)), address, config.language)
    yield LLMS, llms.encode()
    index = write_index(career, titles, app.builder.get_target_uri, config.language)
    yield INDEX, index.encode()
    if career.person:
        yield card_name(config), write_card(career.person, site).encode()
        yield PREVIEW, draw_preview(career.person, config.cv_pdf_accent)
    if site:
        pages = [f'{site}{app.builder.get_target_uri(name)}' for name in career.reading_order]
        yield SITEMAP, write_sitemap(pages).encode()


def setup_exports(app: Sphinx) -> None:
    """Register the files."""
    app.connect('build-finished', export_files)
