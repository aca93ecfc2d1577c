"""The text of a page as plain blocks, for outputs that have no markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Marks where the title of an entry will be: its id stands there, with this on both sides.
#: No text of a page can hold it, because neither YAML nor Markdown allows the character NUL.
TITLE_MARK = '\0'
#: What a text that goes from right to left would have the signs of at the wrong end: C++, F#, and
#: telephone numbers.
SIGNED = re.compile(r'(?<![^\W\d_])[A-Za-z]\w*[+#]+|\+\d[\d ]*\d')


@dataclass(frozen=True)
class Block:
    """A paragraph, or an item of a list.

    ``depth`` is 0 for a paragraph, 1 for an item of a list, 2 for an item of a list
    inside an item.  An ``aside`` stands beside the text and does not begin it: the caption of a
    picture, code or a heading.  ``only`` is the expression of tags that it is for, or ''.
    """

    text: str
    depth: int = 0
    aside: bool = False
    only: str = ''


def with_titles(blocks: tuple[Block, ...], title_of: Callable[[str], str]) -> tuple[Block, ...]:
    """Put titles where the text refers to entries; *title_of* gives the title for an id."""
    if not any(TITLE_MARK in block.text for block in blocks):
        return blocks

    def text(block: Block) -> str:
        return ''.join(
            title_of(part) if number % 2 else part
            for number, part in enumerate(block.text.split(TITLE_MARK))
        )

    return tuple(replace(block, text=text(block)) for block in blocks)
