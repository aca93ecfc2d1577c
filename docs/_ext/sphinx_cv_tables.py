"""Directives that write the tables of sphinx-cv into its manual.

``cv-types``, ``cv-fields``, ``cv-settings`` and ``cv-warnings`` each print one table of the code.
So the manual cannot say anything else than the program does.
"""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, ClassVar

from sphinx.util.docutils import SphinxDirective

from sphinx_cv import warnings
from sphinx_cv.config import SETTINGS
from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.fields import ENTRY_FIELDS, LETTER_FIELDS, NAME_FIELDS, PERSON_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_FIELD_TABLES = {
    'entry': ENTRY_FIELDS,
    'person': PERSON_FIELDS,
    'names': NAME_FIELDS,
    'letter': LETTER_FIELDS,
}


def _types() -> Iterator[str]:
    """List each type with its fields and its places in the data."""
    for row in ENTRY_TYPES.values():
        needed = [f'`{name}`' for name in row.required]
        if row.dated:
            needed.append('`date`, or `start` and `end`')
        rest = [f'`{name}`' for name in row.field_names if name not in row.required]
        schema = f'; schema.org’s `{row.schema}`' if row.schema else ''
        yield f'(type-{row.name})=\n### `{row.name}`: {row.label.lower()}\n'
        yield f'Needs: {"; ".join(needed) or "nothing but its title"}.\n'
        yield f'May have: {", ".join(rest)}.\n'
        yield f'In the data: JSON Resume’s `{row.section}`{schema}.\n'


def _fields(which: str) -> Iterator[str]:
    """List each field of one of the tables: what it is for, and an example."""
    for row in _FIELD_TABLES[which].values():
        yield f'`{row.name}`\n: {row.help}\n\n  ```yaml\n  {row.name}: {row.example}\n  ```\n'


def _settings() -> Iterator[str]:
    """List each setting with its default."""
    for row in SETTINGS:
        yield f'`{row.name}`\n: {row.help} The default is `{row.default!r}`.\n'


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
