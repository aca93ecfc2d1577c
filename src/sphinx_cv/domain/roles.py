"""The roles that a page's text uses: ``skill``, ``org``, ``entry`` and ``field``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxRole

from sphinx_cv.model.dates import PartialDate
from sphinx_cv.warnings import CVWarning, suggestion, warn

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
    """Prints a field of the page's own record, so that no fact is typed twice."""

    _PRINTABLE = (
        'identifier',
        'issued',
        'expires',
        'organization',
        'place',
        'abbreviation',
        'score',
    )

    def run(self) -> tuple[list[Node], list[system_message]]:
        from sphinx_cv.domain.cv_domain import record_of  # noqa: PLC0415  # the domain lists this role

        entry = record_of(self.env, self.env.current_document.docname)
        value = getattr(entry, self.text) if entry and self.text in self._PRINTABLE else None
        if not value:
            hint = suggestion(self.text, self._PRINTABLE)
            expected = f'expected one of: {", ".join(self._PRINTABLE)}, set in the front matter'
            message = f'"{self.text}" is not a field that this page can print{hint}; {expected}'
            warn(CVWarning.UNKNOWN_FIELD, message, self.get_location())
            return [nodes.inline('', self.text)], []
        if isinstance(value, PartialDate):
            value = value.format(self.config.language)
        return [nodes.Text(value)], []
