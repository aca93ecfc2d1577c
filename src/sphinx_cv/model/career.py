"""The career: what all records say together, worked out once they are all read.

Everything here is a plain value made from records; nothing knows of nodes or files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_cv.locale import _
from sphinx_cv.model.dates import Span
from sphinx_cv.model.names import name_key, slug
from sphinx_cv.model.records import Entry, NamePage, Person
from sphinx_cv.source.text import with_titles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinx_cv.model.records import Record
    from sphinx_cv.source.readers import Name

#: Entries of these types take time; a credential or an award has only a date.
_ACTIVITIES = frozenset({'role', 'internship', 'volunteer', 'education', 'project'})
_MOST_RELATED = 4
# An academic may have a hundred publications in one journal; its page lists them all.
_MOST_AT_ONE_PLACE = 12


@dataclass(frozen=True)
class Topic:
    """A skill or an organisation, and the entries that name it, latest first."""

    name: str
    anchor: str
    entries: tuple[Entry, ...]
    long: str = ''
    aliases: tuple[str, ...] = ()
    url: str = ''

    @property
    def span(self) -> Span | None:
        """When it was in use: the time of its activities, else the years of its dates."""
        periods = [e.period for e in self.entries if e.period and e.type in _ACTIVITIES]
        return Span.of(periods or [e.period for e in self.entries if e.period])

    @property
    def other_names(self) -> tuple[str, ...]:
        return ((self.long,) if self.long else ()) + self.aliases


@dataclass(frozen=True)
class Group:
    """Entries that stand together in a listing, below the section page *docname*."""

    docname: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Children:
    """The pages below a page: all ``names``, and those of ``entries``, in reading order."""

    names: tuple[str, ...]
    entries: tuple[str, ...]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each page stands among all."""
        return {name: place for place, name in enumerate(self.names)}

    @cached_property
    def entry_places(self) -> dict[str, int]:
        """Where each entry stands among the entries."""
        return {name: place for place, name in enumerate(self.entries)}

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The pages that are no entries."""
        return tuple(name for name in self.names if name not in self.entry_places)


class Career:
    """All records of a CV, in the order of the document.

    *children* are the pages that each page's toctree names, *root* the first page.
    """

    def __init__(
        self, records: Mapping[str, Record], children: Mapping[str, Sequence[str]], root: str
    ) -> None:
        self._children = children
        titles = {r.id: r.title for r in records.values() if isinstance(r, Entry)}
        self._records = {
            docname: replace(r, body=with_titles(r.body, lambda id_: titles.get(id_, id_)))
            if isinstance(r, Entry | Person)
            else r
            for docname, r in records.items()
        }
        self.root = root
        self._ordered: dict[str, Children] = {}
        order = {docname: place for place, docname in enumerate(self._walk(root))}
        self.records: tuple[Record, ...] = tuple(
            sorted(
                self._records.values(), key=lambda r: (order.get(r.docname, len(order)), r.docname)
            )
        )

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(r for r in self.records if isinstance(r, Entry))

    @cached_property
    def person(self) -> Person | None:
        return next((r for r in self.records if isinstance(r, Person)), None)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in reversed(self.entries)}

    @cached_property
    def skills(self) -> dict[str, Topic]:
        """Each skill by its key, in the order of their names."""
        return self._topics('skill', self.name_page('skills'), lambda entry: entry.skills)

    @cached_property
    def organizations(self) -> dict[str, Topic]:
        """Each organisation by its key, in the order of their names."""
        page = self.name_page('organizations')
        return self._topics('org', page, lambda e: (e.organization,) if e.organization else ())

    def children(self, docname: str) -> Children:
        """The pages below a page, in reading order: sections as listed, entries by time."""
        if docname not in self._ordered:
            names = tuple(dict.fromkeys(self._children.get(docname, ())))
            entries = latest_first(e for n in names if isinstance(e := self._records.get(n), Entry))
            by_time = iter(entries)
            own = {e.docname for e in entries}
            self._ordered[docname] = Children(
                tuple(next(by_time).docname if name in own else name for name in names),
                tuple(e.docname for e in entries),
            )
        return self._ordered[docname]

    @cached_property
    def parents(self) -> dict[str, str]:
        """The page that each page stands below."""
        return {
            child: docname
            for docname in reversed(self.reading_order)
            for child in self._children.get(docname, ())
        }

    @cached_property
    def reading_order(self) -> tuple[str, ...]:
        """All pages from the root on, as a reader turns them: entries are latest first."""
        return tuple(_walk(self.root, lambda name: self.children(name).names))

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Where each page stands in the reading order, from 0."""
        return {docname: place for place, docname in enumerate(self.reading_order)}

    def record(self, docname: str) -> Record | None:
        """The record of a page, if it has one."""
        return self._records.get(docname)

    @cached_property
    def _skill_aliases(self) -> dict[str, str]:
        return _alias_keys(self.skills.values())

    @cached_property
    def _organization_aliases(self) -> dict[str, str]:
        return _alias_keys(self.organizations.values())

    def name_page(self, type_: str) -> NamePage | None:
        """The page about all names of a type: ``skills`` or ``organizations``."""
        return self._name_pages.get(type_)

    @cached_property
    def _name_pages(self) -> dict[str, NamePage]:
        pages = (r for r in reversed(self.records) if isinstance(r, NamePage))
        return {page.type: page for page in pages}

    def skill(self, name: str) -> Topic | None:
        """Find a skill by its name, its long form or an alias."""
        key = name_key(name)
        return self.skills.get(self._skill_aliases.get(key, key))

    def organization(self, name: str) -> Topic | None:
        """Find an organisation by its name, its long form or an alias."""
        key = name_key(name)
        return self.organizations.get(self._organization_aliases.get(key, key))

    def skills_of(self, entry: Entry) -> list[Topic]:
        """The skills that an entry shows, in the order of its text."""
        topics = [topic for name in entry.skills if (topic := self.skill(name))]
        return list(dict.fromkeys(topics))

    def below(self, docname: str) -> list[Group]:
        """The entries below a page, grouped by the section page that they stand under."""
        groups = []
        own: list[Entry] = []
        for child in self._children.get(docname, ()):
            if isinstance(entry := self._records.get(child), Entry):
                own.append(entry)
            found = [r for d in self._walk(child) if isinstance(r := self._records.get(d), Entry)]
            if found and child not in {e.docname for e in own}:
                groups.append(Group(child, latest_first(found)))
        return ([Group(docname, latest_first(own))] if own else []) + groups

    def related(self, entry: Entry) -> list[tuple[str, tuple[Entry, ...]]]:
        """What else a reader of an entry may want: each label with its entries.

        An entry appears once, under the first label that fits.
        """
        seen = {entry.docname}
        found = []
        here = self.organization(entry.organization) if entry.organization else None
        if here and (same := _unseen(here.entries, seen, _MOST_AT_ONE_PLACE)):
            found.append((_('Also at %s') % here.name, same))
        if entry.period and entry.type in _ACTIVITIES:
            period = entry.period
            others = (e for e in self.entries if e.period and e.type in _ACTIVITIES)
            overlapping = (e for e in others if e.period and period.overlaps(e.period))
            if same := _unseen(overlapping, seen, _MOST_AT_ONE_PLACE):
                found.append((_('At the same time'), latest_first(same)))
        if same := self._sharing_skills(entry, seen):
            found.append((_('With the same skills'), same))
        return found

    @cached_property
    def _recency(self) -> dict[str, int]:
        return {entry.docname: place for place, entry in enumerate(latest_first(self.entries))}

    def _sharing_skills(self, entry: Entry, seen: set[str]) -> tuple[Entry, ...]:
        shared: dict[str, int] = {}
        for topic in self.skills_of(entry):
            for other in topic.entries:
                shared[other.docname] = shared.get(other.docname, 0) + 1
        ranked = sorted(shared, key=lambda docname: (-shared[docname], self._recency[docname]))
        found = (e for docname in ranked if isinstance(e := self._records[docname], Entry))
        return _unseen(found, seen, _MOST_RELATED)

    def _topics(
        self, prefix: str, page: NamePage | None, names_of: Callable[[Entry], Iterable[str]]
    ) -> dict[str, Topic]:
        described = {name_key(n.name): n for n in (page.names if page else ())}
        keys = {name_key(alias): key for key, n in described.items() for alias in _others(n)}
        names = {key: n.name for key, n in described.items()}
        entries: dict[str, dict[str, Entry]] = {}
        for entry in self.entries:
            for name in names_of(entry):
                key = keys.get(name_key(name), name_key(name))
                names.setdefault(key, name)
                entries.setdefault(key, {})[entry.docname] = entry
        topics = {}
        anchors: set[str] = set()
        for key in sorted(entries, key=lambda k: (slug(names[k]), k)):
            extra = described.get(key)
            topics[key] = Topic(
                name=names[key],
                anchor=_unique(f'{prefix}-{slug(names[key])}', anchors),
                entries=latest_first(entries[key].values()),
                long=extra.long if extra else '',
                aliases=extra.aliases if extra else (),
                url=extra.url if extra else '',
            )
        return topics

    def _walk(self, docname: str) -> list[str]:
        """The pages from *docname* on down, in the order of the document."""
        return _walk(docname, lambda name: self._children.get(name, ()))


def _walk(start: str, below: Callable[[str], Sequence[str]]) -> list[str]:
    """All pages from *start* on down, each once; *below* gives those that a page names."""
    found: dict[str, None] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting.extend(reversed(below(name)))
    return list(found)


def latest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Sort entries in reverse chronological order; ties stay, what has no date comes last."""
    entries = list(entries)
    dated = sorted(
        (e for e in entries if e.period),
        key=lambda e: e.period.recency if e.period else None,  # type: ignore[arg-type,return-value]
        reverse=True,
    )
    return (*dated, *(e for e in entries if not e.period))


def _others(name: Name) -> tuple[str, ...]:
    return ((name.long,) if name.long else ()) + name.aliases


def _alias_keys(topics: Iterable[Topic]) -> dict[str, str]:
    return {name_key(a): name_key(t.name) for t in topics for a in t.other_names}


def _unseen(entries: Iterable[Entry], seen: set[str], most: int) -> tuple[Entry, ...]:
    fresh = tuple(islice((e for e in entries if e.docname not in seen), most))
    seen.update(e.docname for e in fresh)
    return fresh


def _unique(anchor: str, taken: set[str]) -> str:
    number, candidate = 1, anchor
    while candidate in taken:
        number += 1
        candidate = f'{anchor}-{number}'
    taken.add(candidate)
    return candidate
