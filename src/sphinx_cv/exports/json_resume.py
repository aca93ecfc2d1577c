"""The CV as JSON Resume, version 1.3.1 of its schema (https://jsonresume.org/schema).

Nothing is left out, and nothing is made up: a fact that the schema has no field for keeps its exact
form under ``meta``.  Readers of these files take a missing ``endDate`` for "to the present", so a
single date is both start and end.

Themes show few fields.  So some facts stand a second time where themes read them: a quarter at the
beginning of the summary, the day of issue as the date of a certificate, the text about studies
among the courses.  ``made`` names such keys, and :mod:`sphinx_cv.importers.json_resume` undoes
them.  What a record has under ``extra`` wins over all of this.
"""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Any

from babel import Locale

from sphinx_cv.exports.values import Fields, drop_empty, merged
from sphinx_cv.locale import translate
from sphinx_cv.model import phrases
from sphinx_cv.model.dates import PRESENT, PartialDate
from sphinx_cv.model.entry_types import ENTRY_TYPES, SKILLS
from sphinx_cv.model.fields import ENTRY_FIELDS, Form
from sphinx_cv.model.names import name_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from sphinx_cv.model.career import Career, Topic
    from sphinx_cv.model.dates import Period
    from sphinx_cv.model.outline import Outline
    from sphinx_cv.model.records import Address, Entry, Person, Prose

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
        # The schema has no place of studies, but allows it, and themes print it.
        ('location', 'location'),
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
# What is said of an entry's exact form, and is no fact.
_NOT_FACTS = {'type', 'pointer', 'made'}
#: What ``meta`` says of who wrote the document.
GENERATOR = 'sphinx-cv'
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
        resume['basics'], extra = person_fields(career.person, image, outline.language)
        resume['languages'] = [
            drop_empty({'language': lang.name, 'fluency': lang.fluency})
            for lang in career.person.languages
        ]
        if extra:
            exact['basics'] = extra
    for entry in outline.entries:
        organization = career.organization(entry.organization)
        site = organization.url if organization else ''
        fields, extra = entry_fields(entry, outline.language, site)
        items = resume.setdefault(entry.type.section, [])
        if extra:
            taken = entry.id in _NOT_ENTRIES or entry.id in exact
            key = f'{entry.type.name}-{entry.id}' if taken else entry.id
            # A JSON Pointer (https://www.rfc-editor.org/rfc/rfc6901) says which item it is.
            place = f'/{entry.type.section}/{len(items)}'
            exact[key] = {'type': entry.type.name, 'pointer': place, **extra}
        items.append(fields)
    resume['skills'] = skill_fields(career)
    exact |= drop_empty(_exact_names(career))
    resume['meta'] = {'version': 'v1.3.1', 'generator': GENERATOR}
    if base_url:
        resume['meta']['canonical'] = base_url.rstrip('/') + '/resume.json'
    if exact:
        resume['meta']['exact'] = exact
    if outline.prose:
        # The schema has no place for the sections that the owner adds.
        resume['meta']['sections'] = [
            {'title': record.title, 'body': _body(record)} for record in outline.prose
        ]
    extra = dict(career.person.values.get('extra', {})) if career.person else {}
    return _with_profiles(drop_empty(merged(resume, extra)))


def write_resume(outline: Outline, base_url: str, photo: str = '') -> bytes:
    """Write the document as a file in UTF-8; the arguments are those of :func:`make_resume`."""
    text = json.dumps(make_resume(outline, base_url, photo), ensure_ascii=False, indent=2)
    return f'{text}\n'.encode()


def count_exact(resume: Fields) -> int:
    """Count the facts of a document that ``meta`` holds in their exact form."""
    exact = resume['meta'].get('exact', {})
    return sum(len(fields.keys() - _NOT_FACTS) for fields in exact.values())


def _with_profiles(resume: Fields) -> Fields:
    """Give an empty list of profiles where there are none: the theme "elegant" fails without."""
    if 'basics' in resume:
        resume['basics'] = {**resume['basics'], 'profiles': resume['basics'].get('profiles', [])}
    return resume


def _country_code(name: str, language: str) -> str:
    """The code of a country (ISO 3166-1 alpha-2), given as its name or its code; or ''."""
    if len(name) == _CODE and name.isupper():
        return name
    for locale in (language, 'en'):
        for code, label in Locale.parse(locale).territories.items():
            if label.casefold() == name.casefold() and len(code) == _CODE:
                return str(code)
    return ''


def person_fields(person: Person, image: str, language: str) -> tuple[Fields, Fields]:
    """Write the person as ``basics``; give apart the facts that it cannot say exactly.

    *image* is the address of the photo, or ''.  *language* is a Babel locale's name.
    """
    address = person.address
    city, _comma, region = person.location.partition(', ')
    # The schema takes a country only as its code.
    country = address.country or ('' if address.city else region.rpartition(', ')[2])
    code = _country_code(country, language)
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
                'countryCode': code,
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
        'address': _parts(address) if person.location or address.text else {},
        'country': '' if code == address.country else address.country,
        'given': person.values.get('given', ''),
        'family': person.values.get('family', ''),
        'emails': list(person.emails[1:]),
        'phones': list(person.phones[1:]),
        'details': [{'label': d.label, 'value': d.value} for d in person.details],
        'languages': [phrases.spoken(language) for language in person.languages],
    }
    return drop_empty(fields), drop_empty(exact)


def _parts(address: Address) -> Fields:
    return drop_empty(dataclasses.asdict(address))


def skill_fields(career: Career) -> list[Fields]:
    """Write each group as one skill with keywords.

    Most themes print a line for each skill, so a hundred skills of one word would fill eight pages.
    But a skill that no entry shows is nothing more than its line.  What stands as keywords of a
    project or an interest is not repeated, unless a text marks it.
    """
    page = career.name_page('skills')
    extra = page.extra if page else {}
    found: list[tuple[str, Fields]] = []
    for group in career.skill_groups:
        topics = group.topics
        if not group.name:
            found += [
                (topic.name, {'name': topic.label, 'level': topic.level})
                for topic in topics
                if not topic.entries
            ]
            topics = tuple(topic for topic in topics if any(map(_shows(topic), topic.entries)))
        name = group.name or translate(SKILLS.label)
        if topics:
            found.append((name, {'name': name, 'keywords': [topic.label for topic in topics]}))
    return [drop_empty(merged(fields, extra.get(name, {}))) for name, fields in found]


def _shows(topic: Topic) -> Callable[[Entry], bool]:
    """Make a test of whether an entry shows a skill elsewhere than in keywords of its own."""
    names = {name_key(name) for name in (topic.name, *topic.other_names)}

    def shows(entry: Entry) -> bool:
        keywords = any(source == 'skills' for _key, source in LAYOUTS[entry.type.section])
        given = entry.values.get('skills', ()) if keywords else ()
        return any(name_key(skill) in names for skill in entry.skills if skill not in given)

    return shows


def _exact_names(career: Career) -> Fields:
    """What the owner adds to the names of skills and of organisations."""
    found: Fields = {}
    for kind in ('skills', 'organizations'):
        page = career.name_page(kind)
        names = {
            name.name: drop_empty(
                {
                    'long': name.long,
                    'aliases': list(name.aliases),
                    'url': name.url,
                    'level': name.level,
                }
            )
            for name in (page.names if page else ())
        }
        found[kind] = drop_empty({'names': drop_empty(names)})
    return found


def entry_fields(entry: Entry, language: str, site: str = '') -> tuple[Fields, Fields]:
    """Write an entry's fields in its section; give apart the facts that they cannot say exactly.

    *language* is a Babel locale's name.  *site* is the address of the organisation, or ''.
    """
    layout = LAYOUTS[entry.type.section]
    fields = drop_empty({key: _value(entry, source) for key, source in layout})
    sources = {source for _key, source in layout}
    exact = _exact_period(entry, sources)
    if entry.type.name != _EXPECTED[entry.type.section]:
        key = next(key for key, source in layout if source == 'title')
        fields[key] = f'{translate(entry.type.label)}: {entry.title}'
        exact['title'] = entry.title
    for name, field in entry.type.fields.items():
        # All skills have a section of their own.
        if name in entry.values and name not in {*sources, 'skills', 'extra'}:
            exact[name] = _plain(entry.values[name], field.form)
    if 'skills' not in sources:
        exact['skills'] = list(entry.skills)
    if 'body' not in sources and not ('summary' in sources and _in_order(entry)):
        exact['body'] = _body(entry)
    _write_for_themes(entry, fields, exact, language, site)
    return merged(fields, entry.values.get('extra', {})), drop_empty(exact)


def _write_for_themes(
    entry: Entry, fields: Fields, exact: Fields, language: str, site: str
) -> None:
    """Say again what is exact only under ``meta``, where themes read it."""
    made: Fields = {}
    if entry.type.section in _OF_ORGANIZATION and site and 'url' not in fields:
        made['url'] = site
    match entry.type.section:
        case 'certificates' if 'issued' in entry.values:
            made['date'] = _date(entry.values['issued'])
            _keep_date(entry.period, exact)
        case 'education':
            if body := exact.get('body'):
                courses = fields.get('courses', [])
                made['courses'] = [*courses, *(line.strip(' -') for line in body.split('\n'))]
                exact['courses'] = courses
            if 'area' not in fields and entry.title:
                # Themes print the area and the type of study with a comma or a word between them.
                exact['title'] = entry.title
                made['area'], made['studyType'] = entry.title, ''
        case 'work' | 'volunteer' if entry.period:
            words = _when_exactly(entry.period, language)
            if words:
                exact['body'] = _body(entry)
                made['summary'] = f'{words}. {fields.get("summary", "")}'.strip()
    if made:
        exact['made'] = list(made)
        fields |= made
        for key in [key for key, value in made.items() if not value]:
            fields.pop(key)


def _keep_date(period: Period | None, exact: Fields) -> None:
    if period and 'start' not in exact:
        exact['date'] = str(period.start)


def _when_exactly(period: Period, language: str) -> str:
    """Say a period that the schema's dates cannot: one with a quarter or with a duration."""
    ends = [period.start, *([period.end] if period.end else [])]
    if not period.duration and not any(date.quarter for date in ends):
        return ''
    return ', '.join(
        [period.format(language), *([period.duration.format()] if period.duration else [])]
    )


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
        case 'organization' | 'skills':
            return _shown(entry, source)
        case 'url' if not entry.url and 'doi' in entry.values:
            return f'https://doi.org/{entry.values["doi"]}'
        case _:
            return _plain(entry.values.get(source), ENTRY_FIELDS[source].form)


def _shown(entry: Entry, source: str) -> Any:
    """Name the organisation or the skills of an entry in the language of the CV."""
    if source == 'skills':
        return [entry.shown.get(name, name) for name in entry.skills]
    return entry.shown.get(entry.organization, entry.organization)


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
