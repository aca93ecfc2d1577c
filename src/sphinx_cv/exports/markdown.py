"""How a text stands in Markdown (CommonMark) so that nothing of it is taken for markup."""

from __future__ import annotations

import re

# What would be markup wherever it stands; "&" is, where it begins the name of a character.
_SPECIAL = re.compile(r'[\\`*_\[\]<>]|&(?=#?\w+;)')
# What would be so where a line begins: headings, items, rules, fences.
_AT_START = re.compile(r'(?:[#+-](?=\s|$)|#{2,6}(?=\s|$)|-{2,}|~{3,}|=+$)')
_NUMBER_AT_START = re.compile(r'^(\d{1,9})([.)])(?=\s|$)')
# Number signs that close a heading are no part of it.
_AT_END = re.compile(r'(?<!\S)(#+)$')


def escape(text: str) -> str:
    """Write a text that stands within a line."""
    return _SPECIAL.sub(r'\\\g<0>', text)


def begin(line: str) -> str:
    """Write a line, escaped already, so that its beginning is no mark of a block."""
    line = _NUMBER_AT_START.sub(r'\1\\\2', line)
    return f'\\{line}' if _AT_START.match(line) else line


def heading(line: str, level: int) -> str:
    """Write a heading of a level from 1; its text is escaped already."""
    return f'{"#" * max(1, min(level, 6))} ' + _AT_END.sub(r'\\\1', line)
