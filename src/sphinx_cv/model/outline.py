"""The outline: which entries a CV shows, in which order, under which heads, in which words.

It stands between the career and all outputs, so that no output can differ from another.  The
front page, the section pages, the PDF, Markdown, ``llms.txt``, the search, JSON Resume and the
links to the next page all take the order, the groups and the words from here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import islice
from typing import TYPE_CHECKING

from sphinx_cv.locale import _, comma, translate
from sphinx_cv.model import phrases
from sphinx_cv.model.career import latest_first
from sphinx_cv.model.dates import Period, overlap
from sphinx_cv.model.facts import Fact, Words, facts_of_entry, facts_of_person
from sphinx_cv.model.names import name_key
from sphinx_cv.model.records import Entry, NamePage, Person, Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_cv.model.career import Career, Topic
    from sphinx_cv.model.tree import PageTree

# How many related entries an entry's page lists for their skills.
_MOST_RELATED = 4
# How many it lists for one organisation, or for the time.  An academic may have a hundred
# publications in one journal; the index of organisations lists them all.
_MOST_IN_A_LIST = 12
# A page shows all entries beside one if they are no more than _ALL.  Otherwise it shows its nearest
# neighbours: up to _BESIDE before it, and as many after it.
_ALL = 12
_BESIDE = 4
# It shows all sections if they are no more than these; otherwise its own with its neighbours, and
# the last ones, which are often the indexes.
_ALL_SECTIONS = 24
# How many skills say why another entry is related.
_MOST_NAMED = 5
# A common skill may be in hundreds of entries: only so many of the latest are looked at.
_MOST_SHARING = 50


@dataclass(frozen=True, repr=False)
class Item:
    """An entry as it is shown, in the language of the CV.

    ``type`` is the name of its type, and ``label`` what people call that type.  ``when`` says its
    period and duration.  ``facts`` are in the order in which they are shown.  ``summary`` is the
    beginning of its text.
    """

    docname: str
    id: str
    type: str
    label: str
    title: str
    when: str
    facts: tuple[Fact, ...]
    summary: str

    def __repr__(self) -> str:
        # Pages are compared by this text, and many pages show one entry: so it is made once.
        return self._text

    @cached_property
    def _text(self) -> str:
        values = (self.docname, self.id, self.type, self.label, self.title, self.when)
        return f'Item({(*values, self.facts, self.summary)!r})'

    def fact(self, name: str) -> Fact | None:
        """Find the fact of the field *name*; None if there is none."""
        return next((fact for fact in self.facts if fact.name == name), None)


@dataclass(frozen=True)
class Group:
    """Entries that stand together, latest first.

    Several roles at one employer have a head in common: its ``organization``, and ``when``, the
    years that they cover together.  A single entry has no such head.
    """

    items: tuple[Item, ...]
    organization: Words | None = None
    when: str = ''


@dataclass(frozen=True)
class Section:
    """A page with the entries below it: first its own groups, then the sections below it.

    A page of the owner's own words has ``text``, the beginning of these words.
    """

    docname: str
    title: str
    groups: tuple[Group, ...]
    sections: tuple[Section, ...] = ()
    text: str = ''

    @property
    def items(self) -> Iterator[Item]:
        """All entries, in their order."""
        for group in self.all_groups:
            yield from group.items

    @property
    def all_groups(self) -> Iterator[Group]:
        """Its own groups, then those of the sections below it."""
        yield from self.groups
        for section in self.sections:
            yield from section.all_groups

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.groups or self.sections or self.text)


@dataclass(frozen=True)
class Children:
    """The pages below a page, in the order in which they are read.

    ``names`` has all of them, ``entries`` only those that are entries.
    """

    names: tuple[str, ...]
    entries: tuple[str, ...]

    @cached_property
    def others(self) -> tuple[str, ...]:
        """The pages that are no entries."""
        return tuple(name for name in self.names if name not in self.entry_position)

    def sections(self, own: str) -> tuple[str, ...]:
        """All pages that are no entries if they are few; else those near *own*, and the last."""
        if len(self.others) <= _ALL_SECTIONS:
            return self.others
        at = self._other_position.get(own, 0)
        near = self.others[max(0, at - _BESIDE) : at + _BESIDE + 1]
        return tuple(dict.fromkeys([*near, *self.others[-_BESIDE:]]))

    @cached_property
    def _other_position(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.others)}

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each page stands among all, from 0."""
        return {name: number for number, name in enumerate(self.names)}

    def near(self, own: str) -> tuple[str, ...]:
        """All entries if they are few; else *own*, and its nearest neighbours."""
        if len(self.entries) <= _ALL:
            return self.entries
        at = self.entry_position.get(own)
        return () if at is None else self.entries[max(0, at - _BESIDE) : at + _BESIDE + 1]

    @cached_property
    def entry_position(self) -> dict[str, int]:
        """Where each entry stands among the entries, from 0."""
        return {name: number for number, name in enumerate(self.entries)}


class Outline:
    """The one order, grouping and wording of a CV.

    *titles* has the title of each page as text; *language* is a Babel locale's name.
    """

    def __init__(
        self, career: Career, tree: PageTree, titles: Mapping[str, str], language: str
    ) -> None:
        self.career = career
        self.tree = tree
        self.titles = titles
        self.language = language
        self._items: dict[str, Item] = {}
        self._sections: dict[str, Section] = {}
        self._children: dict[str, Children] = {}

    # ---- order -----------------------------------------------------------------------------

    @cached_property
    def whole(self) -> Section:
        """The whole CV: the entries of the front page, then the sections."""
        return self.section(self.tree.root)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order in which they are shown."""
        found = (self.career.record(item.docname) for item in self.whole.items)
        return tuple(record for record in found if isinstance(record, Entry))

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """The pages of the owner's own words, in the order of the document."""
        found = (self.career.record(docname) for docname in self.reading_order)
        return tuple(record for record in found if isinstance(record, Prose))

    def section(self, docname: str) -> Section:
        """Arrange the entries below a page in groups and sections."""
        if docname not in self._sections:
            groups: list[Group] = []
            for entries in self._arranged(docname):
                groups.append(self._group(entries))
                for entry in entries:
                    # What stands below an entry follows it, as a reader turns the pages.
                    groups.extend(self.section(entry.docname).all_groups)
            sections = [
                section
                for child in self.tree.children.get(docname, ())
                if not isinstance(self.career.record(child), Entry)
                and (section := self.section(child))
            ]
            title = self.titles.get(docname, docname)
            record = self.career.record(docname)
            text = phrases.summary(record) if isinstance(record, Prose) else ''
            self._sections[docname] = Section(docname, title, tuple(groups), tuple(sections), text)
        return self._sections[docname]

    def children(self, docname: str) -> Children:
        """Give the pages below a page, in the order in which they are read.

        Entries take the places that entries have in the toctree, but in the outline's order.
        Sections that the toctree names among the entries come after them, as in the outline.
        """
        if docname not in self._children:
            entries = tuple(e.docname for group in self._arranged(docname) for e in group)
            names = self._in_slots(docname, entries)
            self._children[docname] = Children(names, entries)
        return self._children[docname]

    def _in_slots(self, docname: str, entries: tuple[str, ...]) -> tuple[str, ...]:
        names = self.tree.children.get(docname, ())
        if not entries:
            return names
        own = set(entries)
        end = max(number for number, name in enumerate(names) if name in own) + 1
        early = [name for name in names[:end] if name not in own and self.section(name)]
        kept = [name for name in names[:end] if name not in early]
        ordered = iter(entries)
        return (*(next(ordered) if n in own else n for n in kept), *early, *names[end:])

    @cached_property
    def reading_order(self) -> tuple[str, ...]:
        """All pages in the order in which they are read, from the root on."""
        found, waiting = [], [self.tree.root]
        while waiting:
            docname = waiting.pop()
            found.append(docname)
            waiting.extend(reversed(self.children(docname).names))
        return tuple(found)

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each page stands in the reading order, from 0."""
        return {docname: number for number, docname in enumerate(self.reading_order)}

    def _arranged(self, docname: str) -> list[list[Entry]]:
        """Sort the entries that a page's toctree names: latest first, and in groups.

        Roles at one employer are a group unless their dates prove a gap between them.  The group
        stands where its latest role would stand.
        """
        records = (self.career.record(name) for name in self.tree.children.get(docname, ()))
        groups: list[list[Entry]] = []
        open_groups: dict[tuple[str, str], tuple[list[Entry], Period]] = {}
        for entry in latest_first(r for r in records if isinstance(r, Entry)):
            key = self._employer(entry)
            if key and entry.period:
                group, span = open_groups.get(key, ([], entry.period))
                if group and span.touches(entry.period):
                    group.append(entry)
                    open_groups[key] = group, Period.around([span, entry.period])
                    continue
                groups.append([entry])
                open_groups[key] = groups[-1], entry.period
            else:
                groups.append([entry])
        return groups

    def _employer(self, entry: Entry) -> tuple[str, str] | None:
        """What entries of one group have in common; None if the entry stands alone.

        These are the type and the key of the organisation.
        """
        if not entry.type.grouped or self.tree.children.get(entry.docname):
            return None
        topic = self.career.organization(entry.organization) if entry.organization else None
        return (entry.type.name, name_key(topic.name)) if topic else None

    # ---- words -----------------------------------------------------------------------------

    def item(self, entry: Entry) -> Item:
        """Put an entry into words."""
        if entry.docname not in self._items:
            self._items[entry.docname] = Item(
                entry.docname,
                entry.id,
                entry.type.name,
                translate(entry.type.label),
                entry.title,
                phrases.when(entry.period, self.language),
                facts_of_entry(entry, self.language, self.career.person, self.career.today),
                phrases.summary(entry),
            )
        return self._items[entry.docname]

    def person_facts(self) -> tuple[Fact, ...]:
        """The person's facts, in the order in which they are shown; none without a person."""
        person = self.career.person
        return facts_of_person(person, self.language) if person else ()

    @cached_property
    def years_covered(self) -> tuple[int, int] | None:
        """The first and the last year of all entries; None if none has a date."""
        periods = [entry.period for entry in self.career.entries if entry.period]
        if not periods:
            return None
        first = min(period.first_year for period in periods)
        return first, max(period.last_year(self.career.today) for period in periods)

    def lead(self) -> str:
        """Say in a sentence what the person does, and where they were before; '' if unknown."""
        work = [e for e in self.entries if e.type.section == 'work' and e.type.takes_time]
        roles = [entry for entry in latest_first(work) if entry.organization]
        if not roles or not roles[0].period:
            return ''
        # Where somebody still is, they were not "before".
        past = [role for role in roles[1:] if role.period and not role.period.ongoing]
        named = [self.career.organization(role.organization) for role in (roles[0], *past)]
        names = [phrases.brief(topic.label) for topic in dict.fromkeys(named) if topic]
        return phrases.lead(roles[0], names, self.career.today, self.language)

    def around(self, entry: Entry) -> tuple[Entry, ...]:
        """The entries of the same section, or those nearest to it if they are many."""
        children = self.children(self.tree.parents.get(entry.docname, self.tree.root))
        near = (self.career.record(name) for name in children.near(entry.docname))
        return tuple(record for record in near if isinstance(record, Entry))

    def years(self, topic: Topic) -> str:
        """Say in which years a skill was used, or the person was at an organisation."""
        return phrases.years(topic.periods, self.career.today)

    def of_types(self, types: Sequence[str]) -> Section:
        """List the entries of some types from the whole CV, latest first, each by itself.

        *types* are names of types.
        """
        chosen = [e for e in self.entries if e.type.name in types]
        groups = tuple(self._group([entry]) for entry in latest_first(chosen))
        return Section('', '', groups)

    @cached_property
    def employers(self) -> tuple[str, ...]:
        """For whom the person has worked, latest first; without any, all organisations."""
        with_one = [entry for entry in self.entries if entry.organization]
        worked = [entry for entry in with_one if entry.type.section == 'work']
        topics = (self.career.organization(entry.organization) for entry in worked or with_one)
        return tuple(dict.fromkeys(phrases.brief(topic.label) for topic in topics if topic))

    def called(self, docname: str) -> str:
        """What to call a page where it stands alone: an entry by its title and organisation."""
        title = self.titles.get(docname, docname)
        record = self.career.record(docname)
        if not isinstance(record, Entry):
            return title
        organization = record.shown.get(record.organization, record.organization)
        named = organization.casefold() in title.casefold()
        return title if named else f'{title}{comma()}{organization}'

    def when(self, docname: str) -> str:
        """The time of an entry; '' for other pages."""
        record = self.career.record(docname)
        return self.item(record).when if isinstance(record, Entry) else ''

    def describe(self, docname: str) -> str:
        """Say in a sentence or two what a page is about; '' if there is nothing to say.

        It is short enough for a search engine to show.
        """
        match record := self.career.record(docname):
            case Entry():
                item = self.item(record)
                organization, place = item.fact('organization'), item.fact('location')
                facts = [item.title, organization, place, item.when]
                said = comma().join(f.text if isinstance(f, Fact) else f for f in facts if f)
                return phrases.shorten(phrases.sentences([said, item.summary]))
            case Person():
                latest = comma().join(entry.title for entry in self.entries[:3])
                said_of = [record.name, record.tagline, record.location, latest]
                return phrases.shorten(phrases.sentences(said_of))
            case NamePage():
                topics = (
                    self.career.skills if record.type == 'skills' else self.career.organizations
                )
                return phrases.shorten(comma().join(topic.name for topic in topics.values()))
        section = self.section(docname)
        titles = comma().join(item.title for item in section.items)
        return phrases.shorten(
            phrases.sentences([section.text, titles]) if section.text else titles
        )

    def _group(self, entries: Sequence[Entry]) -> Group:
        items = tuple(self.item(entry) for entry in entries)
        if len(items) == 1:
            return Group(items)
        spellings = {name_key(entry.organization) for entry in entries}
        topic = self.career.organization(entries[0].organization)
        # Where the roles don't agree on a name, it is the one of the page of organisations.
        name = topic.name if topic and len(spellings) > 1 else entries[0].organization
        # Each role says its own dates, so years are enough in the head.
        span = Period.around(entry.period for entry in entries if entry.period)
        when = phrases.years([span], self.career.today)
        named = topic.label if topic and topic.name == name else name
        shown = entries[0].shown.get(name, named)
        return Group(items, Words(shown, role='org', target=name), when)

    # ---- what is related ---------------------------------------------------------------------

    def related(self, entry: Entry) -> tuple[tuple[str, tuple[tuple[Item, str], ...]], ...]:
        """Find what else a reader of an entry may want: labels, each with entries and notes.

        Each entry appears only once, under the first label that fits.  Its note says why, where
        the label does not.
        """
        seen = {entry.docname}
        found: list[tuple[str, tuple[Entry, ...]]] = []
        here = self.career.organization(entry.organization) if entry.organization else None
        if here and (same := _unseen(here.entries, seen, _MOST_IN_A_LIST)):
            found.append((_('Also at %s') % here.label, same))
        if meanwhile := self._meanwhile(entry, seen):
            found.append((_('Meanwhile'), meanwhile))
        if same := self._sharing_skills(entry, seen):
            found.append((_('With the same skills'), same))
        return tuple(
            (str(label), tuple((self.item(e), self._shared_skills(entry, e)) for e in others))
            for label, others in found
        )

    def _shared_skills(self, entry: Entry, other: Entry) -> str:
        """Say which skills two entries have in common."""
        own = {topic.name for topic in self.career.skills_of(entry)}
        names = [topic.label for topic in self.career.skills_of(other) if topic.name in own]
        return _('Also: %s') % comma().join(names[:_MOST_NAMED]) if names else ''

    @cached_property
    def _by_recency(self) -> tuple[Entry, ...]:
        return latest_first(self.career.entries)

    @cached_property
    def _recency(self) -> dict[str, int]:
        return {entry.docname: number for number, entry in enumerate(self._by_recency)}

    @cached_property
    def _intervals(self) -> list[tuple[float, float] | None]:
        """The time of each entry in the order of recency; None for what is no activity.

        As in :meth:`.Period.interval`, it is in months since year 0.
        """
        today = self.career.today
        return [
            entry.period.interval(today) if entry.period and entry.type.takes_time else None
            for entry in self._by_recency
        ]

    @cached_property
    def _by_year(self) -> dict[int, list[int]]:
        """The activities of each year, by their places in the order of recency."""
        found = defaultdict(list)
        for number, entry in enumerate(self._by_recency):
            if entry.period and entry.type.takes_time:
                last = entry.period.last_year(self.career.today)
                for year in range(entry.period.first_year, last + 1):
                    found[year].append(number)
        return found

    def _meanwhile(self, entry: Entry, seen: set[str]) -> tuple[Entry, ...]:
        period, own = entry.period, self._intervals[self._recency[entry.docname]]
        if period is None or own is None:
            return ()
        # A duration may reach into the year before or after those that are written.
        years = range(period.first_year - 1, period.last_year(self.career.today) + 2)
        numbers = sorted({number for year in years for number in self._by_year.get(year, ())})
        overlapping = (
            self._by_recency[number]
            for number in numbers
            if (other := self._intervals[number]) and overlap(own, other)
        )
        return _unseen(overlapping, seen, _MOST_IN_A_LIST)

    def _sharing_skills(self, entry: Entry, seen: set[str]) -> tuple[Entry, ...]:
        shared: dict[str, int] = {}
        for topic in self.career.skills_of(entry):
            for other in topic.entries[:_MOST_SHARING]:
                if other.docname not in seen:
                    shared[other.docname] = shared.get(other.docname, 0) + 1
        ranked = nsmallest(
            _MOST_RELATED, shared, key=lambda name: (-shared[name], self._recency[name])
        )
        found = (self.career.record(docname) for docname in ranked)
        return _unseen((e for e in found if isinstance(e, Entry)), seen, _MOST_RELATED)


def _unseen(entries: Iterable[Entry], seen: set[str], most: int) -> tuple[Entry, ...]:
    fresh = tuple(islice((e for e in entries if e.docname not in seen), most))
    seen.update(e.docname for e in fresh)
    return fresh
