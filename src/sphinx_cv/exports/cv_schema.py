"""The front matter of all pages as a JSON Schema, for editors: completion, help and checks.

It is made from the tables of types and fields.  It follows draft 7
(https://json-schema.org/draft-07), which the editors know best.  YAML takes ``2024`` for a number
and ``no`` for a truth value where we read a text, so a text may be any of these.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_cv.model.entry_types import EntryType, record_types
from sphinx_cv.model.fields import (
    ENTRY_FIELDS,
    LETTER_FIELDS,
    NAME_FIELDS,
    PERSON_FIELDS,
    SEEN_FIELDS,
    WHEN,
    Form,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_cv.model.entry_types import RecordType
    from sphinx_cv.model.fields import Field

    Schema = dict[str, Any]

#: The schema of the types that this package brings; ``make schema`` writes it.
SHIPPED = Path(__file__).parents[1] / 'cv-schema.json'
_DATE = r'^\d{4}(-(Q[1-4]|3[3-6]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$'
_TEXT: Schema = {'type': ['string', 'number', 'boolean'], 'pattern': r'\S'}
_TEXTS: Schema = {'type': 'array', 'items': _TEXT, 'minItems': 1}
_URL: Schema = {'type': 'string', 'pattern': '^https?://[^ /]+'}
_EMAIL: Schema = {'type': 'string', 'pattern': r'^[^@\s]+@[^@\s]+$'}
_PHONE: Schema = {'type': ['string', 'integer'], 'pattern': r'\d'}


def _pattern(pattern: str) -> Schema:
    """A text of a pattern; what YAML takes for a number may be one as well."""
    return {'type': ['string', 'integer'], 'pattern': pattern}


def _one_or_more(one: Schema) -> Schema:
    return {'anyOf': [one, {'type': 'array', 'items': one, 'minItems': 1}]}


def _parts(required: Iterable[str] = (), **parts: Schema) -> Schema:
    return {
        'type': 'object',
        'properties': parts,
        'required': [*required],
        'additionalProperties': False,
    }


def _each(value: Schema) -> Schema:
    return {'type': 'object', 'additionalProperties': value}


_NAME = _parts(
    long=_TEXT,
    aliases=_one_or_more(_TEXT),
    near=_one_or_more(_TEXT),
    url=_URL,
    level=_TEXT,
)
#: The values that a field of each form may have.
FORMS: dict[Form, Schema] = {
    Form.ID: _pattern(r'^\w+([.-]+\w+)*$'),
    Form.TEXT: _TEXT,
    Form.TEXTS: _one_or_more(_TEXT),
    Form.PLACES: _one_or_more(_TEXT),
    Form.DATE: _pattern(_DATE),
    Form.END: {'anyOf': [_pattern(_DATE), {'const': 'present'}]},
    Form.DURATION: {'type': 'string', 'pattern': r'^[1-9]\d* (day|week|month|year)s?$'},
    Form.URL: _URL,
    Form.DOI: {'type': 'string', 'pattern': r'10\.\d{4,}(\.\d+)*/\S+$'},
    Form.EMAIL: _EMAIL,
    Form.EMAILS: _one_or_more(_EMAIL),
    Form.PHONES: _one_or_more(_PHONE),
    Form.ADDRESS: {
        'anyOf': [
            _TEXT,
            _parts(**dict.fromkeys(('street', 'postcode', 'city', 'region', 'country'), _TEXT)),
        ]
    },
    Form.PICTURE: {'type': 'string', 'pattern': r'\.([jJ][pP][eE]?[gG]|[pP][nN][gG])$'},
    Form.DETAILS: _each(_TEXT),
    Form.LANGUAGES: {
        'type': 'array',
        'items': _parts(['name'], name=_TEXT, fluency=_TEXT),
    },
    Form.PROFILES: {
        'type': 'array',
        'items': _parts(['network', 'url'], network=_TEXT, url=_URL, username=_TEXT),
    },
    Form.NAMES: _each(_NAME),
    Form.GROUPS: _each(_one_or_more(_TEXT)),
    Form.EXTRA: {'type': 'object'},
    Form.FLAG: {'type': 'boolean'},
}


def make_schema(own: Mapping[str, Mapping[str, str]]) -> Schema:
    """Make the schema; *own* is ``cv_types`` of conf.py."""
    types = record_types(own)
    tables = {
        'entry': ENTRY_FIELDS,
        'person': PERSON_FIELDS,
        'names': NAME_FIELDS,
        'letter': LETTER_FIELDS,
        'seen': SEEN_FIELDS,
    }
    return {
        '$schema': 'http://json-schema.org/draft-07/schema#',
        'title': 'A page of a CV',
        'description': 'The front matter of a page of sphinx-cv.',
        'type': 'object',
        'properties': {'cv': {'$ref': '#/definitions/record'}},
        'definitions': {
            'record': {
                'type': 'object',
                'description': 'What the page is about, for machines.',
                'required': ['type'],
                'properties': {'type': _types(types.values())},
                'allOf': [_then(row) for row in types.values()],
            },
            **{
                f'{table}.{field.name}': _field(field)
                for table, fields in tables.items()
                for field in fields.values()
            },
        },
    }


def schema_for(own: Mapping[str, Mapping[str, str]]) -> bytes:
    """Give the file for a project; one without types of its own has that of this package."""
    return write_schema(own) if own else SHIPPED.read_bytes()


def write_schema(own: Mapping[str, Mapping[str, str]]) -> bytes:
    """Write the schema as a file in UTF-8; the argument is that of :func:`make_schema`."""
    return f'{json.dumps(make_schema(own), ensure_ascii=False, indent=1)}\n'.encode()


def _types(types: Iterable[RecordType]) -> Schema:
    """The names of types, each with what it is called."""
    choices = [{'const': row.name, 'description': row.label} for row in types]
    return {'description': 'What the page is about.', 'anyOf': choices}


def _then(row: RecordType) -> Schema:
    """What a record of a type may have, and what it must have."""
    tables = {'person': 'person', 'skills': 'names', 'organizations': 'names', 'letter': 'letter'}
    table = tables.get(row.name, 'entry')
    properties: Schema = {'type': True}
    if row.name != 'letter':
        # Only an entry as a whole may be for some readers.
        seen = [name for name in SEEN_FIELDS if name != 'only' or table == 'entry']
        properties |= {name: {'$ref': f'#/definitions/seen.{name}'} for name in seen}
    properties |= {name: {'$ref': f'#/definitions/{table}.{name}'} for name in row.fields}
    then: Schema = {'properties': properties, 'additionalProperties': False}
    if row.required:
        then['required'] = [*row.required]
    if isinstance(row, EntryType) and row.dated:
        then['anyOf'] = [{'required': ['date']}, {'required': ['start', 'end']}]
    if {*WHEN} <= {*row.fields}:
        then['dependencies'] = {'start': ['end'], 'end': ['start']}
        then['not'] = {'required': ['date', 'start']}
    return {
        'if': {'properties': {'type': {'const': row.name}}, 'required': ['type']},
        'then': then,
    }


def _field(field: Field) -> Schema:
    example = yaml.load(field.example, Loader=yaml.BaseLoader)  # noqa: S506  # texts only
    return {'title': field.label, 'description': field.help, 'examples': [example]} | FORMS[
        field.form
    ]
