"""What a page says that is not in its own file: one value, made from all records.

The writers draw this value.  The check of which pages have to be written again compares the same
value, so it cannot forget anything that a page says.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sphinx_cv.components import headers, indexes, rows
from sphinx_cv.components.axis import MOST_APART, axis_of, bars_of, merged_bars
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import RESUME, card_name, download_names, offered, pdf_name
from sphinx_cv.exports.jsonld import describe_page
from sphinx_cv.locale import _
from sphinx_cv.model import phrases
from sphinx_cv.model.career import TopicGroup
from sphinx_cv.model.navigation import find_position
from sphinx_cv.model.records import Entry, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from docutils.nodes import Node
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.domain.cv_domain import CVDomain, Target
    from sphinx_cv.domain.nodes import Placement
    from sphinx_cv.exports.values import Fields
    from sphinx_cv.model.navigation import Position
    from sphinx_cv.model.outline import Item, Outline


@dataclass(frozen=True)
class Content:
    """What a page says of other pages, and what it says of itself to machines.

    ``parts`` has what stands at each placement.  ``targets`` are the objects that the page's text
    refers to, with None for one that does not exist.  ``position`` has its neighbours.
    ``files`` are the downloads: a label and the name of a file for each.  ``thing`` is the
    linked data of the page, and ``description`` a sentence or two about it.  ``email`` is the
    address of the person's e-mail, as a link has it.  ``updated`` says when the sources last
    changed: on the person's page only, because no other is written again for that.
    """

    parts: Mapping[Placement, Any]
    targets: tuple[Target | None, ...]
    position: Position
    files: tuple[tuple[str, str], ...]
    thing: Fields | None
    description: str
    email: str = ''
    updated: str = ''

    @property
    def digest(self) -> str:
        """A number (SHA-256) that tells two contents apart, and is the same in every process."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


class Contents:
    """The content of each page by its name, worked out once in a build."""

    def __init__(self, domain: CVDomain, config: Config) -> None:
        self._domain = domain
        self._config = config
        self._found: dict[str, Content] = {}

    def __getitem__(self, docname: str) -> Content:
        """Give the content of a page."""
        if docname not in self._found:
            self._found[docname] = self._make(docname)
        return self._found[docname]

    def _make(self, docname: str) -> Content:
        outline = self._domain.outline
        page = self._domain.pages.get(docname)
        placements = self._domain.placements(docname)
        references = page.references if page else ()
        return Content(
            {placed: PARTS[placed.part].make(self._domain, placed) for placed in placements},
            tuple(self._domain.target(role, name) for role, name in references),
            find_position(outline, docname),
            self._files(),
            describe_page(outline, docname, self._domain.photo_name),
            outline.describe(docname),
            self._email(),
            self._updated(docname),
        )

    def _updated(self, docname: str) -> str:
        outline = self._domain.outline
        if not isinstance(outline.career.record(docname), Person):
            return ''
        return phrases.updated(outline.career.today, outline.language)

    def _email(self) -> str:
        facts = {fact.name: fact for fact in self._domain.outline.person_facts()}
        return facts['email'].words[0].uri if 'email' in facts else ''

    def _files(self) -> tuple[tuple[str, str], ...]:
        person = self._domain.career.person
        files = {
            'PDF': pdf_name(self._config),
            **{variant.label: variant.pdf for variant in offered(self._config)},
            **download_names(self._config),
            'JSON Resume': RESUME,
            _('Save contact'): card_name(self._config) if person else '',
        }
        return tuple((label, name) for label, name in files.items() if name)


def contents_of(env: BuildEnvironment) -> Contents:
    """The contents of all pages of a build; valid once every page has been read."""
    domain = cv_domain(env)
    derived = domain.whole.derived
    if 'contents' not in derived:
        derived['contents'] = Contents(domain, env.config)
    found: Contents = derived['contents']
    return found


@dataclass(frozen=True)
class Part:
    """A kind of derived part.

    ``make`` works out what a part says at a placement; the value is None if that is nothing.
    ``draw`` turns such a value into nodes for the page that it is given the name of.
    """

    make: Callable[[CVDomain, Placement], Any]
    draw: Callable[[Any, str], list[Node]]


def draw(env: BuildEnvironment, placement: Placement) -> list[Node]:
    """Make the nodes for a placement; Sphinx has to resolve their references afterwards."""
    value = contents_of(env)[placement.docname].parts[placement]
    return [] if value is None else PARTS[placement.part].draw(value, placement.docname)


def _entry(domain: CVDomain, placement: Placement) -> Entry | None:
    record = domain.career.record(placement.docname)
    return record if isinstance(record, Entry) else None


def _entry_header(domain: CVDomain, placement: Placement) -> Any:
    entry, outline = _entry(domain, placement), domain.outline
    if entry is None:
        return None
    around = [e for e in outline.around(entry) if e.type.drawn or e is entry]
    return headers.EntryHead(outline.item(entry), axis_of(outline), bars_of(outline, around))


def _related(domain: CVDomain, placement: Placement) -> Any:
    entry, outline = _entry(domain, placement), domain.outline
    if entry is None:
        return None
    others = tuple(
        (label, rows.entry_rows(outline, [item for item, _note in items], dict(_notes(items))))
        for label, items in outline.related(entry)
    )
    return headers.Related(rows.skills_of(outline, entry), others)


def _notes(items: Iterable[tuple[Item, str]]) -> Iterator[tuple[str, str]]:
    return ((item.docname, note) for item, note in items)


def _person_header(domain: CVDomain, placement: Placement) -> Any:
    config = domain.env.config
    placements = domain.placements(placement.docname)
    # Languages that the page lists are said there, and only there.
    apart = tuple({placed.part for placed in placements} & {'languages'})
    outline = domain.outline
    facts, lead = outline.person_facts(), outline.lead()
    others = {variant.label: variant.pdf for variant in offered(config)} | download_names(config)
    named = pdf_name(config), card_name(config)
    return headers.Card(facts, lead, *named, apart, tuple(others.items()))


def _entries(domain: CVDomain, placement: Placement) -> Any:
    outline = domain.outline
    if placement.types:
        section = outline.of_types(placement.types)
        notes = {item.docname: item.summary for item in section.items}
        listed = rows.entry_rows(outline, section.items, notes)
        return rows.Rows(axis_of(outline), (rows.Block('', '', '', listed),))
    # The page already says its own words, above this list.
    section = replace(outline.section(placement.docname), text='')
    if placement.docname != outline.tree.root:
        return rows.section_rows(outline, section)
    texts = {docname: page.text for docname, page in domain.pages.items()}
    return rows.career_rows(outline, section, texts)


def _languages(domain: CVDomain, _placement: Placement) -> Any:
    person = domain.career.person
    return tuple(phrases.spoken(language) for language in person.languages) if person else ()


def _timeline(domain: CVDomain, placement: Placement) -> Any:
    # Where the career is listed, its rows have the bars.
    listed = any(p.part == 'entries' for p in domain.placements(placement.docname))
    return None if listed else rows.timeline_rows(domain.outline)


def _indexes(
    outline: Outline, groups: tuple[TopicGroup, ...], detail: str
) -> tuple[indexes.Index, ...]:
    long = sum(len(group.topics) for group in groups) > indexes.MOST_ROWS
    return tuple(_index(outline, group, detail, 0 if long else MOST_APART) for group in groups)


def _index(outline: Outline, group: TopicGroup, detail: str, apart: int) -> indexes.Index:
    today = outline.career.today
    found = (
        indexes.IndexRow(
            topic.label,
            topic.anchor,
            topic.url,
            topic.long,
            topic.level,
            outline.years(topic),
            max((period.last_year(today) for period in topic.periods), default=0),
            indexes.where(map(outline.item, topic.entries), detail),
            len(topic.entries),
            merged_bars(outline, topic.entries, apart),
        )
        # Sorted by name, because that is how people look through a page of a hundred.
        for topic in sorted(group.topics, key=lambda topic: topic.anchor)
    )
    return indexes.Index(group.name, tuple(found), axis_of(outline))


def _skills(domain: CVDomain, _placement: Placement) -> Any:
    return _indexes(domain.outline, domain.career.skill_groups, 'organization')


def _organizations(domain: CVDomain, _placement: Placement) -> Any:
    topics = tuple(domain.career.organizations.values())
    return _indexes(domain.outline, (TopicGroup('', topics),), '') if topics else ()


#: The kinds of derived parts, by the names that placements have for them.
PARTS: dict[str, Part] = {
    'entry_header': Part(_entry_header, headers.draw_entry_header),
    'person_header': Part(_person_header, headers.draw_person_header),
    'related': Part(_related, headers.draw_related),
    'entries': Part(_entries, rows.draw_rows),
    'languages': Part(_languages, rows.draw_languages),
    'timeline': Part(_timeline, rows.draw_rows),
    'skills': Part(_skills, indexes.draw_indexes),
    'organizations': Part(_organizations, indexes.draw_organizations),
}
