"""From the front matter of a page to its record: each field read, what is wrong reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_cv.model.dates import PRESENT, Duration, Period
from sphinx_cv.model.entry_types import PERSON, EntryType
from sphinx_cv.model.fields import WHEN
from sphinx_cv.model.records import Entry, NamePage, Person, default_id
from sphinx_cv.source.front_matter import FrontMatterError, find_block, line_of, pairs
from sphinx_cv.source.readers import READERS, FieldError
from sphinx_cv.warnings import CVWarning, Problem, closest, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_cv.model.entry_types import RecordType
    from sphinx_cv.model.records import Record


@dataclass
class PageRecord:
    """What the front matter of a page gave: a record, if it has one, and what is wrong."""

    record: Record | None = None
    problems: list[Problem] = field(default_factory=list)


def read_record(docname: str, source: str, types: Mapping[str, RecordType]) -> PageRecord:
    """Read the record in the front matter of a page; *types* are those that it may be of.

    A field that is wrong is left out and reported; the rest of the record stands, so
    that one slip does not take the page's other facts with it.
    """
    found = PageRecord()
    try:
        node = find_block(source)
    except FrontMatterError as error:
        found.problems.append(Problem(error.line, CVWarning.FRONT_MATTER, str(error)))
        return found
    if node is None:
        return found
    if not isinstance(node, yaml.MappingNode):
        message = 'expected the fields of a record under "cv", such as "type: role"'
        found.problems.append(Problem(line_of(node), CVWarning.FRONT_MATTER, message))
        return found
    reader = _RecordReader(docname, node, types, found.problems)
    found.record = reader.read()
    return found


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
        # A field that is there under a misspelt name is not missing as well.
        self.given = set(self.found)

    def read(self) -> Record | None:
        type_ = self._type()
        if type_ is None:
            return None
        values = self._values(type_)
        self._check_required(type_)
        if isinstance(type_, EntryType):
            period = self._period(type_, values)
            id_ = values.pop('id', default_id(self.docname))
            values = {name: value for name, value in values.items() if name not in WHEN}
            return Entry(self.docname, type_, self.line, id_, period, values)
        if type_ is PERSON:
            return Person(self.docname, self.line, values)
        return NamePage(self.docname, self.line, type_.name, **values)

    def _problem(self, line: int, warning: CVWarning, message: str) -> None:
        self.problems.append(Problem(line, warning, message))

    def _type(self) -> RecordType | None:
        known = ', '.join(self.types)
        if 'type' not in self.found:
            self._problem(self.line, CVWarning.TYPE, f'"type" is missing; expected one of: {known}')
            return None
        line, node = self.found.pop('type')
        name = node.value if isinstance(node, yaml.ScalarNode) else ''
        if name not in self.types:
            message = f'"{name}" is not a type of record{suggestion(name, self.types)}'
            self._problem(line, CVWarning.TYPE, f'{message}; expected one of: {known}')
            return None
        return self.types[name]

    def _values(self, type_: RecordType) -> dict[str, Any]:
        values = {}
        fields = type_.fields
        for name, (line, node) in self.found.items():
            if name not in fields:
                self.given.add(closest(name, fields) or name)
                hint = suggestion(name, fields) or '; it has: ' + ', '.join(fields)
                article = 'an' if type_.name[0] in 'aeiou' else 'a'
                message = f'"{name}" is not a field of {article} {type_.name}{hint}'
                self._problem(line, CVWarning.UNKNOWN_FIELD, message)
                continue
            try:
                values[name] = READERS[fields[name].form](node)
            except FieldError as error:
                self._problem(error.line, error.warning, f'"{name}": {error}')
        return values

    def _check_required(self, type_: RecordType) -> None:
        for name in type_.required:
            if name not in self.given:
                message = f'"{name}" is missing: every {type_.name} needs it'
                self._problem(self.line, CVWarning.MISSING_FIELD, message)
        dated = isinstance(type_, EntryType) and type_.dated
        if dated and not self.given & {'date', 'start'}:
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
        duration: Duration | None = values.get('duration')
        if 'start' not in values:
            date = values.get('date') or values.get('issued')
            if duration and not type_.dated and not self.given & {'date', 'start', 'issued'}:
                line, _node = self.found['duration']
                message = '"date" is missing: "duration" needs it; expected a date'
                self._problem(line, CVWarning.MISSING_FIELD, message)
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
