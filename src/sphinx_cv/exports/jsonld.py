"""The CV as linked data of schema.org (https://schema.org/Person), in JSON-LD 1.1.

Each thing's ``@id`` is the address of its page.  Without a base address they are
relative, which a reader of the page resolves against the page's own address.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_cv.model.records import Entry, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_cv.model.career import Career

_Thing = dict[str, Any]
_OCCUPATIONS = frozenset({'role', 'internship', 'volunteer'})
_CREATIVE = {'project': 'CreativeWork', 'publication': 'ScholarlyArticle'}


def describe_page(career: Career, docname: str, address: Callable[[str], str]) -> _Thing | None:
    """Describe what a page is about, if it has a record that schema.org has a word for.

    *address* gives the address of a page, relative or absolute.
    """
    record = career.record(docname)
    writer = _Writer(career, address)
    if isinstance(record, Person):
        thing = writer.person(record)
    elif isinstance(record, Entry):
        thing = writer.entry(record)
    else:
        return None
    return {'@context': 'https://schema.org', **thing} if thing else None


def as_script(thing: _Thing) -> str:
    """Write a description as the ``script`` element for a page's head."""
    text = json.dumps(thing, ensure_ascii=False, separators=(',', ':'))
    # "</script>" or "<!--" in a title would end or hide the rest of the page.
    return f'<script type="application/ld+json">{text.replace("<", chr(92) + "u003c")}</script>'


class _Writer:
    def __init__(self, career: Career, address: Callable[[str], str]) -> None:
        self.career = career
        self.address = address

    def person(self, person: Person) -> _Thing:
        entries = self.career.entries
        studies = [e for e in entries if e.type == 'education']
        return _drop_empty(
            {
                '@type': 'Person',
                '@id': self.address(person.docname),
                'name': person.name,
                'description': person.tagline,
                'email': f'mailto:{person.email}' if person.email else '',
                'telephone': person.phone,
                'url': person.url,
                'sameAs': [profile.url for profile in person.profiles],
                'address': person.location,
                'knowsLanguage': [language.name for language in person.languages],
                'knowsAbout': [topic.name for topic in self.career.skills.values()],
                'hasOccupation': [self._occupation(e) for e in entries if e.type in _OCCUPATIONS],
                'alumniOf': [self._organization(e, 'EducationalOrganization') for e in studies],
                'hasCredential': [self._credential(e) for e in entries if e.type == 'certification']
                + [self._credential(e) for e in studies],
                'award': [e.title for e in entries if e.type == 'award'],
            }
        )

    def entry(self, entry: Entry) -> _Thing:
        if entry.type in _OCCUPATIONS:
            return self._occupation(entry)
        if entry.type in {'certification', 'education'}:
            return self._credential(entry)
        if entry.type in _CREATIVE:
            return self._creative_work(entry)
        return {}

    def _occupation(self, entry: Entry) -> _Thing:
        """A role as schema.org's Role around an Occupation, which alone has dates."""
        occupation = {
            '@type': 'Occupation',
            'name': entry.title,
            'occupationLocation': [{'@type': 'Place', 'name': p} for p in entry.location],
            'skills': ', '.join(topic.name for topic in self.career.skills_of(entry)),
        }
        period = entry.period
        dates: _Thing = {}
        if period is not None and not period.start.quarter:
            end = period.end or period.start
            dates = {
                'startDate': str(period.start),
                'endDate': '' if period.ongoing or end.quarter else str(end),
            }
        return _drop_empty(
            {
                '@type': 'Role',
                '@id': self.address(entry.docname),
                'name': entry.title,
                'hasOccupation': _drop_empty(occupation),
                'memberOf': self._organization(entry, 'Organization'),
                **dates,
            }
        )

    def _credential(self, entry: Entry) -> _Thing:
        certification = entry.type == 'certification'
        date = entry.issued or (entry.period.start if entry.period else None)
        return _drop_empty(
            {
                '@type': 'EducationalOccupationalCredential',
                '@id': self.address(entry.docname),
                'name': entry.title,
                'alternateName': entry.abbreviation,
                'credentialCategory': 'certification' if certification else 'degree',
                'identifier': entry.identifier,
                'recognizedBy': self._organization(entry, 'Organization'),
                'dateCreated': str(date) if date and certification and not date.quarter else '',
                'expires': str(entry.expires or ''),
                'url': entry.url,
            }
        )

    def _creative_work(self, entry: Entry) -> _Thing:
        date = entry.period.start if entry.period else None
        return _drop_empty(
            {
                '@type': _CREATIVE[entry.type],
                '@id': self.address(entry.docname),
                'name': entry.title,
                'author': list(entry.authors),
                'publisher': self._organization(entry, 'Organization'),
                'datePublished': str(date) if date and not date.quarter else '',
                'url': entry.url,
            }
        )

    def _organization(self, entry: Entry, type_: str) -> _Thing:
        topic = self.career.organization(entry.organization)
        if topic is None:
            return {}
        page = self.career.name_page('organizations')
        return _drop_empty(
            {
                '@type': type_,
                '@id': f'{self.address(page.docname)}#{topic.anchor}' if page else '',
                'name': topic.name,
                'url': topic.url,
            }
        )


def _drop_empty(thing: _Thing) -> _Thing:
    return {name: value for name, value in thing.items() if value not in ('', [], {}, None)}
