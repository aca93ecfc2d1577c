"""Where a page stands: its neighbours, in the sidebar and at its foot.

Plain Furo puts the whole tree into every page, and has Sphinx resolve it anew for each:
250 entries take a minute, 2,500 most of an hour.  A page needs the sections, and what
stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx_cv.model.career import Career, Children

# So many entries beside each other are all shown; of more, so many on each side of a page's own.
_ALL = 12
_BESIDE = 4


@dataclass(frozen=True)
class Link:
    """A page in the sidebar, with the pages below it that are shown."""

    docname: str
    title: str
    current: bool = False
    below: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a page stands: the sidebar's links, and the pages before and after it."""

    links: tuple[Link, ...]
    before: Link | None
    after: Link | None


def find_place(career: Career, titles: Mapping[str, str], docname: str) -> Place:
    """Find where a page stands among all others; *titles* has each page's."""
    order = career.reading_order
    place = career.place_of.get(docname)

    def link(at: int) -> Link | None:
        return Link(order[at], titles[order[at]]) if 0 <= at < len(order) else None

    return Place(
        links=_links(career, titles, career.root, _path(career, docname)),
        before=link(place - 1) if place is not None else None,
        after=link(place + 1) if place is not None else None,
    )


def _path(career: Career, docname: str) -> list[str]:
    """The pages from the root, which is left out, down to a page."""
    path = [docname]
    while (above := career.parents.get(path[0])) and above not in path:
        path.insert(0, above)
    return [name for name in path if name != career.root]


def _links(
    career: Career, titles: Mapping[str, str], above: str, path: Sequence[str]
) -> tuple[Link, ...]:
    own = path[0] if path else ''
    return tuple(
        Link(
            name,
            titles[name],
            name == own and len(path) == 1,
            _links(career, titles, name, path[1:]) if name == own else (),
        )
        for name in _shown(career.children(above), own)
        if name in titles
    )


def _shown(children: Children, own: str) -> list[str]:
    """Of pages beside each other those to show: sections, and entries near a page's own."""
    if len(children.entries) <= _ALL:
        return list(children.names)
    at = children.entry_places.get(own)
    near = children.entries[max(0, at - _BESIDE) : at + _BESIDE + 1] if at is not None else ()
    return sorted([*children.sections, *near], key=lambda name: children.places[name])


def write_links(links: Sequence[Link], address: Callable[[str], str], level: int = 1) -> str:
    """Write links as Furo's sidebar has them; *address* gives a page's."""
    if not links:
        return ''
    items = []
    for link in links:
        marks = ' current-page' if link.current else ''
        marks += ' current' if link.current or _holds_current(link) else ''
        state = ' aria-current="page"' if link.current else ''
        items.append(
            f'<li class="toctree-l{level}{marks}"><a class="reference internal"{state} '
            f'href="{escape(address(link.docname) or "#")}">{escape(link.title)}</a>'
            f'{write_links(link.below, address, level + 1)}</li>'
        )
    return f'<ul>{"".join(items)}</ul>'


def _holds_current(link: Link) -> bool:
    return any(below.current or _holds_current(below) for below in link.below)
