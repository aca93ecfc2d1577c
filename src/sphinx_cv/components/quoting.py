"""The text of one page on another: an entry's own doctree in its row on the front page."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.util.logging import suppress_logging
from sphinx.util.osutil import relative_uri

from sphinx_cv.domain.nodes import placeholder

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.builders import Builder

# The attributes that name places in a page, of docutils and of sphinx-design.
_NAMING = ('refid', 'input_id', 'set_id')
_NAMING_MANY = ('ids', 'backrefs')
_LEFT_OUT = (nodes.title, addnodes.toctree, placeholder)


def quote(builder: Builder, docname: str, into: str, prefix: str) -> list[Node]:
    """Give the text of the page *docname* for the page *into*: nodes whose links are resolved.

    Ids begin with *prefix*, so that each is one of a kind.  What is wrong with the text is
    reported where it stands, and not here once more.
    """
    document = builder.env.get_doctree(docname)
    section = next(document.findall(nodes.section))
    for node in [child for child in document.findall() if isinstance(child, _LEFT_OUT)]:
        if not isinstance(node, nodes.title) or node.parent is section:
            node.parent.remove(node)
    with suppress_logging():
        builder.env.apply_post_transforms(document, docname)
    _rename(document, prefix)
    _lead_on(document, builder, docname, into)
    # Footnotes come after the section.
    rest = [child for child in document.children if child is not section]
    return [*section.children, *(child for child in rest if not _is_unseen(child))]


def _is_unseen(node: Node) -> bool:
    return isinstance(node, nodes.Invisible | nodes.docinfo)


def _rename(document: Element, prefix: str) -> None:
    """Give new names to all places in a text, and to what refers to them."""
    elements: list[Element] = list(document.findall(nodes.Element))
    own: set[str] = set()
    for node in elements:
        own.update(node.get('ids') or [])
    own |= {node['input_id'] for node in elements if 'input_id' in node}
    own |= {node['set_id'] for node in elements if 'set_id' in node}

    def new(name: str) -> str:
        return f'{prefix}-{name}' if name in own else name

    for node in elements:
        for key in _NAMING_MANY:
            node[key] = [new(name) for name in node.get(key) or []]
        for key in _NAMING:
            if key in node:
                node[key] = new(node[key])
        uri = node.get('refuri', '')
        if uri.startswith('#'):
            node['refuri'] = f'#{new(uri[1:])}'


def _lead_on(document: Element, builder: Builder, docname: str, into: str) -> None:
    """Have relative links lead from the page *into* to where they led from *docname*."""
    here, base = builder.get_target_uri(into), builder.get_target_uri(docname)
    for node in document.findall(nodes.reference):
        uri = node.get('refuri', '')
        parts = urlsplit(uri)
        if not parts.path or parts.scheme or parts.netloc or parts.path.startswith('/'):
            continue
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(base), parts.path))
        whole += '/' if parts.path.endswith('/') else ''
        node['refuri'] = relative_uri(here, whole) + uri[len(parts.path) :]
