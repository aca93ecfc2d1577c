"""The few marks of Markdown that a line of others may keep: strong, emphasis, code and links.

Whatever else could mean something to MyST comes out as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_cv.importers.addresses import refusal
from sphinx_cv.importers.markup import escape_within

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = r'[^*\s](?:[^*]*[^*\s])?'
_ADDRESS = r'[^()<>\s]*'
_MARK = re.compile(
    r'\\(?P<escaped>[!-/:-@\[-`{-~])'
    r'|(?<!\})`(?P<code>[^`\s](?:[^`]*[^`\s])?)`'
    rf'|(?<!!)\[(?P<text>[^\[\]]+)\]\(\s*(?P<address>{_ADDRESS}(?:\({_ADDRESS}\){_ADDRESS})*)\s*\)'
    rf'|\*\*\*(?P<both>{_WORDS})\*\*\*|\*\*(?P<strong>{_WORDS})\*\*|\*(?P<emphasis>{_WORDS})\*'
)
_STARS = {'both': '***', 'strong': '**', 'emphasis': '*'}
# What has a meaning within the address of a link.
_IN_ADDRESS = {
    '\\': '%5C',
    '`': '%60',
    '*': '%2A',
    '$': '%24',
    '(': '%28',
    ')': '%29',
    '&': '&amp;',
}


def marked(text: str, refused: Callable[[str], object]) -> str:
    """Write a line of Markdown with what it may keep; *refused* gets the links that it may not."""

    def leads(address: str) -> bool:
        reason = refusal(address, f'"{address}"')
        if reason:
            refused(reason)
        return not reason

    def written(match: re.Match[str]) -> str:
        found = {name: value for name, value in match.groupdict().items() if value is not None}
        match found:
            case {'escaped': char}:
                return f'\\{char}'
            case {'code': code}:
                return f'`{code}`'
            case {'text': words, 'address': address}:
                return _linked(marked(words, refused), address, leads=leads(address))
            case _:
                ((name, words),) = found.items()
                return f'{_STARS[name]}{marked(words, refused)}{_STARS[name]}'

    return _each(text, written, escape_within)


def _linked(words: str, address: str, *, leads: bool) -> str:
    if leads and address.lower().startswith(('http://', 'https://', 'mailto:')):
        target = ''.join(_IN_ADDRESS.get(char, char) for char in address)
        return f'[{words}]({target})'
    # MyST makes no link of the other addresses that a page may have, so they stand as text.
    return f'{words} ({escape_within(address)})' if leads and address else words


def plain(text: str) -> str:
    """Give the words of a line of Markdown, without its marks."""

    def words(match: re.Match[str]) -> str:
        given = next(v for name, v in match.groupdict().items() if v is not None)
        return given if match['code'] or match['escaped'] else plain(given)

    return _each(text, words, str)


def link(text: str) -> str:
    """The address of the first link in a line of Markdown, or ''."""
    return next((m['address'] for m in _MARK.finditer(text) if m['address']), '')


def _each(text: str, mark: Callable[[re.Match[str]], str], between: Callable[[str], str]) -> str:
    """Put together what *mark* makes of the marks, and *between* of what stands between them."""
    parts, at = [], 0
    for match in _MARK.finditer(text):
        parts += [between(text[at : match.start()]), mark(match)]
        at = match.end()
    return ''.join([*parts, between(text[at:])])
