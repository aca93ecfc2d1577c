"""The types of record that a CV is made of: one table, read by everything else.

A row says all that is special about a type.  The style sheet, the search, the timeline and the
exports take it from here, so a new type is a new row.  A type of the owner's own (``cv_types`` in
conf.py) is a row made from another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx_cv.locale import mark as _
from sphinx_cv.model.fields import (
    ENTRY_FIELDS,
    LETTER_FIELDS,
    NAME_FIELDS,
    PERSON_FIELDS,
    WHEN,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_cv.model.fields import Field


@dataclass(frozen=True)
class RecordType:
    """A type of record: what it is called and what it holds.

    ``name`` is what a page gives as its ``type``.  ``label`` is English, to be translated where
    it is shown.  ``field_names`` are the fields that such a record may have, and ``required``
    those of them that it must have.
    """

    name: str
    label: str
    field_names: tuple[str, ...]
    required: tuple[str, ...] = ()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of such a record, in the table's order."""
        tables = {
            'person': PERSON_FIELDS,
            'skills': NAME_FIELDS,
            'organizations': NAME_FIELDS,
            'letter': LETTER_FIELDS,
        }
        table = tables.get(self.name, ENTRY_FIELDS)
        return {name: row for name, row in table.items() if name in self.field_names}


@dataclass(frozen=True, kw_only=True)
class EntryType(RecordType):
    """A type of entry.

    ``dated`` entries need a ``date``, or a ``start`` and an ``end``.  An entry that
    ``takes_time`` is an activity, which others may overlap; the other entries have only dates.
    ``drawn`` entries have a bar in the timeline.  Bars have the colour of the theme, or the CSS
    colour ``color``.  ``grouped`` entries stand together where they follow each other at one
    organisation.  ``compact`` entries of one organisation share a row.  ``rank`` decides
    between results that a search finds equally good; the lowest comes first.  ``section`` is
    the section of JSON Resume that has such entries (https://jsonresume.org/schema).
    ``schema`` is the type that schema.org has for them (https://schema.org), or '' if it has
    none.  ``labels`` are names of fields with the labels that they have in such an entry alone.
    ``asked`` has other words that a question may have for it, between "|".
    """

    section: str
    schema: str = ''
    dated: bool = False
    takes_time: bool = False
    drawn: bool = False
    grouped: bool = False
    compact: bool = False
    color: str = ''
    rank: int = 0
    labels: tuple[tuple[str, str], ...] = ()
    asked: str = ''

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of such an entry, in the table's order."""
        return _entry_fields(self.field_names, self.labels)


# Every output asks this of every entry.
@lru_cache
def _entry_fields(names: tuple[str, ...], labels: tuple[tuple[str, str], ...]) -> dict[str, Field]:
    own = dict(labels)
    return {
        name: replace(row, label=own[name]) if name in own else row
        for name, row in ENTRY_FIELDS.items()
        if name in names
    }


_ANY = ('id', 'abbreviation', 'url', 'skills', 'extra')
_AT = ('organization', 'location')
_WORK = (*_ANY, *WHEN, *_AT)
_JOB = (*_WORK, 'employment', 'description')
_WRITING = (*_WORK, 'authors', 'venue', 'volume', 'pages', 'doi')
_STUDY = (*_WORK, 'area', 'score', 'courses', 'thesis', 'supervisor')

_TABLE = (
    EntryType(
        'role',
        _('Role'),
        _JOB,
        required=('organization',),
        section='work',
        schema='Role',
        dated=True,
        takes_time=True,
        drawn=True,
        grouped=True,
        asked=_('job|position|role|post|employment|employer|company'),
    ),
    EntryType(
        'internship',
        _('Internship'),
        _JOB,
        required=('organization',),
        section='work',
        schema='Role',
        dated=True,
        takes_time=True,
        drawn=True,
        asked=_('internship|placement|trainee'),
    ),
    EntryType(
        'teaching',
        _('Teaching'),
        (*_JOB, 'courses'),
        required=('organization',),
        section='work',
        schema='Role',
        dated=True,
        takes_time=True,
        drawn=True,
    ),
    EntryType(
        'volunteer',
        _('Volunteering'),
        _JOB,
        required=('organization',),
        section='volunteer',
        schema='Role',
        dated=True,
        takes_time=True,
        drawn=True,
    ),
    EntryType(
        'membership',
        _('Membership'),
        _JOB,
        required=('organization',),
        section='volunteer',
        schema='Role',
    ),
    EntryType(
        'education',
        _('Education'),
        _STUDY,
        required=('organization',),
        section='education',
        schema='EducationalOccupationalCredential',
        dated=True,
        takes_time=True,
        drawn=True,
        asked=_(
            'degree|diploma|studies|study|studied|university|college|school|graduate|graduated|education'
        ),
    ),
    EntryType(
        'course',
        _('Course'),
        _STUDY,
        required=('organization',),
        section='education',
        schema='EducationalOccupationalCredential',
        dated=True,
    ),
    EntryType(
        'project',
        _('Project'),
        (*_WORK, 'category', 'roles'),
        section='projects',
        schema='CreativeWork',
        takes_time=True,
        drawn=True,
    ),
    EntryType(
        'publication',
        _('Publication'),
        _WRITING,
        section='publications',
        schema='ScholarlyArticle',
        dated=True,
    ),
    EntryType(
        'talk',
        _('Talk'),
        (*_WORK, 'authors', 'venue'),
        section='publications',
        schema='CreativeWork',
        dated=True,
        # Nobody publishes a talk "in" a conference.
        labels=(('venue', _('Event')),),
    ),
    EntryType(
        'patent',
        _('Patent'),
        (*_WORK, 'authors', 'identifier', 'issued', 'expires'),
        section='publications',
        schema='CreativeWork',
        dated=True,
    ),
    EntryType('award', _('Award'), (*_WORK, 'amount'), section='awards', dated=True),
    EntryType('grant', _('Grant'), (*_WORK, 'amount'), section='awards', dated=True),
    EntryType(
        'certification',
        _('Certification'),
        (*_WORK, 'identifier', 'issued', 'expires'),
        required=('organization',),
        section='certificates',
        schema='EducationalOccupationalCredential',
        dated=True,
        drawn=True,
        compact=True,
        asked=_('certificate|certification|certified|licence'),
    ),
    EntryType(
        'break',
        _('Career break'),
        _WORK,
        section='work',
        dated=True,
        takes_time=True,
        drawn=True,
    ),
    EntryType(
        'reference', _('Reference'), (*_ANY, *_AT, 'relation', 'email'), section='references'
    ),
    EntryType('interest', _('Interest'), _ANY, section='interests'),
)

#: The types of entry that every CV can use, by their names.
ENTRY_TYPES: dict[str, EntryType] = {
    row.name: replace(row, rank=rank) for rank, row in enumerate(_TABLE)
}
#: The sections of JSON Resume that hold entries (https://jsonresume.org/schema).
SECTIONS = tuple(dict.fromkeys(row.section for row in _TABLE))

#: The types of the pages that are no entries.
PERSON = RecordType('person', _('Person'), tuple(PERSON_FIELDS))
SKILLS = RecordType('skills', _('Skills'), tuple(NAME_FIELDS))
ORGANIZATIONS = RecordType('organizations', _('Organizations'), ('names',))
#: A cover letter is no page of the CV: it gives a PDF of its own.
LETTER = RecordType('letter', 'Letter', tuple(LETTER_FIELDS))


def with_own_types(own: Mapping[str, Mapping[str, str]]) -> dict[str, EntryType]:
    """Add the owner's own types to the types of entry that every CV can use.

    *own* is ``cv_types`` of conf.py, already checked by :mod:`sphinx_cv.config`.  Each of its types
    is a copy of the type that it is ``like``, with the changes that it gives.
    """
    types = dict(ENTRY_TYPES)
    for name, given in own.items():
        changes = {key: value for key, value in given.items() if key != 'like'}
        types[name] = replace(types[given['like']], name=name, **changes)  # type: ignore[arg-type]
    return types


def record_types(own: Mapping[str, Mapping[str, str]]) -> dict[str, RecordType]:
    """Give every type that a page may name, in the order in which messages list them.

    *own* is ``cv_types`` of conf.py, as in :func:`with_own_types`.
    """
    return {
        **with_own_types(own),
        **{row.name: row for row in (PERSON, SKILLS, ORGANIZATIONS, LETTER)},
    }
