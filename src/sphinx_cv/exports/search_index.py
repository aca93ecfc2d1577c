"""The index of the site's search: records and texts, for ``static/sphinx-cv-engine.js``.

It is a script, not JSON, because a page that lies in a folder (``file://``) may load one
but not the other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_cv.components.parts import language_texts
from sphinx_cv.locale import _
from sphinx_cv.model.records import Entry, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_cv.model.career import Career, Topic

# Of entries that match alike, those of the type with the least rank come first.
_RANKS = {
    'role': 0,
    'internship': 1,
    'volunteer': 2,
    'education': 3,
    'project': 4,
    'publication': 5,
    'award': 6,
    'certification': 7,
    'person': 8,
    'reference': 9,
    'interest': 10,
}


def write_index(
    career: Career, titles: Mapping[str, str], address: Callable[[str], str], language: str
) -> str:
    """Write the index; *address* gives that of a page, from the site's first."""
    topics = [*career.skills.values(), *career.organizations.values()]
    places = {id(topic): place for place, topic in enumerate(topics)}
    records = [r for r in career.records if isinstance(r, Entry | Person)]
    entries = []
    for place, record in enumerate(records):
        found = (
            _entry(career, titles, record, places, language)
            if isinstance(record, Entry)
            else _person(record)
        )
        entries.append({**found, 'url': address(record.docname), 'order': place})
    index = {'entries': entries, 'topics': _topics(career, address), 'labels': _labels()}
    text = json.dumps(index, ensure_ascii=False, separators=(',', ':'))
    return f'window.cvIndex={text}\n'


def _labels() -> dict[str, str]:
    return {
        'entries': _('Entries'),
        'topics': _('Skills and organizations'),
        'none': _('Nothing here matches.'),
        'unknown': _('Nothing here holds: {words}.'),
        'partly': _('No entry holds all of these words; these hold some.'),
        'nearest': _('Did you mean {name}?'),
        'count': _('{count} found'),
    }


def _topics(career: Career, address: Callable[[str], str]) -> list[dict[str, Any]]:
    found = []
    for type_, label, topics in (
        ('skills', _('Skill'), career.skills),
        ('organizations', _('Organization'), career.organizations),
    ):
        page = career.name_page(type_)
        for topic in topics.values():
            place = f'{address(page.docname)}#{topic.anchor}' if page else ''
            found.append({'kind': label, 'names': _names(topic), 'url': place})
    return found


def _names(topic: Topic) -> list[str]:
    return [topic.name, *topic.other_names]


def _entry(
    career: Career,
    titles: Mapping[str, str],
    entry: Entry,
    places: Mapping[int, int],
    language: str,
) -> dict[str, Any]:
    period = entry.period
    here = career.organization(entry.organization) if entry.organization else None
    issued = [d.format(language) for d in (entry.issued, entry.expires) if d]
    return {
        'id': entry.id,
        'rank': _RANKS[entry.type],
        'kind': str(entry.kind.label),
        'title': entry.title,
        'organization': entry.organization,
        'at': places[id(here)] if here else None,
        'place': entry.place,
        'when': period.format(language) if period else '',
        'years': [period.first_year, period.last_year] if period else None,
        'short': [entry.abbreviation] if entry.abbreviation else [],
        'numbers': [n for n in (entry.identifier,) if n],
        'skills': [places[id(topic)] for topic in career.skills_of(entry)],
        'section': titles.get(career.parents.get(entry.docname, ''), ''),
        'text': [block.text for block in entry.body]
        + [t for t in (entry.area, *entry.courses, *entry.authors, *issued) if t],
    }


def _person(person: Person) -> dict[str, Any]:
    contacts = [person.email, person.phone, person.url]
    contacts += [f'{p.network} {p.username} {p.url}' for p in person.profiles]
    languages = language_texts(person)
    return {
        'id': person.docname,
        'rank': _RANKS['person'],
        'kind': _('Person'),
        'title': person.name,
        'organization': '',
        'at': None,
        'place': person.location,
        'when': '',
        'years': None,
        'short': [],
        'numbers': [],
        'skills': [],
        'section': ' '.join([_('Languages'), _('E-mail')]),
        'text': [
            text
            for text in (person.tagline, *(b.text for b in person.body), *contacts, *languages)
            if text
        ],
    }
