"""What LaTeX's log says: the error that ended the run, what the PDF lost, and what is too wide.

LaTeX reports success if it has written any pages, even if characters had no glyph or links led
nowhere.  Here those are errors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PAGE = re.compile(r'^%% page: (?P<docname>.*)')
_LOST = re.compile(r'^Missing character: There is no (?P<glyph>\S+)')
_UNDEFINED = re.compile(r"^LaTeX Warning: (?P<what>(?:Hyper )?[Rr]eference `[^']*').* undefined")
_NOWHERE = re.compile(r'.*unreferenced destination with name (?P<name>\S+)')
_OVERFULL = re.compile(r'^Overfull \\hbox \((?P<width>[\d.]+)pt too wide\).* lines? (?P<line>\d+)')


@dataclass(frozen=True)
class Finding:
    """Something that a log says; ``docname`` is its page of the source, '' if it has none."""

    docname: str
    message: str


class Log:
    """The log of a run of LaTeX over the text *tex*, the file of this *name*."""

    def __init__(self, log: str, tex: str, name: str) -> None:
        self._lines = log.splitlines()
        self._tex = tex.splitlines()
        self._error = re.compile(rf'^(?:\./)?{re.escape(name)}:(?P<line>\d+): (?P<message>.*)')

    def failure(self) -> Finding | None:
        """Find TeX's first error: its page of the source, its message, and the text there.

        None if the log has no error.
        """
        for number, line in enumerate(self._lines):
            if match := self._error.match(line):
                docname = self._page_at(int(match['line']))
                where = next((text for text in self._lines[number:] if text.startswith('l.')), '')
                message = match['message']
                # Before the first page there are only settings; their messages say enough.
                if docname and where:
                    return Finding(docname, f'{message}\n  at: {where.partition(" ")[2]}')
                return Finding(docname, message.removesuffix('.'))
            if line.startswith('! '):
                return Finding('', line[2:].removesuffix('.'))
        return None

    def losses(self, pages: Mapping[str, str]) -> Iterator[Finding]:
        """Find what the PDF has lost: characters, and the targets of references.

        *pages* are the sources by their names.
        """
        for line in dict.fromkeys(self._lines):
            if match := _LOST.match(line):
                char = match['glyph']
                message = f'no font has the character {char} (U+{ord(char[0]):04X})'
                there = [docname for docname, text in pages.items() if char in text]
                yield from (Finding(docname, message) for docname in there)
                if not there:
                    yield Finding('', f'{message}, which a label needs')
            elif match := _UNDEFINED.match(line):
                yield Finding('', f'{match["what"]} has no target in the PDF')
            elif match := _NOWHERE.match(line):
                yield Finding('', f'a link leads to "{match["name"]}", which is not in the PDF')

    def overfull(self) -> Iterator[Finding]:
        """Find the lines that are wider than their column."""
        for line in self._lines:
            if match := _OVERFULL.match(line):
                docname = self._page_at(int(match['line']))
                yield Finding(docname, f'a line of the PDF is {match["width"]} pt too wide')

    def _page_at(self, line: int) -> str:
        before = reversed(self._tex[:line])
        return next((match['docname'] for text in before if (match := _PAGE.match(text))), '')
