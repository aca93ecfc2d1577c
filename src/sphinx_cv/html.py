"""The site: styles, the link to the PDF on every page, linked data, ``resume.json``."""

from __future__ import annotations

import json
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_cv.domain import cv_domain
from sphinx_cv.jsonld import as_script, describe_page
from sphinx_cv.latex import pdf_name
from sphinx_cv.locale import _
from sphinx_cv.resume import RESUME, count_exact, write_resume

if TYPE_CHECKING:
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
_SITES = frozenset({'html', 'dirhtml'})


def use_site(_app: Sphinx, config: Config) -> None:
    """Add the styles and templates (event ``config-inited``)."""
    config.templates_path = [*config.templates_path, str(_HERE / 'templates')]
    config.html_static_path = [*config.html_static_path, str(_HERE / 'static')]
    if config.html_theme == 'furo' and not config.html_sidebars:
        config.html_sidebars = {
            '**': [
                'sidebar/brand.html',
                'sidebar/search.html',
                'sidebar/sphinx-cv-downloads.html',
                'sidebar/scroll-start.html',
                'sidebar/navigation.html',
                'sidebar/scroll-end.html',
            ]
        }


def add_to_page(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Give each page its links to the downloads and its linked data (``html-page-context``)."""
    if app.builder.name not in _SITES:
        return
    pdf = pdf_name(app.config)
    context['cv_pdf'] = _from_page(app, pagename, pdf) if pdf else ''
    context['cv_pdf_label'] = _('Download the PDF')
    thing = describe_page(
        cv_domain(app.env).career, pagename, lambda to: _address(app, pagename, to)
    )
    if thing:
        context['metatags'] = context.get('metatags', '') + as_script(thing)


def export_resume(app: Sphinx, exception: Exception | None) -> None:
    """Write ``resume.json`` beside the site (event ``build-finished``)."""
    if exception is not None or app.builder.name not in _SITES:
        return
    text = write_resume(cv_domain(app.env).career, app.config.html_baseurl)
    (Path(app.outdir) / RESUME).write_bytes(text)
    count = count_exact(json.loads(text))
    logger.info('%s: %d facts that JSON Resume has no field for stand under "meta"', RESUME, count)


def _address(app: Sphinx, pagename: str, target: str) -> str:
    """The address of a page: absolute where the site's is known, else from *pagename*."""
    if base := app.config.html_baseurl:
        return f'{base.rstrip("/")}/{app.builder.get_target_uri(target)}'
    return app.builder.get_relative_uri(pagename, target) or posixpath.basename(
        app.builder.get_target_uri(target)
    )


def _from_page(app: Sphinx, pagename: str, file: str) -> str:
    folder = posixpath.dirname(app.builder.get_target_uri(pagename)) or '.'
    if app.builder.name == 'dirhtml':
        folder = app.builder.get_target_uri(pagename) or '.'
    return posixpath.relpath(file, folder)


def setup_html(app: Sphinx) -> None:
    """Register what the site is made of."""
    app.add_css_file('sphinx-cv.css')
    app.connect('config-inited', use_site)
    app.connect('html-page-context', add_to_page)
    app.connect('build-finished', export_resume)
