"""How a site writes the nodes that only a site has; other builders leave them out."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.domain.nodes import (
    action,
    axis_labels,
    career_map,
    career_row,
    found_here,
    index_order,
    more_rows,
    open_all,
    row_head,
    row_part,
    search_field,
    topic_row,
    track,
)
from sphinx_cv.exports.files import SITES
from sphinx_cv.html.bars import write_axis, write_map, write_track
from sphinx_cv.html.furo.frame import write_search
from sphinx_cv.locale import direction

if TYPE_CHECKING:
    from typing import Any

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.docutils import SphinxTranslator
    from sphinx.writers.html5 import HTML5Translator


def file_from(builder: Builder, docname: str, file: str) -> str:
    """Give the address of a *file* beside the site's first page, relative to the page *docname*."""
    # The address of a page may end in a slash; then that page lies in the folder of this name.
    return posixpath.relpath(file, posixpath.dirname(builder.get_target_uri(docname)) or '.')


def _skip(_self: SphinxTranslator, _node: Element) -> None:
    raise nodes.SkipNode


def _is_rtl(self: HTML5Translator) -> bool:
    return direction(self.config.language) == 'rtl'


def _visit_action(self: HTML5Translator, node: Element) -> None:
    builder = self.builder
    if 'file' in node and builder.name not in SITES:
        raise nodes.SkipNode
    address = node.get('uri') or file_from(builder, node['docname'], node['file'])
    self.body.append(self.starttag(node, 'a', '', href=address))


def _depart_action(self: HTML5Translator, _node: Element) -> None:
    self.body.append('</a>')


def _visit_row(self: HTML5Translator, node: Element) -> None:
    attributes = {'CLASS': 'cv-row', 'data-cv-page': node['page']}
    self.body.append(self.starttag(node, 'details', **attributes))


def _depart_row(self: HTML5Translator, _node: Element) -> None:
    self.body.append('</details>\n')


def _visit_head(self: HTML5Translator, node: Element) -> None:
    css = 'cv-head' if isinstance(node.parent, career_row) else 'cv-more-head'
    self.body.append(self.starttag(node, 'summary', '', CLASS=css))


def _depart_head(self: HTML5Translator, _node: Element) -> None:
    self.body.append('</summary>\n')


def _visit_more(self: HTML5Translator, node: Element) -> None:
    self.body.append(self.starttag(node, 'details', CLASS='cv-more'))


def _visit_part(self: HTML5Translator, node: Element) -> None:
    attributes = {'CLASS': 'cv-part', 'data-cv-page': node['page']}
    self.body.append(self.starttag(node, 'div', **attributes))


def _depart_part(self: HTML5Translator, _node: Element) -> None:
    self.body.append('</div>\n')


def _visit_track(self: HTML5Translator, node: Element) -> None:
    self.body.append(write_track(node['bars'], rtl=_is_rtl(self)))
    raise nodes.SkipNode


def _visit_axis(self: HTML5Translator, node: Element) -> None:
    # Ids stand on a page once, however many lists it has.
    first = not any('id="cv-lines"' in piece for piece in self.body)
    self.body.append(write_axis(node['axis'], rtl=_is_rtl(self), shared=first))
    raise nodes.SkipNode


def _visit_map(self: HTML5Translator, node: Element) -> None:
    self.body.append(write_map(node['bars'], node['page'], rtl=_is_rtl(self)))
    raise nodes.SkipNode


def _visit_search(self: HTML5Translator, _node: Element) -> None:
    if self.builder.name in SITES:
        docname = self.builder.current_docname
        self.body.append(write_search(self.builder, docname))
    raise nodes.SkipNode


def _visit_found(self: HTML5Translator, node: Element) -> None:
    if self.builder.name in SITES:
        say = '<p class="cv-say" role="status"></p>'
        self.body.append(say if node['where'] == 'say' else '<span class="cv-found"></span>')
    raise nodes.SkipNode


def _visit_open_all(self: HTML5Translator, node: Element) -> None:
    if self.builder.name not in SITES:
        raise nodes.SkipNode
    opens, closes = (self.encode(label) for label in node['labels'])
    # It does nothing without a script, so the script shows it.
    self.body.append(
        f'<button class="cv-all" type="button" hidden data-close="{closes}">{opens}</button>'
    )
    raise nodes.SkipNode


def _visit_topic(self: HTML5Translator, node: Element) -> None:
    attributes: dict[str, Any] = {'data-uses': node['uses'], 'data-last': node['last']}
    self.body.append(self.starttag(node, 'li', '', CLASS='cv-topic', **attributes))


def _depart_topic(self: HTML5Translator, _node: Element) -> None:
    self.body.append('</li>\n')


def _visit_order(self: HTML5Translator, node: Element) -> None:
    if self.builder.name not in SITES:
        raise nodes.SkipNode
    filter_, label = (self.encode(str(text)) for text in node['labels'])
    first = next(iter(node['orders']))
    buttons = ''.join(
        f'<button type="button" data-by="{by}" aria-pressed="{str(by == first).lower()}">'
        f'{self.encode(str(name))}</button>'
        for by, name in node['orders'].items()
    )
    # They do nothing without scripts, so the style sheet hides them then.
    self.body.append(
        f'<div class="cv-order"><input class="cv-filter" type="search" placeholder="{filter_}" '
        f'aria-label="{filter_}" autocomplete="off" spellcheck="false">'
        f'<div class="cv-sort" role="group" aria-label="{label}">{buttons}</div></div>'
    )
    raise nodes.SkipNode


def setup_nodes(app: Sphinx) -> None:
    """Register the nodes, and have other builders leave them out."""
    skip = (_skip, None)
    for node, visitors in (
        (action, (_visit_action, _depart_action)),
        (track, (_visit_track, None)),
        (axis_labels, (_visit_axis, None)),
        (career_map, (_visit_map, None)),
        (search_field, (_visit_search, None)),
        (found_here, (_visit_found, None)),
        (open_all, (_visit_open_all, None)),
        (index_order, (_visit_order, None)),
    ):
        app.add_node(node, html=visitors, latex=skip, text=skip, man=skip, texinfo=skip)
    # Other builders write these as what their base classes are.
    app.add_node(career_row, html=(_visit_row, _depart_row))
    app.add_node(more_rows, html=(_visit_more, _depart_row))
    app.add_node(row_head, html=(_visit_head, _depart_head))
    app.add_node(row_part, html=(_visit_part, _depart_part))
    app.add_node(topic_row, html=(_visit_topic, _depart_topic))
