"""What a page says that is not in its own file: one value, made from all records.

The writers draw this value.  The check of which pages have to be written again compares the same
value, so it cannot forget anything that a page says.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sphinx_cv.components import headers, indexes, listings
from sphinx_cv.components.timeline import draw_timeline, lay_out
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import RESUME, card_name, pdf_name
from sphinx_cv.exports.jsonld import describe_page
from sphinx_cv.model import phrases
from sphinx_cv.model.career import TopicGroup
from sphinx_cv.model.facts import Words
from sphinx_cv.model.navigation import find_position
from sphinx_cv.model.records import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils.nodes import Node
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.domain.cv_domain import CVDomain, Target
    from sphinx_cv.domain.nodes import Placement
    from sphinx_cv.exports.values import Fields
    from sphinx_cv.model.navigation import Position
    from sphinx_cv.model.outline import Outline


@dataclass(frozen=True)
class Content:
    """What a page says of other pages, and what it says of itself to machines.

    ``parts`` has what stands at each placement.  ``targets`` are the objects that the page's text
    refers to, with None for one that does not exist.  ``position`` has its neighbours.
    ``files`` are the downloads: a label and the name of a file for each.  ``thing`` is the
    linked data of the page, and ``description`` a sentence or two about it.
    """

    parts: Mapping[Placement, Any]
    targets: tuple[Target | None, ...]
    position: Position
    files: tuple[tuple[str, str], ...]
    thing: Fields | None
    description: str

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
        placements = page.placements if page else ()
        references = page.references if page else ()
        return Content(
            {
                placed: PARTS[placed.part].make(outline, placed, self._config)
                for placed in placements
            },
            tuple(self._domain.target(role, name) for role, name in references),
            find_position(outline, docname),
            self._files(),
            describe_page(outline, docname, self._domain.photo_name),
            outline.describe(docname),
        )

    def _files(self) -> tuple[tuple[str, str], ...]:
        person = self._domain.career.person
        files = {
            'PDF': pdf_name(self._config),
            'JSON Resume': RESUME,
            'vCard': card_name(self._config) if person else '',
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

    make: Callable[[Outline, Placement, Config], Any]
    draw: Callable[[Any, str], list[Node]]


def draw(env: BuildEnvironment, placement: Placement) -> list[Node]:
    """Make the nodes for a placement; Sphinx has to resolve their references afterwards."""
    value = contents_of(env)[placement.docname].parts[placement]
    return [] if value is None else PARTS[placement.part].draw(value, placement.docname)


def _entry(outline: Outline, placement: Placement) -> Entry | None:
    record = outline.career.record(placement.docname)
    return record if isinstance(record, Entry) else None


def _entry_header(outline: Outline, placement: Placement, _config: Config) -> Any:
    entry = _entry(outline, placement)
    return outline.item(entry) if entry else None


def _related(outline: Outline, placement: Placement, _config: Config) -> Any:
    entry = _entry(outline, placement)
    if entry is None:
        return None
    topics = outline.career.skills_of(entry)
    skills = tuple(Words(topic.label, role='skill', target=topic.name) for topic in topics)
    return headers.Related(skills, outline.related(entry))


def _person_header(outline: Outline, _placement: Placement, config: Config) -> Any:
    return headers.Card(outline.person_facts(), pdf_name(config), card_name(config))


def _entries(outline: Outline, placement: Placement, _config: Config) -> Any:
    if placement.types:
        return outline.of_types(placement.types)
    # The page already says its own words, above this list.
    return replace(outline.section(placement.docname), text='')


def _languages(outline: Outline, _placement: Placement, _config: Config) -> Any:
    person = outline.career.person
    return tuple(phrases.spoken(language) for language in person.languages) if person else ()


def _timeline(outline: Outline, _placement: Placement, _config: Config) -> Any:
    return lay_out(outline)


def _index(outline: Outline, group: TopicGroup, detail: str) -> indexes.Index:
    today = outline.career.today
    rows = (
        indexes.IndexRow(
            topic.label,
            topic.anchor,
            topic.url,
            topic.other_names,
            topic.level,
            outline.years(topic),
            max((period.last_year(today) for period in topic.periods), default=0),
            tuple(outline.item(entry) for entry in topic.entries),
        )
        # Sorted by name, because that is how people look through a page of a hundred.
        for topic in sorted(group.topics, key=lambda topic: topic.anchor)
    )
    return indexes.Index(group.name, tuple(rows), detail)


def _skills(outline: Outline, _placement: Placement, _config: Config) -> Any:
    groups = outline.career.skill_groups
    return tuple(_index(outline, group, 'organization') for group in groups)


def _organizations(outline: Outline, _placement: Placement, _config: Config) -> Any:
    topics = tuple(outline.career.organizations.values())
    return (_index(outline, TopicGroup('', topics), 'location'),) if topics else ()


#: The kinds of derived parts, by the names that placements have for them.
PARTS: dict[str, Part] = {
    'entry_header': Part(_entry_header, headers.draw_entry_header),
    'person_header': Part(_person_header, headers.draw_person_header),
    'related': Part(_related, headers.draw_related),
    'entries': Part(_entries, listings.draw_entries),
    'languages': Part(_languages, listings.draw_languages),
    'timeline': Part(_timeline, draw_timeline),
    'skills': Part(_skills, indexes.draw_indexes),
    'organizations': Part(_organizations, indexes.draw_indexes),
}
