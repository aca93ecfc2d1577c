"""Fill in the derived parts of pages, before Sphinx resolves references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_cv.components.parts import PARTS, Context
from sphinx_cv.domain.cv_domain import Titles, cv_domain
from sphinx_cv.domain.nodes import Placement, placeholder
from sphinx_cv.exports.files import card_name, pdf_name

if TYPE_CHECKING:
    from typing import Any

    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment


def fill(env: BuildEnvironment, placement: Placement) -> list[Node]:
    """Make the nodes that go to a placement; their references are still to be resolved."""
    domain = cv_domain(env)
    context = Context(
        career=domain.career,
        record=domain.career.record(placement.docname),
        placement=placement,
        titles=Titles(env),
        language=env.config.language,
        pdf=pdf_name(env.config),
        card=card_name(env.config),
    )
    return PARTS[placement.part](context)


class FillPlaceholders(SphinxPostTransform):
    """Replaces each placeholder by what goes there.

    It emits references for Sphinx's own resolver, which has priority 10, so that links
    come out right for every builder and unknown targets are reported.
    """

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:
        for node in list(self.document.findall(placeholder)):
            node.replace_self(fill(self.env, node.placement))
