"""The tree of pages: what each toctree names, each page once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class PageTree:
    """The pages of a document, from the *root* down, in the order of their toctrees.

    *named* has the names in the toctrees of each page; *docnames* are the pages that exist.

    A page that several toctrees name stands below the first of them.  So no entry is shown twice,
    even where toctrees go in a circle.  Pages that no toctree names are roots of their own, and
    come last in ``others``.  ``children`` and ``parents`` give the pages next below a page, and
    the page next above it.
    """

    def __init__(
        self, named: Mapping[str, Sequence[str]], root: str, docnames: Iterable[str]
    ) -> None:
        self.root = root
        self.children: dict[str, tuple[str, ...]] = {}
        self.parents: dict[str, str] = {}
        docnames = set(docnames)
        named = {
            page: [name for name in names if name in docnames] for page, names in named.items()
        }
        seen: set[str] = set()
        self.pages = tuple(self._visit(root, named, seen))
        """The pages that can be reached from the root, in the order of the document."""
        self.others = tuple(
            page
            for start in sorted(docnames)
            if start not in seen
            for page in self._visit(start, named, seen)
        )

    def _visit(self, start: str, named: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
        found, waiting = [], [start]
        seen.add(start)
        while waiting:
            page = waiting.pop()
            found.append(page)
            fresh = [name for name in dict.fromkeys(named.get(page, ())) if name not in seen]
            seen.update(fresh)
            self.children[page] = tuple(fresh)
            self.parents.update(dict.fromkeys(fresh, page))
            waiting.extend(reversed(fresh))
        return found
