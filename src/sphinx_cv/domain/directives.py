"""The directives: ``entries`` and ``languages`` make lists, ``timeline`` a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_cv.domain.nodes import Placement, placeholder
from sphinx_cv.model.entry_types import with_own_types
from sphinx_cv.model.synonyms import type_meant
from sphinx_cv.warnings import CVWarning, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node


class _PlacingDirective(SphinxDirective):
    part: ClassVar[str]

    def run(self) -> list[Node]:
        docname = self.env.current_document.docname
        problems: list[Problem] = self.env.domaindata['cv']['pages'][docname].problems
        before = len(problems)
        types = self._types(problems)
        # A listing that has a slip is not called empty as well.
        line = self.lineno if len(problems) == before else None
        node = placeholder.of(Placement(self.part, docname, types, line))
        self.set_source_info(node)
        return [node]

    def _types(self, problems: list[Problem]) -> tuple[str, ...]:
        """Read the types of entry that a listing is limited to; report words that are no type."""
        words = self.options.get('types', '').replace(',', ' ').split()
        known = with_own_types(self.config.cv_types)
        for word in words:
            if word not in known:
                hint = did_you_mean(type_meant(word, known))
                message = f'"{word}" is not a type of entry{hint}'
                expected = f'expected one of: {", ".join(known)}'
                problems.append(Problem(self.lineno, CVWarning.TYPE, f'{message}; {expected}'))
        return tuple(word for word in words if word in known)


class EntriesDirective(_PlacingDirective):
    """Lists the entries below the page, latest first, and under the titles of their sections.

    With ``:types: role, internship`` it lists all entries of these types in the CV instead.
    """

    part = 'entries'
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {
        'types': directives.unchanged_required
    }


class LanguagesDirective(_PlacingDirective):
    """Lists the languages that the person speaks."""

    part = 'languages'


class TimelineDirective(_PlacingDirective):
    """Draws the dated entries of the whole CV on one axis; only a site shows it."""

    part = 'timeline'
