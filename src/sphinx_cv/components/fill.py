"""Fill in the derived parts of pages, before Sphinx resolves references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_cv.components.content import draw
from sphinx_cv.domain.nodes import placeholder

if TYPE_CHECKING:
    from typing import Any


class FillPlaceholders(SphinxPostTransform):
    """Replaces each placeholder by what goes there.

    It emits references for Sphinx's own resolver, which has priority 10, so that links
    come out right for every builder and unknown targets are reported.
    """

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:
        for node in list(self.document.findall(placeholder)):
            node.replace_self(draw(self.env, node.placement))
