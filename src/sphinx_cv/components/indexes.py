"""The indexes of skills and of organisations: each row says when and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.components.listings import short_listing
from sphinx_cv.components.pieces import heading, span
from sphinx_cv.domain.nodes import index_order, topic_item
from sphinx_cv.locale import _, comma

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

    from sphinx_cv.model.outline import Item


@dataclass(frozen=True)
class IndexRow:
    """A skill or an organisation in its index.

    ``anchor`` is the ``id`` of the row in HTML.  ``level`` is the owner's word for how well a skill
    is known.  ``years`` says when it was in use, and ``last`` is the last of these years, or 0
    if none is known.  ``items`` are the entries that name it.
    """

    name: str
    anchor: str
    url: str
    other_names: tuple[str, ...]
    level: str
    years: str
    last: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Index:
    """A part of an index, under a heading.

    The heading is ``title``, or '' for the names that are in no group.  ``detail`` is the field
    that the entries of each row show.
    """

    title: str
    rows: tuple[IndexRow, ...]
    detail: str


def draw_indexes(indexes: tuple[Index, ...], docname: str) -> list[Node]:
    """List the skills or organisations: when each was in use, and the entries that name it."""
    if not indexes:
        return []
    labels = [_('Sort by'), _('name'), _('number of entries'), _('last use')]
    found: list[Node] = [index_order(labels=[str(label) for label in labels])]
    # Skills that are in no group need a heading only if there are groups beside them.
    headed = len(indexes) > 1
    for index in indexes:
        if headed:
            found.append(heading(nodes.Text(index.title or _('More'))))
        rows = (_row(row, index.detail, docname) for row in index.rows)
        found.append(nodes.definition_list('', *rows, classes=['cv-index']))
    return found


def _row(row: IndexRow, detail: str, docname: str) -> Element:
    name: Node = nodes.Text(row.name)
    if row.url:
        name = nodes.reference('', row.name, refuri=row.url)
    term = nodes.term('', '', nodes.strong('', '', name), ids=[row.anchor])
    if row.other_names:
        term += [nodes.Text(' '), span('cv-aliases', f'({comma().join(row.other_names)})')]
    if row.level:
        term += [nodes.Text(' '), span('cv-level', row.level)]
    if row.years:
        term += [nodes.Text(' '), span('cv-when', row.years)]
    definition = nodes.definition('', short_listing(row.items, docname, (detail,)))
    return topic_item('', term, definition, uses=len(row.items), last=row.last)
