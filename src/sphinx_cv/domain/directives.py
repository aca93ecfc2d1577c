"""The directives: ``entries`` and ``languages`` make lists, ``timeline`` a picture.

``only`` is Sphinx's, mended for Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.directives.other import Only
from sphinx.util.docutils import SphinxDirective

from sphinx_cv.domain.nodes import Placement, placeholder
from sphinx_cv.model.entry_types import with_own_types
from sphinx_cv.model.synonyms import type_meant
from sphinx_cv.warnings import CVWarning, did_you_mean, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node
    from sphinx.application import Sphinx


class _PlacingDirective(SphinxDirective):
    part: ClassVar[str]

    def run(self) -> list[Node]:
        docname = self.env.current_document.docname
        node = placeholder.of(Placement(self.part, docname, self._types(), self.lineno))
        self.set_source_info(node)
        return [node]

    def _types(self) -> tuple[str, ...]:
        """Read the types of entry that a listing is limited to; report words that are no type."""
        words = self.options.get('types', '').replace(',', ' ').split()
        known = with_own_types(self.config.cv_types)
        for word in words:
            if word not in known:
                hint = did_you_mean(type_meant(word, known))
                message = f'"{word}" is not a type of entry{hint}'
                expected = f'expected one of: {", ".join(known)}'
                warn(CVWarning.TYPE, f'{message}; {expected}', self.get_location())
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


class OnlyDirective(Only):
    """Ties blocks to tags, with the headings among them.

    MyST puts a section where its level belongs in the page.  So it would stand beside Sphinx's
    node, and everybody would see it.
    """

    def run(self) -> list[Node]:
        """Parse the blocks, and bring back the sections that have left the node."""
        document = self.state.document
        before = set(map(id, document.findall(nodes.section)))
        found = list(super().run())
        for only in (node for node in found if isinstance(node, addnodes.only)):
            fresh = [s for s in document.findall(nodes.section) if id(s) not in before]
            for section in [s for s in fresh if s.parent not in fresh]:
                section.parent.remove(section)
                only.append(section)
        return found


def setup_directives(app: Sphinx) -> None:
    """Put our ``only`` in place of Sphinx's; the others belong to the domain."""
    app.add_directive('only', OnlyDirective, override=True)
