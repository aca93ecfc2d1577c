"""Pages of a CV in colour: Markdown below front matter, which is YAML.

Pygments takes the last line of the front matter for a heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pygments.lexers.data import YamlLexer
from pygments.lexers.markup import MarkdownLexer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_FRONT_MATTER = re.compile(r'---\n.*?^---\n', re.DOTALL | re.MULTILINE)


class PageLexer(MarkdownLexer):
    """Colours a page of a CV."""

    name = 'Page of a CV'

    def get_tokens_unprocessed(self, text: str, **state: Any) -> Iterator[tuple[int, Any, str]]:
        """Take the front matter apart from what follows it."""
        found = _FRONT_MATTER.match(text)
        head = found[0] if found else ''
        yield from YamlLexer().get_tokens_unprocessed(head)
        for at, kind, word in super().get_tokens_unprocessed(text[len(head) :], **state):
            yield at + len(head), kind, word


def setup(app: Sphinx) -> ExtensionMetadata:
    """Use it for all Markdown."""
    app.add_lexer('markdown', PageLexer)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
