"""The roles of a page's text: ``skill``, ``org``, ``entry``, ``field`` and ``only``.

``organization`` is ``org`` under the name that the inventory has for such objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxRole

from sphinx_cv.domain.nodes import field_value, only_mark

if TYPE_CHECKING:
    from docutils.nodes import Element, Node, system_message
    from sphinx.environment import BuildEnvironment


class ObjectRole(XRefRole):
    """Refers to an object of the domain.

    ``{skill}`gdb``` links to the skill; ``{skill}`debuggers <gdb>``` shows other words.  On an
    entry's page, ``skill`` also says that the entry shows the skill.
    """

    innernodeclass = nodes.inline

    def process_link(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        refnode: Element,
        has_explicit_title: bool,  # noqa: ARG002, FBT001
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Give the title and the target of a reference, in which line breaks are spaces."""
        refnode['classes'].append('cv-reference')
        if refnode['reftype'] == 'organization':
            refnode['reftype'] = 'org'
        return title, ' '.join(target.split())


class FieldRole(SphinxRole):
    """Prints a field of the page's own record, so that nobody has to type a fact twice.

    The record is not complete while the text is read.  So the role leaves a mark, which is filled
    in later.
    """

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Leave the mark."""
        node = field_value('', name=self.text)
        self.set_source_info(node)
        return [node], []


class OnlyRole(SphinxRole):
    """Ties the paragraph, or the item of a list, that it stands in to tags.

    ``- {only}`short` Led the team.`` is what Sphinx's directive ``only`` would need a block for.
    """

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Leave the mark."""
        node = only_mark('', expr=' '.join(self.text.split()))
        self.set_source_info(node)
        return [node], []
