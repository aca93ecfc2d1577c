"""The tables of an export: a zip, or the folder that was unpacked from it.

Nothing is unpacked: a name in a zip is never the name of a file here, so it cannot lead out of a
folder.  How much is read has limits, so that a small zip cannot become a huge text.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_cv.importers.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_MIB = 2**20
#: How many bytes a table may have, and all of them together: a long career has some 100 kB.
MOST_OF_ONE = 8 * _MIB
MOST = 32 * _MIB
#: How a zip begins, also one with nothing in it
#: (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
ZIP_SIGNATURES = (b'PK\x03\x04', b'PK\x05\x06')


def read_tables(path: Path, wanted: Callable[[str], bool]) -> tuple[dict[str, str], list[str]]:
    """Read the tables whose names are *wanted*; give them as texts, and the names of the others.

    A table is called by the name of its file, without folders and ``.csv``.

    :raises FormatError: if the archive is broken, encrypted or too large, or a text not in UTF-8
    """
    try:
        return _read(path, wanted)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FormatError(f'{path}: no zip: {error or "it ends too early"}') from error
    except (RuntimeError, NotImplementedError) as error:
        # What Python's reader says of a zip that needs a password, or of a rare compression.
        raise FormatError(f'{path}: cannot read the zip: {error}') from error
    except OSError as error:
        raise FormatError(f'{error.filename or path}: {error.strerror or error}') from error


def _read(path: Path, wanted: Callable[[str], bool]) -> tuple[dict[str, str], list[str]]:
    texts: dict[str, str] = {}
    others: list[str] = []
    total = 0
    for name, read in _in_folder(path) if path.is_dir() else _in_zip(path):
        if not wanted(name):
            others.append(name)
            continue
        content = read()
        total += len(content)
        if len(content) > MOST_OF_ONE or total > MOST:
            most = f'{MOST_OF_ONE // _MIB} MB in a table, and {MOST // _MIB} MB in all'
            raise FormatError(f'{path}: {name}.csv is too large; expected at most {most}')
        try:
            texts[name] = content.decode('utf-8-sig')
        except UnicodeDecodeError as error:
            raise FormatError(f'{path}: {name}.csv: expected a text in UTF-8') from error
    return texts, sorted(others)


def _in_folder(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    for file in sorted([*path.glob('*.csv'), *path.glob('*/*.csv')]):

        def read(file: Path = file) -> bytes:
            with file.open('rb') as stream:
                return stream.read(MOST_OF_ONE + 1)

        yield file.stem, read


def _in_zip(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            name = PurePosixPath(member.filename.replace('\\', '/'))

            def read(member: zipfile.ZipInfo = member) -> bytes:
                with archive.open(member) as stream:
                    return stream.read(MOST_OF_ONE + 1)

            if name.suffix.lower() == '.csv':
                yield name.stem, read
