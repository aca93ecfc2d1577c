"""Records: what the front matter and the text of a page say, typed and checked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_cv.model.dates import PartialDate, Period
    from sphinx_cv.model.entry_types import EntryType
    from sphinx_cv.model.text import Block


@dataclass(frozen=True)
class Language:
    """A language that the person speaks, and how well, in the owner's words."""

    name: str
    fluency: str = ''


@dataclass(frozen=True)
class Profile:
    """The person's page on a network.

    The fields are those of ``basics.profiles`` in JSON Resume (https://jsonresume.org/schema).
    """

    network: str
    url: str
    username: str = ''


@dataclass(frozen=True)
class Address:
    """A postal address: one ``text``, or its parts.

    ``country`` is a name or a code, as the owner writes it.
    """

    text: str = ''
    street: str = ''
    postcode: str = ''
    city: str = ''
    region: str = ''
    country: str = ''


@dataclass(frozen=True)
class Detail:
    """Another fact about the person, with a label of the owner's own."""

    label: str
    value: str


@dataclass(frozen=True)
class Name:
    """What the owner adds about a skill or an organisation; only skills have a level.

    ``near`` has words that are not its names, but for which a search offers it.  ``line`` counts
    from 1 in the page's file.  ``shown`` is the translated name, if there is one.
    """

    name: str
    line: int
    long: str = ''
    aliases: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    url: str = ''
    level: str = ''
    shown: str = ''

    @property
    def others(self) -> tuple[str, ...]:
        """What else it is called: its long form, if it has one, then its aliases."""
        return ((self.long,) if self.long else ()) + self.aliases


@dataclass(frozen=True)
class SkillGroup:
    """Skills that stand together, in the owner's order.

    ``line`` counts from 1 in the page's file.
    """

    name: str
    line: int
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """The ``name`` of what a text marks, and the expression of tags that it is for, or ''."""

    name: str
    only: str = ''


@dataclass(frozen=True)
class Entry:
    """One entry of the career: a role, a credential, a project and so on.

    ``values`` has the fields of the front matter by their names; the type of a value depends on
    the field's form.  The fields that say when are not among them, but make one ``period``.  The
    rest comes from the page: ``title`` is its heading, ``skills`` are all that it shows,
    ``printed`` names the fields that its text prints, and ``body`` is the text itself.  ``line``
    counts from 1 in the page's file.  ``shown`` has the translated names of skills and
    organisations, by their names in the sources.

    ``private`` has the fields that no public output shows; if they say when, ``period`` among them
    is the whole period.  ``only`` is the expression of tags that the entry is for, or ''.
    ``marks`` and ``prints`` are the skills and the fields of its text, with their tags.  What an
    output shows of all this, ``editions.py`` says.
    """

    docname: str
    type: EntryType
    line: int
    id: str
    period: Period | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    title: str = ''
    skills: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)
    only: str = ''
    marks: tuple[Said, ...] = ()
    prints: tuple[Said, ...] = ()

    @property
    def organization(self) -> str:
        """The name of the organisation, or '' without one."""
        return str(self.values.get('organization', ''))

    @property
    def location(self) -> tuple[str, ...]:
        """Its places, as the owner writes them."""
        return tuple(self.values.get('location', ()))

    @property
    def url(self) -> str:
        """Its address on the web, or '' without one."""
        return str(self.values.get('url', ''))


@dataclass(frozen=True)
class Person:
    """The person whose CV it is.

    ``values`` has the fields of the front matter by their names, as for an :class:`Entry`, and so
    has ``private`` those that no public output shows.
    """

    docname: str
    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    title: str = ''
    body: tuple[Block, ...] = ()
    private: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The whole name: the heading of the page."""
        return self.title

    @property
    def tagline(self) -> str:
        """The line that stands under the name, or '' without one."""
        return str(self.values.get('tagline', ''))

    @property
    def location(self) -> str:
        """Where the person lives, or '' if it is not said."""
        return str(self.values.get('location', ''))

    @property
    def address(self) -> Address:
        """The postal address; all its parts are empty if there is none."""
        found: Address = self.values.get('address', Address())
        return found

    @property
    def emails(self) -> tuple[str, ...]:
        """The e-mail addresses, the most important one first."""
        return tuple(self.values.get('email', ()))

    @property
    def phones(self) -> tuple[str, ...]:
        """The telephone numbers as they are written, the most important one first."""
        return tuple(self.values.get('phone', ()))

    @property
    def details(self) -> tuple[Detail, ...]:
        """Other facts, in the owner's order."""
        return tuple(self.values.get('details', ()))

    @property
    def photo(self) -> str:
        """The file of the photo, as the page names it, or '' without one."""
        return str(self.values.get('photo', ''))

    @property
    def family(self) -> str:
        """The family name.

        If the owner gives only the given name, it is the rest of the name.  If the owner gives
        neither, it is the last word of the name.  In some cultures the family name comes first or
        has several words, and the text of a name does not tell: so the owner can say it.
        """
        if 'family' in self.values:
            return str(self.values['family'])
        given = str(self.values.get('given', ''))
        if given and given in self.name:
            return ' '.join(self.name.replace(given, ' ', 1).split())
        return self.name.rpartition(' ')[2]

    @property
    def given(self) -> str:
        """The given name: as the owner gives it, or else the name without the family name."""
        if 'given' in self.values:
            return str(self.values['given'])
        return ' '.join(self.name.replace(self.family, ' ', 1).split())

    @property
    def url(self) -> str:
        """The address of the person's own site, or '' without one."""
        return str(self.values.get('url', ''))

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The person's pages on networks, in the owner's order."""
        return tuple(self.values.get('profiles', ()))

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the person speaks, in the owner's order."""
        return tuple(self.values.get('languages', ()))


@dataclass(frozen=True)
class NamePage:
    """The page about all skills or about all organisations.

    ``type`` says which: ``skills`` or ``organizations``.  ``extra`` has what only resume.json says
    of a skill or a group, by its name.  ``private`` has the fields that no public output shows.
    """

    docname: str
    line: int
    type: str
    names: tuple[Name, ...] = ()
    groups: tuple[SkillGroup, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    title: str = ''
    private: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Letter:
    """A cover letter, which is no page of the CV.

    ``docname`` is the name of its file without the ending; ``values`` has the fields of the front
    matter by their names.
    """

    docname: str
    line: int
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def to(self) -> tuple[str, ...]:
        """The lines of the recipient's address."""
        return tuple(self.values.get('to', ()))

    @property
    def date(self) -> PartialDate | None:
        """The date, if it has one."""
        return self.values.get('date')

    @property
    def subject(self) -> str:
        """What it is about, or '' if only its heading says so."""
        return str(self.values.get('subject', ''))

    @property
    def closing(self) -> str:
        """The words above the name at its end."""
        return str(self.values.get('closing', ''))

    @property
    def public(self) -> bool:
        """Whether everybody may read it."""
        return bool(self.values.get('public'))


@dataclass(frozen=True)
class Prose:
    """A page of the owner's own words: a section such as "Patents pending"."""

    docname: str
    title: str
    body: tuple[Block, ...]


#: What a page is about; a letter is no page.
Record = Entry | Person | NamePage | Prose


def type_name(record: Record | Letter) -> str:
    """The name of a record's type, as a page gives it; '' for a page of the owner's own words."""
    match record:
        case Entry():
            return record.type.name
        case Person():
            return 'person'
        case NamePage():
            return record.type
        case Letter():
            return 'letter'
        case Prose():
            return ''


def default_id(docname: str) -> str:
    """The id of an entry that gives none: the name of its file, or of its folder for an index."""
    path = PurePosixPath(docname)
    return path.parent.name if path.name == 'index' and path.parent.name else path.name


def with_page(
    record: Record,
    title: str,
    *,
    marks: tuple[Said, ...] = (),
    prints: tuple[Said, ...] = (),
    body: tuple[Block, ...] = (),
) -> Record:
    """Add what the page says to the *record* of its front matter.

    *title* is the heading of the page, and *body* its text.  *marks* are the skills that the
    text marks, *prints* the fields that it prints.
    """
    match record:
        case Entry():
            found = replace(record, title=title, marks=marks, prints=prints, body=body)
            return with_marks(found)
        case Person():
            return replace(record, title=title, body=body)
        case NamePage():
            return replace(record, title=title)
        case Prose():
            return replace(record, title=title, body=body)


def with_marks(entry: Entry) -> Entry:
    """Work out which skills an entry shows and which fields its text prints, from its marks."""
    marked = (mark.name for mark in entry.marks)
    skills = tuple(dict.fromkeys([*marked, *entry.values.get('skills', ())]))
    return replace(entry, skills=skills, printed=tuple(mark.name for mark in entry.prints))
