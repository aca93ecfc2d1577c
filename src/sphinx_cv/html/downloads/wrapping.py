"""Lines of plain text, wrapped by the width that people see."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from docutils.utils import column_width

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many columns a line has; East Asian wide characters take two.
WIDTH = 80

_SPACES = re.compile(r'[ \t\n]+')
# Signs that end no line, and signs that begin none, in East Asian text (JIS X 4051).
_OPENING = frozenset({'Ps', 'Pi'})
_CLOSING = frozenset({'Pe', 'Pf', 'Po', 'Lm', 'Mn', 'Mc'})


def wrap(text: str, first: str = '', rest: str = '') -> str:
    """Wrap a text; *first* stands before its first line, *rest* before the others.

    What has no space and no wide characters, such as an address, is never parted.
    """
    lines, line, gap = [], first, ''
    empty = True
    for word in _SPACES.split(text.strip()):
        for piece in _pieces(word):
            if not empty and column_width(f'{line}{gap}{piece}') > WIDTH:
                lines.append(line)
                line, gap = rest, ''
            line += gap + piece
            gap, empty = '', False
        gap = ' '
    return '\n'.join(each.rstrip() for each in [*lines, line])


def _pieces(word: str) -> Iterator[str]:
    """Part a word where a line may end in it: between wide characters."""
    start = 0
    for at in range(1, len(word)):
        before, after = word[at - 1], word[at]
        wide = _is_wide(before) or _is_wide(after)
        glued = unicodedata.category(before) in _OPENING or unicodedata.category(after) in _CLOSING
        if wide and not glued:
            yield word[start:at]
            start = at
    yield word[start:]


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in {'W', 'F'}
