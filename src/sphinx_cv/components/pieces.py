"""The nodes that derived parts are made of.

They are plain ones, so every builder can write them; their classes are what the style sheet
styles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node

    from sphinx_cv.model.facts import Fact, Words


def heading(content: Node) -> Element:
    """Make a heading.

    A section that is made now would miss the table of contents; a rubric of level 2 is a
    heading to HTML.
    """
    rubric = nodes.rubric('', '', content, classes=['cv-heading'])
    rubric['heading-level'] = 2
    return rubric


def line(css: str, parts: Sequence[Node], separator: str) -> Element:
    """Make a paragraph of parts with a separator between them."""
    paragraph = nodes.paragraph(classes=[css])
    paragraph += joined(parts, separator)
    return paragraph


def joined(parts: Sequence[Node], separator: str) -> list[Node]:
    """Put a separator between parts."""
    found: list[Node] = []
    for number, part in enumerate(parts):
        if number:
            found.append(span('cv-separator', separator))
        found.append(part)
    return found


def span(css: str, content: str | Node) -> Element:
    """Give a text or a node a class."""
    child = nodes.Text(content) if isinstance(content, str) else content
    return nodes.inline('', '', child, classes=[css])


def said(words: Words, docname: str) -> Node:
    """Turn words into a text, or into a link from the page *docname*."""
    if words.strong:
        return nodes.strong('', words.text)
    if words.uri:
        return nodes.reference('', words.text, refuri=words.uri)
    if words.role:
        return link(words.role, words.target, nodes.inline('', words.text), docname)
    return nodes.Text(words.text)


def fact_nodes(fact: Fact, docname: str) -> list[Node]:
    """Turn a fact's words into nodes, with commas between them."""
    return joined([said(words, docname) for words in fact.words], ', ')


def link(role: str, target: str, content: Element, docname: str) -> Element:
    """Refer from a page to an object of the domain; Sphinx resolves it."""
    return _xref('cv', role, target, content, docname)


def link_page(target: str, title: str, docname: str) -> Element:
    """Refer from a page to another."""
    return _xref('std', 'doc', f'/{target}', nodes.inline('', title), docname)


def _xref(domain: str, role: str, target: str, content: Element, docname: str) -> Element:
    node = addnodes.pending_xref('', content, refdomain=domain, reftype=role, reftarget=target)
    node['refexplicit'] = True
    node['refdoc'] = docname
    node['refwarn'] = True
    return node


def bullets(items: Iterable[Element], *classes: str) -> Element:
    """Make a list of items."""
    return nodes.bullet_list('', *items, classes=list(classes))
