"""Records: what a page says about itself, read once, typed and checked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_cv.model.dates import PRESENT, Duration, PartialDate, Period
from sphinx_cv.model.entry_types import KINDS, ORGANIZATIONS, PERSON, SKILLS, Kind
from sphinx_cv.source.front_matter import FrontMatterError, find_block, line_of, pairs
from sphinx_cv.source.readers import FieldError, Language, Name, Profile
from sphinx_cv.warnings import CVWarning, Problem, closest, suggestion

if TYPE_CHECKING:
    from sphinx_cv.source.text import Block


@dataclass(frozen=True)
class Entry:
    """One entry of the career: a role, a credential, a project and so on.

    The fields up to ``authors`` stand in the front matter; the rest is read off the
    page: its heading, the skills marked in it, its text.
    """

    docname: str
    type: str
    line: int
    id: str
    abbreviation: str = ''
    organization: str = ''
    location: tuple[str, ...] = ()
    period: Period | None = None
    url: str = ''
    skills: tuple[str, ...] = ()
    identifier: str = ''
    issued: PartialDate | None = None
    expires: PartialDate | None = None
    area: str = ''
    score: str = ''
    courses: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    title: str = ''
    body: tuple[Block, ...] = ()

    @property
    def kind(self) -> Kind:
        return KINDS[self.type]

    @property
    def place(self) -> str:
        """All its places in one text, as they are written in a page."""
        return ' & '.join(self.location)


@dataclass(frozen=True)
class Person:
    """Whose CV it is."""

    docname: str
    line: int
    tagline: str = ''
    location: str = ''
    email: str = ''
    phone: str = ''
    url: str = ''
    profiles: tuple[Profile, ...] = ()
    languages: tuple[Language, ...] = ()
    title: str = ''
    body: tuple[Block, ...] = ()

    @property
    def name(self) -> str:
        return self.title


@dataclass(frozen=True)
class NamePage:
    """The page about all skills, or about all organisations."""

    docname: str
    line: int
    type: str
    names: tuple[Name, ...] = ()
    title: str = ''


Record = Entry | Person | NamePage


@dataclass
class Reading:
    """What reading a page's front matter gave: a record, if it has one, and what is wrong."""

    record: Record | None = None
    problems: list[Problem] = field(default_factory=list)


def read_record(docname: str, source: str) -> Reading:
    """Read the record in the front matter of a page.

    A field that is wrong is left out and reported; the rest of the record stands, so
    that one slip does not take the page's other facts with it.
    """
    reading = Reading()
    try:
        node = find_block(source)
    except FrontMatterError as error:
        reading.problems.append(Problem(error.line, CVWarning.FRONT_MATTER, str(error)))
        return reading
    if node is None:
        return reading
    if not isinstance(node, yaml.MappingNode):
        message = 'expected the fields of a record under "cv", such as "type: role"'
        reading.problems.append(Problem(line_of(node), CVWarning.FRONT_MATTER, message))
        return reading
    _Reader(docname, node, reading).read()
    return reading


class _Reader:
    def __init__(self, docname: str, node: yaml.MappingNode, reading: Reading) -> None:
        self.docname = docname
        self.line = line_of(node)
        self.problems = reading.problems
        self.reading = reading
        self.found = {key: (line, value) for key, line, value in pairs(node, self.problems)}
        # What is there under its own name or a misspelt one is not missing too.
        self.given = set(self.found)

    def read(self) -> None:
        kind = self._kind()
        if kind is None:
            return
        values = self._values(kind)
        self._check_required(kind)
        if kind is PERSON:
            self.reading.record = Person(self.docname, self.line, **values)
        elif kind in (SKILLS, ORGANIZATIONS):
            self.reading.record = NamePage(self.docname, self.line, kind.name, **values)
        else:
            period = self._period(values)
            values.setdefault('id', default_id(self.docname))
            for name in ('date', 'start', 'end', 'duration'):
                values.pop(name, None)
            self.reading.record = Entry(self.docname, kind.name, self.line, period=period, **values)

    def _problem(self, line: int, kind: CVWarning, message: str) -> None:
        self.problems.append(Problem(line, kind, message))

    def _kind(self) -> Kind | None:
        known = ', '.join(KINDS)
        if 'type' not in self.found:
            self._problem(self.line, CVWarning.TYPE, f'"type" is missing; expected one of: {known}')
            return None
        line, node = self.found.pop('type')
        name = node.value if isinstance(node, yaml.ScalarNode) else ''
        if name not in KINDS:
            message = f'"{name}" is not a type of record{suggestion(name, KINDS)}'
            self._problem(line, CVWarning.TYPE, f'{message}; expected one of: {known}')
            return None
        return KINDS[name]

    def _values(self, kind: Kind) -> dict[str, Any]:
        values = {}
        for name, (line, node) in self.found.items():
            if name not in kind.fields:
                self.given.add(closest(name, kind.fields) or name)
                hint = suggestion(name, kind.fields) or '; it has: ' + ', '.join(kind.fields)
                article = 'an' if kind.name[0] in 'aeiou' else 'a'
                message = f'"{name}" is not a field of {article} {kind.name}{hint}'
                self._problem(line, CVWarning.UNKNOWN_FIELD, message)
                continue
            try:
                values[name] = kind.fields[name](node)
            except FieldError as error:
                self._problem(error.line, error.kind, f'"{name}": {error}')
        return values

    def _check_required(self, kind: Kind) -> None:
        for name in kind.required:
            if name not in self.given:
                message = f'"{name}" is missing: every {kind.name} needs it'
                self._problem(self.line, CVWarning.MISSING_FIELD, message)
        if kind.dated and not self.given & {'date', 'start'}:
            message = f'"date", or "start" and "end", is missing: every {kind.name} needs it'
            self._problem(self.line, CVWarning.MISSING_FIELD, message)

    def _period(self, values: dict[str, Any]) -> Period | None:
        if 'date' in self.found and self.found.keys() & {'start', 'end'}:
            line, _node = self.found['date']
            message = '"date": expected either "date", or "start" and "end", found both'
            self._problem(line, CVWarning.VALUE, message)
        for name, other, hint in (
            ('start', 'end', f'a date or "{PRESENT}"'),
            ('end', 'start', 'a date'),
        ):
            if name in self.found and other not in self.given:
                line, _node = self.found[name]
                message = f'"{other}" is missing: "{name}" needs it; expected {hint}'
                self._problem(line, CVWarning.MISSING_FIELD, message)
        duration: Duration | None = values.get('duration')
        if 'start' not in values:
            date = values.get('date') or values.get('issued')
            return Period(date, duration=duration) if date else None
        start, end = values['start'], values.get('end')
        if end == PRESENT:
            return Period(start, ongoing=True, duration=duration)
        if end is not None and end.last < start.first:
            line, _node = self.found['end']
            message = f'"end": expected a date after the start, {start}, found "{end}"'
            self._problem(line, CVWarning.VALUE, message)
            end = None
        return Period(start, end, duration=duration)


def default_id(docname: str) -> str:
    """The id of an entry that gives none: its file's name, or its folder's for an index."""
    path = PurePosixPath(docname)
    return path.parent.name if path.name == 'index' and path.parent.name else path.name


def with_page(
    record: Record, title: str, skills: tuple[str, ...], body: tuple[Block, ...]
) -> Record:
    """Add what the page's text says to the *record* of its front matter."""
    if isinstance(record, Entry):
        return replace(record, title=title, skills=skills, body=body)
    if isinstance(record, Person):
        return replace(record, title=title, body=body)
    return replace(record, title=title)
