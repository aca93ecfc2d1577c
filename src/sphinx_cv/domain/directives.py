"""The directives: ``entries`` and ``languages`` list, ``timeline`` draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_cv.domain.nodes import Placement, placeholder
from sphinx_cv.model.entry_types import ENTRY_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node


def _types(argument: str | None) -> tuple[str, ...]:
    """Read the types of entry that a listing is limited to.

    :raises ValueError: if a word names no type of entry
    """
    words = (argument or '').replace(',', ' ').split()
    return tuple(directives.choice(word, tuple(ENTRY_KINDS)) for word in words)


class _PlacingDirective(SphinxDirective):
    part: ClassVar[str]

    def run(self) -> list[Node]:
        docname = self.env.current_document.docname
        types = self.options.get('types', ())
        node = placeholder.of(Placement(self.part, docname, types, self.lineno))
        self.set_source_info(node)
        return [node]


class EntriesDirective(_PlacingDirective):
    """Lists the entries below the page, latest first; below their sections if there are any.

    With ``:types: role, internship`` it lists all the CV's entries of these types instead.
    """

    part = 'entries'
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {'types': _types}


class LanguagesDirective(_PlacingDirective):
    """Lists the languages of the person's record."""

    part = 'languages'


class TimelineDirective(_PlacingDirective):
    """Draws the dated entries of the whole CV on one axis; on a site only."""

    part = 'timeline'
