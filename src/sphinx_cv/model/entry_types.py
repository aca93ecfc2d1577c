"""The types of record that a CV is made of: one table, read by everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_cv.locale import _
from sphinx_cv.source import readers as fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_cv.source.readers import Reader


@dataclass(frozen=True)
class Kind:
    """A type of record: what it is called, what it holds and what it needs.

    ``required`` names fields that must be there.  ``dated`` says that the record
    needs a ``date``, or a ``start`` and an ``end``.
    """

    name: str
    label: str
    fields: Mapping[str, Reader]
    required: tuple[str, ...] = ()
    dated: bool = False

    @property
    def is_entry(self) -> bool:
        """Whether records of this type are entries of the career."""
        return self.name in ENTRY_KINDS


_ENTRY: dict[str, Reader] = {
    'id': fields.text,
    'abbreviation': fields.text,
    'url': fields.url,
    'skills': fields.texts,
}
_WHEN: dict[str, Reader] = {
    'date': fields.date,
    'start': fields.date,
    'end': fields.end,
    'duration': fields.duration,
}
_AT: dict[str, Reader] = {'organization': fields.text, 'location': fields.places}
_NAMES: dict[str, Reader] = {'names': fields.names}

_WORK = _ENTRY | _WHEN | _AT

ENTRY_KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in [
        Kind('role', _('Role'), _WORK, required=('organization',), dated=True),
        Kind('internship', _('Internship'), _WORK, required=('organization',), dated=True),
        Kind('volunteer', _('Volunteering'), _WORK, required=('organization',), dated=True),
        Kind(
            'education',
            _('Education'),
            _WORK | {'area': fields.text, 'score': fields.text, 'courses': fields.texts},
            required=('organization',),
            dated=True,
        ),
        Kind(
            'certification',
            _('Certification'),
            _WORK | {'identifier': fields.text, 'issued': fields.date, 'expires': fields.date},
            required=('organization',),
            dated=True,
        ),
        Kind('project', _('Project'), _WORK),
        Kind('publication', _('Publication'), _WORK | {'authors': fields.texts}, dated=True),
        Kind('award', _('Award'), _WORK, dated=True),
        Kind('reference', _('Reference'), _ENTRY | _AT),
        Kind('interest', _('Interest'), _ENTRY),
    ]
}

PERSON = Kind(
    'person',
    _('Person'),
    {
        'tagline': fields.text,
        'location': fields.text,
        'email': fields.email,
        'phone': fields.text,
        'url': fields.url,
        'profiles': fields.profiles,
        'languages': fields.languages,
    },
)
SKILLS = Kind('skills', _('Skills'), _NAMES)
ORGANIZATIONS = Kind('organizations', _('Organizations'), _NAMES)

KINDS: dict[str, Kind] = ENTRY_KINDS | {kind.name: kind for kind in (PERSON, SKILLS, ORGANIZATIONS)}
