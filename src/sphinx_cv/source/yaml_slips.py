"""What is wrong with YAML that cannot be read, said so that its owner can mend it.

A parser of YAML says what it expected where it gave up, which is seldom where the slip is:
a quotation mark that is never closed is told at the end of the file.  So, once the parser has
given up, the lines are looked at again, one value after the other, for what people get wrong:
mostly a character that has a meaning of its own in YAML, in a value that needs quotation marks.

Where it is plain what was meant, the text is mended as well, so that the rest of the page can
be read and one slip does not hide the next.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_cv.model.dates import PRESENT

if TYPE_CHECKING:
    import yaml

# A line: what stands before its value, with the key if it has one, and the value.
_LINE = re.compile(
    r'(?P<head>[ ]*(?:-[ ]+)*(?:(?P<key>[^\s"\'#:{}\[\],&*!|>%@`-][^:#\n]*?)[ ]*:(?=[ ]|$)[ ]*)?)'
    r'(?P<value>.*)'
)
_FIELD = re.compile(r'[ ]*(?:-[ ]+)*[A-Za-z][\w -]*:(?:[ ]|$)')
_NO_SPACE = re.compile(r'(?P<key>[ ]*(?:-[ ]+)*[A-Za-z][\w-]*:)(?=[^\s:/])')
_RESERVED_KEY = re.compile(r'(?P<indent>[ ]*)(?P<key>[@`%&*!|>][^:\s][^:]*)(?=:(?:[ ]|$))')
_BLOCK_TEXT = re.compile(r'[|>][-+\d]*[ ]*(?:#.*)?')
_COMMENT = re.compile(r'(?:^|[ \t]+)#.*')
# What a value cannot begin with.
_RESERVED = '@`%'
_CLOSED_BY = {'{': '}', '[': ']'}


@dataclass(frozen=True)
class YAMLSlip:
    """A slip in a text of YAML: its line, counted from 0, and the text without it if it can be."""

    line: int
    message: str
    mended: str | None = None


def find_slip(text: str, error: yaml.MarkedYAMLError) -> YAMLSlip:
    """Find what is wrong with a *text* that the parser of YAML has refused with an *error*."""
    mark = error.problem_mark or error.context_mark
    last = mark.line if mark else 0
    problem = error.problem or ''
    lines = text.split('\n')
    if '\\t' in problem:
        line = lines[last]
        spaced = '\n'.join([*lines[:last], line.replace('\t', ' '), *lines[last + 1 :]])
        mended = None if line[: len(line) - len(line.lstrip())].count('\t') else spaced
        return YAMLSlip(last, 'there is a tab; YAML wants spaces', mended)
    try:
        _Look(lines, last, f'{error.context} {problem}').at_all_values()
    except _Found as found:
        slip = found.slip
        return YAMLSlip(
            slip.line, slip.message, None if slip.mended in {None, text} else slip.mended
        )
    return _layout_slip(lines, error, last)


class _Found(Exception):  # noqa: N818  # what it finds is an error, but of another
    def __init__(self, slip: YAMLSlip) -> None:
        super().__init__(slip.message)
        self.slip = slip


class _Look:
    """Looks at each value down to the line where the parser gave up."""

    def __init__(self, lines: list[str], last: int, problem: str) -> None:
        self.lines = lines
        self.last = last
        self.problem = problem

    def at_all_values(self) -> None:
        at = 0
        while at <= self.last:
            at = self._at_line(at) + 1

    def _at_line(self, at: int) -> int:
        """Look at the value that begins in a line; give the line in which it ends."""
        match = _LINE.match(self.lines[at])
        head, value = (match['head'], match['value']) if match else ('', '')
        if not value or value.startswith('#'):
            return at
        if value[0] in _CLOSED_BY:
            return _Flow(self, at, len(head)).end()
        if value[0] in '"\'':
            line, column = self.after_quoted(at, len(head))
            rest = _COMMENT.sub('', self.lines[line][column:]).strip()
            if rest and not (line == at and rest.startswith(':')):
                self.quote(at, len(head), _COMMENT.sub('', value).rstrip(), value[0])
            return line
        if _BLOCK_TEXT.fullmatch(value):
            return self._end_of_block(at)
        if match and (match['key'] or head.lstrip().startswith('-')):
            plain = _COMMENT.sub('', value).rstrip()
            self._at_plain(at, head, plain, match['key'] or '')
        return at

    def _at_plain(self, at: int, head: str, value: str, key: str) -> None:
        column = len(head)
        if value in {'-', '–'} and key == 'end':
            mended = self.with_line(at, f'{head}"{PRESENT}"')
            hint = f'YAML takes "-" for a list; did you mean "{PRESENT}"?'
            raise _Found(YAMLSlip(at, hint, mended))
        marks_item = value in {'-', '?'} or value.startswith(('- ', '? '))
        if marks_item or value[0] in _RESERVED + '|>]},':
            self.quote(at, column, value, value[0])
        if self.is_refused(at, value[0]):
            self.quote(at, column, value, value[0])
        if re.search(r':(?:\s|$)', value):
            self.quote(at, column, value, ':')

    def is_refused(self, at: int, char: str) -> bool:
        """Whether a value of a line begins like what the parser has just refused."""
        what = {'*': 'alias', '&': 'anchor', '!': 'tag'}.get(char)
        return at == self.last and what is not None and what in self.problem

    def _end_of_block(self, at: int) -> int:
        """The last line of a text whose lines stand deeper than the line that begins it."""
        depth = _depth(self.lines[at])
        while at + 1 < len(self.lines):
            line = self.lines[at + 1]
            if line.strip() and _depth(line) <= depth:
                break
            at += 1
        return at

    def after_quoted(self, at: int, column: int, ends: str = '') -> tuple[int, int]:
        """The place behind a quoted text, which is looked for up to the next field.

        *ends* are the characters before which it most likely ends if it is never closed.
        """
        mark = self.lines[at][column]
        closing = re.compile(r'(?:\\.|[^"\\])*"' if mark == '"' else r"(?:''|[^'])*'")
        begin, line = at, at
        first = column = column + 1
        while line < len(self.lines):
            if line > begin and _FIELD.match(self.lines[line]):
                break
            match = closing.match(self.lines[line], column)
            if match:
                return line, match.end()
            line, column = line + 1, 0
        message = f'the quotation mark {mark} that opens here is never closed'
        raise _Found(YAMLSlip(begin, message, self._with_mark(begin, first, mark, ends)))

    def _with_mark(self, at: int, column: int, mark: str, ends: str) -> str:
        """Close a quoted text where the value most likely ends."""
        line = self.lines[at]
        places = [place for end in ends if (place := line.find(end, column)) >= 0]
        place = min(places, default=len(line.rstrip()))
        return self.with_line(at, line[:place] + mark + line[place:])

    def quote(self, at: int, column: int, value: str, char: str) -> None:
        """Say that a value needs quotation marks for one of its characters."""
        line = self.lines[at]
        in_marks = quoted(value)
        key = re.search(r'([^\s{\[,"\'-][^:{\[,]*:)[ ]*$', line[:column])
        shown = f'{key[1]} {in_marks}' if key else in_marks
        message = f'{meaning_of_its_own(char)}; quote it: {shown}'
        mended = self.with_line(at, line[:column] + in_marks + line[column + len(value) :])
        raise _Found(YAMLSlip(at, message, mended))

    def with_line(self, at: int, line: str) -> str:
        return '\n'.join([*self.lines[:at], line, *self.lines[at + 1 :]])


class _Flow:
    """Looks into what stands between ``{`` and ``}`` or ``[`` and ``]``."""

    def __init__(self, look: _Look, at: int, column: int) -> None:
        self.look = look
        self.begin = at
        self.at, self.column = at, column
        self.open: list[tuple[str, int]] = []

    def end(self) -> int:
        """The line in which it ends."""
        start = self.column
        while True:
            self._skip_spaces()
            char = self._char()
            if char in _CLOSED_BY:
                self.open.append((char, self.at))
                self.column += 1
            elif char in '}]':
                if _CLOSED_BY[self.open[-1][0]] != char:
                    self._never_closed()
                self.open.pop()
                self.column += 1
                if not self.open:
                    self._check_rest(start)
                    return self.at
            elif char == ',' and self._line()[: self.column].rstrip().endswith((',', '{', '[')):
                line = self._line()
                mended = self.look.with_line(self.at, line[: self.column] + line[self.column + 1 :])
                raise _Found(YAMLSlip(self.at, 'there is a "," too many', mended))
            elif char in ',:' and (char == ',' or self._next() in ' ,]}'):
                self.column += 1
            elif char in '"\'':
                self._quoted()
            else:
                self._plain()

    def _line(self) -> str:
        return self.look.lines[self.at]

    def _char(self) -> str:
        return self._line()[self.column]

    def _next(self) -> str:
        return self._line()[self.column + 1 : self.column + 2] or ' '

    def _skip_spaces(self) -> None:
        """Go to the next character that says something, which may be lines below."""
        while True:
            line = self._line()
            while self.column < len(line) and line[self.column] == ' ':
                self.column += 1
            comment = line[self.column :].startswith('#')
            if self.column < len(line) and not comment:
                return
            if comment and self._swallows():
                self._quote_before_comment()
            rest = self.look.lines[self.at + 1 :]
            if not any(line.strip() for line in rest):
                self._never_closed()
            following = next(line for line in rest if line.strip())
            said = _COMMENT.sub('', line).rstrip()
            if _FIELD.match(following) and not said.endswith((',', '{', '[')):
                self._never_closed()
            self.at, self.column = self.at + 1, 0

    def _swallows(self) -> bool:
        """Whether a comment has taken what closes the brackets."""
        return self._line()[self.column :].rstrip().endswith(('}', ']'))

    def _quote_before_comment(self) -> None:
        line = self._line()
        begin = max(line.rfind(char, 0, self.column) for char in '{[,') + 1
        colon = line.rfind(': ', begin, self.column)
        begin = colon + 2 if colon >= 0 else begin
        begin += len(line[begin:]) - len(line[begin:].lstrip())
        self._quote_to_end(begin, '#')

    def _quote_to_end(self, begin: int, char: str) -> None:
        """Quote what begins in a column, up to the comma or bracket that ends it."""
        line, end, depth = self._line(), begin, 0
        while end < len(line):
            now = line[end]
            if now in _CLOSED_BY:
                depth += 1
            elif now in '}]' and depth:
                depth -= 1
            elif now in '}]' or (now == ',' and not depth):
                break
            end += 1
        self.look.quote(self.at, begin, line[begin:end].rstrip(), char)

    def _quoted(self) -> None:
        begin, at = self.column, self.at
        self.at, self.column = self.look.after_quoted(at, begin, ends=',]}')
        rest = self._line()[self.column :].lstrip()
        if at == self.at and rest and rest[0] not in ',:]}#':
            self._quote_to_end(begin, self._line()[begin])

    def _plain(self) -> None:
        line, begin = self._line(), self.column
        first = line[begin]
        refused = self.look.is_refused(self.at, first)
        marks_item = first == '?' or line.startswith('- ', begin)
        if first in _RESERVED + '|>' or marks_item or refused:
            self._quote_to_end(begin, first)
        while self.column < len(line):
            char = line[self.column]
            if char in ',]}' or (char == '#' and line[self.column - 1] == ' '):
                return
            if char in '?[{':
                self._quote_to_end(begin, char)
            if char == ':' and self._next() in ' ,]}':
                self._key_or_not(begin)
                return
            self.column += 1

    def _key_or_not(self, begin: int) -> None:
        """What stands before a colon is a key, unless there is one before it."""
        before = self._line()[:begin].rstrip()
        if before.endswith(':'):
            self._quote_to_end(begin, ':')

    def _check_rest(self, start: int) -> None:
        line = self._line()
        rest = _COMMENT.sub('', line[self.column :]).strip()
        if not rest or rest.startswith(':'):
            return
        if rest[0] in '}]':
            mended = self.look.with_line(self.at, line[: self.column])
            message = f'there is a "{rest[0]}" too many'
            raise _Found(YAMLSlip(self.at, message, mended))
        if self.at == self.begin:
            value = _COMMENT.sub('', line[start:]).rstrip()
            self.look.quote(self.at, start, value, value[0])

    def _never_closed(self) -> None:
        char, at = self.open[-1]
        message = f'the "{char}" that opens here is never closed'
        line = _COMMENT.sub('', self.look.lines[at]).rstrip()
        closing = ''.join(_CLOSED_BY[each] for each, _at in reversed(self.open))
        alone = self.at == at and line[-1] not in '}]{['
        mended = self.look.with_line(at, line + closing) if alone else None
        raise _Found(YAMLSlip(at, message, mended))


# What the parser says of the layout, and what that means to whoever wrote it.
_LAYOUT = {
    'mapping values': 'this line stands further to the right than its field may',
    '<block end>': 'this line begins where no line above it does; fields stand in line',
}


def _layout_slip(lines: list[str], error: yaml.MarkedYAMLError, last: int) -> YAMLSlip:
    """Tell what is wrong with the layout of lines whose values are right."""
    for at in range(last, max(last - 2, -1), -1):
        match = _NO_SPACE.match(lines[at])
        if match:
            line = f'{match["key"]} {lines[at][match.end() :]}'
            message = f'a space is missing after the colon: {line.strip()}'
            return YAMLSlip(at, message, '\n'.join([*lines[:at], line, *lines[at + 1 :]]))
    match = _RESERVED_KEY.match(lines[last])
    if match:
        key = quoted(match['key'])
        line = f'{match["indent"]}{key}{lines[last][match.end() :]}'
        message = f'{meaning_of_its_own(match["key"][0])}; quote it: {key}:'
        return YAMLSlip(last, message, '\n'.join([*lines[:last], line, *lines[last + 1 :]]))
    if lines[last].lstrip().startswith(':'):
        return YAMLSlip(last, 'there is no field before the ":"')
    problem = error.problem or ''
    if "expected ':'" in problem and error.context_mark:
        at = error.context_mark.line
        return YAMLSlip(at, f'"{lines[at].strip()}" has no colon; expected "field: value"')
    for sign, message in _LAYOUT.items():
        if sign in problem:
            return YAMLSlip(last, message)
    detail = ', '.join(part for part in (error.context, problem) if part)
    return YAMLSlip(last, f'the front matter is not YAML: {detail}')


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(' '))


def meaning_of_its_own(char: str) -> str:
    """The beginning of a message about a character that a value cannot have as it stands."""
    named = 'a quotation mark' if char in '"\'' else f'"{char}"'
    return f'YAML has a meaning of its own for {named} here'


def quoted(value: str) -> str:
    """A value between quotation marks, which may stand in it as well."""
    marks = [mark for mark in '"\'' if value[:1] == value[-1:] == mark and len(value) > 1]
    inner = value[1:-1] if marks else value
    if '"' in inner and "'" not in inner:
        return f"'{inner}'"
    return json.dumps(inner, ensure_ascii=False)
