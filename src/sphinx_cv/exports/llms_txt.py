"""``llms.txt``: the CV on one page for language models, with links to the pages' Markdown twins.

The form is that of https://llmstxt.org: below each heading stand links and nothing else, so all
that is text stands above the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_cv.exports.files import RESUME
from sphinx_cv.exports.markdown import begin, escape, heading
from sphinx_cv.locale import _, comma
from sphinx_cv.model.records import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx_cv.model.facts import Fact
    from sphinx_cv.model.outline import Item, Outline, Section
    from sphinx_cv.model.text import Block

# What an address may have beside letters and figures; brackets would end the link.
_ADDRESS = "%/:?#@!$&'*+,;=~-._"


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
    if career.skills:
        names = comma().join(topic.label for topic in career.skills.values())
        lines += [begin(escape(f'{_("Skills")}: {names}')), '']
    parts = [(_('Sections'), [_page(outline, name, address) for name in _pages(outline)])]
    for section in (outline.whole, *outline.whole.sections):
        items = _own(section) if section is outline.whole else section.items
        parts.append((section.title, [_line(item, address) for item in items]))
    for title, links in parts:
        if links:
            lines += [heading(escape(title), 2), '', *links, '']
    # The heading is the standard's: readers with little room may leave out what stands below it.
    lines += ['## Optional', '']
    lines += [_link(label, address(file)) for label, file in files.items()]
    return '\n'.join([*lines, ''])


def _pages(outline: Outline) -> Iterator[str]:
    """All pages but those of entries, which are listed by themselves."""
    for docname in outline.reading_order:
        if not isinstance(outline.career.record(docname), Entry):
            yield docname


def _page(outline: Outline, docname: str, address: Callable[[str], str]) -> str:
    link = _link(outline.titles[docname], address(docname))
    text = outline.section(docname).text
    return f'{link}: {escape(text)}' if text else link


def _link(title: str, address: str) -> str:
    """Write a link as an item of a list; readers look for the first brackets to close."""
    title = escape(title).replace(r'\[', '&#91;').replace(r'\]', '&#93;')
    return f'- [{title}]({quote(address, safe=_ADDRESS)})'


def _own(section: Section) -> Iterator[Item]:
    for group in section.groups:
        yield from group.items


def _said(fact: Fact) -> str:
    """Write a fact of the person, with its addresses in full: a text has nothing to click."""
    if fact.name == 'details':
        return escape(f'{fact.label}: {fact.text}')
    return comma().join(
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
    link = _link(item.title, address(item.docname))
    return f'{link}: {escape(text)}' if text else link


def llms_files(pdf: str, downloads: Mapping[str, str]) -> dict[str, str]:
    """The names of the files to download by their labels; *pdf* is '' without a PDF."""
    files = {'PDF': pdf, **downloads, 'JSON Resume': RESUME}
    return {label: name for label, name in files.items() if name}
