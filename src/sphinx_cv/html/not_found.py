"""The page for addresses that lead nowhere: GitHub Pages, Read the Docs and others show 404.html.

It stands at any address, however deep, so its links begin at the root of the host.  A page 404.md
of the owner's takes its place, and gets such links too.
"""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from sphinx.util.docutils import new_document

from sphinx_cv.components.rows import short_list
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import SITES, site_address
from sphinx_cv.html.sharing import full_title
from sphinx_cv.locale import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

NAME = '404'
# How many entries it lists.
_MOST = 12
_LINK = re.compile(r'(?<=\s)((?:href|src|action|data-content_root)=")([^"]*)(?=")')
_FROM_ROOT = re.compile(r'[a-zA-Z][\w+.-]*:|/|#')


def write_not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Give the page, unless the owner or another extension does (event ``html-collect-pages``)."""
    config, builder = app.config, app.builder
    if not is_made(app):
        return
    title = _('Not found')
    context = {
        'title': title,
        'cv_title': escape(full_title(title, config.html_title), quote=False),
        'body': _body(builder),  # type: ignore[arg-type]  # these builders make HTML
    }
    yield NAME, context, 'page.html'


def is_made(app: Sphinx) -> bool:
    """Whether the page is made, because nobody else gives one."""
    given = NAME in app.env.found_docs or NAME in app.config.html_additional_pages
    return not given and app.builder.name in SITES and 'notfound.extension' not in app.extensions


def _body(builder: StandaloneHTMLBuilder) -> str:
    # In two tones, as a name and its tagline are.
    said = escape(_('%(word)s is not in this CV'))
    heading = ''.join(
        NAME if part == '%(word)s' else f'<span class="cv-said">{part}</span>'
        for part in re.split(r'(%\(word\)s)', said)
        if part
    )
    text, lead = _('There is no page at this address.'), _('The career is all here:')
    outline = cv_domain(builder.env).outline
    items = list(islice(outline.whole.items, _MOST))
    below = f'{text} {lead}' if items else text
    document = new_document(NAME)
    document.settings.env = builder.env
    document += nodes.container('', *short_list(outline, items, NAME))
    builder.env.resolve_references(document, NAME, builder)
    listed = builder.render_partial(document[0])['fragment']
    return f'<section><h1>{heading}</h1><p>{escape(below)}</p>{listed}</section>'


def lead_from_anywhere(app: Sphinx, exception: Exception | None) -> None:
    """Have its links begin at the root of the host (event ``build-finished``)."""
    if exception is not None or app.builder.name not in SITES:
        return
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    written = Path(builder.get_outfilename(NAME))
    if not written.exists():
        return
    base = urlsplit(site_address(app.config)).path or '/'
    here = urljoin(base, builder.get_target_uri(NAME))
    text = _LINK.sub(
        lambda link: f'{link[1]}{_from_root(link[2], here)}', written.read_text('utf-8')
    )
    # Hosts look for a file of this name, also where pages are folders.
    (Path(app.outdir) / f'{NAME}.html').write_text(text, 'utf-8')


def _from_root(address: str, here: str) -> str:
    if _FROM_ROOT.match(address):
        return address
    return escape(urljoin(here, unescape(address)))


def setup_not_found(app: Sphinx) -> None:
    """Have the page made with the others, and its links changed once all is written."""
    app.connect('html-collect-pages', write_not_found)
    app.connect('build-finished', lead_from_anywhere)
