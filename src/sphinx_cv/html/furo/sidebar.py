"""The sidebar's links, as Furo styles them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_cv.model.navigation import Link


def write_links(links: Sequence[Link], address: Callable[[str], str], level: int = 1) -> str:
    """Write links as a list of lists.

    *address* gives the address of a page by its name.  *level* is the depth of the list, from 1.
    """
    if not links:
        return ''
    items = []
    for link in links:
        marks = ' current-page' if link.current else ''
        marks += ' current' if link.current or link.is_above else ''
        state = ' aria-current="page"' if link.current else ''
        items.append(
            f'<li class="toctree-l{level}{marks}"><a class="reference internal"{state} '
            f'href="{escape(address(link.docname) or "#")}">{escape(link.title)}</a>'
            f'{write_links(link.below, address, level + 1)}</li>'
        )
    return f'<ul>{"".join(items)}</ul>'
