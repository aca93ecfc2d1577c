"""The CV as plain text, for forms and for whoever wants no markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import column_width
from sphinx.locale import admonitionlabels

from sphinx_cv.html.downloads.manuscript import SKIPPED, Head, Heading, Row, Text
from sphinx_cv.html.downloads.wrapping import WIDTH, wrap
from sphinx_cv.locale import comma
from sphinx_cv.model.formula import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Element, Node

    from sphinx_cv.html.downloads.manuscript import Manuscript, Part
    from sphinx_cv.model.facts import Fact, Words

_DOT = ' · '
_RULES = ('=', '-')
# What breaks a line in a paragraph: no text of a page can hold it.
_BREAK = '\0'


def write_text(manuscript: Manuscript) -> str:
    """Write the CV in lines of 80 columns, with a blank line between its parts."""
    head = [_underlined(manuscript.name, 0)]
    if manuscript.tagline:
        head.append(wrap(manuscript.tagline))
    blocks = ['\n'.join(head)]
    if manuscript.facts:
        blocks.append('\n'.join(_fact(fact) for fact in manuscript.facts))
    before: Part | None = None
    for part in manuscript.parts:
        said = '\n\n'.join(_part(part))
        if isinstance(before, Row) and isinstance(part, Row):
            blocks[-1] += f'\n{said}'
        elif isinstance(part, Heading) and part.level == 1:
            # Two blank lines part the sections.
            blocks.append(f'\n{said}')
        else:
            blocks.append(said)
        before = part
    return '\n\n'.join(block for block in blocks if block) + '\n'


def _part(part: Part) -> Iterator[str]:
    match part:
        case Heading():
            yield _underlined(part.title, part.level)
        case Head():
            yield '\n'.join(_head(part))
        case Text():
            yield from _blocks(part.nodes)
        case Row():
            yield _labelled(part.label, comma().join(part.words))


def _underlined(title: str, level: int) -> str:
    title = wrap(title)
    if level >= len(_RULES):
        return title
    return f'{title}\n{_RULES[level] * min(WIDTH, max(map(column_width, title.splitlines())))}'


def _head(head: Head) -> Iterator[str]:
    yield wrap(comma().join(part for part in (head.first, head.second) if part))
    if about := [part for part in (head.when, *map(_said, head.details)) if part]:
        yield wrap(_DOT.join(about))
    for fact in head.facts:
        yield _fact(fact)


def _fact(fact: Fact) -> str:
    return _labelled(fact.label, _said(fact))


def _labelled(label: str, text: str) -> str:
    return wrap(f'{label}: {text}' if label else text, '', '  ')


def _said(fact: Fact) -> str:
    return comma().join(map(_addressed, fact.words))


def _addressed(words: Words) -> str:
    """Write words with the address that they lead to, since a text has nothing to click."""
    return with_address(words.text, words.uri) if words.uri.startswith('http') else words.text


def with_address(text: str, uri: str) -> str:
    """Write a text and its address, once if one says the other."""
    if not text or uri.rstrip('/').endswith(text.rstrip('/')):
        return uri.removeprefix('mailto:').removeprefix('tel:')
    return f'{text} <{uri}>'


# ---- the text of a page --------------------------------------------------------------------------


def _blocks(content: Iterable[Node], first: str = '', rest: str = '') -> Iterator[str]:
    """Write blocks; *first* stands before their first line, *rest* before all others."""
    for node in content:
        if not isinstance(node, nodes.Element) or isinstance(node, SKIPPED):
            continue
        for block in _block(node, first, rest):
            if block.strip():
                yield block
                first = rest


def _block(node: Element, first: str, rest: str) -> Iterator[str]:  # noqa: C901, PLR0912  # a branch for each node
    match node:
        case nodes.bullet_list() | nodes.enumerated_list():
            yield '\n'.join(_items(node, first, rest))
        case nodes.field_list() | nodes.line_block() | nodes.definition_list_item():
            yield '\n'.join(_blocks(node.children, first, rest))
        case nodes.field():
            name, *body = node.children
            yield '\n'.join(_blocks(body, f'{first}{_inline(name)}: ', f'{rest}  '))
        case nodes.definition():
            yield from _blocks(node.children, f'{first}  ', f'{rest}  ')
        case nodes.literal_block():
            code = node.astext().rstrip('\n').split('\n')
            yield '\n'.join(f'{rest}    {line}'.rstrip() for line in code)
        case nodes.math_block():
            yield wrap(to_text(node.astext()), first, rest)
        case nodes.table():
            rows = (' | '.join(map(_cell, row.children)) for row in node.findall(nodes.row))
            yield '\n'.join(wrap(row, rest, f'{rest}  ') for row in rows)
        case nodes.Admonition() if type(node).__name__ in admonitionlabels:
            yield from _blocks(
                [nodes.paragraph('', admonitionlabels[type(node).__name__]), *node.children],
                f'{first}  ',
                f'{rest}  ',
            )
        case nodes.block_quote() | nodes.Admonition():
            yield from _blocks(node.children, f'{first}  ', f'{rest}  ')
        case nodes.footnote():
            yield from _blocks(node.children, f'{first}[{node[0].astext()}] ', f'{rest}    ')
        case nodes.image():
            yield wrap(_inline(node), first, rest)
        case nodes.TextElement():
            one, *others = _inline_of(node).split(_BREAK)
            lines = [wrap(one, first, rest), *(wrap(line, rest, rest) for line in others)]
            yield '\n'.join(lines)
        case _:
            yield from _blocks(node.children, first, rest)


def _items(parent: Element, first: str, rest: str) -> Iterator[str]:
    for number, item in enumerate(parent.children, parent.get('start', 1)):
        mark = f'{number}. ' if isinstance(parent, nodes.enumerated_list) else '- '
        blocks = _blocks(item.children, f'{first}{mark}', f'{rest}{" " * len(mark)}')
        yield '\n'.join(blocks)
        first = rest


def _cell(cell: Node) -> str:
    return ' '.join(' '.join(block.split()) for block in _blocks(cell.children))


def _inline_of(parent: Node) -> str:
    return ''.join(map(_inline, parent.children))


def _inline(node: Node) -> str:  # noqa: PLR0911  # a branch for each node
    match node:
        case nodes.Text():
            return re.sub(r'\s+', ' ', node.astext())
        case nodes.math():
            return to_text(node.astext())
        case nodes.footnote_reference():
            return f'[{node.astext()}]'
        case nodes.image():
            return f'[{node["alt"]}]' if node.get('alt') else ''
        case nodes.raw():
            return _BREAK if node.astext().startswith('<br') else ''
        case nodes.reference() if node.get('refuri') and not node.get('internal'):
            return with_address(_inline_of(node), node['refuri'])
        case _ if isinstance(node, SKIPPED):
            return ''
    return _inline_of(node)
