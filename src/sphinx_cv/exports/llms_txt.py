"""``llms.txt``: the CV on one page for language models, with links to the pages' Markdown twins.

The form is that of https://llmstxt.org.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_cv.exports.files import RESUME
from sphinx_cv.exports.markdown import begin, escape, heading
from sphinx_cv.locale import _, comma

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx_cv.model.facts import Fact
    from sphinx_cv.model.outline import Item, Outline, Section
    from sphinx_cv.model.text import Block


def write_llms(outline: Outline, files: Mapping[str, str], address: Callable[[str], str]) -> str:
    """Write the file.

    *files* has the names of the downloads by their labels.  *address* gives the address of a page's
    twin by the name of the page, and the address of a file by its name.
    """
    career = outline.career
    person = career.person
    lines = [heading(escape(person.name if person else outline.whole.title), 1), '']
    if person:
        if facts := outline.person_facts():
            lines += [f'> {begin(" · ".join(_said(fact) for fact in facts))}', '']
        lines += _text(person.body)
    for section in (outline.whole, *outline.whole.sections):
        items = _own(section) if section is outline.whole else section.items
        listed = [_line(item, address) for item in items]
        if section.text:
            link = f'[{escape(section.title)}]({address(section.docname)})'
            listed.insert(0, f'- {link}: {escape(section.text)}')
        if listed:
            lines += [heading(escape(section.title), 2), '', *listed, '']
    if career.skills:
        names = ', '.join(topic.name for topic in career.skills.values())
        lines += ['## ' + _('Skills'), '', begin(escape(names)), '']
    # The heading is the standard's: readers with little room may leave out what stands below it.
    lines += ['## Optional', '']
    lines += [f'- [{label}]({address(file)})' for label, file in files.items()]
    return '\n'.join([*lines, ''])


def _own(section: Section) -> Iterator[Item]:
    for group in section.groups:
        yield from group.items


def _said(fact: Fact) -> str:
    """Write a fact of the person, with its addresses in full: a text has nothing to click."""
    if fact.name == 'details':
        return escape(f'{fact.label}: {fact.text}')
    return ', '.join(
        f'{escape(words.text)}: {_address(words.uri)}'
        if fact.name == 'profiles'
        else _whole(words.text, words.uri)
        for words in fact.words
    )


def _whole(text: str, uri: str) -> str:
    return _address(uri) if uri.startswith('http') else escape(text)


def _address(uri: str) -> str:
    # Between "<" and ">" no character is markup.
    return uri if escape(uri) == uri else f'<{uri}>'


def _text(body: tuple[Block, ...]) -> list[str]:
    """Write blocks as Markdown, with a blank line around paragraphs."""
    lines: list[str] = []
    for block in body:
        if block.depth:
            lines.append(f'{"  " * (block.depth - 1)}- {begin(escape(block.text))}')
        else:
            lines += ([''] if lines and lines[-1] else []) + [begin(escape(block.text)), '']
    return [*lines, ''] if lines and lines[-1] else lines


def _line(item: Item, address: Callable[[str], str]) -> str:
    named = [item.fact(name) for name in ('organization', 'location')]
    about = comma().join(text for text in (item.when, *(f.text for f in named if f)) if text)
    text = '; '.join(part for part in (about, item.summary) if part)
    link = f'[{escape(item.title)}]({address(item.docname)})'
    return f'- {link}: {escape(text)}' if text else f'- {link}'


def llms_files(pdf: str) -> dict[str, str]:
    """The names of the downloads by their labels; *pdf* is '' without a PDF."""
    return {'PDF': pdf, 'JSON Resume': RESUME} if pdf else {'JSON Resume': RESUME}
