"""Records: what a page says about itself, typed and checked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_cv.model.dates import Period
    from sphinx_cv.model.entry_types import EntryType
    from sphinx_cv.model.text import Block


@dataclass(frozen=True)
class Language:
    """A language that the person speaks, and how well, in the owner's words."""

    name: str
    fluency: str = ''


@dataclass(frozen=True)
class Profile:
    """The person's page on a network, as JSON Resume's ``basics.profiles`` has it."""

    network: str
    url: str
    username: str = ''


@dataclass(frozen=True)
class Address:
    """A postal address: as one ``text``, or in its parts, which are JSON Resume's.

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
    """Whatever else the person says, with a label of the owner's own."""

    label: str
    value: str


@dataclass(frozen=True)
class Name:
    """What the owner adds about a skill or an organisation; only skills have a level."""

    name: str
    line: int
    long: str = ''
    aliases: tuple[str, ...] = ()
    url: str = ''
    level: str = ''

    @property
    def others(self) -> tuple[str, ...]:
        """What else it is called."""
        return ((self.long,) if self.long else ()) + self.aliases


@dataclass(frozen=True)
class SkillGroup:
    """Skills that stand together, in the owner's order."""

    name: str
    line: int
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One entry of the career: a role, a credential, a project and so on.

    ``values`` has the fields of the front matter by their names, each as its form has it;
    those that say when are one ``period``.  The rest is read off the page: its heading, all
    skills that it shows, the fields that its text prints, and the text itself.  ``line``
    counts from 1 in the page's file.  ``shown`` has what the names of skills and organisations
    are called in the language of the CV, where that is something else.
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

    @property
    def organization(self) -> str:
        return str(self.values.get('organization', ''))

    @property
    def location(self) -> tuple[str, ...]:
        return tuple(self.values.get('location', ()))

    @property
    def url(self) -> str:
        return str(self.values.get('url', ''))


@dataclass(frozen=True)
class Person:
    """Whose CV it is; ``values`` are the fields of the front matter, as those of an entry."""

    docname: str
    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    title: str = ''
    body: tuple[Block, ...] = ()

    @property
    def name(self) -> str:
        return self.title

    @property
    def tagline(self) -> str:
        return str(self.values.get('tagline', ''))

    @property
    def location(self) -> str:
        return str(self.values.get('location', ''))

    @property
    def address(self) -> Address:
        found: Address = self.values.get('address', Address())
        return found

    @property
    def emails(self) -> tuple[str, ...]:
        return tuple(self.values.get('email', ()))

    @property
    def phones(self) -> tuple[str, ...]:
        return tuple(self.values.get('phone', ()))

    @property
    def details(self) -> tuple[Detail, ...]:
        return tuple(self.values.get('details', ()))

    @property
    def photo(self) -> str:
        return str(self.values.get('photo', ''))

    @property
    def family(self) -> str:
        """The family name; unless the owner gives it, the last word of the name.

        The parts of a name cannot be told from its text in every culture, so an owner whose
        given name comes last says so.
        """
        if 'family' in self.values:
            return str(self.values['family'])
        given = str(self.values.get('given', ''))
        if given and given in self.name:
            return ' '.join(self.name.replace(given, ' ', 1).split())
        return self.name.rpartition(' ')[2]

    @property
    def given(self) -> str:
        """The given name: what the name has besides the family name."""
        if 'given' in self.values:
            return str(self.values['given'])
        return ' '.join(self.name.replace(self.family, ' ', 1).split())

    @property
    def url(self) -> str:
        return str(self.values.get('url', ''))

    @property
    def profiles(self) -> tuple[Profile, ...]:
        return tuple(self.values.get('profiles', ()))

    @property
    def languages(self) -> tuple[Language, ...]:
        return tuple(self.values.get('languages', ()))


@dataclass(frozen=True)
class NamePage:
    """The page about all skills, or about all organisations; ``type`` says which."""

    docname: str
    line: int
    type: str
    names: tuple[Name, ...] = ()
    groups: tuple[SkillGroup, ...] = ()
    title: str = ''


@dataclass(frozen=True)
class Prose:
    """A page of the owner's own words: a section such as "Patents pending"."""

    docname: str
    title: str
    body: tuple[Block, ...]


Record = Entry | Person | NamePage | Prose


def type_name(record: Record) -> str:
    """The name of a record's type, as a page gives it."""
    match record:
        case Entry():
            return record.type.name
        case Person():
            return 'person'
        case NamePage():
            return record.type
        case Prose():
            return ''


def default_id(docname: str) -> str:
    """The id of an entry that gives none: its file's name, or its folder's for an index."""
    path = PurePosixPath(docname)
    return path.parent.name if path.name == 'index' and path.parent.name else path.name


def with_page(
    record: Record,
    title: str,
    *,
    marked: tuple[str, ...] = (),
    printed: tuple[str, ...] = (),
    body: tuple[Block, ...] = (),
) -> Record:
    """Add what the page says to the *record* of its front matter.

    *marked* are the skills marked in the text, *printed* the fields that it prints.
    """
    match record:
        case Entry():
            skills = tuple(dict.fromkeys([*marked, *record.values.get('skills', ())]))
            return replace(record, title=title, skills=skills, printed=printed, body=body)
        case Person():
            return replace(record, title=title, body=body)
        case NamePage():
            return replace(record, title=title)
        case Prose():
            return replace(record, title=title, body=body)
