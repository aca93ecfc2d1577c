"""The parts of a text that are tied to tags, with Sphinx's directive ``only`` or our role ``only``.

The role makes the same node as the directive, around the block that it stands in.  Which parts
an output shows is decided when it is made (:mod:`sphinx_cv.components.editions`), because all
outputs share the doctrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import get_source_line
from sphinx import addnodes

from sphinx_cv.domain.nodes import only_mark
from sphinx_cv.model.editions import NOBODY, conjunction, disjunction
from sphinx_cv.source.tags import EXPECTED_TAGS, is_expression
from sphinx_cv.warnings import CVWarning, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element, Node


def tie_blocks(document: nodes.document) -> list[Problem]:
    """Put what the role ``only`` marks, and notes that only such parts have, in nodes ``only``.

    Nobody sees what has an expression that cannot be evaluated: it is a problem.
    """
    problems = []
    for mark in list(document.findall(only_mark)):
        block, parent = _block_of(mark), mark.parent
        _remove(mark)
        if block is None:
            message = (
                '{only} cannot tie a whole page to tags; '
                'in the front matter of an entry, "only" can'
            )
            problems.append(Problem(_line(parent), CVWarning.ONLY, message))
        else:
            _wrap(block, mark['expr'])
    for node in list(document.findall(addnodes.only)):
        if not is_expression(node['expr']):
            message = f'"only": expected {EXPECTED_TAGS}, found "{node["expr"]}"'
            problems.append(Problem(_line(node), CVWarning.ONLY, message))
            node['expr'] = NOBODY
    for note in list(document.findall(nodes.footnote)):
        uses = [ref for ref in document.findall(nodes.footnote_reference) if _leads(ref, note)]
        if uses and (expression := disjunction(map(only_around, uses))):
            _wrap(note, expression)
    return problems


def only_around(node: Node) -> str:
    """The expression of tags that a node is for: those of all ``only`` around it; or ''."""
    found = []
    above = node.parent
    while above is not None:
        if isinstance(above, addnodes.only):
            found.append(above['expr'])
        above = above.parent
    return conjunction(*reversed(found))


def is_withheld(document: nodes.document) -> bool:
    """Whether the source of a text says more than every output does: comments, parts for tags."""
    return any(isinstance(node, addnodes.only) or is_comment(node) for node in document.findall())


def is_comment(node: Node) -> bool:
    """Whether a node is a comment: of Markdown (``%``) or of HTML (``<!-- -->``)."""
    if not isinstance(node, nodes.raw):
        return isinstance(node, nodes.comment)
    text = node.astext().strip()
    return text.startswith('<!--') and text.find('-->') in {-1, len(text) - 3}


def _block_of(mark: Element) -> Element | None:
    """Find what a mark is about: an item if it stands in its first paragraph, else its block."""
    block: Element = mark.parent
    while isinstance(block.parent, nodes.TextElement):
        block = block.parent
    if isinstance(block, nodes.title):
        section: Element = block.parent
        return None if isinstance(section.parent, nodes.document) else section
    while isinstance(block.parent, _ITEMS) and block.parent.index(block) == 0:
        block = block.parent
    return block


_ITEMS = (nodes.list_item, nodes.definition_list_item)


def _remove(mark: Element) -> None:
    parent, at = mark.parent, mark.parent.index(mark)
    parent.remove(mark)
    if at < len(parent) and isinstance(parent[at], nodes.Text):
        parent[at] = nodes.Text(parent[at].astext().lstrip())


def _wrap(block: Element, expression: str) -> None:
    around = addnodes.only(expr=expression)
    around.source, around.line = block.source, block.line
    # docutils' own way would give the ids of the block to the node around it.
    block.parent[block.parent.index(block)] = around
    around += block


def _leads(reference: Element, note: Element) -> bool:
    return reference.get('refid') in note['ids'] or reference.get('refname') in note['names']


def _line(node: Node) -> int:
    return get_source_line(node)[1] or 1


def names_and_files(document: nodes.document) -> Iterator[tuple[str, str, str]]:
    """Give what Sphinx keeps of a text elsewhere: a kind, a name, and the tags that it is for.

    It is the ``id`` of each element that is for tags, and each ``image`` and each ``download``,
    by the names that the environment has for them.
    """
    for node in document.findall(nodes.Element):
        candidates: dict[str, str] = node.get('candidates', {})
        files = [('image', uri) for uri in candidates.values()]
        if isinstance(node, addnodes.download_reference) and 'filename' in node:
            files.append(('download', node['filename']))
        only = only_around(node) if files else ''
        yield from ((kind, name, only) for kind, name in files)
    for around in document.findall(addnodes.only):
        for node in around.findall(nodes.Element):
            yield from (('id', name, only_around(node)) for name in node['ids'])
