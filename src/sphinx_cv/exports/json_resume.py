"""The CV as JSON Resume, version 1.3.1 of its schema (https://jsonresume.org/schema).

What the schema has no field for keeps its exact form under ``meta``; nothing is left
out and nothing is made up.  An absent ``endDate`` means "to the present" to those who
read these files, so a single date stands as both start and end.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_cv.components.parts import language_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_cv.model.career import Career
    from sphinx_cv.model.dates import PartialDate
    from sphinx_cv.model.records import Entry, Person

SCHEMA = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.3.1/schema.json'

_Fields = dict[str, Any]


def make_resume(career: Career, base_url: str) -> _Fields:
    """Make the document; *base_url* is the address of the site, or '' if it has none yet."""
    resume: _Fields = {'$schema': SCHEMA}
    exact: _Fields = {}
    if career.person:
        resume['basics'], extra = _basics(career.person)
        resume['languages'] = [
            _drop_empty({'language': lang.name, 'fluency': lang.fluency})
            for lang in career.person.languages
        ]
        if extra:
            exact['basics'] = extra
    for entry in career.entries:
        section, fields, extra = _SECTIONS[entry.type](entry)
        resume.setdefault(section, []).append(_drop_empty(fields))
        extra = _drop_empty({**extra, 'abbreviation': entry.abbreviation})
        if extra:
            exact[entry.id] = {'type': entry.type, **extra}
    resume['skills'] = [
        _drop_empty({'name': topic.name, 'keywords': list(topic.other_names)})
        for topic in career.skills.values()
    ]
    resume['meta'] = {'version': 'v1.3.1', 'generator': 'sphinx-cv'}
    if base_url:
        resume['meta']['canonical'] = base_url.rstrip('/') + '/resume.json'
    if exact:
        resume['meta']['exact'] = exact
    return _drop_empty(resume)


def write_resume(career: Career, base_url: str) -> bytes:
    """Write the document as the file that is given out."""
    text = json.dumps(make_resume(career, base_url), ensure_ascii=False, indent=2)
    return f'{text}\n'.encode()


def count_exact(resume: _Fields) -> int:
    """How many facts of a document stand under ``meta`` in their exact form."""
    exact = resume['meta'].get('exact', {})
    return sum(len(fields.keys() - {'type'}) for fields in exact.values())


def _basics(person: Person) -> tuple[_Fields, _Fields]:
    city, _comma, region = person.location.partition(', ')
    fields = {
        'name': person.name,
        'label': person.tagline,
        'email': person.email,
        'phone': person.phone,
        'url': person.url,
        'summary': _summary(person),
        'location': _drop_empty({'city': city, 'region': region}),
        'profiles': [
            _drop_empty({'network': p.network, 'username': p.username, 'url': p.url})
            for p in person.profiles
        ],
    }
    exact = {'location': person.location, 'languages': language_texts(person)}
    return _drop_empty(fields), _drop_empty(exact)


def _work(entry: Entry, organization: str = 'name') -> tuple[str, _Fields, _Fields]:
    fields = {
        organization: entry.organization,
        'position': entry.title,
        'location': entry.place,
        'url': entry.url,
        **_dates(entry),
        'summary': _summary(entry),
        'highlights': _highlights(entry),
    }
    return 'work', fields, _exact_period(entry) | _exact_body(entry)


def _internship(entry: Entry) -> tuple[str, _Fields, _Fields]:
    section, fields, exact = _work(entry)
    fields['position'] = f'{entry.kind.label}: {entry.title}'
    return section, fields, {'title': entry.title, **exact}


def _volunteer(entry: Entry) -> tuple[str, _Fields, _Fields]:
    _section, fields, exact = _work(entry, organization='organization')
    del fields['location']
    return 'volunteer', fields, exact | {'location': entry.place}


def _education(entry: Entry) -> tuple[str, _Fields, _Fields]:
    fields = {
        'institution': entry.organization,
        'url': entry.url,
        'area': entry.area,
        'studyType': entry.title,
        **_dates(entry),
        'score': entry.score,
        'courses': list(entry.courses),
    }
    exact = {'location': entry.place, 'body': _body(entry)}
    return 'education', fields, _exact_period(entry) | exact


def _certification(entry: Entry) -> tuple[str, _Fields, _Fields]:
    fields = {
        'name': entry.title,
        'date': _date(entry.period.start) if entry.period else '',
        'issuer': entry.organization,
        'url': entry.url,
    }
    exact = {
        'identifier': entry.identifier,
        'issued': str(entry.issued or ''),
        'expires': str(entry.expires or ''),
        'location': entry.place,
        'body': _body(entry),
    }
    return 'certificates', fields, _exact_period(entry, single=True) | exact


def _project(entry: Entry) -> tuple[str, _Fields, _Fields]:
    fields = {
        'name': entry.title,
        'entity': entry.organization,
        'description': _summary(entry),
        'highlights': _highlights(entry),
        'keywords': list(entry.skills),
        'url': entry.url,
        **_dates(entry),
    }
    exact = _exact_period(entry) | _exact_body(entry) | {'location': entry.place}
    return 'projects', fields, exact


def _publication(entry: Entry) -> tuple[str, _Fields, _Fields]:
    fields = {
        'name': entry.title,
        'publisher': entry.organization,
        'releaseDate': _date(entry.period.start) if entry.period else '',
        'url': entry.url,
        'summary': _body(entry),
    }
    exact = {'authors': list(entry.authors), 'location': entry.place}
    return 'publications', fields, _exact_period(entry, single=True) | exact


def _award(entry: Entry) -> tuple[str, _Fields, _Fields]:
    fields = {
        'title': entry.title,
        'date': _date(entry.period.start) if entry.period else '',
        'awarder': entry.organization,
        'summary': _body(entry),
    }
    exact = {'location': entry.place, 'url': entry.url}
    return 'awards', fields, _exact_period(entry, single=True) | exact


def _reference(entry: Entry) -> tuple[str, _Fields, _Fields]:
    exact = {'organization': entry.organization, 'location': entry.place, 'url': entry.url}
    return 'references', {'name': entry.title, 'reference': _body(entry)}, exact


def _interest(entry: Entry) -> tuple[str, _Fields, _Fields]:
    fields = {'name': entry.title, 'keywords': list(entry.skills)}
    return 'interests', fields, {'url': entry.url, 'body': _body(entry)}


_SECTIONS: dict[str, Callable[[Entry], tuple[str, _Fields, _Fields]]] = {
    'role': _work,
    'internship': _internship,
    'volunteer': _volunteer,
    'education': _education,
    'certification': _certification,
    'project': _project,
    'publication': _publication,
    'award': _award,
    'reference': _reference,
    'interest': _interest,
}


def _dates(entry: Entry) -> _Fields:
    period = entry.period
    if period is None:
        return {}
    end = period.end or (None if period.ongoing else period.start)
    return {'startDate': _date(period.start), 'endDate': _date(end) if end else ''}


def _date(date: PartialDate) -> str:
    # The schema has no quarters: the year is what is left that is true.
    return str(date.year) if date.quarter else str(date)


def _exact_period(entry: Entry, *, single: bool = False) -> _Fields:
    """Give the parts of a period that the schema's dates cannot say.

    *single* is for sections whose schema has one date.
    """
    period = entry.period
    if period is None:
        return {}
    exact: _Fields = {'duration': str(period.duration or '')}
    ends = [period.start, *([period.end] if period.end else [])]
    if any(date.quarter for date in ends) or (single and (period.end or period.ongoing)):
        exact['start' if period.end or period.ongoing else 'date'] = str(period.start)
        exact['end'] = 'present' if period.ongoing else str(period.end or '')
    return exact


def _summary(record: Entry | Person) -> str:
    return '\n\n'.join(block.text for block in record.body if block.depth == 0)


def _highlights(entry: Entry) -> list[str]:
    return [block.text for block in entry.body if block.depth]


def _body(entry: Entry) -> str:
    lines = [('- ' if b.depth else '') + b.text for b in entry.body]
    return '\n'.join('  ' * max(b.depth - 1, 0) + t for b, t in zip(entry.body, lines, strict=True))


def _exact_body(entry: Entry) -> _Fields:
    """Give the text whole where summary and highlights would change its order or depth."""
    depths = [min(block.depth, 1) for block in entry.body]
    if depths == sorted(depths) and all(block.depth <= 1 for block in entry.body):
        return {}
    return {'body': _body(entry)}


def _drop_empty(fields: _Fields) -> _Fields:
    return {name: value for name, value in fields.items() if value not in ('', [], {}, None)}
