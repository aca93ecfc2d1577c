"""A page as plain Markdown, for language models: the twin that lies beside its HTML.

The Markdown is CommonMark (https://spec.commonmark.org/0.31.2/) with tables and footnotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx_design.shared import PassthroughTextElement

from sphinx_cv.domain.nodes import ON_SITES_ONLY
from sphinx_cv.exports.markdown import begin, escape, heading
from sphinx_cv.model.formula import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils.nodes import Element, Node

_SKIPPED = (
    nodes.Invisible,
    nodes.raw,
    nodes.colspec,
    nodes.label,
    addnodes.index,
    addnodes.toctree,
    *ON_SITES_ONLY,
)
_AROUND: dict[type, str] = {
    nodes.emphasis: '*',
    nodes.title_reference: '*',
    nodes.strong: '**',
}


def write_markdown(document: nodes.document, address: Callable[[str], str]) -> str:
    """Write a document whose references are resolved.

    *address* turns the address of another page into the address of that page's twin.
    """
    return '\n\n'.join(_Writer(address).blocks(document, 0)) + '\n'


class _Writer:
    def __init__(self, address: Callable[[str], str]) -> None:
        self.address = address

    # ---- blocks, without the blank lines between them -------------------------------------------

    def blocks(self, parent: Element, level: int) -> list[str]:
        found: list[str] = []
        for node in _elements(parent):
            found.extend(block for block in self._block(node, level) if block)
        return found

    def _block(self, node: Element, level: int) -> Iterator[str]:  # noqa: C901, PLR0912  # a branch for each node
        match node:
            case _ if isinstance(node, _SKIPPED):
                return
            case nodes.section():
                yield from self.blocks(node, level + 1)
            case nodes.title() if isinstance(node.parent, nodes.section):
                yield heading(self.inline(node), level)
            case nodes.title():
                yield f'**{self.inline(node)}**'
            case nodes.TextElement() if is_label(node):
                yield f'**{self.inline(node)}**'
            case nodes.math_block():
                yield f'$$\n{node.astext().strip()}\n$$'
            case nodes.rubric():
                yield heading(self.inline(node), 2)
            case nodes.bullet_list() | nodes.enumerated_list():
                yield self._list(node, level)
            case nodes.literal_block():
                code = node.astext().rstrip('\n')
                fence = '`' * max(3, _longest_run(code) + 1)
                yield f'{fence}{node.get("language", "")}\n{code}\n{fence}'
            case nodes.field_list():
                yield '\n'.join(self._field(field, level) for field in _elements(node))
            case nodes.definition_list():
                yield from self._definitions(node, level)
            case nodes.table():
                yield self._table(node)
            case nodes.transition():
                yield '---'
            case nodes.block_quote() | nodes.Admonition():
                # An admonition already has a title here: Sphinx's writer of HTML adds it.
                yield _prefix('\n\n'.join(self.blocks(node, level)), '> ')
            case nodes.image():
                yield self._inline(node)
            case nodes.footnote():
                text = ' '.join(self.blocks(node, level))
                yield f'[^{node[0].astext()}]: {text}'
            case nodes.TextElement():
                yield begin(self.inline(node))
            case nodes.Element():
                yield from self.blocks(node, level)

    def _definitions(self, parent: Element, level: int) -> Iterator[str]:
        for item in _elements(parent):
            term, *rest = _elements(item)
            anchor = ''.join(f'<a id="{name}"></a>' for name in term['ids'])
            yield f'{anchor}{self.inline(term)}'
            for part in rest:
                yield from self.blocks(part, level)

    def _field(self, field: Element, level: int) -> str:
        name, body = _elements(field)
        text = '\n\n'.join(self.blocks(body, level))
        return f'- {self.inline(name)}: {_prefix(text, "  ").removeprefix("  ")}'

    def _list(self, parent: Element, level: int) -> str:
        items = []
        for number, item in enumerate(_elements(parent), parent.get('start', 1)):
            mark = f'{number}. ' if isinstance(parent, nodes.enumerated_list) else '- '
            blocks = self.blocks(item, level)
            # If an item is a paragraph and a list below it, no blank line stands between them.
            text = '\n'.join(blocks) if len(blocks) > 1 and _tight(item) else '\n\n'.join(blocks)
            items.append(mark + _prefix(text, ' ' * len(mark)).removeprefix(' ' * len(mark)))
        return '\n'.join(items)

    def _table(self, table: Element) -> str:
        rows = [
            [' '.join(self.blocks(cell, 0)).replace('|', r'\|') for cell in row.children]  # type: ignore[arg-type]
            for row in table.findall(nodes.row)
        ]
        lines = [f'| {" | ".join(row)} |' for row in rows]
        lines.insert(1, f'|{"---|" * len(rows[0])}' if rows else '')
        return '\n'.join(lines)

    # ---- text --------------------------------------------------------------------------------

    def inline(self, parent: Element) -> str:
        return ''.join(self._inline(node) for node in parent.children)

    def _inline(self, node: Node) -> str:  # noqa: PLR0911  # a branch for each node
        match node:
            case nodes.Text():
                return escape(re.sub(r'\s+', ' ', node.astext()))
            case nodes.math():
                return escape(to_text(node.astext()))
            case nodes.literal():
                return _code(node.astext())
            case nodes.footnote_reference():
                return f'[^{node.astext()}]'
            case nodes.image():
                return f'![{node.get("alt", "")}]({node["uri"]})'
            case nodes.reference():
                return self._link(node)
            case _ if isinstance(node, _SKIPPED):
                return ''
            case nodes.Element():
                mark = next((m for t, m in _AROUND.items() if isinstance(node, t)), '')
                return f'{mark}{self.inline(node)}{mark}'
        return ''

    def _link(self, node: Element) -> str:
        uri = node.get('refuri') or f'#{node.get("refid", "")}'
        words = self.inline(node)
        if words == uri and ':' in uri:
            return f'<{uri}>'
        uri = self.address(uri) if node.get('internal') else uri
        return f'[{words}]({f"<{uri}>" if re.search("[()]", uri) else uri})'


def _elements(parent: Element) -> list[Element]:
    return [child for child in parent.children if isinstance(child, nodes.Element)]


def is_label(node: Element) -> bool:
    """Whether a text heads a card, a dropdown or a tab (of sphinx-design, in HTML's form)."""
    names = {'sd-card-title', 'sd-summary-title', 'sd-tab-label'}
    holder = node.parent if isinstance(node, PassthroughTextElement) else node
    return not names.isdisjoint(holder['classes'])


def _tight(item: Node) -> bool:
    lists = nodes.bullet_list | nodes.enumerated_list
    return all(isinstance(child, lists) for child in item.children[1:])


def _prefix(text: str, prefix: str) -> str:
    return '\n'.join(f'{prefix}{line}'.rstrip() for line in text.split('\n'))


def _code(text: str) -> str:
    fence = '`' * (_longest_run(text) + 1)
    return f'{fence}{text}{fence}' if len(fence) == 1 else f'{fence} {text} {fence}'


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r'`+', text)), default=0)
