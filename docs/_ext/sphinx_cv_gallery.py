"""The directive ``cv-example``: the pictures of an example, which lead to its site and its PDF.

``tools/pictures.py gallery`` makes them in the folder that the setting ``gallery`` names, which
takes a browser and LaTeX.  What is missing is a warning of the type ``gallery``, and the page shows
the rest.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

# What each picture shows, and how many of twelve columns it takes.
_KINDS = {'site': ('the front page of the site', 8), 'pdf': ('the first page of the PDF', 4)}


class ExampleDirective(SphinxDirective):
    """Shows the example in a folder of ``examples/``; its content says who that is."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], object]]] = {}

    def run(self) -> list[Node]:
        """Write the pictures as Markdown of sphinx-design."""
        name, who = self.arguments[0], ' '.join(self.content)
        self.gallery = Path(self.env.srcdir, self.config.gallery)
        self.env.note_dependency(str(self.gallery / f'{name}.sum'))
        items = [line for kind in _KINDS for line in self._picture(name, kind, who)]
        if not items:
            return []
        text = '\n'.join(['::::{grid} 1 2 2 2', ':gutter: 3', *items, '::::'])
        return self.parse_text_to_nodes(text)

    def _picture(self, name: str, kind: str, who: str) -> Iterator[str]:
        shown, columns = _KINDS[kind]
        picture = self.gallery / f'{name}-{kind}.png'
        site = self.gallery / 'site' / 'examples' / name
        target = site / 'index.html' if kind == 'site' else next(site.glob('*-cv.pdf'), site)
        if not (picture.is_file() and target.is_file()):
            message = f'there is no picture of {name}, {shown}; "make docs" takes it'
            logger.warning(message, type='gallery', subtype=kind, location=self.get_location())
            return
        yield ':::{grid-item}'
        yield f':columns: 12 {columns} {columns} {columns}'
        yield f'```{{image}} /{os.path.relpath(picture, self.env.srcdir)}'
        yield f':alt: {who}, {shown}'
        yield f':target: {target.relative_to(self.gallery / "site").as_posix()}'
        yield ':class: sd-border-1 sd-rounded-1'
        yield '```'
        yield ':::'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive and its setting."""
    app.add_config_value('gallery', '../_build/gallery', 'env', (str,))
    app.add_directive('cv-example', ExampleDirective)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
