"""Which format a file is of, and what it says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_cv.exports.json_resume import LAYOUTS
from sphinx_cv.importers.archive import ZIP_SIGNATURES
from sphinx_cv.importers.errors import FormatError
from sphinx_cv.importers.json_resume import read_json_resume
from sphinx_cv.importers.linkedin import read_linkedin
from sphinx_cv.importers.rendercv import read_rendercv

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_cv.importers.pages import ImportedCV

#: What can be read, for messages and help.
FORMATS = "JSON Resume or RenderCV (JSON or YAML), LinkedIn's export (its zip or folder) or BibTeX"
_SECTIONS = frozenset({'basics', 'skills', 'languages', *LAYOUTS})
# More values than this are no CV, but a few lines of YAML that repeat each other.
_MOST_VALUES = 1_000_000


def read_file(path: Path) -> ImportedCV:
    """Read a file of any of the formats, or the folder of an export.

    :raises FormatError: if it is of none of them; the message names the file
    """
    if path.is_dir():
        return read_linkedin(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FormatError(f'{path}: {error.strerror}') from error
    if content.startswith(ZIP_SIGNATURES):
        return read_linkedin(path)
    try:
        text = content.decode('utf-8-sig')
    except UnicodeDecodeError as error:
        raise FormatError(f'{path}: expected {FORMATS} in UTF-8') from error
    if text.lstrip().startswith(('@', '%')):
        return _bibliography(path, text)
    document = _parse(path, text)
    if _values(document, {}) > _MOST_VALUES:
        raise FormatError(f'{path}: too large; expected at most {_MOST_VALUES:,} values')
    if isinstance(document, dict) and isinstance(document.get('cv'), dict):
        return read_rendercv(document)
    if isinstance(document, dict) and _SECTIONS & document.keys():
        return read_json_resume(document)
    raise FormatError(f'{path}: found nothing of a CV; expected {FORMATS}')


def _bibliography(path: Path, text: str) -> ImportedCV:
    # pybtex is slow to load, and most imports need none.
    from pybtex.exceptions import PybtexError  # noqa: PLC0415

    from sphinx_cv.importers.bibtex import read_bibtex  # noqa: PLC0415

    try:
        found = read_bibtex(text)
    except PybtexError as error:
        raise FormatError(f'{path}: no BibTeX: {" ".join(str(error).split())}') from error
    if not found.entries:
        raise FormatError(f'{path}: no BibTeX: it has no entries')
    return found


def _parse(path: Path, text: str) -> Any:
    """Read JSON, or else YAML with all scalars that JSON has no form for as texts."""
    try:
        return json.loads(text)
    except ValueError as error:
        if text.lstrip()[:1] in {'{', '['}:
            raise FormatError(f'{path}: no JSON: {error}') from error
    except RecursionError as error:
        raise FormatError(f'{path}: nested too deeply') from error
    try:
        return yaml.load(text, Loader=_JSONLoader)  # noqa: S506  # made from SafeLoader
    except yaml.MarkedYAMLError as error:
        line = f':{error.problem_mark.line + 1}' if error.problem_mark else ''
        raise FormatError(f'{path}{line}: no YAML: {error.problem}') from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FormatError(f'{path}: no YAML: {error}') from error


def _values(value: Any, known: dict[int, float]) -> float:
    """Count the values in a document; what YAML refers to again counts again, a circle for ever."""
    if not isinstance(value, list | dict):
        return 1
    if id(value) not in known:
        known[id(value)] = float('inf')
        inner = value.values() if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_values(each, known) for each in inner)
    return known[id(value)]


class _JSONLoader(yaml.SafeLoader):
    """Reads YAML with the types of JSON: a date or a year stays a text, as in JSON Resume."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  # a plain dict in the base class too

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Merge in what ``<<`` names, each key once, so that aliases of aliases stay small.

        Own keys win, then those of what is named first.  PyYAML 6.0.4 has it the other way round.
        """
        merged: list[yaml.Node] = []
        own = [(key, value) for key, value in node.value if key.tag != _MERGE]
        for key, value in node.value:
            if key.tag == _MERGE:
                merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
        # What is merged into itself would have no end.
        node.value = own
        once: dict[tuple[str, object], tuple[yaml.Node, yaml.Node]] = {}
        for each in merged:
            if not isinstance(each, yaml.MappingNode):
                message = 'expected fields to merge'
                raise yaml.constructor.ConstructorError(None, None, message, each.start_mark)
            self.flatten_mapping(each)
            for key, value in each.value:
                once.setdefault(_identity(key), (key, value))
        once.update({_identity(key): (key, value) for key, value in own})
        node.value = [*once.values()]


_MERGE = 'tag:yaml.org,2002:merge'


def _identity(key: yaml.Node) -> tuple[str, object]:
    return key.tag, key.value if isinstance(key, yaml.ScalarNode) else id(key)


_JSONLoader.add_implicit_resolver(_MERGE, re.compile('<<$'), None)
_JSONLoader.add_implicit_resolver('tag:yaml.org,2002:null', re.compile(r'(?:null|~|)$'), None)
_JSONLoader.add_implicit_resolver('tag:yaml.org,2002:bool', re.compile(r'(?:true|false)$'), None)
