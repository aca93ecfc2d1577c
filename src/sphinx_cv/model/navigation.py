"""Where a page stands: its neighbours, in the sidebar and at its foot.

A theme's usual sidebar has the whole tree on every page, and Sphinx resolves it anew for each:
250 entries take a minute, 2,500 most of an hour.  A page needs the sections, and what stands
beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_cv.model.outline import Children, Outline

# Up to so many entries beside each other are all shown.  Of more, a page shows the nearest:
# so many before its own, and so many after it.
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
class Position:
    """Where a page stands: the sidebar's links, and the pages before and after it."""

    links: tuple[Link, ...]
    before: Link | None
    after: Link | None


def find_position(outline: Outline, docname: str) -> Position:
    """Find where a page stands among all others."""
    # A page such as the search's has no source, and stands nowhere.
    known = docname in outline.titles
    order = outline.reading_order if known else ()
    number = outline.position.get(docname) if known else None

    def link(at: int) -> Link | None:
        return Link(order[at], outline.titles[order[at]]) if 0 <= at < len(order) else None

    return Position(
        links=_links(outline, outline.tree.root, _path(outline, docname)),
        before=link(number - 1) if number is not None else None,
        after=link(number + 1) if number is not None else None,
    )


def _path(outline: Outline, docname: str) -> list[str]:
    """The pages from the root, which is left out, down to a page."""
    path = [docname]
    while above := outline.tree.parents.get(path[0]):
        path.insert(0, above)
    return [name for name in path if name != outline.tree.root]


def _links(outline: Outline, above: str, path: Sequence[str]) -> tuple[Link, ...]:
    own = path[0] if path else ''
    return tuple(
        Link(
            name,
            outline.titles[name],
            name == own and len(path) == 1,
            _links(outline, name, path[1:]) if name == own else (),
        )
        for name in _shown(outline.children(above), own)
    )


def _shown(children: Children, own: str) -> list[str]:
    """Of pages beside each other those to show: sections, and entries near a page's own."""
    if len(children.entries) <= _ALL:
        return list(children.names)
    at = children.entry_position.get(own)
    near = children.entries[max(0, at - _BESIDE) : at + _BESIDE + 1] if at is not None else ()
    return sorted([*children.others, *near], key=lambda name: children.position[name])
