"""The roles that a page's text uses: ``skill``, ``org``, ``entry`` and ``field``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxRole

from sphinx_cv.domain.nodes import field_value

if TYPE_CHECKING:
    from docutils.nodes import Element, Node, system_message
    from sphinx.environment import BuildEnvironment


class ObjectRole(XRefRole):
    """Refers to an object of the domain; on an entry's page, ``skill`` also marks it.

    ``{skill}`gdb``` links the skill; ``{skill}`debuggers <gdb>``` shows other words.
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
        refnode['classes'].append('cv-reference')
        return title, ' '.join(target.split())


class FieldRole(SphinxRole):
    """Prints a field of the page's own record, so that no fact is typed twice.

    It leaves a mark, which is filled in when the page's record is complete.
    """

    def run(self) -> tuple[list[Node], list[system_message]]:
        node = field_value('', name=self.text)
        self.set_source_info(node)
        return [node], []
