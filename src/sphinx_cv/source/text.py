"""From the text of a page, as docutils has it, to plain blocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_cv.model.editions import conjunction, disjunction
from sphinx_cv.model.formula import to_text
from sphinx_cv.model.text import TITLE_MARK, Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element, Node


# What does not begin a text, though it may stand first.
_ASIDES = (nodes.caption, nodes.legend, nodes.literal_block, nodes.rubric)


def read_blocks(section: Element) -> tuple[Block, ...]:
    """Read the blocks of a page below its heading; comments and targets have no text."""
    return tuple(_blocks(section, 0))


def plain_text(node: Element) -> str:
    """The text of a node as it is read, with its formulas; for titles."""
    if not any(True for _ in node.findall(nodes.math)):
        return node.astext()
    return ''.join(
        to_text(child.astext()) if isinstance(child, nodes.math) else child.astext()
        for child in node.findall(lambda n: isinstance(n, nodes.Text | nodes.math))
        if not isinstance(child.parent, nodes.math)
    )


def _blocks(parent: Element, depth: int) -> Iterator[Block]:
    for node in parent.children:
        if isinstance(node, nodes.Element) and not isinstance(node, nodes.title | nodes.Invisible):
            yield from _blocks_of(node, depth)


def _blocks_of(node: Element, depth: int) -> Iterator[Block]:
    match node:
        case nodes.section():
            # A heading over nothing but what is listed there is no text of the page.
            if below := list(_blocks(node, depth)):
                title = node.next_node(nodes.title)
                only = disjunction(block.only for block in below)
                yield from ([Block(title.astext(), depth, aside=True, only=only)] if title else [])
                yield from below
        case addnodes.only():
            for block in _blocks(node, depth):
                yield replace(block, only=conjunction(node['expr'], block.only))
        case nodes.bullet_list() | nodes.enumerated_list():
            yield from _blocks(node, depth + 1)
        case nodes.row():
            cells = (' '.join(_text(cell).split()) for cell in node.children)
            yield Block(' | '.join(cells), depth + 1)
        case nodes.TextElement():
            text = ' '.join(_text(node).split())
            if text:
                yield Block(text, depth, aside=isinstance(node, _ASIDES))
        case _:
            yield from _blocks(node, depth)


def _text(node: Node) -> str:
    """The text of a node, with a mark where an entry's title will stand."""
    if isinstance(node, nodes.raw):
        return ''
    if isinstance(node, nodes.math | nodes.math_block):
        return to_text(node.astext())
    if isinstance(node, addnodes.pending_xref) and node['reftype'] == 'entry':
        return (
            node.astext() if node['refexplicit'] else f'{TITLE_MARK}{node["reftarget"]}{TITLE_MARK}'
        )
    if isinstance(node, nodes.Element) and not isinstance(node, nodes.FixedTextElement):
        return node.child_text_separator.join(_text(child) for child in node.children)
    return node.astext()
