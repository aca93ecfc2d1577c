#!/usr/bin/env -S python3
"""Say how the output folders of two builds differ, file by file.

It shows what a change of the sources or of the program does to the site, the PDF and the data.
And if two builds of the same sources do not differ, it proves that the build is reproducible.
The exit status is 0 if the folders are alike, 1 if they differ, 2 if the command is wrong.
"""

from __future__ import annotations

import argparse
import difflib
import filecmp
import hashlib
import json
import re
import shutil
import subprocess
import sys
import zlib
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Files that Sphinx keeps for itself, and that differ between any two builds.
IGNORED = ('.buildinfo', '.doctrees/*', 'environment.pickle')
_TAG = re.compile(r"""(<!--.*?-->|</?[a-zA-Z!?](?:"[^"]*"|'[^']*'|[^'">])*>)""", re.DOTALL)


def find_files(folder: Path, ignored: Sequence[str]) -> set[str]:
    """Name the files below a folder, except those that a pattern in *ignored* fits."""
    paths = (file.relative_to(folder) for file in folder.rglob('*') if file.is_file())
    return {path.as_posix() for path in paths if not _is_ignored(path.as_posix(), ignored)}


def _is_ignored(name: str, patterns: Sequence[str]) -> bool:
    """Whether a pattern fits a path or the end of it.

    The end counts because the folder may hold several outputs, each in a folder of its own.
    """
    parts = PurePosixPath(name).parts
    ends = ['/'.join(parts[at:]) for at in range(len(parts))]
    return any(fnmatchcase(end, pattern) for end in ends for pattern in patterns)


def compare(first: Path, second: Path, ignored: Sequence[str], lines: int | None) -> Iterator[str]:
    """Say how two folders differ, line by line.

    *lines* is the most lines to show of each file, 0 for all; with None only the files are named.
    """
    ours, theirs = find_files(first, ignored), find_files(second, ignored)
    for name in sorted(ours | theirs):
        if name not in theirs:
            yield f'Only in {first}: {name}'
        elif name not in ours:
            yield f'Only in {second}: {name}'
        elif not filecmp.cmp(first / name, second / name, shallow=False):
            yield f'Differs: {name}'
            if lines is not None:
                yield from _cut(show_difference(first / name, second / name), lines)


def _cut(lines: Sequence[str], most: int) -> Iterator[str]:
    shown = most or len(lines)
    # A line may end in a carriage return, which a terminal would obey.
    yield from (f'  {line}'.replace('\r', '\\r') for line in islice(lines, shown))
    if len(lines) > shown:
        yield f'  … lines left out: {len(lines) - shown}'


def show_difference(first: Path, second: Path) -> list[str]:
    """Show how two files differ, as far as their format can be read."""
    read = _READERS.get(first.suffix, _read_text)
    try:
        before, after = read(first), read(second)
        if before == after and read in _LAYING_OUT:
            # Then only spaces and ends of lines differ, which can be seen in quotes.
            before, after = (list(map(repr, _read_text(file))) for file in (first, second))
    except Unreadable as problem:
        return [str(problem)] if str(problem) else []
    if before == after:
        return ['(not in what can be read of it)']
    # The first two lines are left out: they would name the files once more.
    return list(islice(difflib.unified_diff(before, after, lineterm=''), 2, None))


class Unreadable(Exception):  # noqa: N818  # it is no error: the files only differ
    """A file has no text to compare; the message gives the reason if it is a surprise."""


def _read_text(file: Path) -> list[str]:
    try:
        return file.read_bytes().decode().split('\n')
    except UnicodeDecodeError:
        raise Unreadable from None


def _read_markup(file: Path) -> list[str]:
    return _lay_out_markup('\n'.join(_read_text(file)))


def _lay_out_markup(text: str) -> list[str]:
    """Put each tag, and the words between tags, on a line; lay out data in scripts too."""
    pieces = (' '.join(piece.split()) for piece in _TAG.split(text))
    return [line for piece in pieces if piece for line in _lay_out_json(piece)]


def _read_json(file: Path) -> list[str]:
    return _lay_out_json('\n'.join(_read_text(file)))


def _lay_out_json(text: str) -> list[str]:
    if text.lstrip()[:1] not in {'{', '['}:
        return text.split('\n')
    try:
        # Keys keep their order, because another order is a difference too.
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1).split('\n')
    except ValueError:
        return text.split('\n')


def _read_code(file: Path) -> list[str]:
    """Read a script or a style sheet, and break its lines, because many have only one."""
    return [
        line
        for long in _read_text(file)
        for line in re.split(r'(?<=[,;{}])\s*', long.strip())
        if line
    ]


def _read_inventory(file: Path) -> list[str]:
    """Read Sphinx's inventory, the list of what can be linked to.

    It has four lines of text, then compressed ones.
    """
    *head, packed = file.read_bytes().split(b'\n', 4)
    try:
        return b'\n'.join([*head, zlib.decompress(packed)]).decode().split('\n')
    except (zlib.error, UnicodeDecodeError):
        raise Unreadable('it is no inventory that can be read') from None


def _read_pdf(file: Path) -> list[str]:
    metadata = _read_pdf_metadata(file)
    # The words come first because they matter most, and the end of a long difference is cut off.
    return [*_read_pdf_text(file), 'metadata', *metadata]


def _read_pdf_metadata(file: Path) -> list[str]:
    """Read what a PDF says of itself, and what is attached to it."""
    try:
        import pikepdf  # noqa: PLC0415  # the rest works without it
    except ImportError:
        return []
    try:
        with pikepdf.open(file) as pdf:
            lines = [f'PDF {pdf.pdf_version}, {len(pdf.pages)} pages']
            lines += [f'{key[1:]}: {value!s}' for key, value in sorted(pdf.docinfo.items())]
            lines += [f'ID: {bytes(part).hex()}' for part in pdf.trailer.get('/ID', ())]
            for name, attached in sorted(pdf.attachments.items()):
                digest = hashlib.sha256(attached.get_file().read_bytes()).hexdigest()
                lines.append(f'attached {name}: SHA-256 {digest}')
            if '/Metadata' in pdf.Root:
                lines += _lay_out_markup(pdf.Root.Metadata.read_bytes().decode('utf-8', 'replace'))
    except pikepdf.PdfError as problem:
        raise Unreadable(f'it is no PDF that can be read: {problem}') from None
    return lines


def _read_pdf_text(file: Path) -> list[str]:
    """Read the words, page by page; there are none without a program that can read them."""
    if pdftotext := shutil.which('pdftotext'):
        run = subprocess.run(  # noqa: S603  # it only reads
            [pdftotext, '-layout', '-enc', 'UTF-8', file, '-'], capture_output=True, check=False
        )
        if run.returncode:
            raise Unreadable(f'pdftotext: {run.stderr.decode(errors="replace").strip()}')
        pages = run.stdout.decode('utf-8', 'replace').split('\f')[:-1]
    else:
        try:
            from pypdf import PdfReader  # noqa: PLC0415  # only where there is nothing better
        except ImportError:
            return []
        pages = [page.extract_text() for page in PdfReader(file).pages]
    lines = []
    for number, page in enumerate(pages, 1):
        lines.append(f'page {number}')
        lines += [' '.join(line.split()) for line in page.split('\n') if line.strip()]
    return lines


_READERS: dict[str, Callable[[Path], list[str]]] = {
    '.html': _read_markup,
    '.svg': _read_markup,
    '.xml': _read_markup,
    '.json': _read_json,
    '.js': _read_code,
    '.css': _read_code,
    '.inv': _read_inventory,
    '.pdf': _read_pdf,
}
# These readers may give the same lines for files of different bytes.  Then the files are compared
# as plain text.
_LAYING_OUT = (_read_markup, _read_json, _read_code)


def main() -> int:
    """Compare the two folders, and print how they differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or '').partition('\n')[0])
    parser.add_argument('first', type=Path, metavar='A')
    parser.add_argument('second', type=Path, metavar='B')
    parser.add_argument(
        '--ignore',
        action='append',
        default=[],
        metavar='PATTERN',
        help='leave out files whose path, or the end of it, fits the pattern, beside '
        + ', '.join(IGNORED),
    )
    parser.add_argument('--brief', action='store_true', help='only name the files')
    parser.add_argument(
        '--lines',
        type=int,
        default=40,
        metavar='N',
        help='show at most so many lines of each file (40; 0 for all)',
    )
    chosen = parser.parse_args()
    for folder in (chosen.first, chosen.second):
        if not folder.is_dir():
            parser.error(f'{folder} is no folder')
    if chosen.lines < 0:
        parser.error('--lines cannot be less than 0')
    different = False
    lines = None if chosen.brief else chosen.lines
    for line in compare(chosen.first, chosen.second, [*IGNORED, *chosen.ignore], lines):
        different = True
        sys.stdout.write(f'{line}\n')
    return int(different)


if __name__ == '__main__':
    sys.exit(main())
