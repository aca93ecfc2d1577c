"""Fill in the derived parts of pages, when all else of a page is resolved."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_cv.components.content import draw
from sphinx_cv.components.quoting import quote
from sphinx_cv.domain.nodes import entry_text, placeholder, row_part
from sphinx_cv.exports.files import SITES

if TYPE_CHECKING:
    from typing import Any

    from docutils.nodes import Element, Node


class FillPlaceholders(SphinxPostTransform):
    """Replaces each placeholder by what belongs there.

    It comes after all others.  Each of those looks through the whole page, and a listing has more
    nodes than all the rest, among them nothing that is left to do.
    """

    default_priority = 990

    def run(self, **_kwargs: Any) -> None:
        """Replace the placeholders of one document."""
        for node in list(self.document.findall(placeholder)):
            if node.placement.part == 'related':
                _set_apart(node)
            elif node.placement.part == 'person_header':
                node.parent['classes'].append('cv-person-page')
            drawn = draw(self.env, node.placement)
            node.replace_self(drawn)
            self._resolve(drawn)
        for text in list(self.document.findall(entry_text)):
            self._fill_text(text)
        self._name_parts()

    def _resolve(self, drawn: list[Node]) -> None:
        """Resolve the references, all of which lead to what exists."""
        builder = self.env._app.builder  # noqa: SLF001  # what Sphinx's own transforms use
        found = [xref for node in drawn for xref in node.findall(addnodes.pending_xref)]
        for xref in found:
            domain = self.env.domains[xref['refdomain']]
            role, target, page = xref['reftype'], xref['reftarget'], xref['refdoc']
            content = cast('Element', xref[0])
            link = None
            # One to a page that the output lacks becomes mere text.
            with suppress(NoUri):
                link = domain.resolve_xref(self.env, page, builder, role, target, xref, content)
            xref.replace_self(content if link is None else link)

    def _fill_text(self, text: entry_text) -> None:
        builder = self.env._app.builder  # noqa: SLF001  # as above
        if text['whole'] and builder.name in SITES:
            into = self.env.current_document.docname
            text.replace_self(quote(builder, text['page'], into, text['prefix']))
        else:
            summary = [nodes.paragraph('', text['summary'])] if text['summary'] else []
            text.replace_self(summary)

    def _name_parts(self) -> None:
        """Let links lead to the entries of rows by their ids, where these are not yet taken."""
        shown_parts = list(self.document.findall(row_part))
        if not shown_parts:
            return
        taken = {name for node in self.document.findall(nodes.Element) for name in node['ids']}
        for shown in shown_parts:
            if shown['name'] not in taken:
                shown['ids'] = [shown['name']]
                taken.add(shown['name'])


def _set_apart(related: Element) -> None:
    """Put the text of an entry's page in a block of its own, to stand beside its skills."""
    section = related.parent
    start = 1 + max(
        number
        for number, child in enumerate(section.children)
        if isinstance(child, nodes.title) or _is_header(child)
    )
    end = section.index(related)
    text = nodes.container('', *section[start:end], classes=['cv-text'])
    section[start:end] = [text]
    # Footnotes stand after the section, but belong to its text.
    above = section.parent
    for note in above[above.index(section) + 1 :]:
        if isinstance(note, nodes.footnote | nodes.transition):
            above.remove(note)
            text += note
    section['classes'].append('cv-entry-page')


def _is_header(node: object) -> bool:
    heads = {'cv-employer', 'cv-entry-head'}
    return isinstance(node, nodes.Element) and not heads.isdisjoint(node.get('classes', ()))
