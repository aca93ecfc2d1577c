"""From a bibliography in BibTeX to pages, one for each publication.

The names of types and fields are those of https://ctan.org/pkg/base (btxdoc) and of biblatex
(https://ctan.org/pkg/biblatex).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pybtex.database import parse_string
from pybtex.richtext import Text

from sphinx_cv.importers.addresses import refusal
from sphinx_cv.importers.markup import clean
from sphinx_cv.importers.pages import ImportedCV, Page, accepted
from sphinx_cv.model.text import Block

if TYPE_CHECKING:
    from pybtex.database import Entry, Person

_MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')
# The first key of each that an entry has says it.
_FIELDS = {
    'organization': ('publisher', 'school', 'institution', 'organization'),
    'location': ('address', 'location'),
    'url': ('url',),
    'venue': ('journal', 'journaltitle', 'booktitle', 'series'),
    'volume': ('volume',),
    'pages': ('pages',),
    'doi': ('doi',),
}
# Commands that only say how their text looks.
_FONTS = re.compile(r'\\(?:emph|text(?:it|bf|sc|tt|rm|sf|sl|up)|math(?:it|bf|rm)|url)\b\s*')
_ADDRESS = re.compile(r'url$|^link$')
_TEXTS = ('abstract', 'note', 'annote')


def read_bibtex(text: str) -> ImportedCV:
    """Make a page of each entry.

    :raises pybtex.exceptions.PybtexError: if the text is no BibTeX
    """
    cv = ImportedCV()
    for key, entry in parse_string(text, 'bibtex').entries.items():
        given = {n.lower(): words for n, value in entry.fields.items() if (words := _text(value))}
        for name in [name for name in given if _ADDRESS.search(name)]:
            if reason := refusal(given[name], f'{key}.{name}'):
                cv.warnings.append(reason)
                del given[name]
        page = _page(entry, given)
        page.name = key
        cv.kept += [f'{key}.{name}' for name in page.extra]
        cv.entries.append(page)
    return cv


def _page(entry: Entry, given: dict[str, str]) -> Page:
    """Make the page of an entry, whose fields are *given* as texts."""
    page = Page('patent' if entry.type == 'patent' else 'publication', given.pop('title', ''))
    page.title = page.title or entry.type.capitalize()
    authors = [_name(person) for person in entry.persons.get('author', ())]
    if authors:
        page.fields['authors'] = authors
    date = _date(given)
    if date and accepted(page.type, 'date', date):
        page.fields['date'] = date
        for name in ('year', 'month', 'date'):
            given.pop(name, None)
    if 'volume' in given and 'number' in given:
        given['volume'] = f'{given["volume"]} ({given.pop("number")})'
    for name, keys in _FIELDS.items():
        key = next((key for key in keys if key in given), '')
        if key and accepted(page.type, name, given[key]):
            page.fields[name] = given.pop(key)
    page.body = tuple(Block(given.pop(name)) for name in _TEXTS if name in given)
    editors = [_name(person) for person in entry.persons.get('editor', ())]
    page.extra = {**given, **({'editors': editors} if editors else {})}
    return page


def _text(value: str) -> str:
    """Read the commands of TeX as the characters that they stand for."""
    text = _FONTS.sub('', Text.from_latex(value).render_as('text'))
    return clean(re.sub(r'\\([^\w\s])', r'\1', text))


def _name(person: Person) -> str:
    parts = (
        person.first_names,
        person.middle_names,
        person.prelast_names,
        person.last_names,
        person.lineage_names,
    )
    return _text(' '.join(name for part in parts for name in part))


def _date(given: dict[str, str]) -> str:
    """Give the date of biblatex, or BibTeX's year and month."""
    year, month = given.get('year', ''), given.get('month', '').lower()
    if 'date' in given:
        return given['date']
    if month[:3] in _MONTHS:
        return f'{year}-{_MONTHS.index(month[:3]) + 1:02}'
    return f'{year}-{int(month):02}' if month.isdecimal() else year
