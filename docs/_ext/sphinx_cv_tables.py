"""Directives that write the tables of sphinx-cv into its manual.

``cv-types``, ``cv-fields``, ``cv-settings`` and ``cv-warnings`` each print one table of the code.
So the manual cannot say anything else than the program does.
"""

from __future__ import annotations

import ast
import inspect
import re
from typing import TYPE_CHECKING, ClassVar

from sphinx.util.docutils import SphinxDirective

from sphinx_cv import warnings
from sphinx_cv.config import SETTINGS
from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.fields import (
    ENTRY_FIELDS,
    LETTER_FIELDS,
    NAME_FIELDS,
    PERSON_FIELDS,
    SEEN_FIELDS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# What is typed, within a sentence of the program: 'a4', conf.py, "sphinx-cv check".
_VALUE = re.compile(r"""((?<!\w)'[\w.-]*'(?!\w)|\b(?:cv_\w+|conf\.py)\b)|"(sphinx-cv \w+)\"""")
_FIELD_TABLES = {
    'entry': ENTRY_FIELDS,
    'person': PERSON_FIELDS,
    'names': NAME_FIELDS,
    'seen': SEEN_FIELDS,
    'letter': LETTER_FIELDS,
}


def _types(part: str = '') -> Iterator[str]:
    """List each type with its fields and its places in the data; or what is *common* to all."""
    rows = ENTRY_TYPES.values()
    common = [name for name in ENTRY_FIELDS if all(name in row.field_names for row in rows)]
    if part == 'common':
        yield f'Each of them may have {_listed(common)}.'
        return
    for row in rows:
        needed = [f'`{name}`' for name in row.required]
        if row.dated:
            needed.append('`date`, or `start` and `end`')
        said = {*row.required, *common, *(('date', 'start', 'end') if row.dated else ())}
        rest = [name for name in row.field_names if name not in said]
        schema = f'; schema.org’s `{row.schema}`' if row.schema else ''
        label = f': {row.label.lower()}' if row.label.lower() != row.name else ''
        yield f'### `{row.name}`{label}\n'
        yield f'Needs: {"; ".join(needed) or "nothing but its title"}.\n'
        if rest:
            yield f'May have: {_listed(rest)}.\n'
        yield f'In the data: JSON Resume’s `{row.section}`{schema}.\n'


def _listed(names: Iterable[str]) -> str:
    return ', '.join(f'`{name}`' for name in names)


def _fields(which: str) -> Iterator[str]:
    """List each field of one of the tables: what it is for, and an example."""
    for row in _FIELD_TABLES[which].values():
        yield f'`{row.name}`\n: {row.help}\n\n  ```yaml\n  {row.name}: {row.example}\n  ```\n'


def _settings() -> Iterator[str]:
    """List each setting with its default."""
    for row in SETTINGS:
        help_ = _VALUE.sub(r'`\1\2`', row.help)
        yield f'`{row.name}`\n: {help_} The default is `{row.default!r}`.\n'


def _warnings() -> Iterator[str]:
    """List each subtype of warning with the docstring that stands below it."""
    body = ast.parse(inspect.getsource(warnings.CVWarning)).body[0].body  # type: ignore[attr-defined]
    for name, doc in zip(body[1::2], body[2::2], strict=True):
        yield f'`cv.{ast.literal_eval(name.value)}`\n: {inspect.cleandoc(doc.value.value)}\n'


class TableDirective(SphinxDirective):
    """Writes the lines that ``lines`` makes, as if they stood in the page."""

    optional_arguments = 1
    lines: ClassVar[Callable[..., Iterator[str]]]

    def run(self) -> list[Node]:
        """Read the lines as Markdown."""
        text = '\n'.join(type(self).lines(*self.arguments))
        return self.parse_text_to_nodes(text, allow_section_headings=True)


class TypesDirective(TableDirective):
    """The types of entry."""

    lines = staticmethod(_types)


class FieldsDirective(TableDirective):
    """The fields of entries, of the person, or of the pages about names."""

    lines = staticmethod(_fields)


class SettingsDirective(TableDirective):
    """The settings of conf.py."""

    lines = staticmethod(_settings)


class WarningsDirective(TableDirective):
    """The warnings, and by which names they are suppressed."""

    lines = staticmethod(_warnings)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives."""
    app.add_directive('cv-types', TypesDirective)
    app.add_directive('cv-fields', FieldsDirective)
    app.add_directive('cv-settings', SettingsDirective)
    app.add_directive('cv-warnings', WarningsDirective)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
