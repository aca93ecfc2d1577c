"""The pages that an import makes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_cv.importers.markup import clean, front_matter, heading, markdown
from sphinx_cv.model.entry_types import EntryType, record_types
from sphinx_cv.model.fields import WHEN, Form
from sphinx_cv.model.names import slug
from sphinx_cv.model.records import Letter, with_page
from sphinx_cv.source.front_matter import find_block, find_top, value_of
from sphinx_cv.source.lists import people_meant, places_meant, texts_meant
from sphinx_cv.source.readers import READERS, FieldError, read_part
from sphinx_cv.source.record_reader import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_cv.model.records import Record
    from sphinx_cv.model.text import Block

# The types that every CV can use.
_TYPES = record_types({})
# Names that mean something to Sphinx, or to Windows
# (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
_RESERVED = frozenset(
    {'index', 'search', 'genindex', 'readme', 'skills', 'organizations', 'basics'}
    | {'con', 'prn', 'aux', 'nul'}
    | {f'{port}{number}' for port in ('com', 'lpt') for number in range(1, 10)}
)
# The fields that a reader looks for first.
_FIRST = ('organization', 'location', *WHEN)
# A name of a file has at most 255 bytes, and a letter has up to four.
_LONGEST = 50


@dataclass
class Page:
    """A page with a record, or one that has only text: its ``type`` is ''.

    ``fields`` are those of the front matter, as texts, lists and mappings; ``body`` is the text.
    ``extra`` keeps what no field holds.  ``name`` is the wish for the file's name, or ''.
    """

    type: str
    title: str
    fields: dict[str, Any] = field(default_factory=dict)
    body: tuple[Block, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    name: str = ''

    def text(self) -> str:
        """Write the page as Markdown."""
        first = {name: self.fields[name] for name in _FIRST if name in self.fields}
        fields = {'type': self.type, **first, **self.fields}
        head = front_matter(fields, self.extra) if self.type else ''
        body = markdown(self.body)
        return f'{head}# {heading(self.title)}\n' + (f'\n{body}\n' if body else '')

    def put(self, name: str, value: Any) -> bool:
        """Set a field if it takes the value, and say whether it does; no value is none to take."""
        if isinstance(value, str):
            value = clean(value)
            # Where a text would be asked about as several, a list of one says that it is one.
            row = _TYPES[self.type].fields.get(name)
            if row is not None and row.form in {Form.TEXTS, Form.PLACES}:
                value = as_list(value, name)
        if not value or accepted(self.type, name, value):
            self.fields |= {name: value} if value else {}
            return True
        return False

    def record(self) -> Record:
        """The record that a build will read from the page."""
        found = read_record('page', self.text(), _TYPES).record
        if found is None or isinstance(found, Letter):
            raise AssertionError(self)
        return with_page(found, self.title, body=self.body)

    def missing(self) -> bool:
        """Whether the page lacks a field that records of its type need."""
        type_ = _TYPES[self.type]
        dated = isinstance(type_, EntryType) and type_.dated
        return bool(set(type_.required) - set(self.fields)) or (
            dated and not {'date', 'start'} & set(self.fields)
        )


@dataclass
class ImportedCV:
    """What was read from a file.

    ``sections`` are pages that have only text.  ``skills`` and ``organizations`` are the fields of
    their pages.  ``kept`` says what stands under ``extra``, ``unread`` which parts of what was
    given say nothing for a CV, ``warnings`` what was refused or needs the owner's eye.
    """

    person: Page | None = None
    entries: list[Page] = field(default_factory=list)
    sections: list[Page] = field(default_factory=list)
    skills: dict[str, Any] = field(default_factory=dict)
    organizations: dict[str, Any] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def skills_page(self, title: str = 'Skills') -> Page:
        """The page about all skills."""
        fields = {name: value for name, value in self.skills.items() if name != 'extra'}
        return Page('skills', title, fields, extra=self.skills.get('extra', {}))

    def organizations_page(self, title: str = 'Organizations') -> Page:
        """The page about all organisations."""
        return Page('organizations', title, self.organizations)


def accepted(type_: str, name: str, value: Any) -> bool:
    """Whether a field of a record takes a value; ``value`` is clean."""
    row = _TYPES[type_].fields.get(name)
    if row is None or not _has_only_texts(value):
        return False
    top = find_top(front_matter({name: value}, {}), [])
    block = find_block(top, []) if top else None
    node = value_of(block, name) if isinstance(block, yaml.MappingNode) else None
    slips: list[FieldError] = []
    read = read_part(READERS[row.form], node, slips) if node is not None else None
    return read not in (None, (), '') and not slips


def _has_only_texts(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_has_only_texts, [*value, *value.values()]))
    if isinstance(value, list):
        return all(map(_has_only_texts, value))
    return isinstance(value, str)


def as_list(value: str, name: str) -> str | list[str]:
    """Write a text as a list of one where it would be asked about as several."""
    meant = {'authors': people_meant, 'location': places_meant}.get(name, texts_meant)
    return [value] if meant(value) else value


def file_names(pages: Iterable[Page], taken: Iterable[str] = ()) -> list[str]:
    """Give each page a name for its file, without ".md": readable, safe and unique.

    Letters of all scripts stay.  *taken* are the names that others have.
    """
    used = {*_RESERVED, *taken}
    found = []
    for page in pages:
        wish = page.name or page.title
        # Sphinx looks for files by the composed form of their names.
        whole = unicodedata.normalize('NFC', slug(clean(wish)))
        base = whole[:_LONGEST].strip('-') or page.type or 'section'
        name, number = base, 1
        while name in used:
            number += 1
            name = f'{base}-{number}'
        used.add(name)
        found.append(name)
    return found
