"""Rows: the one grammar in which a CV lists anything: who, what, a bar, when.

The front page has a row for each employer, which opens in place to the whole text; other lists
have rows that lead to pages.  What stands in a row is a contract with the search and the scripts:

``<div class="cv-career">``
    The list of the front page: the field of the search (in ``div.cv-find``, with ``svg.cv-axis``
    and an empty ``p.cv-say``), then headings and rows.
``<svg class="cv-axis" data-cv-first="2005" data-cv-last="2025">``
    The years that the tracks of all rows share, from the first to the last, both whole.
``<details class="cv-row" data-cv-page="experience/red-hat">``
    A row, by the name of its first entry's page.  Without a script it opens by itself.
``<summary class="cv-head">``
    Its cells: ``.cv-who`` (an employer, or a title without one), ``.cv-what`` and ``.cv-names``
    with a ``.cv-title`` for each entry, ``svg.cv-track``, ``.cv-when``, and an empty
    ``.cv-found`` for the sentence that a search finds.  The track has a ``g[data-cv-page]`` for
    each entry.
``<div class="cv-part" data-cv-page="experience/red-hat" id="red-hat">``
    An entry in the open row: one, or several for promotions and for certificates of one body.
``<details class="cv-more">``
    The rows of a long section that come after its first ones.
``<p class="cv-rest">``
    In their place, the way to their own page, if the career is a long one.
``<li class="cv-line">``
    A row that leads to a page: its link holds the same cells.

sphinx-design's dropdown is not used: its title cannot hold cells, and its style sheet of 7.9 kB
would be a fifth of a first visit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.components.axis import Axis, Bar, axis_of, bars_of, draw_axis, merged_bars
from sphinx_cv.components.pieces import (
    bullets,
    fact_nodes,
    heading,
    joined,
    line,
    link,
    link_page,
    said,
    span,
)
from sphinx_cv.domain.nodes import (
    career_row,
    entry_text,
    found_here,
    more_rows,
    open_all,
    row_head,
    row_part,
    search_field,
    track,
)
from sphinx_cv.locale import _, comma
from sphinx_cv.model import phrases
from sphinx_cv.model.career import latest_first, most_used
from sphinx_cv.model.facts import Words
from sphinx_cv.model.outline import Group
from sphinx_cv.model.records import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from docutils.nodes import Element, Node

    from sphinx_cv.model.career import TopicGroup
    from sphinx_cv.model.facts import Fact
    from sphinx_cv.model.outline import Item, Outline, Section

# Above so many entries the front page has summaries in place of whole texts, and no more rows than
# these: each section has its share of them, and leads to its own page for the others.
_MOST_WHOLE = 200
# A section of more rows than these shows the first few; the others stand in a row to be opened.
_MOST_ROWS, _FIRST_ROWS = 20, 12
# A row of more skills than these names those of the most uses, and says how many others there are.
_MOST_SKILLS, _FIRST_SKILLS = 200, 60


@dataclass(frozen=True)
class Part:
    """An entry in a row, with its skills.

    ``text`` is the number (SHA-256) of its whole text if the row shows that, and '' if it shows
    the summary.
    """

    item: Item
    skills: tuple[Words, ...] = ()
    text: str = ''


@dataclass(frozen=True)
class Row:
    """Entries that share a row, latest first, and their bars.

    ``who`` is the organisation.  It stands first where entries are about being somewhere; of a
    ``work``, such as a publication or an award, the title does.  A ``compact`` row names all its
    entries in small letters.  The ``note`` stands below.
    """

    who: str
    when: str
    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]
    note: str = ''
    compact: bool = False
    work: bool = False


@dataclass(frozen=True)
class Block:
    """Rows below the title of a page, which '' stands for where there is none.

    ``text`` is the beginning of the page's own words.  The page has so many rows ``more``.
    """

    docname: str
    title: str
    text: str
    rows: tuple[Row, ...]
    more: int = 0


@dataclass(frozen=True)
class Rows:
    """A list: rows that lead to pages, or the whole career, whose rows ``open`` in place.

    The whole career ends with the groups of ``skills``, and the page that says where each was
    used.
    """

    axis: Axis | None
    blocks: tuple[Block, ...]
    opens: bool = False
    skills: tuple[SkillRow, ...] = ()
    skills_page: str = ''
    skills_title: str = ''


@dataclass(frozen=True)
class SkillRow:
    """A group of skills by their names; the skills of no group have the ``title`` ''.

    The row leads to the ``first`` of them on their page.  It leaves out so many names ``more``.
    """

    title: str
    first: str
    names: tuple[str, ...]
    bars: tuple[Bar, ...]
    more: int = 0


# ---- making ------------------------------------------------------------------------------------


def career_rows(outline: Outline, section: Section, texts: Mapping[str, str]) -> Rows:
    """Arrange a section as rows that open in place.

    *texts* has the number of each page's text.
    """
    found = list(_blocks(section))
    share = None
    if len(list(section.items)) > _MOST_WHOLE:
        texts, share = {}, min(_FIRST_ROWS, max(1, _MOST_WHOLE // len(found)))
    blocks = []
    for block in found:
        shared = list(_shared(outline, block))
        # What stands on no other page stands here.
        shown = shared if block.docname == section.docname else shared[:share]
        drawn = tuple(_row(outline, items, texts) for items in shown)
        more = len(shared) - len(shown)
        blocks.append(Block(block.docname, block.title, block.text, drawn, more))
    rows = Rows(axis_of(outline), tuple(blocks), opens=True)
    page = outline.career.name_page('skills')
    if page is None or section.docname != outline.tree.root:
        return rows
    skills = tuple(_skill_row(outline, group) for group in outline.career.skill_groups)
    title = outline.titles.get(page.docname, page.docname)
    return replace(rows, skills=skills, skills_page=page.docname, skills_title=title)


def _skill_row(outline: Outline, group: TopicGroup) -> SkillRow:
    entries = {entry.docname: entry for topic in group.topics for entry in topic.entries}
    most = len(group.topics) if len(group.topics) <= _MOST_SKILLS else _FIRST_SKILLS
    shown = most_used(group.topics, most, lambda topic: len(topic.entries))
    return SkillRow(
        group.name,
        group.topics[0].name,
        tuple(topic.label for topic in shown),
        merged_bars(outline, latest_first(entries.values())),
        len(group.topics) - len(shown),
    )


def section_rows(outline: Outline, section: Section) -> Rows:
    """Arrange a section as rows that lead to pages."""
    blocks = [
        Block(block.docname, block.title, block.text, entry_rows(outline, _items(block.groups)))
        for block in _blocks(section)
    ]
    return Rows(axis_of(outline), tuple(blocks))


def entry_rows(
    outline: Outline, items: Iterable[Item], notes: Mapping[str, str] | None = None
) -> tuple[Row, ...]:
    """Make a row of each entry; *notes* has what stands below some of them, by their pages."""
    found = []
    for item in items:
        entry = entry_of(outline, item)
        bars = bars_of(outline, [entry])
        note = (notes or {}).get(item.docname, '')
        found.append(Row(_who(item), item.when, (Part(item),), bars, note, work=_is_work(entry)))
    return tuple(found)


def short_list(outline: Outline, items: Iterable[Item], docname: str) -> list[Node]:
    """Draw some entries as rows that lead to pages, on a page *docname* that has no record."""
    rows = entry_rows(outline, items)
    return draw_rows(Rows(axis_of(outline), (Block('', '', '', rows),)), docname)


def timeline_rows(outline: Outline) -> Rows | None:
    """Arrange the dated entries by time alone; None if there are none to draw."""
    entries = [e for e in latest_first(outline.entries) if e.period and e.type.drawn]
    rows = entry_rows(outline, map(outline.item, entries))
    return Rows(axis_of(outline), (Block('', '', '', rows),)) if rows else None


def entry_of(outline: Outline, item: Item) -> Entry:
    """The entry that an item puts into words."""
    record = outline.career.record(item.docname)
    if not isinstance(record, Entry):
        raise TypeError(item.docname)
    return record


def _blocks(section: Section) -> Iterator[Section]:
    yield section
    for below in section.sections:
        yield from _blocks(below)


def _items(groups: Iterable[Group]) -> Iterator[Item]:
    for group in groups:
        yield from group.items


def _shared(outline: Outline, block: Section) -> Iterator[Group]:
    """Give the entries of each row: a group's, or certificates of one body that follow each other.

    ``when`` is '' where the entry itself says its time.
    """
    waiting: list[Item] = []

    def closed() -> Iterator[Group]:
        if waiting:
            periods = [entry_of(outline, item).period for item in waiting]
            years = phrases.years([p for p in periods if p], outline.career.today)
            yield Group(tuple(waiting), when=years if len(waiting) > 1 else '')
            waiting.clear()

    for group in block.groups:
        first = entry_of(outline, group.items[0])
        compact = first.type.compact and len(group.items) == 1 and first.organization
        if waiting and not (compact and _same_body(outline, waiting[0], first)):
            yield from closed()
        if compact:
            waiting.append(group.items[0])
        else:
            yield group
    yield from closed()


def _same_body(outline: Outline, item: Item, entry: Entry) -> bool:
    other, find = entry_of(outline, item), outline.career.organization
    return other.type == entry.type and find(other.organization) is find(entry.organization)


def _row(outline: Outline, shared: Group, texts: Mapping[str, str]) -> Row:
    items = shared.items
    entries = [entry_of(outline, item) for item in items]
    parts = [
        Part(item, skills_of(outline, entry) if texts else (), texts.get(item.docname, ''))
        for item, entry in zip(items, entries, strict=True)
    ]
    return Row(
        phrases.brief(shared.organization.text) if shared.organization else _who(items[0]),
        shared.when or items[0].when,
        tuple(parts),
        bars_of(outline, entries),
        compact=entries[0].type.compact,
        work=_is_work(entries[0]),
    )


def _who(item: Item) -> str:
    organization = item.fact('organization')
    return phrases.brief(organization.text) if organization else ''


def _is_work(entry: Entry) -> bool:
    return 'organization' not in entry.type.required


def skills_of(outline: Outline, entry: Entry) -> tuple[Words, ...]:
    """The skills of an entry, each a link to the index of skills."""
    topics = outline.career.skills_of(entry)
    return tuple(Words(topic.label, role='skill', target=topic.name) for topic in topics)


# ---- drawing -----------------------------------------------------------------------------------


def draw_rows(rows: Rows, docname: str) -> list[Node]:
    """Draw a list on the page *docname*."""
    found: list[Node] = []
    for number, block in enumerate(rows.blocks):
        # The page already has the title of the first block, above this list.
        if number and block.title:
            found.append(heading(link_page(block.docname, block.title, docname)))
        if block.text:
            found.append(nodes.paragraph('', block.text, classes=['cv-summary']))
        if block.rows and rows.opens:
            found.append(container('cv-rows', *_draw_open_rows(block.rows, docname)))
            if block.more:
                more = link_page(block.docname, f'{_("More")} ({block.more})', docname)
                found.append(nodes.paragraph('', '', more, classes=['cv-rest']))
        elif block.rows:
            found.append(draw_lines(block.rows, docname))
    found += _draw_skills(rows, docname)
    if not found:
        return []
    if not rows.opens:
        head = [container('cv-find', draw_axis(rows.axis))] if rows.axis else []
        return [container('cv-listing', *head, *found)]
    find = container('cv-find', search_field(), found_here(where='say'))
    if rows.axis:
        find += draw_axis(rows.axis)
    career = container('cv-career', find, open_all(labels=[_('Open all'), _('Close all')]), *found)
    return [career]


def _draw_skills(rows: Rows, docname: str) -> list[Node]:
    if not rows.skills:
        return []
    items = []
    for group in rows.skills:
        name = span('cv-who', group.title or (_('More') if len(rows.skills) > 1 else _('Skills')))
        others = [f'+ {group.more}'] if group.more else []
        cells = joined([name, span('cv-names', ' · '.join([*group.names, *others]))], comma())
        head = nodes.inline('', '', *cells, track(bars=group.bars), classes=['cv-head'])
        target = link('skill', group.first, head, docname)
        items.append(nodes.list_item('', nodes.paragraph('', '', target), classes=['cv-line']))
    title = heading(link_page(rows.skills_page, rows.skills_title, docname))
    return [title, bullets(items, 'cv-rows', 'cv-skill-rows')]


def container(css: str, *children: Node) -> Element:
    """Make a ``div`` of the class *css*."""
    return nodes.container('', *children, classes=[css])


def draw_lines(rows: Iterable[Row], docname: str) -> Element:
    """Draw rows that lead to the pages of their entries."""
    items = []
    for each in rows:
        item = each.parts[0].item
        cells = nodes.inline('', '', *_cells(each), classes=['cv-head'])
        target = link('entry', item.id, cells, docname)
        css = [f'cv-{item.type}', 'cv-line']
        items.append(nodes.list_item('', nodes.paragraph('', '', target), classes=css))
    return bullets(items, 'cv-rows')


def _draw_open_rows(rows: Sequence[Row], docname: str) -> Iterator[Element]:
    drawn = [_draw_row(each, docname) for each in rows]
    shown = len(drawn) if len(drawn) <= _MOST_ROWS else _FIRST_ROWS
    yield from drawn[:shown]
    if others := drawn[shown:]:
        head = row_head('', f'{_("More")} ({len(others)})')
        yield more_rows('', head, *others)


def _draw_row(each: Row, docname: str) -> Element:
    head = row_head('', '', *_cells(each), found_here(where='found'))
    alone = len(each.parts) == 1
    parts = [_draw_part(p, docname, each.who, alone=alone) for p in each.parts]
    first = each.parts[0].item
    return career_row('', head, *parts, page=first.docname, classes=[f'cv-{first.type}'])


def _cells(each: Row) -> list[Node]:
    titles = [span('cv-title', p.item.title) for p in each.parts]
    who = [span('cv-who', each.who)] if each.who else []
    if each.work or not who:
        cells = [span('cv-who', titles[0]), *(span('cv-what', each.who) for _who in who)]
    else:
        # Of promotions the latest title stands out; of certificates none does.
        first = 0 if each.compact and len(titles) > 1 else 1
        cells = [*who, *(span('cv-what', title) for title in titles[:first])]
        if others := titles[first:]:
            cells.append(span('cv-names', nodes.inline('', '', *joined(others, ' · '))))
    if each.when:
        cells.append(span('cv-when', each.when))
    if each.note:
        cells.append(span('cv-note', each.note))
    found = joined(cells, comma())
    found.append(track(bars=each.bars))
    return found


def _draw_part(shown: Part, docname: str, who: str, *, alone: bool) -> Element:
    item = shown.item
    drawn = row_part('', page=item.docname, name=item.id)
    if not alone:
        drawn += line('cv-part-head', [nodes.strong('', item.title), *_when(item)], ' ')
    aside = container('cv-aside', *draw_facts(item.facts, docname, who))
    leads = link('entry', item.id, nodes.inline('', _('Open as a page')), docname)
    aside += nodes.paragraph('', '', leads, classes=['cv-leads'])
    drawn += aside
    text = entry_text(page=item.docname, prefix=item.id, whole=bool(shown.text))
    text['summary'] = item.summary
    drawn += container('cv-text', text)
    drawn += draw_chips(shown.skills, docname)
    return drawn


def _when(item: Item) -> list[Node]:
    return [span('cv-when', item.when)] if item.when else []


def draw_facts(facts: Iterable[Fact], docname: str, who: str) -> list[Node]:
    """Draw facts in a line each, but for the skills and the organisation that the row calls *who*.

    One that an entry spells in another way is not yet said.
    """
    said_before = {('organization', who)}
    return [
        _draw_fact(fact, docname)
        for fact in facts
        if fact.name != 'skills' and (fact.name, fact.text) not in said_before
    ]


def _draw_fact(fact: Fact, docname: str) -> Element:
    words = fact_nodes(fact, docname)
    if fact.headline:
        return nodes.paragraph('', '', *words, classes=['cv-fact', f'cv-{fact.name}'])
    label = nodes.Text(f'{fact.label}: ')
    return nodes.paragraph('', '', label, *words, classes=['cv-fact'])


def draw_chips(skills: Iterable[Words], docname: str) -> list[Node]:
    """Draw skills as a list of small links."""
    items = [nodes.list_item('', nodes.paragraph('', '', said(words, docname))) for words in skills]
    return [bullets(items, 'cv-chips')] if items else []


def draw_languages(languages: Sequence[str], _docname: str) -> list[Node]:
    """List the languages of the person."""
    items = [nodes.list_item('', nodes.paragraph('', text)) for text in languages]
    return [bullets(items, 'cv-languages')] if items else []
