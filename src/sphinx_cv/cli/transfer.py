"""What the commands that take in a file share: reading it, and saying what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sphinx_cv.cli.failure import fail
from sphinx_cv.cli.project import ProjectError, write_files
from sphinx_cv.importers.errors import FormatError
from sphinx_cv.importers.recognize import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_cv.importers.pages import ImportedCV


def read(source: Path) -> ImportedCV:
    """What a file says, or the end of the command with what is wrong in it."""
    try:
        return read_file(source)
    except FormatError as error:
        fail(str(error))


def report(cv: ImportedCV) -> None:
    """Say what was refused, and what no page shows."""
    for warning in cv.warnings:
        click.echo(f'{click.style("Warning:", fg="yellow")} {warning}', err=True)
    if cv.kept:
        click.echo('Kept for resume.json under "extra", and on no page:')
        for name in cv.kept:
            click.echo(f'  {name}')
    if cv.unread:
        click.echo(f'Not read, for it says nothing for a CV: {", ".join(cv.unread)}')


def counted(cv: ImportedCV) -> str:
    """How many entries and texts there are, in words."""
    count = len(cv.entries)
    said = '1 entry' if count == 1 else f'{count} entries'
    texts = len(cv.sections)
    return said + (f' and {texts} page{"s" if texts > 1 else ""} of text' if texts else '')


def write(folder: Path, made: dict[str, str]) -> None:
    """Write the files, all or none."""
    try:
        write_files(folder, made)
    except ProjectError as error:
        fail(str(error))
