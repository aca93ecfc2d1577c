"""The CV as linked data of schema.org (https://schema.org/Person), in JSON-LD 1.1.

JSON-LD is specified at https://www.w3.org/TR/json-ld11/.  The ``@id`` of each thing is the address
of its page.  If the address of the site is not known, these addresses are relative, and a reader
resolves them against the address of the page that holds the data.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_cv.exports.files import PREVIEW
from sphinx_cv.exports.values import Fields, drop_empty
from sphinx_cv.model.career import latest_first, most_used
from sphinx_cv.model.place import address_of
from sphinx_cv.model.records import Entry, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_cv.model.career import Topic
    from sphinx_cv.model.outline import Outline

#: The values of ``schema`` that the table of entry types may use; it may also leave it empty.
SCHEMAS = ('Role', 'EducationalOccupationalCredential', 'CreativeWork', 'ScholarlyArticle')
# The page of a person describes so many entries, the latest, and names so many skills, those of the
# most uses; all others describe themselves on their own pages.
_MOST = 200


@dataclass(frozen=True)
class PageAddress:
    """The place that describes a thing: a page, and an anchor in it.

    :func:`as_script` turns it into an address, which depends on the page that holds it.
    """

    docname: str
    anchor: str = ''


@dataclass(frozen=True)
class File:
    """A file of the site, by its address relative to the first page."""

    name: str


def describe_page(outline: Outline, docname: str, photo: str = '') -> Fields | None:
    """Describe what a page is about; None if schema.org has no word for its record.

    *photo* is the address of the person's photo, relative to the site's first page; '' without
    one.
    """
    record = outline.career.record(docname)
    writer = _Writer(outline, photo)
    if isinstance(record, Person):
        thing = writer.profile(record)
    elif isinstance(record, Entry):
        thing = writer.entry(record)
    else:
        return None
    return {'@context': 'https://schema.org', **thing} if thing else None


def as_script(thing: Fields, address: Callable[[str], str], file: Callable[[str], str]) -> str:
    """Write a description as the ``script`` element for the head of a page.

    *address* gives the address of a page by its name, and *file* that of a file, both relative or
    absolute.
    """

    def resolve(value: PageAddress | File) -> str:
        if isinstance(value, File):
            return file(value.name)
        anchor = f'#{value.anchor}' if value.anchor else ''
        return f'{address(value.docname)}{anchor}'

    text = json.dumps(thing, ensure_ascii=False, separators=(',', ':'), default=resolve)
    # In a title, "</script>" would end the element, and "<!--" would hide the rest of the page.
    return f'<script type="application/ld+json">{text.replace("<", chr(92) + "u003c")}</script>'


class _Writer:
    def __init__(self, outline: Outline, photo: str) -> None:
        self.outline = outline
        self.photo = photo
        self.career = outline.career

    def profile(self, person: Person) -> Fields:
        """Describe the page of the person (https://schema.org/ProfilePage).

        Its picture is the person's, or else the one that is drawn for shared links.
        """
        return {
            '@type': 'ProfilePage',
            'url': PageAddress(person.docname),
            'dateModified': self.career.today.isoformat(),
            'image': File(self.photo or PREVIEW),
            'mainEntity': self.person(person),
        }

    def person(self, person: Person) -> Fields:
        entries = self._latest()
        studies = [e for e in entries if e.type.section == 'education']
        certificates = [e for e in entries if e.type.section == 'certificates']
        roles = [e for e in entries if e.type.schema == 'Role']
        return drop_empty(
            {
                '@type': 'Person',
                '@id': PageAddress(person.docname),
                'name': person.name,
                'description': person.tagline,
                'givenName': str(person.values.get('given', '')),
                'familyName': str(person.values.get('family', '')),
                'image': File(self.photo) if self.photo else '',
                'email': _one_or_all([f'mailto:{email}' for email in person.emails]),
                'telephone': _one_or_all(person.phones),
                'url': person.url,
                'sameAs': [profile.url for profile in person.profiles],
                'address': self._address(person),
                'knowsLanguage': [language.name for language in person.languages],
                'knowsAbout': [topic.label for topic in self._skills()],
                'hasOccupation': [self._occupation(e) for e in roles],
                **self._posts(roles),
                'alumniOf': [self._organization(e, 'EducationalOrganization') for e in studies],
                'hasCredential': [self._credential(e) for e in (*certificates, *studies)],
                'award': [e.title for e in entries if e.type.section == 'awards'],
            }
        )

    def _latest(self) -> list[Entry]:
        """The latest entries, in the outline's order."""
        entries = self.outline.entries
        latest = {entry.docname for entry in latest_first(entries)[:_MOST]}
        return [entry for entry in entries if entry.docname in latest]

    def _skills(self) -> list[Topic]:
        """The skills of the most uses, in their order."""
        skills = [*self.career.skills.values()]
        return most_used(skills, _MOST, lambda topic: len(topic.entries))

    def _address(self, person: Person) -> Any:
        address = address_of(person, self.outline.language)
        parts = {
            'streetAddress': address.street,
            'postalCode': address.postcode,
            'addressLocality': address.city,
            'addressRegion': address.region,
            'addressCountry': address.country,
        }
        if any(parts.values()):
            return drop_empty({'@type': 'PostalAddress', **parts})
        return address.text

    def entry(self, entry: Entry) -> Fields:
        match entry.type.schema:
            case 'Role':
                return self._occupation(entry) | self._post(entry)
            case 'EducationalOccupationalCredential':
                return self._credential(entry)
            case 'CreativeWork' | 'ScholarlyArticle':
                return self._creative_work(entry)
            case _:
                return {}

    def _occupation(self, entry: Entry) -> Fields:
        """Describe a role as a Role around an Occupation, because only a Role can have dates.

        The types are https://schema.org/Role and https://schema.org/Occupation.
        """
        occupation = {
            '@type': 'Occupation',
            'name': entry.title,
            'occupationLocation': [
                {'@type': 'AdministrativeArea', 'name': place} for place in entry.location
            ],
            'skills': ', '.join(topic.label for topic in self.career.skills_of(entry)),
        }
        return {
            '@type': 'Role',
            '@id': PageAddress(entry.docname),
            'name': entry.title,
            'hasOccupation': drop_empty(occupation),
            **_dates(entry),
        }

    def _posts(self, roles: Sequence[Entry]) -> Fields:
        """For whom a person has worked, and for what only stood up."""
        return {
            name: [self._post(e) for e in roles if e.organization and _tie(e) == name]
            for name in ('worksFor', 'affiliation')
        }

    def _post(self, entry: Entry) -> Fields:
        """Describe for whom a role is held, as a role of its own (same ``@id``).

        A role stands between a person and one thing, under one property
        (https://schema.org/OrganizationRole); so the employer is none of the occupation's.
        """
        if not entry.organization:
            return {}
        return {
            '@type': 'OrganizationRole',
            '@id': PageAddress(entry.docname),
            'roleName': entry.title,
            _tie(entry): self._organization(entry, 'Organization'),
            **_dates(entry),
        }

    def _credential(self, entry: Entry) -> Fields:
        certification = entry.type.section == 'certificates'
        date = entry.values.get('issued') or (entry.period.start if entry.period else None)
        return drop_empty(
            {
                '@type': 'EducationalOccupationalCredential',
                '@id': PageAddress(entry.docname),
                'name': entry.title,
                'alternateName': entry.values.get('abbreviation'),
                'credentialCategory': 'certification' if certification else 'degree',
                'identifier': entry.values.get('identifier'),
                'recognizedBy': self._organization(entry, 'Organization'),
                'dateCreated': str(date) if date and certification and not date.quarter else '',
                'expires': str(entry.values.get('expires', '')),
                'url': entry.url,
            }
        )

    def _creative_work(self, entry: Entry) -> Fields:
        date = entry.period.start if entry.period else None
        return drop_empty(
            {
                '@type': entry.type.schema,
                '@id': PageAddress(entry.docname),
                'name': entry.title,
                'author': list(entry.values.get('authors', ())),
                'publisher': self._organization(entry, 'Organization'),
                'datePublished': str(date) if date and not date.quarter else '',
                'identifier': entry.values.get('doi') or entry.values.get('identifier', ''),
                'url': entry.url,
            }
        )

    def _organization(self, entry: Entry, type_: str) -> Fields:
        topic = self.career.organization(entry.organization)
        if topic is None:
            return {}
        page = self.career.name_page('organizations')
        return drop_empty(
            {
                '@type': type_,
                '@id': PageAddress(page.docname, topic.anchor) if page else '',
                'name': topic.label,
                'url': topic.url,
            }
        )


def _tie(entry: Entry) -> str:
    """The property that ties a person to the organisation of a role."""
    return 'affiliation' if entry.type.section == 'volunteer' else 'worksFor'


def _dates(entry: Entry) -> Fields:
    """When a role began and ended, as far as schema.org's dates can say it: not by quarters."""
    period = entry.period
    if period is None or period.start.quarter:
        return {}
    end = period.end or period.start
    ended = '' if period.ongoing or end.quarter else str(end)
    return drop_empty({'startDate': str(period.start), 'endDate': ended})


def _one_or_all(values: Sequence[str]) -> str | list[str]:
    """Give a single value by itself, because most things have one, and several as a list."""
    return values[0] if len(values) == 1 else list(values)
