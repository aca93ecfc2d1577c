"""How a site writes the nodes that only a site has; other builders leave them out."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.domain.nodes import action, index_order, timeline, topic_item
from sphinx_cv.html.timeline import write_svg
from sphinx_cv.locale import direction

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.docutils import SphinxTranslator
    from sphinx.writers.html5 import HTML5Translator

#: The names of the builders that make a site, with files to download beside its pages.
SITES = frozenset({'html', 'dirhtml'})


def file_from(builder: Builder, docname: str, file: str) -> str:
    """Give the address of a *file* beside the site's first page, relative to the page *docname*."""
    # The address of a page may end in a slash; then that page lies in the folder of this name.
    return posixpath.relpath(file, posixpath.dirname(builder.get_target_uri(docname)) or '.')


def _skip(_self: SphinxTranslator, _node: Element) -> None:
    raise nodes.SkipNode


def _visit_action(self: HTML5Translator, node: Element) -> None:
    builder = self.builder
    if 'file' in node and builder.name not in SITES:
        raise nodes.SkipNode
    address = node.get('uri') or file_from(builder, node['docname'], node['file'])
    self.body.append(self.starttag(node, 'a', '', href=address))


def _depart_action(self: HTML5Translator, _node: Element) -> None:
    self.body.append('</a>')


def _visit_timeline(self: HTML5Translator, node: Element) -> None:
    docname, builder = node['docname'], self.builder
    picture = write_svg(
        node['timeline'],
        lambda to: builder.get_relative_uri(docname, to),
        rtl=direction(self.config.language) == 'rtl',
    )
    self.body.append(picture)
    raise nodes.SkipNode


def _visit_topic(self: HTML5Translator, node: Element) -> None:
    self.body.append(
        f'<div class="cv-topic" data-uses="{node["uses"]}" data-last="{node["last"]}">'
    )


def _depart_topic(self: HTML5Translator, _node: Element) -> None:
    self.body.append('</div>')


def _visit_order(self: HTML5Translator, node: Element) -> None:
    if self.builder.name not in SITES:
        raise nodes.SkipNode
    label, *names = node['labels']
    buttons = ''.join(
        f'<button type="button" data-by="{by}" aria-pressed="{str(by == "name").lower()}">'
        f'{self.encode(name)}</button>'
        for by, name in zip(('name', 'uses', 'last'), names, strict=True)
    )
    # The buttons do nothing without scripts, so the style sheet hides them then.
    self.body.append(
        f'<div class="cv-order" role="group" aria-label="{self.encode(label)}">'
        f'<span aria-hidden="true">{self.encode(label)}</span> {buttons}</div>'
    )
    raise nodes.SkipNode


def setup_nodes(app: Sphinx) -> None:
    """Register the nodes, and have other builders leave them out."""
    skip = (_skip, None)
    for node, visitors in (
        (action, (_visit_action, _depart_action)),
        (timeline, (_visit_timeline, None)),
        (index_order, (_visit_order, None)),
    ):
        app.add_node(node, html=visitors, latex=skip, text=skip, man=skip, texinfo=skip)
    # Other builders write this one as an item of a definition list, its base class.
    app.add_node(topic_item, html=(_visit_topic, _depart_topic))
