"""The front matter as snippets for Visual Studio Code, from the tables of types and fields.

Its extensions for YAML do not read the front matter of Markdown
(https://github.com/redhat-developer/vscode-yaml/issues/207); snippets work in any file
(https://code.visualstudio.com/docs/editing/userdefinedsnippets).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.fields import ENTRY_FIELDS, PERSON_FIELDS, WHEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_cv.model.entry_types import EntryType
    from sphinx_cv.model.fields import Field

    Snippet = dict[str, str | list[str]]

#: Where a project keeps them.
SNIPPETS = '.vscode/cv.code-snippets'


def write_snippets() -> str:
    """Make a snippet for a page of each type, and one for each field: ``cv-role``, ``cv-url``."""
    pages = {f'CV: a page of type {name}': _page(row) for name, row in ENTRY_TYPES.items()}
    fields = {f'CV: {name}': _field(row) for name, row in {**PERSON_FIELDS, **ENTRY_FIELDS}.items()}
    return f'{json.dumps({**pages, **fields}, ensure_ascii=False, indent=2)}\n'


def _page(type_: EntryType) -> Snippet:
    """A page with the fields that a record needs, and its dates and place."""
    body = ['---', 'cv:', f'  type: {type_.name}']
    body += [f'  {line}' for line in _lines(type_)]
    # A type and a field may have one name, and two snippets with one are hard to tell apart.
    prefix = f'cv-{type_.name}-page' if type_.name in ENTRY_FIELDS else f'cv-{type_.name}'
    return {
        'scope': 'markdown',
        'prefix': prefix,
        'description': type_.label,
        'body': [*body, '---', '# ${9:Title}', '', '$0'],
    }


def _lines(type_: EntryType) -> Iterator[str]:
    when = ('start', 'end') if type_.takes_time else ('date',) if 'date' in type_.fields else ()
    names = [name for name in ('organization', 'location', *when) if name in type_.fields]
    for number, name in enumerate(names, 1):
        row = ENTRY_FIELDS[name]
        example = '2010-03' if name in WHEN and name != 'end' else row.example
        yield f'{name}: ${{{number}:{_literal(example)}}}'


def _field(field: Field) -> Snippet:
    return {
        'scope': 'markdown',
        'prefix': f'cv-{field.name}',
        'description': field.help,
        'body': [f'{field.name}: ${{1:{_literal(field.example)}}}'],
    }


def _literal(text: str) -> str:
    """Write a text so that a snippet has it as it is."""
    return text.replace('\\', '\\\\').replace('$', r'\$').replace('}', r'\}')
