"""From LinkedIn's export of one's own data to pages.

LinkedIn does not document the tables of its export.  Their headings are as others have found them:

- Profile, Positions, Education, Projects, Publications, Languages, Skills, Email Addresses,
  PhoneNumbers, Recommendations_Received, and the notes that stand before the headings of some:
  https://github.com/silkyrich/linkedin-export-viewer, test/fixtures_smoke_test.dart
- Certifications, Honors, Volunteering, and what Education, Courses and Volunteering are also
  headed: https://github.com/praeducer/paulprae-com, lib/types.ts
- Courses, Organizations: https://github.com/mcaliman/mcaliman.github.io, linkedin/
- how the websites and the names on Twitter stand in Profile, and tabs between columns:
  https://github.com/JMPerez/linkedin-to-json-resume, src/js/main.ts

A column that has no place here is kept with its page, and listed.
"""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_cv.importers.addresses import completed, refusal
from sphinx_cv.importers.archive import read_tables
from sphinx_cv.importers.dates import read_date, read_end, when
from sphinx_cv.importers.errors import FormatError
from sphinx_cv.importers.markup import clean, title_of
from sphinx_cv.importers.pages import ImportedCV, Page, accepted
from sphinx_cv.model.dates import PRESENT
from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.text import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    Row = dict[str, str]


@dataclass(frozen=True)
class _Table:
    """A table of entries: their type, and for each heading the field that its column has.

    ``title`` and ``body`` are no fields, but what stands on the page; ``start`` and ``end`` make
    one period.  An entry that is ``open`` goes on if it has no end.
    """

    type: str
    columns: Mapping[str, str]
    open: bool = False


_PERIOD = {'Started On': 'start', 'Finished On': 'end'}
_TABLES = {
    'positions': _Table(
        'role',
        {'Title': 'title', 'Company Name': 'organization', 'Location': 'location'}
        | {**_PERIOD, 'Description': 'body'},
        open=True,
    ),
    'education': _Table(
        'education',
        {'Degree Name': 'title', 'School Name': 'organization', 'Notes': 'body'}
        | {'Activities': 'body', 'Start Date': 'start', 'End Date': 'end', **_PERIOD},
    ),
    'certifications': _Table(
        'certification',
        {'Name': 'title', 'Url': 'url', 'Authority': 'organization', 'Started On': 'date'}
        | {'Finished On': 'expires', 'License Number': 'identifier'},
    ),
    'projects': _Table(
        'project',
        {'Title': 'title', 'Url': 'url', 'Description': 'body', **_PERIOD},
        open=True,
    ),
    'publications': _Table(
        'publication',
        {'Name': 'title', 'Published On': 'date', 'Publisher': 'organization', 'Url': 'url'}
        | {'Description': 'body'},
    ),
    # No public source has the other headings of patents.
    'patents': _Table('patent', {'Title': 'title', 'Url': 'url', 'Description': 'body'}),
    'honors': _Table(
        'award',
        {'Title': 'title', 'Issued On': 'date', 'Issuer': 'organization', 'Description': 'body'},
    ),
    'volunteering': _Table(
        'volunteer',
        # A cause is what an organisation is there for.
        {'Role': 'title', 'Company Name': 'organization', 'Organization': 'organization'}
        | {'Cause': 'description', 'Description': 'body', **_PERIOD},
        open=True,
    ),
    'courses': _Table('course', {'Name': 'title', 'Number': 'abbreviation'}),
    'organizations': _Table(
        'membership',
        {'Position': 'title', 'Name': 'organization', 'Description': 'body', **_PERIOD},
        open=True,
    ),
}
_OTHERS: dict[str, tuple[str, ...]] = {
    'profile': ('First Name', 'Last Name', 'Headline', 'Summary'),
    'profile summary': ('Profile Summary',),
    'skills': ('Name',),
    'languages': ('Name', 'Proficiency'),
    'email addresses': ('Email Address', 'Primary'),
    'phonenumbers': ('Number', 'Extension', 'Type'),
    'recommendations received': ('First Name', 'Last Name', 'Text'),
}
# LinkedIn shows these to no visitor.
_NOT_SHOWN = ('Maiden Name', 'Address', 'Birth Date', 'Zip Code', 'Instant Messengers')
_OF_PERSON = (
    *('First Name', 'Last Name', 'Headline', 'Summary', 'Industry', 'Geo Location'),
    *('Twitter Handles', 'Websites', *_NOT_SHOWN),
)
_BULLET = re.compile(r'\s*[•·●▪‣◦*–-]\s+(?=\S)')
_WEBSITE = re.compile(r'(?P<label>[A-Z_]+):(?P<address>\S+)')


def read_linkedin(path: Path) -> ImportedCV:
    """Make the pages that say what an export says: a zip, or its folder.

    :raises FormatError: if it cannot be read, or is none
    """
    texts, others = read_tables(path, lambda name: _key(name) in {*_TABLES, *_OTHERS})
    if not texts:
        raise FormatError(
            f"{path}: found no table of LinkedIn's export; expected Profile.csv, Positions.csv, …"
        )
    return _Reader(path, texts, others).read()


def _key(name: str) -> str:
    return clean(name.replace('_', ' ')).lower()


class _Reader:
    def __init__(self, path: Path, texts: dict[str, str], others: list[str]) -> None:
        self.cv = ImportedCV(unread=[f'{name}.csv' for name in others])
        self.names = {_key(name): f'{name}.csv' for name in texts}
        self.rows: dict[str, list[Row]] = {}
        for name, text in texts.items():
            try:
                self.rows[_key(name)] = self._rows(name, text)
            except csv.Error as error:
                raise FormatError(f'{path}: {name}.csv: no table: {error}') from error

    def _rows(self, name: str, text: str) -> list[Row]:
        """Read a table from its row of headings on, wherever that stands."""
        key = _key(name)
        known = {*(_TABLES[key].columns if key in _TABLES else _OTHERS[key])}
        first = text.lstrip().partition('\n')[0]
        delimiter = '\t' if '\t' in first and ',' not in first else ','
        table = csv.reader(io.StringIO(text, newline=''), delimiter=delimiter)
        head: list[str] = []
        found = []
        for row in table:
            cells = [html.unescape(cell).strip() for cell in row]
            if not head:
                head = cells if known & {*map(clean, cells)} else []
            elif any(cells):
                # A table may have more columns than headings.
                names = [*map(clean, head), *(f'column {n + 1}' for n in range(len(head), 99))]
                found.append({n: c for n, c in zip(names, cells, strict=False) if c})
        if not head and text.strip():
            self.cv.unread.append(f'{name}.csv')
        return found

    def read(self) -> ImportedCV:
        for key, table in _TABLES.items():
            for number, row in enumerate(self.rows.get(key, ())):
                self.cv.entries.append(self._entry(table, row, f'{self.names[key]}[{number}]'))
        self._read_recommendations()
        names = [clean(row['Name']) for row in self.rows.get('skills', ()) if 'Name' in row]
        skills: dict[str, str] = {}
        for name in filter(None, names):
            # Two that differ in case only are one.
            skills.setdefault(name.casefold(), name)
        # The PDF prints skills in groups, or where a text marks them.
        groups = {'Skills': [*skills.values()]}
        if accepted('skills', 'groups', groups):
            self.cv.skills['groups'] = groups
        self._read_person()
        return self.cv

    def _entry(self, table: _Table, row: Row, where: str) -> Page:
        page = Page(table.type, '')
        rest, body, dates = {}, [], dict[str, str]()
        for column, value in row.items():
            match table.columns.get(column):
                case 'title':
                    page.title = title_of(value)
                case 'body':
                    body += _blocks(value)
                case 'start' | 'end' as name:
                    dates[name] = column
                case 'date' | 'expires' as name:
                    if not page.put(name, str(read_date(value) or value)):
                        rest[column] = value
                case 'url':
                    rest |= self._put_address(page, column, value, where)
                case str() as name if name not in page.fields and page.put(name, value):
                    pass
                case _:
                    rest[column] = clean(value)
        rest |= _put_period(page, row, dates, is_open=table.open)
        page.body = tuple(body)
        if not page.title:
            page.title = page.fields.get('organization') or ENTRY_TYPES[page.type].label
        self._keep(page, rest, where)
        return page

    def _put_address(self, page: Page, column: str, value: str, where: str) -> Row:
        """Set the address of an entry; give back what is none."""
        if reason := refusal(value, f'{where}.{column}'):
            self.cv.warnings.append(reason)
            return {}
        return {} if page.put('url', completed(value)) else {column: clean(value)}

    def _keep(self, page: Page, rest: Row, where: str) -> None:
        page.extra = dict(rest)
        self.cv.kept += [f'{where}.{column}' for column in rest]

    def _read_recommendations(self) -> None:
        """Make references of what others wrote, if the owner shows it."""
        key = 'recommendations received'
        for number, row in enumerate(self.rows.get(key, ())):
            where = f'{self.names[key]}[{number}]'
            if row.pop('Status', 'VISIBLE').upper() != 'VISIBLE':
                self.cv.warnings.append(f'{where}: left out, because your profile does not show it')
                continue
            name = [row.pop(part, '') for part in ('First Name', 'Last Name')]
            page = Page('reference', clean(' '.join(name)) or 'Reference')
            page.put('organization', row.pop('Company', ''))
            page.body = tuple(_blocks(row.pop('Text', '')))
            self._keep(page, row, where)
            self.cv.entries.append(page)

    # ---- the person ----------------------------------------------------------------------------

    def _read_person(self) -> None:
        row = (self.rows.get('profile') or [{}])[0]
        file = self.names.get('profile', '')
        name = clean(f'{row.get("First Name", "")} {row.get("Last Name", "")}')
        page = Page('person', name or 'Your Name')
        if ' ' in clean(row.get('Last Name', '')):
            page.put('family', row['Last Name'])
        page.put('tagline', row.get('Headline', ''))
        page.put('location', row.get('Geo Location', ''))
        if 'Industry' in row:
            page.put('details', {'Industry': clean(row['Industry'])})
        summaries = [row.get('Summary', '')]
        summaries += [
            other.get('Profile Summary', '') for other in self.rows.get('profile summary', ())
        ]
        page.body = tuple(
            block for text in dict.fromkeys(map(str.strip, summaries)) for block in _blocks(text)
        )
        self._read_links(page, row, file)
        self._read_contacts(page)
        spoken = [_spoken(each) for each in self.rows.get('languages', ()) if 'Name' in each]
        page.put('languages', spoken)
        hidden = [column for column in _NOT_SHOWN if column in row]
        if hidden:
            listed = ', '.join(hidden)
            self.cv.warnings.append(
                f'{file}: left out, because LinkedIn shows it to no visitor: {listed}'
            )
        rest = {column: clean(value) for column, value in row.items() if column not in _OF_PERSON}
        if rest:
            page.extra = {'basics': rest}
            self.cv.kept += [f'{file}.{column}' for column in rest]
        self.cv.person = page

    def _read_links(self, page: Page, row: Row, file: str) -> None:
        """Read websites, such as ``[PERSONAL:https://example.org]``, and names on Twitter."""
        profiles = []
        for text in _listed(row.get('Websites', '')):
            match = _WEBSITE.fullmatch(text)
            label, address = (match['label'], match['address']) if match else ('', text)
            if reason := refusal(address, f'{file}.Websites'):
                self.cv.warnings.append(reason)
            elif 'url' in page.fields or not page.put('url', completed(address)):
                network = label.replace('_', ' ').capitalize() or 'Website'
                profiles.append({'network': network, 'url': completed(address)})
        for text in _listed(row.get('Twitter Handles', '')):
            name = text.removeprefix('@')
            profiles.append({'network': 'X', 'username': name, 'url': f'https://x.com/{name}'})
        taken = [each for each in profiles if accepted('person', 'profiles', [each])]
        page.put('profiles', taken)
        lost = [each['url'] for each in profiles if each not in taken]
        self.cv.warnings += [f'{file}: left out, because it is no address: {each}' for each in lost]

    def _read_contacts(self, page: Page) -> None:
        addresses = self.rows.get('email addresses', [])
        primary = [row for row in addresses if row.get('Primary', '').lower() == 'yes']
        others = [row for row in addresses if row not in primary]
        for row in (primary or others)[:1]:
            page.put('email', row.get('Email Address', ''))
        if primary and others:
            self.cv.warnings.append(
                f'{self.names["email addresses"]}: left out all but your primary address'
            )
        numbers = []
        for row in self.rows.get('phonenumbers', ()):
            extension = f' ext. {row["Extension"]}' if 'Extension' in row else ''
            numbers += [clean(row['Number'] + extension)] if 'Number' in row else []
        if numbers and page.put('phone', numbers if len(numbers) > 1 else numbers[0]):
            self.cv.warnings.append(
                f'{self.names["phonenumbers"]}: everybody will see your telephone number on the '
                'site, unless you take "phone" out of index.md'
            )


def _put_period(page: Page, row: Row, columns: dict[str, str], *, is_open: bool) -> Row:
    """Set the dates of an entry; give back the columns whose text is no date, or no end."""
    dates = {name: read_date(row[column]) for name, column in columns.items() if name == 'start'}
    start = dates.get('start')
    end = read_end(row[columns['end']]) if 'end' in columns else None
    if is_open and 'end' not in columns and start:
        end = PRESENT
    # A start that is no date says nothing, and neither does its end alone.
    found = {} if 'start' in columns and not start else when(start, end) or when(start, None)
    page.fields |= found
    said = {*found.values()}
    read = {'start': start, 'end': end}
    return {
        column: clean(row[column])
        for name, column in columns.items()
        if read[name] is None or str(read[name]) not in said
    }


def _spoken(row: Row) -> Row:
    found = {'name': clean(row['Name'])}
    return found | ({'fluency': clean(row['Proficiency'])} if 'Proficiency' in row else {})


def _listed(text: str) -> Iterator[str]:
    """Read what stands between brackets: ``[one, two]``."""
    for part in re.split(r'[,;\s]+', text.strip().removeprefix('[').removesuffix(']')):
        if part:
            yield part


def _blocks(text: str) -> list[Block]:
    """Read a text whose lines are paragraphs, or begin with a bullet."""
    found = []
    for line in text.splitlines():
        match = _BULLET.match(line)
        words = clean(line[match.end() :] if match else line)
        found += [Block(words, 1 if match else 0)] if words else []
    return found
