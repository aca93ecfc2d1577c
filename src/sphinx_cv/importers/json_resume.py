"""From JSON Resume (https://jsonresume.org/schema) to pages, with nothing lost.

A build of the pages writes the document again: what is equal is in a normal form, see
:func:`normal_form`.  So that this holds for any document, the exporter itself says what it would
write for each page, and where that differs from what was read, the page keeps it under ``extra``.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from sphinx_cv.exports.json_resume import (
    GENERATOR,
    LAYOUTS,
    SCHEMA,
    entry_fields,
    person_fields,
    skill_fields,
)
from sphinx_cv.exports.values import drop_empty
from sphinx_cv.importers.addresses import refusal
from sphinx_cv.importers.markup import clean, title_of
from sphinx_cv.importers.pages import ImportedCV, Page, accepted, as_list
from sphinx_cv.model.career import Career
from sphinx_cv.model.dates import PRESENT, PartialDate
from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.fields import ENTRY_FIELDS, Form
from sphinx_cv.model.records import Entry, Person
from sphinx_cv.model.text import Block

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_cv.exports.values import Fields

#: What keys were called before version 1.0.0 of the schema
#: (https://github.com/jsonresume/resume-schema/releases/tag/v1.0.0), by section.
OLD_NAMES: dict[str, dict[str, str]] = {
    'basics': {'picture': 'image', 'website': 'url'},
    'work': {'company': 'name', 'website': 'url'},
    'volunteer': {'website': 'url'},
    'education': {'gpa': 'score'},
    'publications': {'website': 'url'},
}
# The type that entries of a section have, if nothing tells another one.
_TYPES = {type_.section: name for name, type_ in reversed(ENTRY_TYPES.items())}
# The keys whose texts are addresses.
_ADDRESSES = frozenset({'url', 'website', 'image', 'picture', 'canonical', '$schema', 'href'})
_ITEM = re.compile(r'( *)- +(?=\S)')
# How the exporter words a document in a language makes no difference here: no word is made.
_LANGUAGE = 'en'


def normal_form(document: Fields) -> Fields:
    """Bring a document into the form in which two that say the same are equal.

    Texts have single spaces, and no characters that a page cannot hold.  What is empty is not
    there.  Keys have their names of today.  Items stand in an order that does not depend on what
    the document had, because a CV has its own.  What sphinx-cv says of itself is left out.
    """
    found = _current(document)
    meta = dict(found['meta']) if isinstance(found.get('meta'), dict) else found.get('meta')
    if isinstance(meta, dict) and meta.get('generator') == GENERATOR:
        meta = {key: meta[key] for key in meta.keys() - {'generator', 'exact'}}
        if meta.get('version') == 'v1.3.1':
            del meta['version']
    found['meta'] = meta
    if found.get('$schema') == SCHEMA:
        del found['$schema']
    normal: Fields = _normal(found)
    for key, items in normal.items():
        if isinstance(items, list) and key != 'languages':
            normal[key] = sorted(items, key=repr)
    return normal


def _normal(value: Any, text: Callable[[str], str] = clean) -> Any:
    """Leave out what is empty, sort keys, and pass each text through *text*."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        found = [_normal(item, text) for item in value]
        return [item for item in found if item not in ('', [], {}, None)]
    if isinstance(value, dict):
        # In YAML a key may be no text.
        items = {clean(str(key)): _normal(item, text) for key, item in value.items()}
        return dict(sorted(drop_empty(items).items()))
    return value


def _lines(text: str) -> str:
    """Keep the lines of a text, and the indents that lists have."""
    found = []
    for line in text.splitlines():
        words = clean(line)
        item = _ITEM.match(line)
        found.append(f'{item[1]}{words}' if item else words)
    return '\n'.join(found).strip('\n')


def read_json_resume(document: Fields) -> ImportedCV:
    """Make the pages that say what a document says; it need not be valid."""
    return _Reader(document).read()


def _current(document: Fields) -> Fields:
    """Give the keys their names of today; where both are there, the old one stays as it is."""
    found = dict(document)
    for section, names in OLD_NAMES.items():
        value = found.get(section)
        if isinstance(value, dict):
            found[section] = _renamed(value, names)
        elif isinstance(value, list):
            found[section] = [_renamed(v, names) if isinstance(v, dict) else v for v in value]
    return found


def _renamed(fields: Fields, names: dict[str, str]) -> Fields:
    return {
        names[key] if key in names and not fields.get(names[key]) else key: value
        for key, value in fields.items()
        if not (
            key in names.values()
            and not value
            and any(fields.get(old) for old, new in names.items() if new == key)
        )
    }


class _Reader:
    def __init__(self, document: Fields) -> None:
        self.cv = ImportedCV()
        self.document = self._allowed(_normal(_current(document), _lines), '')
        meta = self.document.get('meta')
        own = isinstance(meta, dict) and meta.get('generator') == GENERATOR
        exact = meta.get('exact') if own and isinstance(meta, dict) else None
        self.exact: Fields = exact if isinstance(exact, dict) else {}
        self.pointers = {
            fields['pointer']: (id_, fields)
            for id_, fields in self.exact.items()
            if isinstance(fields, dict) and isinstance(fields.get('pointer'), str)
        }

    def read(self) -> ImportedCV:
        rest = dict(self.document)
        items: dict[str, list[Fields]] = {}
        for section in LAYOUTS:
            found = rest.get(section)
            if isinstance(found, list) and all(isinstance(item, dict) for item in found):
                items[section] = rest.pop(section)
        pages: list[Page] = []
        for section, fields in items.items():
            for number, item in enumerate(fields):
                id_, exact = self.pointers.get(f'/{section}/{number}', ('', {}))
                page = _read_entry(section, item, exact)
                page.name = id_
                pages.append(page)
                self._keep(page.extra, f'{section}[{number}]')
        self.cv.entries = pages
        self._read_person(rest)
        return self.cv

    def _allowed(self, value: Any, path: str) -> Any:
        """Leave out the addresses that are of a scheme which may do more than lead somewhere."""
        if isinstance(value, list):
            found = [self._allowed(item, f'{path}[{at}]') for at, item in enumerate(value)]
            return [item for item in found if item not in ('', [], {})]
        if not isinstance(value, dict):
            return value
        kept = {}
        for key, item in value.items():
            where = f'{path}.{key}' if path else key
            if key in _ADDRESSES and isinstance(item, str) and (reason := refusal(item, where)):
                self.cv.warnings.append(reason)
                continue
            kept[key] = self._allowed(item, where)
        return drop_empty(kept)

    def _keep(self, extra: Fields, where: str) -> None:
        self.cv.kept += [f'{where}.{key}' for key, value in extra.items() if value is not None]

    def _read_person(self, rest: Fields) -> None:
        basics = rest.pop('basics', {})
        if not isinstance(basics, dict):
            rest['basics'], basics = basics, {}
        exact = self.exact.get('basics')
        page = _person_page(_normal(basics), exact if isinstance(exact, dict) else {})
        summary = basics.get('summary')
        page.body = tuple(blocks(summary)) if isinstance(summary, str) else ()
        page.fields |= _languages(_normal(rest.get('languages')))
        self._read_names()
        skills = _normal(rest.pop('skills', None))
        self._read_skills(skills)
        record = page.record()
        if not isinstance(record, Person):
            raise TypeError(record)
        written, _exact = person_fields(record, '', _LANGUAGE)
        extra = {'basics': _difference(basics, written)}
        spoken = [
            drop_empty({'language': each.name, 'fluency': each.fluency})
            for each in record.languages
        ]
        if _normal(rest.get('languages')) == spoken:
            del rest['languages']
        if skills != (self._written_skills() or None):
            extra['skills'] = skills
        extra |= self._rest_of_meta(rest)
        page.extra = {key: value for key, value in extra.items() if value not in ('', [], {})}
        for key, value in page.extra.items():
            # What a document says of itself is nothing that its owner would look for.
            if key in {'meta', '$schema'}:
                continue
            if isinstance(value, dict):
                self._keep(value, key)
            elif value is not None:
                self.cv.kept.append(key)
        self.cv.person = page

    def _rest_of_meta(self, rest: Fields) -> Fields:
        """What is left of the document, without what sphinx-cv says of itself."""
        found = dict(rest)
        if found.get('$schema') == SCHEMA:
            del found['$schema']
        meta = found.get('meta')
        if isinstance(meta, dict) and meta.get('generator') == GENERATOR:
            own = {'generator', 'exact', 'canonical', 'sections'}
            meta = {key: value for key, value in meta.items() if key not in own}
            if meta.get('version') == 'v1.3.1':
                del meta['version']
            found['meta'] = meta
        return found

    def _read_names(self) -> None:
        for kind, fields in (('skills', self.cv.skills), ('organizations', self.cv.organizations)):
            exact = self.exact.get(kind)
            names = exact.get('names') if isinstance(exact, dict) else None
            if isinstance(names, dict) and accepted(kind, 'names', names):
                fields['names'] = dict(names)

    def _read_skills(self, skills: Any) -> None:
        """Make groups of skills that have keywords, names of those that stand alone."""
        fields = self.cv.skills
        names: Fields = dict(fields.get('names', {}))
        groups: Fields = {}
        extra: Fields = {}
        for item in skills if isinstance(skills, list) else ():
            name = item.get('name') if isinstance(item, dict) else None
            if not isinstance(name, str) or name in groups or name in names:
                continue
            level, keywords = item.get('level'), item.get('keywords')
            if accepted('skills', 'groups', {name: keywords}):
                groups[name] = [*dict.fromkeys(keywords)]
            elif accepted('skills', 'names', {name: {'level': level}}):
                names[name] = {'level': level}
            else:
                names[name] = {}
        fields |= drop_empty({'groups': groups, 'names': names})
        written = {item['name']: item for item in self._written_skills()}
        for item in skills if isinstance(skills, list) else ():
            name = item.get('name') if isinstance(item, dict) else None
            if isinstance(name, str) and name in written and name not in extra:
                difference = _difference(item, written[name])
                if difference:
                    extra[name] = difference
        fields |= drop_empty({'extra': extra})

    def _written_skills(self) -> list[Fields]:
        page = self.cv.skills_page()
        records = {f'{at}': each.record() for at, each in enumerate(self.cv.entries)}
        return skill_fields(Career(records | {'skills': page.record()}, dt.date.min))


def _difference(wanted: Fields, written: Fields) -> Fields:
    """What must be put over the fields that would be *written* to get those that are *wanted*."""
    written = _normal(written)
    found = {key: value for key, value in wanted.items() if _normal(value) != written.get(key)}
    for key, value in found.items():
        if isinstance(value, dict) and isinstance(written.get(key), dict):
            found[key] = _difference(value, written[key])
    return found | {key: None for key in written if key not in wanted}


def _read_entry(section: str, item: Fields, exact: Fields) -> Page:
    """Make the page of an item; *exact* is what ``meta`` says of it, if sphinx-cv wrote it."""
    made = exact.get('made', ())
    given = {key: value for key, value in item.items() if key not in made}
    type_ = exact.get('type', _TYPES[section])
    if ENTRY_TYPES.get(type_, ENTRY_TYPES['role']).section != section or type_ not in ENTRY_TYPES:
        type_ = _TYPES[section]
    page = Page(type_, '')
    body: list[Block] = []
    for key, source in LAYOUTS[section]:
        value = given.get(key)
        if source == 'title':
            page.title = title_of(value)
        elif source in {'body', 'summary', 'highlights'}:
            body += _blocks_of(source, value)
        elif source not in {'start', 'end', 'date'} and not isinstance(value, dict):
            value = _normal(value)
            if isinstance(value, str) and ENTRY_FIELDS[source].form is Form.PLACES:
                value = as_list(value, source)
            if accepted(type_, source, value):
                page.fields[source] = value
    page.body = tuple(body)
    page.fields = _period(section, given) | page.fields
    _undo(page, exact)
    if not page.title:
        page.title = title_of(item.get('name') or item.get('organization')) or type_.capitalize()
    record = page.record()
    if not isinstance(record, Entry):
        raise TypeError(record)
    site = str(item.get('url', '')) if 'url' in made else ''
    page.extra = _difference(item, entry_fields(record, _LANGUAGE, site)[0])
    return page


def _blocks_of(source: str, value: Any) -> list[Block]:
    """Read the text that stands in a key; only a whole text may have lists of its own."""
    if source == 'highlights':
        return [Block(words, 1) for words in map(clean, _texts(value)) if words]
    if not isinstance(value, str):
        return []
    if source == 'body':
        return blocks(value)
    return [Block(words) for words in map(clean, value.split('\n')) if words]


def _undo(page: Page, exact: Fields) -> None:
    """Take what ``meta`` says exactly for what its item says less exactly."""
    title, body = exact.get('title'), exact.get('body')
    page.title = title if isinstance(title, str) else page.title
    if isinstance(body, str):
        page.body = tuple(blocks(body))
    elif 'summary' in exact.get('made', ()) or 'courses' in exact.get('made', ()):
        page.body = ()
    when = {name: exact[name] for name in ('date', 'start', 'end') if name in exact}
    if when:
        page.fields = {
            name: value
            for name, value in page.fields.items()
            if name not in ('date', 'start', 'end')
        }
    others = {
        name: value
        for name, value in exact.items()
        if name not in {'type', 'pointer', 'made', 'title', 'body', *when}
    }
    page.fields = {
        **{name: value for name, value in when.items() if accepted(page.type, name, value)},
        **page.fields,
        **{name: value for name, value in others.items() if accepted(page.type, name, value)},
    }


def _period(section: str, item: Fields) -> Fields:
    """Give the dates of an item as fields; what no calendar has is no date."""
    keys = {source: key for key, source in LAYOUTS[section]}
    date = _date(item.get(keys.get('date', '')))
    start, end = _date(item.get(keys.get('start', ''))), _date(item.get(keys.get('end', '')))
    if date or (end and not start):
        return {'date': str(date or end)}
    if not start:
        return {}
    if end is None and keys['end'] in item:
        return {'date': str(start)}
    if end and end.last < start.first:
        return {'date': str(start)}
    if end == start:
        return {'date': str(start)}
    return {'start': str(start), 'end': str(end or PRESENT)}


def _date(value: Any) -> PartialDate | None:
    try:
        return PartialDate.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _texts(value: Any) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def blocks(text: str) -> list[Block]:
    """Read paragraphs and items of lists, each on a line, as the exporter writes them."""
    found: list[Block] = []
    for line in text.split('\n'):
        match = _ITEM.match(line)
        words = clean(line[match.end() :] if match else line)
        above = found[-1].depth if found else 0
        depth = min(len(match[1]) // 2, above) + 1 if match else 0
        found += [Block(words, depth)] if words else []
    return found


def _person_page(basics: Fields, exact: Fields) -> Page:
    page = Page('person', title_of(basics.get('name')) or 'Curriculum vitae')
    location = basics.get('location')
    parts = {'address': 'street', 'postalCode': 'postcode', 'city': 'city', 'region': 'region'}
    address: Any = {
        name: location[key]
        for key, name in {**parts, 'countryCode': 'country'}.items()
        if isinstance(location, dict) and isinstance(location.get(key), str)
    }
    if exact.get('location') or 'address' in exact:
        address = exact.get('address')
        if isinstance(address, dict) and 'text' in address:
            address = address['text']
    elif isinstance(exact.get('country'), str):
        address['country'] = exact['country']
    profiles = [item for item in _dicts(basics.get('profiles')) if {'network', 'url'} <= set(item)]
    named = [item for item in _dicts(basics.get('profiles')) if 'url' not in item]
    details = {
        str(item['network']): item['username']
        for item in named
        if item.keys() == {'network', 'username'}
    }
    details |= {str(d.get('label')): d.get('value') for d in _dicts(exact.get('details'))}
    fields = {
        'tagline': basics.get('label'),
        'location': exact.get('location'),
        'address': address,
        'email': _first(basics.get('email'), exact.get('emails')),
        'phone': _first(basics.get('phone'), exact.get('phones')),
        'url': basics.get('url'),
        'profiles': [
            {key: item[key] for key in ('network', 'username', 'url') if key in item}
            for item in profiles
        ],
        'details': details,
        'given': exact.get('given'),
        'family': exact.get('family'),
    }
    page.fields = {
        name: value for name, value in fields.items() if value and accepted('person', name, value)
    }
    return page


def _first(value: Any, others: Any) -> Any:
    return [value, *others] if isinstance(others, list) and others else value


def _languages(value: Any) -> Fields:
    found = [
        drop_empty({'name': item.get('language'), 'fluency': item.get('fluency')})
        for item in _dicts(value)
        if isinstance(item.get('language'), str)
    ]
    return {'languages': found} if found and accepted('person', 'languages', found) else {}


def _dicts(value: Any) -> list[Fields]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
