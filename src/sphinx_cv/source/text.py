"""The text of a page as plain blocks, for outputs that have no markup."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils.nodes import Element, Node

# No text of a page holds it: YAML and Markdown have no NUL.
_MARK = '\0'


@dataclass(frozen=True)
class Block:
    """A paragraph, or an item of a list.

    ``depth`` is 0 for a paragraph, 1 for an item of a list, 2 for an item of a list
    inside an item.
    """

    text: str
    depth: int = 0


def read_blocks(section: Element) -> tuple[Block, ...]:
    """Read the blocks of a page below its heading; comments and targets have no text."""
    return tuple(_blocks(section, 0))


def _blocks(parent: Element, depth: int) -> Iterator[Block]:
    for node in parent.children:
        if isinstance(node, nodes.title | nodes.Invisible):
            continue
        if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
            for item in node.children:
                yield from _blocks(item, depth + 1)  # type: ignore[arg-type]
        elif isinstance(node, nodes.TextElement):
            text = ' '.join(_text(node).split())
            if text:
                yield Block(text, depth)
        elif isinstance(node, nodes.Element):
            yield from _blocks(node, depth)


def _text(node: Node) -> str:
    """The text of a node, with a mark where an entry's title will stand."""
    if isinstance(node, nodes.raw):
        return ''
    if isinstance(node, addnodes.pending_xref) and node['reftype'] == 'entry':
        return node.astext() if node['refexplicit'] else f'{_MARK}{node["reftarget"]}{_MARK}'
    if isinstance(node, nodes.Element) and not isinstance(node, nodes.FixedTextElement):
        return node.child_text_separator.join(_text(child) for child in node.children)
    return node.astext()


def with_titles(blocks: tuple[Block, ...], title_of: Callable[[str], str]) -> tuple[Block, ...]:
    """Put titles where the text refers to entries; *title_of* gives that of an id."""

    def text(block: Block) -> str:
        return ''.join(
            title_of(part) if place % 2 else part
            for place, part in enumerate(block.text.split(_MARK))
        )

    return tuple(replace(block, text=text(block)) for block in blocks)
