"""The career: what all records say together, worked out once every page has been read.

Everything here is a plain value made from records; nothing knows of nodes or files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from sphinx_cv.model.names import name_key, slug
from sphinx_cv.model.records import Entry, NamePage, Person, Prose
from sphinx_cv.model.text import with_titles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinx_cv.model.dates import Period
    from sphinx_cv.model.records import Record

_T = TypeVar('_T')


@dataclass(frozen=True, eq=False)
class Topic:
    """A skill or an organisation, and the entries that name it, latest first.

    ``anchor`` is its ``id`` in the HTML of the index.  ``long`` is its long form, ``url`` its
    own address.  ``near`` has words for which a search offers it, though they are not its
    names.  ``level`` is the owner's word for how well a skill is known.  ``shown`` is the name
    in the language of the CV, or '' where that is ``name``.
    """

    name: str
    anchor: str
    entries: tuple[Entry, ...]
    long: str = ''
    aliases: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    url: str = ''
    level: str = ''
    shown: str = ''

    @property
    def label(self) -> str:
        """What it is called in the language of the CV."""
        return self.shown or self.name

    @property
    def periods(self) -> list[Period]:
        """When it was in use: the periods of its activities; without any, those of all entries."""
        activities = [e.period for e in self.entries if e.period and e.type.takes_time]
        return activities or [e.period for e in self.entries if e.period]

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its long form, if it has one, then its aliases."""
        return ((self.long,) if self.long else ()) + self.aliases


@dataclass(frozen=True)
class TopicGroup:
    """Skills that stand together.  The skills that are in no group have the ``name`` ''."""

    name: str
    topics: tuple[Topic, ...]


class Career:
    """All records of a CV, by the names of their pages, in the order of the document.

    *today* is the day on which the sources last changed.  What has no end lasts until then.
    """

    def __init__(self, records: Mapping[str, Record], today: dt.date) -> None:
        titles = {r.id: r.title for r in records.values() if isinstance(r, Entry)}
        self.today = today
        self._skills_of: dict[str, list[Topic]] = {}
        self._records = {docname: _with_titles(r, titles) for docname, r in records.items()}

    @property
    def records(self) -> tuple[Record, ...]:
        """All records, in the order of the document."""
        return tuple(self._records.values())

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of the toctrees.

        The outline has them in the order in which they are shown.
        """
        return tuple(r for r in self.records if isinstance(r, Entry))

    @cached_property
    def _latest_first(self) -> tuple[Entry, ...]:
        return latest_first(self.entries)

    @cached_property
    def person(self) -> Person | None:
        """The person, from the first page that describes one; None without such a page."""
        return next((r for r in self.records if isinstance(r, Person)), None)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Each entry by its id; the first one where several have the same id."""
        return {entry.id: entry for entry in reversed(self.entries)}

    @cached_property
    def skills(self) -> dict[str, Topic]:
        """Each skill by the key of its name (see ``name_key``), sorted by name.

        Those that only the page about skills names have no entries.
        """
        return self._topics('skill', self.name_page('skills'), lambda entry: entry.skills)

    @cached_property
    def organizations(self) -> dict[str, Topic]:
        """Each organisation by the key of its name (see ``name_key``), sorted by name."""
        page = self.name_page('organizations')
        return self._topics('org', page, lambda e: (e.organization,) if e.organization else ())

    @cached_property
    def skill_groups(self) -> tuple[TopicGroup, ...]:
        """The owner's groups in the owner's order, then one of all other skills, by their names."""
        page = self.name_page('skills')
        seen: dict[str, Topic] = {}
        groups = []
        for group in page.groups if page else ():
            named = (self.skill(name) for name in group.skills)
            topics = {t.anchor: t for t in named if t and t.anchor not in seen}
            seen.update(topics)
            if topics:
                groups.append(TopicGroup(group.name, tuple(topics.values())))
        rest = tuple(topic for topic in self.skills.values() if topic.anchor not in seen)
        return (*groups, TopicGroup('', rest)) if rest else tuple(groups)

    def record(self, docname: str) -> Record | None:
        """Find the record of a page; None if it has none."""
        return self._records.get(docname)

    def name_page(self, type_: str) -> NamePage | None:
        """Find the page about all ``skills`` or about all ``organizations``; None without one."""
        return self._name_pages.get(type_)

    @cached_property
    def _name_pages(self) -> dict[str, NamePage]:
        pages = (r for r in reversed(self.records) if isinstance(r, NamePage))
        return {page.type: page for page in pages}

    def skill(self, name: str) -> Topic | None:
        """Find a skill by name, long form or alias; None if no entry shows it."""
        key = name_key(name)
        return self.skills.get(self._skill_aliases.get(key, key))

    def organization(self, name: str) -> Topic | None:
        """Find an organisation by name, long form or alias; None if no entry names it."""
        key = name_key(name)
        return self.organizations.get(self._organization_aliases.get(key, key))

    @cached_property
    def _skill_aliases(self) -> dict[str, str]:
        return _alias_keys(self.skills.values())

    @cached_property
    def _organization_aliases(self) -> dict[str, str]:
        return _alias_keys(self.organizations.values())

    def skills_of(self, entry: Entry) -> list[Topic]:
        """The skills that an entry shows, each once, in the order of its text."""
        if entry.docname not in self._skills_of:
            topics = [topic for name in entry.skills if (topic := self.skill(name))]
            self._skills_of[entry.docname] = list(dict.fromkeys(topics))
        return self._skills_of[entry.docname]

    def _topics(
        self, prefix: str, page: NamePage | None, names_of: Callable[[Entry], Iterable[str]]
    ) -> dict[str, Topic]:
        described = {name_key(n.name): n for n in (page.names if page else ())}
        keys = {name_key(alias): key for key, n in described.items() for alias in n.others}
        names = {key: n.name for key, n in described.items()}
        for name in chain.from_iterable(group.skills for group in page.groups) if page else ():
            names.setdefault(keys.get(name_key(name), name_key(name)), name)
        key_of: dict[str, str] = {}
        # The owner's list of skills is theirs, whether an entry shows each of them or not.
        listed = [name for group in (page.groups if page else ()) for name in group.skills]
        if page and page.type == 'skills':
            listed += [n.name for n in page.names]
        for name in listed:
            key = name_key(name)
            key_of[name] = keys.get(key, key)
            names.setdefault(key_of[name], name)
        for entry in self.entries:
            for name in names_of(entry):
                if name not in key_of:
                    key = name_key(name)
                    key_of[name] = keys.get(key, key)
                    names.setdefault(key_of[name], name)
        entries: dict[str, dict[str, Entry]] = {key_of[name]: {} for name in listed}
        for entry in self._latest_first:
            for name in names_of(entry):
                entries.setdefault(key_of[name], {})[entry.docname] = entry
        # By the name as it is written or else by any way to write it, but not by its aliases.
        shown = {name_key(n): text for entry in self.entries for n, text in entry.shown.items()}
        shown |= {key: n.shown for key, n in described.items() if n.shown not in {'', n.name}}
        topics = {}
        anchors: set[str] = set()
        for key in sorted(entries, key=lambda k: (slug(names[k]), k)):
            extra = described.get(key)
            topics[key] = Topic(
                name=names[key],
                anchor=_unique(f'{prefix}-{slug(names[key])}', anchors),
                entries=tuple(entries[key].values()),
                long=extra.long if extra else '',
                aliases=extra.aliases if extra else (),
                near=extra.near if extra else (),
                url=extra.url if extra else '',
                level=extra.level if extra else '',
                shown=shown.get(key, ''),
            )
        return topics


def _with_titles(record: Record, titles: Mapping[str, str]) -> Record:
    """Write the titles of entries where the text of a record refers to them by their ids."""
    if not isinstance(record, Entry | Person | Prose):
        return record
    body = with_titles(record.body, lambda id_: titles.get(id_, id_))
    return record if body is record.body else replace(record, body=body)


def most_used(found: Sequence[_T], most: int, uses: Callable[[_T], int]) -> list[_T]:
    """Take so many of what is found, those of the most uses, in the order in which they stand."""
    taken = {id(each) for each in nlargest(most, found, key=uses)}
    return [each for each in found if id(each) in taken]


def latest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Sort entries in reverse chronological order.

    Entries of the same dates keep their order; entries without a date come last.
    """
    entries = list(entries)
    dated = sorted(
        (e for e in entries if e.period),
        key=lambda e: e.period.recency if e.period else None,  # type: ignore[arg-type,return-value]
        reverse=True,
    )
    return (*dated, *(e for e in entries if not e.period))


def _alias_keys(topics: Iterable[Topic]) -> dict[str, str]:
    return {name_key(a): name_key(t.name) for t in topics for a in t.other_names}


def _unique(anchor: str, taken: set[str]) -> str:
    number, candidate = 1, anchor
    while candidate in taken:
        number += 1
        candidate = f'{anchor}-{number}'
    taken.add(candidate)
    return candidate
