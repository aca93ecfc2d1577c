"""How names of skills and organisations compare, and what they are in a URL."""

from __future__ import annotations

import re
import unicodedata

# What letters alone would lose: C, C++ and C# are three languages.
_SYMBOLS = {'+': ' plus ', '#': ' sharp ', '&': ' and ', '@': ' at '}
_LEADING_DOT = re.compile(r'(?<!\w)\.(?=\w)')


def name_key(name: str) -> str:
    """What two spellings of one name have in common: case and spaces do not count."""
    return ' '.join(unicodedata.normalize('NFKC', name).casefold().split())


def slug(name: str) -> str:
    """Write a name so that it can stand in a URL and in an ``id`` of HTML.

    Accents go; letters of other scripts stay, as HTML and URLs (RFC 3987) allow.
    """
    text = _LEADING_DOT.sub(' dot ', unicodedata.normalize('NFKD', name).casefold())
    text = ''.join(_SYMBOLS.get(char, char) for char in text if not unicodedata.combining(char))
    return re.sub(r'[\W_]+', '-', text).strip('-')
