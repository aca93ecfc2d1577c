"""The indexes of skills and of organisations: each row says when and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.components.axis import Axis, Bar, draw_axis
from sphinx_cv.components.pieces import bullets, heading, joined, link, span
from sphinx_cv.components.rows import container
from sphinx_cv.domain.nodes import index_order, more_rows, row_head, topic_row, track
from sphinx_cv.locale import _, comma
from sphinx_cv.model import phrases
from sphinx_cv.model.career import most_used

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docutils.nodes import Element, Node

    from sphinx_cv.model.outline import Item

# A row names at most so many entries; of the others it says how many there are.
_MOST_NAMED = 3
# An index of more rows than these shows those of the most uses.  The other rows stand in a list to
# be opened, with the latest entry of each.
MOST_ROWS = 200
_FEWEST_NAMED = 1


@dataclass(frozen=True)
class IndexRow:
    """A skill or an organisation in its index.

    ``anchor`` is the ``id`` of the row in HTML.  ``level`` is the owner's word for how well a skill
    is known.  ``years`` says when it was in use, and ``last`` is the last of these years, or 0
    if none is known.  ``where`` are the entries that name it, latest first, by their own names or
    by those of their employers, each with the ``id`` of the entry.  ``uses`` is the number of these
    entries, and ``bars`` are their places in time.
    """

    name: str
    anchor: str
    url: str
    long: str
    level: str
    years: str
    last: int
    where: tuple[tuple[str, str], ...]
    uses: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Index:
    """A part of an index, under a heading.

    The heading is ``title``, or '' for the names that are in no group.
    """

    title: str
    rows: tuple[IndexRow, ...]
    axis: Axis | None


def where(items: Iterable[Item], detail: str) -> tuple[tuple[str, str], ...]:
    """Name entries by the fact *detail*, or by their titles where that is ''.

    Each name comes once, with the ``id`` of the latest entry of that name.
    """
    names: dict[str, str] = {}
    for item in items:
        fact = item.fact(detail) if detail else None
        names.setdefault(phrases.brief(fact.text) if fact else item.title, item.id)
    return tuple(names.items())


def draw_indexes(indexes: tuple[Index, ...], docname: str, *css: str) -> list[Node]:
    """List the skills or organisations: when each was in use, and the entries that name it."""
    if not indexes:
        return []
    # Skills that are in no group need a heading only if there are groups beside them.
    headed = len(indexes) > 1
    orders = {'group': _('Group'), 'last': _('last use'), 'name': _('name')}
    if not headed:
        orders = {'name': _('name'), 'last': _('last use')}
    bar = container('cv-find', index_order(labels=(_('Filter'), _('Sort by')), orders=orders))
    if axis := indexes[0].axis:
        # Rows stand in two columns where there is no room for more.
        bar += container('cv-axes', draw_axis(axis), draw_axis(axis))
    found: list[Node] = [bar]
    long = sum(len(index.rows) for index in indexes) > MOST_ROWS
    for index in indexes:
        if headed:
            title = nodes.inline('', index.title or _('More'))
            count = span('cv-count', str(len(index.rows)))
            found.append(heading(nodes.inline('', '', title, nodes.Text(' '), count)))
        most = max(1, MOST_ROWS // len(indexes)) if long else len(index.rows)
        found += _draw_rows(index.rows, docname, most)
    drawn = container('cv-indexes', *found)
    drawn['classes'] += css
    return [drawn]


def draw_organizations(indexes: tuple[Index, ...], docname: str) -> list[Node]:
    """List the organisations, whose rows have titles in them, and need the width."""
    return draw_indexes(indexes, docname, 'cv-organizations')


def _draw_rows(rows: Sequence[IndexRow], docname: str, most: int) -> Iterator[Element]:
    """Draw the rows of the *most* uses, and below them the others, all in their order."""
    used = most_used(rows, most, lambda row: row.uses)
    first = {row.anchor for row in used}
    yield bullets([_row(row, docname, _MOST_NAMED) for row in used], 'cv-index')
    others = [_row(row, docname, _FEWEST_NAMED) for row in rows if row.anchor not in first]
    if others:
        head = row_head('', f'{_("More")} ({len(others)})')
        yield more_rows('', head, bullets(others, 'cv-index'))


def _row(row: IndexRow, docname: str, named: int) -> Element:
    name: Node = nodes.Text(row.name)
    if row.url:
        name = nodes.reference('', row.name, refuri=row.url)
    cells: list[Node] = [nodes.strong('', '', name, classes=['cv-name'])]
    if row.long:
        cells.append(span('cv-long', row.long))
    if row.level:
        cells.append(span('cv-level', row.level))
    use: list[Node] = [span('cv-where', nodes.inline('', '', *_where(row, docname, named)))]
    if row.years:
        use.append(span('cv-when', row.years))
    cells.append(span('cv-use', nodes.inline('', '', *joined(use, ' · '))))
    shown = nodes.paragraph('', '', *joined(cells, ' · '), track(bars=row.bars))
    return topic_row('', shown, ids=[row.anchor], uses=row.uses, last=row.last)


def _where(row: IndexRow, docname: str, named: int) -> list[Node]:
    links: list[Node] = [
        link('entry', entry, nodes.inline('', name), docname) for name, entry in row.where[:named]
    ]
    if others := len(row.where) - len(links):
        links.append(nodes.Text(f'+ {others}'))
    return joined(links, comma())
