"""Slips in the text of a page that no parser of Markdown reports, because all text is Markdown.

What was never closed takes all below it along: a comment hides it, and a fence makes it code.
So it is closed at the next empty line, and said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_cv.source.front_matter import text_begins, unprintable
from sphinx_cv.warnings import CVWarning, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

# In a list or a quotation as well (https://spec.commonmark.org/0.31.2/#fenced-code-blocks).
_FENCE = re.compile(
    r'(?:[ ]{0,3}(?:>|[-*+]|\d{1,9}[.)])[ ]{0,3})*[ ]{0,3}(?P<mark>`{3,}(?=[^`]*$)|~{3,}|:{3,})'
)
_COMMENT = re.compile(r'[ ]{0,3}<!--')
# What stands where a program could not read a character.
_LOST = '\ufffd'


def find_characters(source: str) -> Iterator[Problem]:
    """Find the lines of a page's text with a character that nothing prints."""
    begin = text_begins(source)
    for number, line in enumerate(source.split('\n')[begin:], begin + 1):
        bad = unprintable(line)
        if bad:
            message = f'the character U+{ord(bad):04X}, which nothing prints; delete it'
            yield Problem(number, CVWarning.TEXT, message)
        elif _LOST in line:
            message = f'the character {_LOST} (U+FFFD) stands where a program could not read one'
            yield Problem(number, CVWarning.TEXT, message)


def close_all(source: str, problems: list[Problem]) -> str:
    """Close what is never closed in the text of a page; every line stays in its place."""
    lines = source.split('\n')
    begin = text_begins(source)
    while begin < len(lines):
        opened = _find_open(lines, begin)
        if opened is None:
            break
        begin, what, closing = opened
        message = f'{what} that opens here is never closed'
        problems.append(Problem(begin + 1, CVWarning.TEXT, message))
        empty = (at for at in range(begin + 1, len(lines)) if not lines[at].strip())
        at = next(empty, len(lines))
        lines[at : at + 1] = [closing]
        begin = at + 1
    return '\n'.join(lines)


def _find_open(lines: list[str], begin: int) -> tuple[int, str, str] | None:
    """Find what is open at the end: its line, counted from 0, its name, and what closes it."""
    opened: tuple[int, str, str] | None = None
    for at in range(begin, len(lines)):
        line = lines[at]
        if opened is None:
            fence = _FENCE.match(line)
            if fence:
                opened = at, f'the fence "{fence["mark"]}"', fence['mark']
            elif _COMMENT.match(line) and '-->' not in line:
                opened = at, 'the comment "<!--"', '-->'
        elif opened[2] == '-->':
            opened = None if '-->' in line else opened
        else:
            mark = line.strip(' >\t\r')
            if mark.startswith(opened[2]) and not mark.strip(opened[2][0]):
                opened = None
    return opened
