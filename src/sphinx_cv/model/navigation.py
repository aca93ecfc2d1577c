"""Where a page stands: its neighbours, in the sidebar and at its foot.

The sidebar of a theme usually has the whole tree of pages on every page, and Sphinx resolves that
tree anew for each of them.  This takes a minute for 250 entries, and most of an hour for 2,500.
A reader needs less: the sections, and the pages near the present one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_cv.model.outline import Children, Outline


@dataclass(frozen=True)
class Link:
    """A page in the sidebar, with those pages ``below`` it that are shown.

    It is ``current`` if it is the page that the sidebar stands on.  ``when`` is the time of an
    entry where its link stands alone.
    """

    docname: str
    title: str
    current: bool = False
    below: tuple[Link, ...] = ()
    when: str = ''

    @property
    def is_above(self) -> bool:
        """Whether the current page is below it."""
        return any(link.current or link.is_above for link in self.below)


@dataclass(frozen=True)
class Position:
    """Where a page stands: the sidebar's links, and the pages before and after it.

    The titles of these two name the employer as well, because they stand alone.

    The first page has none ``before`` it, the last none ``after`` it.
    """

    links: tuple[Link, ...]
    before: Link | None
    after: Link | None


def find_position(outline: Outline, docname: str) -> Position:
    """Find where a page stands among all others."""
    # A page without a source, such as the one of the search, is not in the tree.
    known = docname in outline.titles
    order = outline.reading_order if known else ()
    number = outline.position.get(docname) if known else None

    def link(at: int) -> Link | None:
        if not 0 <= at < len(order):
            return None
        return Link(order[at], outline.called(order[at]), when=outline.when(order[at]))

    return Position(
        links=_links(outline, outline.tree.root, _path(outline, docname)),
        before=link(number - 1) if number is not None else None,
        after=link(number + 1) if number is not None else None,
    )


def _path(outline: Outline, docname: str) -> list[str]:
    """The pages from below the root down to a page."""
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
    """Choose the pages to show below one page: the sections and the entries nearest to *own*.

    *own* is the page among them that is current or leads to the current one; '' if none does.
    """
    shown = [*children.sections(own), *children.near(own)]
    return sorted(shown, key=lambda name: children.position[name])
