"""The nodes that derived parts are made of.

They are docutils' own nodes, so every builder can write them.  The style sheet finds them by their
classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_cv.locale import comma

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node

    from sphinx_cv.model.facts import Fact, Words


def heading(content: Node) -> Element:
    """Make a heading.

    It is no section, because Sphinx has already made the table of contents.  HTML writes it as
    ``h2``.
    """
    rubric = nodes.rubric('', '', content, classes=['cv-heading'])
    rubric['heading-level'] = 2
    return rubric


def line(css: str, parts: Sequence[Node], separator: str) -> Element:
    """Make a paragraph of the class *css* from *parts*, with a *separator* between them."""
    paragraph = nodes.paragraph(classes=[css])
    paragraph += joined(parts, separator)
    return paragraph


def joined(parts: Sequence[Node], separator: str) -> list[Node]:
    """Put a *separator* between *parts*."""
    found: list[Node] = []
    for number, part in enumerate(parts):
        if number:
            found.append(span('cv-separator', separator))
        found.append(part)
    return found


def span(css: str, content: str | Node) -> Element:
    """Give a text or a node the class *css*."""
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
    return joined([said(words, docname) for words in fact.words], comma())


def link(role: str, target: str, content: Element, docname: str) -> Element:
    """Refer from the page *docname* to an object of the domain, by the role and its target.

    Sphinx resolves the reference, which shows *content*.
    """
    return _xref('cv', role, target, content, docname)


def link_page(target: str, title: str, docname: str) -> Element:
    """Refer from the page *docname* to the page *target*, by its title."""
    return _xref('std', 'doc', f'/{target}', nodes.inline('', title), docname)


def _xref(domain: str, role: str, target: str, content: Element, docname: str) -> Element:
    node = addnodes.pending_xref('', content, refdomain=domain, reftype=role, reftarget=target)
    node['refexplicit'] = True
    node['refdoc'] = docname
    node['refwarn'] = True
    return node


def bullets(items: Iterable[Element], *classes: str) -> Element:
    """Make a list with bullets from *items*."""
    return nodes.bullet_list('', *items, classes=list(classes))
