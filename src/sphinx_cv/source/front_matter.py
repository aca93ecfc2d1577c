"""The YAML at the head of a page, with its lines, every value as it was typed.

YAML 1.1 would make ``2010-03-05`` a date, ``2010`` a number, ``NO`` false and
``1.10`` 1.1 (https://yaml.org/type/), and Sphinx's own metadata turns lists into
text; a CV needs what the owner wrote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from sphinx_cv.source.yaml_slips import find_slip, meaning_of_its_own, quoted
from sphinx_cv.warnings import CVWarning, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The one key of the front matter that belongs to sphinx-cv.
KEY = 'cv'

_BLOCK = re.compile(r'\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$', re.DOTALL | re.MULTILINE)

_UNPRINTABLE = re.compile(
    '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]'
)
# What ends a line to YAML 1.1, and to nobody who counts the lines of a file.
_SPACES = dict.fromkeys(map(ord, '\r\x85\u2028\u2029'), ' ')
# What YAML takes for a comment, though one would have a space on its other side.
_NO_COMMENT = re.compile(r'[ ]?(#(?:\S.*)?)$')
# The YAML begins in the second line of the file.
_FIRST_LINE = 2
# Front matter in all but its first or its last line.  Nothing else begins so.
_LIKE_BLOCK = re.compile(
    r'(?P<before>\s*)(?:(?P<mark>-{3,}|\+{3,})[ \t]*\n(?:[\w-]+:.*\n|[ \t#].*\n)*?)?'
    rf'(?={KEY}:[ \t]*(?:\n|\{{))'
)
# No record has so many values, nor fields so deep below others.
_MOST_VALUES = 100_000
_DEEPEST = 50
# Who has more slips than this will read the rest when these are mended.
_MOST_SLIPS = 50


class _TextLoader(yaml.SafeLoader):
    """Reads YAML with every scalar a text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  # a plain dict in the base class too


def compose(text: str) -> yaml.Node | None:
    """Read YAML that stands elsewhere, with every value as it was typed; None if it is empty."""
    root: yaml.Node | None = yaml.compose(text.translate(_SPACES), Loader=_TextLoader)
    return root


def find_top(source: str, problems: list[Problem]) -> yaml.MappingNode | None:
    """Find the front matter of a page's *source*; None if it has none, or one without keys.

    What cannot be read is a problem.  It is mended if it is plain what was meant, so that the
    rest is read nevertheless.
    """
    match = _BLOCK.match(source)
    if match is None:
        problems += _find_open_block(source)
        return None
    before = len(problems)
    root = _compose(match['yaml'], problems)
    if root is not None and (what := _multiplied(root)):
        problems.append(Problem(_FIRST_LINE, CVWarning.FRONT_MATTER, what))
        return None
    if isinstance(root, yaml.MappingNode):
        problems += _find_tags(root)
        return root
    if len(problems) == before:
        found = 'a list' if isinstance(root, yaml.SequenceNode) else 'a text'
        found = 'nothing' if root is None else found
        message = f'expected fields between the lines "---", found {found}'
        problems.append(Problem(_FIRST_LINE, CVWarning.FRONT_MATTER, message))
    return None


def _find_open_block(source: str) -> Iterator[Problem]:
    """Look for front matter that is none, because it does not begin or end as it has to."""
    match = _LIKE_BLOCK.match(source)
    if match is None:
        return
    line = match[0].count('\n')
    if match['mark'] is None:
        message = (
            f'"{KEY}:" makes no record here; put a line "---" above it and one below its fields'
        )
    elif match['mark'] != '---' or match['before']:
        message = 'the line "---" above the fields has to be the first one of the page'
        if match['mark'] != '---':
            message = f'expected "---" above and below the fields, found "{match["mark"]}"'
    else:
        message = 'the line "---" that opens the fields is never followed by one that closes them'
    yield Problem(max(line, 1), CVWarning.FRONT_MATTER, message)


def _find_tags(root: yaml.MappingNode) -> Iterator[Problem]:
    """Find values of other fields than ours that MyST could not read, nor say where they stand."""
    for key, value in root.value:
        if isinstance(key, yaml.ScalarNode) and key.value == KEY:
            continue
        written = written_as(value)
        if written.startswith('!'):
            message = f'{meaning_of_its_own("!")}; quote it: {quoted(written.strip())}'
            yield Problem(line_of(value), CVWarning.FRONT_MATTER, message)


def _multiplied(root: yaml.Node) -> str:
    """What is wrong with front matter whose aliases stand for too much, or for themselves."""
    count = 0
    waiting: list[tuple[yaml.Node, int]] = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if depth > _DEEPEST:
            return f'fields stand more than {_DEEPEST} deep, or an alias ("*") stands for itself'
        if count > _MOST_VALUES:
            return f'the aliases ("*") stand for more than {_MOST_VALUES} values'
        if isinstance(node, yaml.MappingNode):
            waiting += [(each, depth + 1) for pair in node.value for each in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(each, depth + 1) for each in node.value]
    return ''


def text_begins(source: str) -> int:
    """The line in which the text of a page begins, below its front matter; counted from 0."""
    match = _BLOCK.match(source)
    return match[0].count('\n') + 1 if match else 0


def find_block(top: yaml.MappingNode, problems: list[Problem]) -> yaml.Node | None:
    """Find what stands under ``cv:`` in the front matter; None if nothing does.

    A second ``cv:`` is a problem, and is not read.
    """
    found: list[yaml.Node] = []
    first = 0
    for key, value in top.value:
        if not (isinstance(key, yaml.ScalarNode) and key.value.casefold() == KEY):
            continue
        if key.value != KEY:
            message = f'"{key.value}" is not read; did you mean "{KEY}"?'
            problems.append(Problem(line_of(key), CVWarning.FRONT_MATTER, message))
        if found:
            problems.append(_twice(KEY, line_of(key), first))
            continue
        found, first = [value], line_of(key)
    return found[0] if found else None


def value_of(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    """The value of a key, if it is there."""
    found: yaml.Node
    for key, found in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value == name:
            return found
    return None


def front_matter_of(source: str) -> str:
    """The YAML at the head of a page, as it stands there."""
    match = _BLOCK.match(source)
    return match['yaml'] if match else ''


def has_comment(source: str) -> bool:
    """Whether there may be a comment in the front matter."""
    return re.search(r'(?:^|\s)#', front_matter_of(source), re.MULTILINE) is not None


def _compose(text: str, problems: list[Problem]) -> yaml.Node | None:
    """Read YAML, which is mended where it can be."""
    text = text.translate(_SPACES)
    for _slip in range(_MOST_SLIPS):
        try:
            root: yaml.Node | None = yaml.compose(text, Loader=_TextLoader)
        except yaml.MarkedYAMLError as error:
            slip = find_slip(text, error)
            problems.append(Problem(slip.line + _FIRST_LINE, CVWarning.FRONT_MATTER, slip.message))
            if slip.mended is None:
                return None
            text = slip.mended
        except RecursionError:
            message = f'fields stand more than {_DEEPEST} deep'
            problems.append(Problem(_FIRST_LINE, CVWarning.FRONT_MATTER, message))
            return None
        except yaml.reader.ReaderError as error:
            line = text.count('\n', 0, error.position) + _FIRST_LINE
            message = f'YAML cannot have the character U+{ord(text[error.position]):04X}'
            problems.append(Problem(line, CVWarning.FRONT_MATTER, message))
            return None
        else:
            return root
    return None


def without_record(source: str) -> str:
    """Leave out what stands under ``cv:``; every line stays in its place.

    MyST reads it as well.  It would report again what is reported already, and Sphinx would keep
    what is private; some outputs write out all that it keeps.
    """
    match = _BLOCK.match(source)
    if match is None:
        return _without_open_block(source)
        return source
    lines = match['yaml'].split('\n')
    inside, kept = False, []
    for line in lines:
        if line[:1].strip() and not line.startswith('#'):
            inside = line.startswith(f'{KEY}:')
        kept.append('' if inside else line)
    rest = '\n'.join(kept)
    if rest.strip() and _is_readable(rest) and KEY not in yaml.safe_load(rest):
        return source[: match.start('yaml')] + rest + source[match.end('yaml') :]
    return '\n' * match[0].count('\n') + source[match.end() :]


def _without_open_block(source: str) -> str:
    """Leave out front matter that does not begin or end as it has to: down to an empty line."""
    match = _LIKE_BLOCK.match(source)
    if match is None:
        return source
    lines = source.split('\n')
    end = match[0].count('\n') + 1
    while end < len(lines) and lines[end].strip() and not lines[end].startswith('# '):
        end += 1
    return '\n'.join([*[''] * end, *lines[end:]])


def _is_readable(text: str) -> bool:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is not None and _multiplied(root):
            return False
        return isinstance(yaml.safe_load(text), dict)
    except (yaml.YAMLError, ValueError, RecursionError):
        return False


def check_texts(node: yaml.Node) -> Iterator[Problem]:
    """Check each value at or below a node: what YAML has cut off it, or taken for its own."""
    if isinstance(node, yaml.ScalarNode):
        yield from _check_text(node)
    elif isinstance(node, yaml.MappingNode):
        for _key, value in node.value:
            yield from check_texts(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from check_texts(value)


def _check_text(node: yaml.ScalarNode) -> Iterator[Problem]:
    text, written = node.start_mark.buffer or '', written_as(node)
    if written[:1] in {'&', '!'}:
        anchor = written[1:].split()[0] if written[1:].split() else ''
        if written[0] == '!' or f'*{anchor}' not in text:
            value = written if '\n' not in written.strip() else _rest(text, node.start_mark)
            message = f'{meaning_of_its_own(written[0])}; quote it: {quoted(value.strip())}'
            yield Problem(line_of(node), CVWarning.VALUE, message)
    elif node.style is None:
        comment = _NO_COMMENT.match(_rest(text, node.end_mark))
        if comment:
            meant = f'{written} {comment[1]}'.strip()
            message = (
                f'YAML takes "{comment[1]}" for a comment; if it is meant, quote it: '
                f'{quoted(meant)}; if not, put a space after its "#"'
            )
            yield Problem(_line(node.end_mark), CVWarning.COMMENT, message)


def unprintable(text: str) -> str:
    """The first character of a *text* that nothing can print; '' if it has none.

    Those are controls, halves of surrogate pairs, and what Unicode says is no character, which XML
    does not have (https://www.w3.org/TR/xml/#charsets); and what turns letters round against their
    own direction.
    """
    found = _UNPRINTABLE.search(text)
    return found[0] if found else ''


def pairs(node: yaml.MappingNode, problems: list[Problem]) -> Iterator[tuple[str, int, yaml.Node]]:
    """Give key, line and value of each pair; a key said twice is a problem."""
    seen: dict[str, int] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else written_as(key)
        line = line_of(key)
        if name in seen:
            problems.append(_twice(name, line, seen[name]))
            continue
        if _stands_alone(key, value):
            problems.append(Problem(line, CVWarning.FRONT_MATTER, _alone_message(name)))
            continue
        seen[name] = line
        yield name, line, value


def line_of(node: yaml.Node) -> int:
    """The line of the page's file in which a YAML node begins, counted from 1."""
    return _line(node.start_mark)


def written_as(node: yaml.Node) -> str:
    """What stands in the file for a YAML node."""
    return (node.start_mark.buffer or '')[node.start_mark.pointer : node.end_mark.pointer]


def _line(mark: yaml.error.Mark | None) -> int:
    # The mark counts from 0.
    return mark.line + _FIRST_LINE if mark is not None else 1


def _rest(text: str, mark: yaml.error.Mark) -> str:
    """The rest of a mark's line."""
    end = text.find('\n', mark.pointer)
    return text[mark.pointer : end if end >= 0 else None].rstrip('\0')


def _twice(name: str, line: int, first: int) -> Problem:
    message = f'"{name}" stands twice; it was first given in line {first}'
    return Problem(line, CVWarning.FRONT_MATTER, message)


def _stands_alone(key: yaml.Node, value: yaml.Node) -> bool:
    """Whether a word between braces has no value: ``why`` in ``{tagline: What, why}``."""
    if not isinstance(value, yaml.ScalarNode) or value.value or value.style:
        return False
    begin, end = key.end_mark.pointer, value.start_mark.pointer
    return begin <= end and ':' not in (key.start_mark.buffer or ':')[begin : end + 1]


def _alone_message(name: str) -> str:
    if ':' in name:
        return f'a space is missing after the colon: {name.replace(":", ": ", 1)}'
    return f'"{name}" has no value; a text with a comma needs quotation marks between {{ and }}'
