"""The YAML at the head of a page, with its lines, every value as it was typed.

YAML 1.1 would make ``2010-03-05`` a date, ``2010`` a number, ``NO`` false and
``1.10`` 1.1 (https://yaml.org/type/), and Sphinx's own metadata turns lists into
text; a CV needs what the owner wrote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from sphinx_cv.warnings import CVWarning, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The one key of the front matter that belongs to sphinx-cv.
KEY = 'cv'

_BLOCK = re.compile(r'\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$', re.DOTALL | re.MULTILINE)


class _TextLoader(yaml.SafeLoader):
    """Reads YAML with every scalar a text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  # a plain dict in the base class too


def find_top(source: str) -> yaml.MappingNode | None:
    """Find the front matter of a page's *source*; None if it has none, or one without keys.

    :raises FrontMatterError: if the YAML cannot be read
    """
    match = _BLOCK.match(source)
    if match is None:
        return None
    try:
        root = yaml.compose(match['yaml'], Loader=_TextLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        detail = ', '.join(part for part in (error.context, error.problem) if part)
        raise FrontMatterError(_line(mark), f'the front matter is not YAML: {detail}') from error
    except yaml.YAMLError as error:
        raise FrontMatterError(1, f'the front matter is not YAML: {error}') from error
    return root if isinstance(root, yaml.MappingNode) else None


def value_of(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    """The value of a key, if it is there."""
    found: yaml.Node
    for key, found in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value == name:
            return found
    return None


def pairs(node: yaml.MappingNode, problems: list[Problem]) -> Iterator[tuple[str, int, yaml.Node]]:
    """Give key, line and value of each pair; a key said twice is a problem."""
    seen: dict[str, int] = {}
    for key, value in node.value:
        name, line = str(key.value), line_of(key)
        if name in seen:
            message = f'"{name}" stands twice; it was first given in line {seen[name]}'
            problems.append(Problem(line, CVWarning.FRONT_MATTER, message))
            continue
        seen[name] = line
        yield name, line, value


def line_of(node: yaml.Node) -> int:
    """The line of the page's file in which a YAML node begins, counted from 1."""
    return _line(node.start_mark)


def _line(mark: yaml.error.Mark | None) -> int:
    # The mark counts from 0, and the block begins in the file's second line.
    return mark.line + 2 if mark is not None else 1


class FrontMatterError(ValueError):
    """The front matter cannot be read; ``line`` counts from 1 in the file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
