"""How to write a text in Markdown so that no part of it is taken for markup.

The rules are those of CommonMark (https://spec.commonmark.org/0.31.2/).
"""

from __future__ import annotations

import re

# Characters that are markup anywhere; "&" only where it begins a character reference ("&amp;").
_SPECIAL = re.compile(r'[\\`*_\[\]<>]|&(?=#?\w+;)')
# Signs that are markup only at the beginning of a line: headings, items, rules, fences.
_AT_START = re.compile(r'(?:[#+-](?=\s|$)|#{2,6}(?=\s|$)|-{2,}|~{3,}|=+$)')
_NUMBER_AT_START = re.compile(r'^(\d{1,9})([.)])(?=\s|$)')
# Number signs that close a heading are no part of it.
_AT_END = re.compile(r'(?<!\S)(#+)$')


def escape(text: str) -> str:
    """Escape a text that stands within a line."""
    return _SPECIAL.sub(r'\\\g<0>', text)


def begin(line: str) -> str:
    """Write a line, escaped already, so that its beginning is no mark of a block."""
    line = _NUMBER_AT_START.sub(r'\1\\\2', line)
    return f'\\{line}' if _AT_START.match(line) else line


def heading(line: str, level: int) -> str:
    """Write a heading whose text is escaped already; levels count from 1, and 6 is the last."""
    return f'{"#" * max(1, min(level, 6))} ' + _AT_END.sub(r'\\\1', line)
