"""How names of skills and organisations are compared, and how they are written in a URL."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# C, C++ and C# are three languages, but their letters are the same: so signs become words.
_SYMBOLS = {'+': ' plus ', '#': ' sharp ', '&': ' and ', '@': ' at '}
_LEADING_DOT = re.compile(r'(?<!\w)\.(?=\w)')


# The same names come again in entry after entry.
@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Reduce a name to what is compared: two spellings that differ in case or spaces are one."""
    return ' '.join(unicodedata.normalize('NFKC', name).casefold().split())


def slug(name: str) -> str:
    """Write a name so that it can stand in a URL and in an ``id`` of HTML.

    Letters lose their accents.  Letters of other scripts stay, because HTML allows them, and so
    do URLs (RFC 3987, https://www.rfc-editor.org/rfc/rfc3987).
    """
    text = _LEADING_DOT.sub(' dot ', unicodedata.normalize('NFKD', name).casefold())
    text = ''.join(_SYMBOLS.get(char, char) for char in text if not unicodedata.combining(char))
    return re.sub(r'[\W_]+', '-', text).strip('-')
