"""The indexes of skills and of organisations: each with when and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.components.listings import short_listing
from sphinx_cv.components.pieces import span
from sphinx_cv.domain.nodes import index_order, topic_item
from sphinx_cv.locale import _

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

    from sphinx_cv.model.outline import Item


@dataclass(frozen=True)
class IndexRow:
    """A skill or an organisation in its index.

    ``years`` says when it was in use, ``last`` is the last of these years, 0 if none is known.
    """

    name: str
    anchor: str
    url: str
    other_names: tuple[str, ...]
    years: str
    last: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Index:
    """An index: its rows by name, and the detail that each row's entries show."""

    rows: tuple[IndexRow, ...]
    detail: str


def draw_index(index: Index, docname: str) -> list[Node]:
    """List each skill or organisation with when it was in use, and the entries that name it."""
    items = [_row(row, index.detail, docname) for row in index.rows]
    if not items:
        return []
    labels = [_('Sort by'), _('name'), _('number of entries'), _('last use')]
    order = index_order(labels=[str(label) for label in labels])
    return [order, nodes.definition_list('', *items, classes=['cv-index'])]


def _row(row: IndexRow, detail: str, docname: str) -> Element:
    name: Node = nodes.Text(row.name)
    if row.url:
        name = nodes.reference('', row.name, refuri=row.url)
    term = nodes.term('', '', nodes.strong('', '', name), ids=[row.anchor])
    if row.other_names:
        term += [nodes.Text(' '), span('cv-aliases', f'({", ".join(row.other_names)})')]
    if row.years:
        term += [nodes.Text(' '), span('cv-when', row.years)]
    definition = nodes.definition('', short_listing(row.items, docname, (detail,)))
    return topic_item('', term, definition, uses=len(row.items), last=row.last)
