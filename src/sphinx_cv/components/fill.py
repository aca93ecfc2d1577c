"""Fill in the derived parts of pages, before Sphinx resolves references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_cv.components.content import draw
from sphinx_cv.domain.nodes import placeholder

if TYPE_CHECKING:
    from typing import Any


class FillPlaceholders(SphinxPostTransform):
    """Replaces each placeholder by what belongs there.

    The new nodes hold references that are not resolved.  Sphinx's own resolver comes later (it has
    priority 10), so links come out right for every builder, and it reports unknown targets.
    """

    default_priority = 5

    def run(self, **_kwargs: Any) -> None:
        """Replace the placeholders of one document."""
        for node in list(self.document.findall(placeholder)):
            node.replace_self(draw(self.env, node.placement))
