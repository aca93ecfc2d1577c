"""The scripts of the search, as visitors load them."""

from __future__ import annotations

import re
from pathlib import Path

_COMMENTS = re.compile(r'^[ \t]*(?:/\*.*?\*/|//[^\n]*)\n', re.MULTILINE | re.DOTALL)
_TYPE = re.compile(r'/\*\* @type \{[^*]*\} \*/ ')
_INDENT = re.compile(r'^\s+', re.MULTILINE)
_SPACES = re.compile(r' ([=+?:<>]|[=!]==|[=<>]=|=>|&&|\|\||\?\?) ')


def read_scripts() -> dict[str, str]:
    """Give each script by its name, without its comments, its indents and spaces around operators.

    They are a third of what would be sent.  Only lines that are nothing but a comment go, and what
    gives a value its type, so no part of a string can be taken for one; a string of several lines
    would lose its indents, and one with an operator between spaces would lose these.
    """
    files = sorted(Path(__file__).parent.glob('*.js'))
    return {
        file.stem: _SPACES.sub(
            r'\1', _TYPE.sub('', _INDENT.sub('', _COMMENTS.sub('', file.read_text('utf-8'))))
        )
        for file in files
    }
