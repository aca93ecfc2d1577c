"""The CV as JSON Resume, version 1.3.1 of its schema (https://jsonresume.org/schema).

Nothing is left out, and nothing is made up: a fact that the schema has no field for keeps its exact
form under ``meta``.  Readers of these files take a missing ``endDate`` for "to the present", so a
single date is both start and end.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from sphinx_cv.exports.values import Fields, drop_empty
from sphinx_cv.locale import translate
from sphinx_cv.model import phrases
from sphinx_cv.model.dates import PRESENT, PartialDate
from sphinx_cv.model.entry_types import ENTRY_TYPES, SKILLS
from sphinx_cv.model.fields import ENTRY_FIELDS, Form

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sphinx_cv.model.career import Career, Topic
    from sphinx_cv.model.outline import Outline
    from sphinx_cv.model.records import Entry, Person, Prose

#: The address of the schema that the document follows.
SCHEMA = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.3.1/schema.json'

_PERIOD = (('startDate', 'start'), ('endDate', 'end'))
#: The keys of each section, in the schema's order, and the source of each key's value.  A source is
#: the name of a field, ``title``, or a part of the text: ``summary`` for its paragraphs,
#: ``highlights`` for its lists, ``body`` for all of it.
LAYOUTS: dict[str, tuple[tuple[str, str], ...]] = {
    'work': (
        ('name', 'organization'),
        ('position', 'title'),
        ('location', 'location'),
        ('description', 'description'),
        ('url', 'url'),
        *_PERIOD,
        ('summary', 'summary'),
        ('highlights', 'highlights'),
    ),
    'volunteer': (
        ('organization', 'organization'),
        ('position', 'title'),
        ('url', 'url'),
        *_PERIOD,
        ('summary', 'summary'),
        ('highlights', 'highlights'),
    ),
    'education': (
        ('institution', 'organization'),
        ('url', 'url'),
        ('area', 'area'),
        ('studyType', 'title'),
        *_PERIOD,
        ('score', 'score'),
        ('courses', 'courses'),
    ),
    'certificates': (
        ('name', 'title'),
        ('date', 'date'),
        ('issuer', 'organization'),
        ('url', 'url'),
    ),
    'projects': (
        ('name', 'title'),
        ('entity', 'organization'),
        ('description', 'summary'),
        ('highlights', 'highlights'),
        ('keywords', 'skills'),
        ('roles', 'roles'),
        ('type', 'category'),
        ('url', 'url'),
        *_PERIOD,
    ),
    'publications': (
        ('name', 'title'),
        ('publisher', 'organization'),
        ('releaseDate', 'date'),
        ('url', 'url'),
        ('summary', 'body'),
    ),
    'awards': (
        ('title', 'title'),
        ('date', 'date'),
        ('awarder', 'organization'),
        ('summary', 'body'),
    ),
    'references': (('name', 'title'), ('reference', 'body')),
    'interests': (('name', 'title'), ('keywords', 'skills')),
}
# The letters of a country's code (ISO 3166-1 alpha-2).
_CODE = 2
# The type that a reader expects in each section; the titles of other types say what they are.
_EXPECTED = {type_.section: name for name, type_ in reversed(ENTRY_TYPES.items())}
# What stands among the ids of entries where facts keep their exact form.
_NOT_ENTRIES = ('basics', 'skills', 'organizations')
# The sections whose address is that of the organisation.
_OF_ORGANIZATION = ('work', 'volunteer', 'education')


def make_resume(outline: Outline, base_url: str, photo: str = '') -> Fields:
    """Make the document.

    *base_url* is the address of the site, or '' if it is not known.  *photo* is the address of the
    person's photo, relative to the site's first page; '' without one.
    """
    career = outline.career
    resume: Fields = {'$schema': SCHEMA}
    exact: Fields = {}
    if career.person:
        image = f'{base_url.rstrip("/")}/{photo}' if base_url and photo else photo
        resume['basics'], extra = _basics(career.person, image)
        resume['languages'] = [
            drop_empty({'language': lang.name, 'fluency': lang.fluency})
            for lang in career.person.languages
        ]
        if extra:
            exact['basics'] = extra
    for entry in outline.entries:
        fields, extra = _entry(entry, career)
        resume.setdefault(entry.type.section, []).append(fields)
        if extra:
            taken = entry.id in {*_NOT_ENTRIES, *exact}
            key = f'{entry.type.name}-{entry.id}' if taken else entry.id
            exact[key] = {'type': entry.type.name, **extra}
    resume['skills'], extra = _skills(career)
    if extra:
        exact['skills'] = extra
    if extra := _described(career.organizations.values()):
        exact['organizations'] = extra
    resume['meta'] = {'version': 'v1.3.1', 'generator': 'sphinx-cv'}
    if base_url:
        resume['meta']['canonical'] = base_url.rstrip('/') + '/resume.json'
    if exact:
        resume['meta']['exact'] = exact
    if outline.prose:
        # The schema has no place for the sections that the owner adds.
        resume['meta']['sections'] = [
            {'title': record.title, 'body': _body(record)} for record in outline.prose
        ]
    return drop_empty(resume)


def write_resume(outline: Outline, base_url: str, photo: str = '') -> bytes:
    """Write the document as a file in UTF-8; the arguments are those of :func:`make_resume`."""
    text = json.dumps(make_resume(outline, base_url, photo), ensure_ascii=False, indent=2)
    return f'{text}\n'.encode()


def count_exact(resume: Fields) -> int:
    """Count the facts of a document that ``meta`` holds in their exact form."""
    exact = resume['meta'].get('exact', {})
    return sum(len(fields.keys() - {'type'}) for fields in exact.values())


def _basics(person: Person, image: str) -> tuple[Fields, Fields]:
    address = person.address
    city, _comma, region = person.location.partition(', ')
    # The schema takes a country only as its code.
    code = len(address.country) == _CODE and address.country.isupper()
    fields = {
        'name': person.name,
        'label': person.tagline,
        'image': image,
        'email': person.emails[0] if person.emails else '',
        'phone': person.phones[0] if person.phones else '',
        'url': person.url,
        'summary': _text(person),
        'location': drop_empty(
            {
                'address': address.text or address.street,
                'postalCode': address.postcode,
                'city': address.city or city,
                'countryCode': address.country if code else '',
                'region': address.region or (region if not address.city else ''),
            }
        ),
        'profiles': [
            drop_empty({'network': p.network, 'username': p.username, 'url': p.url})
            for p in person.profiles
        ],
    }
    exact = {
        'location': person.location,
        'country': '' if code else address.country,
        'given': person.values.get('given', ''),
        'family': person.values.get('family', ''),
        'emails': list(person.emails[1:]),
        'phones': list(person.phones[1:]),
        'details': [{'label': d.label, 'value': d.value} for d in person.details],
        'languages': [phrases.spoken(language) for language in person.languages],
    }
    return drop_empty(fields), drop_empty(exact)


def _skills(career: Career) -> tuple[list[Fields], Fields]:
    """Write each group as one skill with keywords; give levels and other names apart.

    Most themes print a line for each skill, so a hundred skills of one word would fill eight pages.
    """
    found = [
        {'name': group.name or translate(SKILLS.label), 'keywords': [t.name for t in group.topics]}
        for group in career.skill_groups
    ]
    return found, _described(career.skills.values())


def _described(topics: Iterable[Topic]) -> Fields:
    """Say what the owner adds about skills or organisations, for which the schema has no place."""
    topics = list(topics)
    return drop_empty(
        {
            'levels': {topic.name: topic.level for topic in topics if topic.level},
            'names': {topic.name: list(topic.other_names) for topic in topics if topic.other_names},
            'urls': {topic.name: topic.url for topic in topics if topic.url},
        }
    )


def _entry(entry: Entry, career: Career) -> tuple[Fields, Fields]:
    """Write an entry's fields in its section; give apart the facts that they cannot say exactly."""
    layout = LAYOUTS[entry.type.section]
    fields = drop_empty({key: _value(entry, source) for key, source in layout})
    sources = {source for _key, source in layout}
    if entry.type.section in _OF_ORGANIZATION and entry.organization and 'url' not in fields:
        organization = career.organization(entry.organization)
        fields['url'] = organization.url if organization else ''
    exact = _exact_period(entry, sources)
    if entry.type.name != _EXPECTED[entry.type.section]:
        key = next(key for key, source in layout if source == 'title')
        fields[key] = f'{translate(entry.type.label)}: {entry.title}'
        exact['title'] = entry.title
    for name, field in entry.type.fields.items():
        # All skills have a section of their own.
        if name in entry.values and name not in {*sources, 'skills'}:
            exact[name] = _plain(entry.values[name], field.form)
    if 'body' not in sources and not ('summary' in sources and _in_order(entry)):
        exact['body'] = _body(entry)
    return drop_empty(fields), drop_empty(exact)


def _value(entry: Entry, source: str) -> Any:  # noqa: PLR0911  # one branch for each source
    match source:
        case 'title':
            return entry.title
        case 'summary':
            return '\n\n'.join(block.text for block in entry.body if block.depth == 0)
        case 'highlights':
            return [block.text for block in entry.body if block.depth]
        case 'body':
            return _body(entry)
        case 'start' | 'date':
            return _date(entry.period.start) if entry.period else ''
        case 'end':
            if entry.period is None or entry.period.ongoing:
                return ''
            return _date(entry.period.end or entry.period.start)
        case 'skills':
            return list(entry.skills)
        case 'url' if not entry.url and 'doi' in entry.values:
            return f'https://doi.org/{entry.values["doi"]}'
        case _:
            return _plain(entry.values.get(source), ENTRY_FIELDS[source].form)


def _plain(value: Any, form: Form) -> Any:
    """Turn a value into one of JSON: dates become texts as in a page, lists stay lists."""
    if value is None:
        return ''
    if form is Form.PLACES:
        return phrases.places(value)
    return list(value) if isinstance(value, tuple) else str(value)


def _date(date: PartialDate) -> str:
    # The schema has no quarters, so of these only the year can be given.
    return str(date.year) if date.quarter else str(date)


def _exact_period(entry: Entry, sources: AbstractSet[str]) -> Fields:
    """Give the parts of a period that the schema's dates cannot say.

    *sources* are the sources of the section's keys, as in ``LAYOUTS``.
    """
    period = entry.period
    if period is None:
        return {}
    exact: Fields = {'duration': str(period.duration or '')}
    ends = [period.start, *([period.end] if period.end else [])]
    lasting = bool(period.end or period.ongoing)
    said = 'start' in sources or ('date' in sources and not lasting)
    if not said or any(date.quarter for date in ends):
        exact['start' if lasting else 'date'] = str(period.start)
        exact['end'] = PRESENT if period.ongoing else str(period.end or '')
    return exact


def _body(record: Entry | Person | Prose) -> str:
    lines = [('- ' if b.depth else '') + b.text for b in record.body]
    return '\n'.join(
        '  ' * max(b.depth - 1, 0) + t for b, t in zip(record.body, lines, strict=True)
    )


def _text(person: Person) -> str:
    """The person's text, with empty lines around paragraphs but not between items of lists."""
    return re.sub(r'\n(?!- |  +- )', '\n\n', _body(person))


def _in_order(entry: Entry) -> bool:
    """Whether the text is paragraphs and then a simple list, which is all that the schema has."""
    depths = [min(block.depth, 1) for block in entry.body]
    return depths == sorted(depths) and all(block.depth <= 1 for block in entry.body)
