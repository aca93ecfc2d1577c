"""``sphinx-cv check``: what machines miss, and what readers may ask about."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from sphinx_cv.cli.checking import findings, seen
from sphinx_cv.cli.failure import fail
from sphinx_cv.cli.outputs import BuildError, build

if TYPE_CHECKING:
    from sphinx_cv.cli.checking import Finding


@click.command(
    epilog="""\b
Examples:
  sphinx-cv check
  sphinx-cv check cv --json
To acknowledge what is found, put its key into conf.py:
  cv_acknowledged = ['gap:school/first-job']
"""
)
@click.argument(
    'folder',
    metavar='[DIR]',
    default='.',
    type=click.Path(path_type=Path, file_okay=False, exists=True),
)
@click.option('--json', 'as_json', is_flag=True, help='Write JSON, for programs.')
def check(folder: Path, *, as_json: bool) -> None:
    """Build the project in DIR, and say what machines miss and what readers may ask about.

    Facts that cannot be read in the site, the PDF, resume.json or a file of cv_downloads; gaps and
    overlaps; dates that contradict each other; expired credentials; skills that no entry shows;
    names that differ in case only; a PDF with too many pages.  The status is 1 if anything is
    found.
    """
    if not (folder / 'conf.py').is_file():
        fail(f'{folder} has no conf.py')
    with TemporaryDirectory() as scratch:
        try:
            made = build(folder, Path(scratch))
        except BuildError as error:
            fail(str(error))
    click.echo(made.warnings, err=True, nl=False)
    for note in made.notes:
        click.echo(f'{click.style("Note:", fg="yellow")} {note}', err=True)
    today = dt.datetime.now().astimezone().date()
    found = findings(made.outline, made.readings, today, made.pages, made.most)
    for key in sorted({*made.acknowledged} - {each.key for each in found}):
        click.echo(f'Note: cv_acknowledged has {key!r}, which is no longer found', err=True)
    fresh = [each for each in found if each.key not in made.acknowledged]
    facts, read = seen(made.outline, made.readings)
    if as_json:
        click.echo(_as_json(found, fresh, {'declared': facts, 'read': read}))
    else:
        _print_table(fresh)
        counted = ', '.join(f'{name} {count} of {facts}' for name, count in read.items())
        click.echo(f'Facts that machines read: {counted}.')
        click.echo(_counted(len(fresh), len(found) - len(fresh)))
    sys.exit(1 if fresh else 0)


def _as_json(found: list[Finding], fresh: list[Finding], facts: dict[str, Any]) -> str:
    rows = [
        {'key': each.key, 'kind': each.kind, 'subject': each.subject, 'message': each.message}
        | {'acknowledged': each not in fresh}
        for each in found
    ]
    return json.dumps({'facts': facts, 'findings': rows}, ensure_ascii=False, indent=2)


def _print_table(found: list[Finding]) -> None:
    """Print a line for each finding, its key first; keys are in a column of their own."""
    width = min(40, max((len(each.key) for each in found), default=0))
    for each in found:
        click.echo(f'{click.style(each.key.ljust(width), bold=True)}  {each.message}')


def _counted(fresh: int, acknowledged: int) -> str:
    said = {0: 'Nothing found', 1: '1 finding'}.get(fresh, f'{fresh} findings')
    return f'{said}; {acknowledged} acknowledged.' if acknowledged else f'{said}.'
