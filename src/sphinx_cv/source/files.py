"""The files of the pages, looked at before Sphinx reads them.

Sphinx would skip a page that cannot be read, wait for ever for a named pipe, follow links that
go in a circle forty times, and end in a traceback at a byte that is not UTF-8.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# What a text begins with that is in another encoding than UTF-8, in the order to look for them.
_MARKS = (
    (b'\xff\xfe\x00\x00', 'UTF-32'),
    (b'\x00\x00\xfe\xff', 'UTF-32'),
    (b'\xff\xfe', 'UTF-16'),
    (b'\xfe\xff', 'UTF-16'),
)


def find_unreadable(
    folder: Path, is_page: Callable[[str], bool], is_left_out: Callable[[str], bool]
) -> Iterator[str]:
    """Look for pages below a *folder* that cannot be read; give a line for each.

    Both functions take a path relative to the folder, of a file and of a file or folder.
    """

    def refuse(error: OSError) -> None:
        lines.append(f'{_relative(error.filename, folder)}: cannot be read: {error.strerror}')

    lines: list[str] = []
    for here, folders, files in os.walk(folder, followlinks=True, onerror=refuse):
        above = os.path.realpath(here)
        kept = []
        for name in folders:
            path = _relative(f'{here}/{name}', folder)
            if is_left_out(path):
                continue
            target = os.path.realpath(f'{here}/{name}')
            if f'{above}/'.startswith(f'{target}/'):
                lines.append(
                    f'{path}: a link to a folder that it is in, so that pages would be read again '
                    'and again; remove it, or put its name into exclude_patterns'
                )
                continue
            kept.append(name)
        folders[:] = kept
        for name in files:
            path = _relative(f'{here}/{name}', folder)
            if is_page(path) and not is_left_out(path) and (wrong := wrong_with(folder, path)):
                lines.append(f'{_shown(path)}: {wrong}')
    yield from sorted(lines)


def _relative(path: str, folder: Path) -> str:
    return path.removeprefix(f'{folder}/')


def _shown(path: str) -> str:
    """A path as it can be printed."""
    text = path.encode(errors='surrogateescape').decode(errors='backslashreplace')
    return ''.join(repr(c)[1:-1] if unicodedata.category(c) == 'Cc' else c for c in text)


def wrong_with(folder: Path, path: str) -> str:
    """What keeps a file from being read; '' if nothing does."""
    if any(unicodedata.category(char) in {'Cc', 'Cs'} for char in path):
        return 'the name has bytes or characters that no address can have; rename the file'
    try:
        # Each page is asked for, and making a Path takes as long as looking at its file.
        mode = os.stat(f'{folder}/{path}').st_mode  # noqa: PTH116
    except FileNotFoundError:
        return f'cannot be read: a link to "{(folder / path).readlink()}", which is not there'
    except OSError as error:
        return f'cannot be read: {error.strerror}'
    if not stat.S_ISREG(mode):
        return 'cannot be read: it is no file of text'
    if not os.access(f'{folder}/{path}', os.R_OK):
        return 'cannot be read: nobody but its owner may; chmod +r gives the right'
    return ''


def wrong_encoding(content: bytes, what: str = 'page') -> tuple[int, str]:
    """Find what is not UTF-8: its line, counted from 1, and what is wrong; (0, '') if nothing is.

    The message names the file as *what* it is.

    Which encoding was meant cannot be known, so the message shows the byte in the most usual one.
    """
    try:
        content.decode('utf-8')
    except UnicodeDecodeError as error:
        for mark, name in _MARKS:
            if content.startswith(mark):
                return 1, f'the {what} is in {name}; save it as UTF-8'
        line = content.count(b'\n', 0, error.start) + 1
        byte = content[error.start]
        western = bytes([byte]).decode('cp1252', 'ignore')
        guess = f' ("{western}" in Windows-1252)' if western else ''
        return line, f'the byte 0x{byte:02X}{guess} is not UTF-8; save the {what} as UTF-8'
    return 0, ''
