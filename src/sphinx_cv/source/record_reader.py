"""From the front matter of a page to its record: each field read, what is wrong reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_cv.model.dates import PRESENT, Duration, Period
from sphinx_cv.model.editions import NOBODY, disjunction
from sphinx_cv.model.entry_types import LETTER, ORGANIZATIONS, PERSON, SKILLS, EntryType
from sphinx_cv.model.fields import WHEN, Form
from sphinx_cv.model.records import Entry, Letter, NamePage, Person, default_id
from sphinx_cv.model.synonyms import meaning_of_field, type_meant
from sphinx_cv.source.front_matter import (
    KEY,
    check_texts,
    find_block,
    find_top,
    line_of,
    pairs,
    value_of,
)
from sphinx_cv.source.lists import people_meant, places_meant, texts_meant, written
from sphinx_cv.source.readers import READERS, FieldError, read_part, texts
from sphinx_cv.source.tags import EXPECTED_TAGS, is_expression
from sphinx_cv.warnings import CVWarning, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_cv.model.entry_types import RecordType
    from sphinx_cv.model.records import Record
    from sphinx_cv.source.private import PrivateField

# https://yaml.org/type/merge.html
_MERGE = '<<'
# The fields that name people, in whose names a comma may stand.
_PEOPLE = frozenset({'authors'})
_BOTH_ENDS = frozenset({'start', 'end'})

_DAYS_IN_MONTH = 365.25 / 12
# "6 months" may be the days of the shortest six, and "1 year" that of 365 days.
_ROUNDED = 0.2


@dataclass
class PageRecord:
    """What the front matter of a page gave: a record, if it has one, and what is wrong.

    ``lines`` are those of its fields, counted from 1.
    """

    record: Record | Letter | None = None
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


def read_record(
    docname: str,
    source: str,
    types: Mapping[str, RecordType],
    private: Sequence[PrivateField] = (),
) -> PageRecord:
    """Read the record in the front matter of a page; *types* are those that it may be of.

    *private* has the fields that stand elsewhere, because they are private.

    A field that is wrong is left out and reported; the rest of the record stands, so that one
    slip does not take the page's other facts with it.
    """
    found = PageRecord()
    top = find_top(source, found.problems)
    if top is None:
        return found
    node = find_block(top, found.problems)
    if node is None:
        found.problems += _find_misplaced(top, types)
        return found
    if not isinstance(node, yaml.MappingNode):
        message = 'expected the fields of a record under "cv", such as "type: role"'
        found.problems.append(Problem(line_of(node), CVWarning.FRONT_MATTER, message))
        return found
    reader = _RecordReader(docname, node, types, found.problems)
    reader.elsewhere = private
    found.record = reader.read()
    found.lines = {name: line for name, (line, _node) in reader.found.items()}
    # An alias may have the same slip in several places.
    found.problems = list(dict.fromkeys(found.problems))
    return found


def _find_misplaced(top: yaml.MappingNode, types: Mapping[str, RecordType]) -> Iterator[Problem]:
    """Look for a record whose fields stand where other things may have a ``type`` as well."""
    node = value_of(top, 'type')
    if isinstance(node, yaml.ScalarNode) and node.value in types:
        message = (
            f'"type: {node.value}" makes no record here; '
            f'put "{KEY}:" on a line above it, and indent the fields'
        )
        yield Problem(line_of(node), CVWarning.FRONT_MATTER, message)


class _RecordReader:
    def __init__(
        self,
        docname: str,
        node: yaml.MappingNode,
        types: Mapping[str, RecordType],
        problems: list[Problem],
    ) -> None:
        self.docname = docname
        self.line = line_of(node)
        self.types = types
        self.problems = problems
        self.found = {key: (line, value) for key, line, value in pairs(node, problems)}
        # What YAML has changed is said once: what is then wrong with a value follows from it.
        changed = list(check_texts(node))
        self.changed = {problem.line for problem in changed}
        problems += changed
        # A field that is there under a misspelt name is not missing as well.
        self.given = set(self.found)
        self.elsewhere: Sequence[PrivateField] = ()

    def read(self) -> Record | Letter | None:
        type_ = self._type()
        if type_ is None:
            return None
        self._refuse_merging()
        withheld = self._withheld(type_)
        only = self._only() if isinstance(type_, EntryType) else ''
        values = self._values(type_, withheld)
        private = {name: value for name, value in values.items() if name in withheld}
        private |= self._values_elsewhere(type_)
        public = {name: value for name, value in values.items() if name not in withheld}
        # Where a private field stands elsewhere, it may not be at hand.
        self.given |= private.keys() | withheld
        self._check_required(type_)
        if isinstance(type_, EntryType):
            period = self._period(type_, values | private)
            self._check_validity(public, period)
            return self._entry(type_, period, public, private, only)
        if type_ is PERSON:
            return Person(self.docname, self.line, public, private=private)
        if type_ is LETTER:
            return Letter(self.docname, self.line, public)
        return NamePage(self.docname, self.line, type_.name, **public, private=private)

    def _entry(
        self,
        type_: EntryType,
        period: Period | None,
        values: dict[str, Any],
        private: dict[str, Any],
        only: str,
    ) -> Entry:
        """Make an entry, which says of its *period* only what its public *values* say."""
        id_ = values.pop('id', default_id(self.docname))
        if private.keys() & _BOTH_ENDS:
            # One end without the other would look like a single date.
            values = {name: value for name, value in values.items() if name not in _BOTH_ENDS}
        shown = _period_of(values) if private.keys() & {*WHEN, 'issued'} else period
        values = {name: value for name, value in values.items() if name not in WHEN}
        private = {name: value for name, value in private.items() if name not in WHEN}
        if shown != period:
            private['period'] = period
        return Entry(self.docname, type_, self.line, id_, shown, values, private=private, only=only)

    def _withheld(self, type_: RecordType) -> set[str]:
        """Read which fields are private."""
        names: set[str] = set()
        if 'private' not in self.found:
            return names
        line, node = self.found.pop('private')
        if type_ is LETTER:
            # Who misses a field that is left out has been told; who meant it is not betrayed.
            message = 'a letter is private as a whole, unless it says "public: true"'
            self._problem(line, CVWarning.UNKNOWN_FIELD, f'"private": {message}')
        slips: list[FieldError] = []
        for name in read_part(texts, node, slips) or ():
            if name in type_.fields and name != 'id':
                names.add(name)
                continue
            hint = meaning_of_field(name, type_).hint
            message = f'"private": "{name}" is not a field of {_one(type_)}{hint}'
            if name == 'id':
                message = '"private": "id" stands in addresses, so it cannot be private'
            self._problem(line, CVWarning.UNKNOWN_FIELD, message)
        for slip in slips:
            self._problem(slip.line, slip.warning, f'"private": {slip}')
        return names

    def _only(self) -> str:
        """Read for which tags the entry is; nobody sees it if that cannot be read."""
        if 'only' not in self.found:
            return ''
        _line, node = self.found.pop('only')
        slips: list[FieldError] = []
        found = read_part(texts, node, slips) or ()
        wrong = [text for text in found if not is_expression(text)]
        if wrong:
            slips.append(FieldError(node, EXPECTED_TAGS, f'"{wrong[0]}"'))
        for slip in slips:
            self._problem(slip.line, slip.warning, f'"only": {slip}')
        return NOBODY if slips or not found else disjunction(found)

    def _values_elsewhere(self, type_: RecordType) -> dict[str, Any]:
        """Read the private fields that stand elsewhere; messages don't repeat what these say."""
        found: dict[str, Any] = {}
        for there in self.elsewhere:
            name, node = there.name, there.node
            if name not in type_.fields or name == 'id':
                hint = meaning_of_field(name, type_).hint
                message = f'{there.place}: "{name}" is not a field of {_one(type_)}{hint}'
                self._problem(self.line, CVWarning.UNKNOWN_FIELD, message)
                continue
            slips: list[FieldError] = []
            value = read_part(READERS[type_.fields[name].form], node, slips)
            if value not in (None, ()):
                found[name] = value
            for slip in slips:
                message = f'{there.place}: "{name}": {_without_value(slip)}'
                self._problem(self.line, slip.warning, message)
        return found

    def _problem(self, line: int, warning: CVWarning, message: str) -> None:
        self.problems.append(Problem(line, warning, message))

    def _line_of(self, name: str) -> int:
        return self.found[name][0] if name in self.found else self.line

    def _type(self) -> RecordType | None:
        known = ', '.join(self.types)
        if 'type' not in self.found:
            self._problem(self.line, CVWarning.TYPE, f'"type" is missing; expected one of: {known}')
            return None
        line, node = self.found.pop('type')
        name = node.value if isinstance(node, yaml.ScalarNode) else ''
        if not name:
            found = FieldError(node, f'one of: {known}')
            self._problem(line, CVWarning.TYPE, f'"type": {found}')
            return None
        if name not in self.types:
            hint = did_you_mean(type_meant(name, self.types))
            message = f'"{name}" is not a type of record{hint}'
            self._problem(line, CVWarning.TYPE, f'{message}; expected one of: {known}')
            return None
        return self.types[name]

    def _refuse_merging(self) -> None:
        """Say that fields of another place cannot be merged in; what is then missing follows."""
        if _MERGE in self.found:
            line, _node = self.found.pop(_MERGE)
            message = f'"{_MERGE}" merges no fields here; write them out'
            self._problem(line, CVWarning.FRONT_MATTER, message)
            self.given = {name for type_ in self.types.values() for name in type_.fields}

    def _values(self, type_: RecordType, withheld: set[str]) -> dict[str, Any]:
        values = {}
        fields = type_.fields
        for name, (line, node) in self.found.items():
            if name not in fields:
                meaning = meaning_of_field(name, type_)
                self.given.add(meaning.field or name)
                message = f'"{name}" is not a field of {_one(type_)}{meaning.hint}'
                self._problem(line, CVWarning.UNKNOWN_FIELD, message)
                continue
            slips: list[FieldError] = []
            value = read_part(READERS[fields[name].form], node, slips)
            if value == () and not slips:
                slips.append(FieldError(node, 'at least one item', 'an empty list'))
            # A list of which nothing could be read says nothing.
            if value not in (None, ()):
                values[name] = value
            for slip in slips:
                if slip.line not in self.changed:
                    said = _without_value(slip) if name in withheld else str(slip)
                    self._problem(slip.line, slip.warning, f'"{name}": {said}')
            if isinstance(node, yaml.ScalarNode) and not slips:
                self._check_list(name, line, fields[name].form, ' '.join(node.value.split()))
        return values

    def _check_list(self, name: str, line: int, form: Form, text: str) -> None:
        """Ask about a text that may have been meant as a list."""
        meant: list[str] = []
        if form is Form.PLACES:
            meant = places_meant(text)
        elif form is Form.TEXTS:
            meant = people_meant(text) if name in _PEOPLE else texts_meant(text)
        if meant:
            message = f'"{name}": "{text}" is one text; did you mean a list? {written(meant)}'
            self._problem(line, CVWarning.LIST, message)

    def _check_required(self, type_: RecordType) -> None:
        for name in type_.required:
            if name not in self.given:
                message = f'"{name}" is missing: every {type_.name} needs it'
                self._problem(self.line, CVWarning.MISSING_FIELD, message)
        dated = isinstance(type_, EntryType) and type_.dated
        if dated and not self.given & {'date', 'start', 'end'}:
            message = f'"date", or "start" and "end", is missing: every {type_.name} needs it'
            self._problem(self.line, CVWarning.MISSING_FIELD, message)

    def _period(self, type_: EntryType, values: dict[str, Any]) -> Period | None:
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
        lone = 'duration' in values and not self.given & {'date', 'start', 'issued'}
        if lone and not type_.dated:
            line = self._line_of('duration')
            message = '"date" is missing: "duration" needs it; expected a date'
            self._problem(line, CVWarning.MISSING_FIELD, message)
        start, end = values.get('start'), values.get('end')
        if start and end and end != PRESENT and end.last < start.first:
            line = self._line_of('end')
            message = f'"end": expected a date after the start, {start}, found "{end}"'
            self._problem(line, CVWarning.VALUE, message)
            values = {name: value for name, value in values.items() if name != 'end'}
        elif start and end and end != PRESENT and {'start', 'end', 'duration'} <= self.found.keys():
            values = self._without_longer(values)
        return _period_of(values)

    def _without_longer(self, values: dict[str, Any]) -> dict[str, Any]:
        """Leave out a duration that is longer than the time that it is part of."""
        start, end, duration = values['start'], values['end'], values.get('duration')
        longest = ((end.last - start.first).days + 1) / _DAYS_IN_MONTH + _ROUNDED
        if duration is None or duration.months <= longest:
            return values
        message = f'"duration": expected no more than from {start} to {end}, found "{duration}"'
        self._problem(self._line_of('duration'), CVWarning.VALUE, message)
        return {name: value for name, value in values.items() if name != 'duration'}

    def _check_validity(self, values: dict[str, Any], period: Period | None) -> None:
        """Find what had expired before there was such a thing."""
        expires, since = values.get('expires'), values.get('issued') or (period and period.start)
        if expires and since and expires.last < since.first:
            message = f'"expires": expected a date after {since}, found "{expires}"'
            self._problem(self._line_of('expires'), CVWarning.VALUE, message)
            del values['expires']


def _period_of(values: Mapping[str, Any]) -> Period | None:
    """Make the period of the fields that say when; None without a date."""
    duration: Duration | None = values.get('duration')
    if 'start' not in values:
        date = values.get('date') or values.get('issued')
        return Period(date, duration=duration) if date else None
    start, end = values['start'], values.get('end')
    if end == PRESENT:
        return Period(start, ongoing=True, duration=duration)
    return Period(start, end, duration=duration)


def _without_value(slip: FieldError) -> str:
    """What is wrong with a private value, without the value: others may read what a build says."""
    return str(slip).partition(', found ')[0]


def _one(type_: RecordType) -> str:
    """A record of a type, with its article: "an award"; of names, the page about them."""
    if type_ in {SKILLS, ORGANIZATIONS}:
        return f'the page of type "{type_.name}"'
    return f'{"an" if type_.name[0] in "aeiou" else "a"} {type_.name}'
