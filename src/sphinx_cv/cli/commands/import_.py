"""``sphinx-cv import``: what a file says, into a project that there is."""

from __future__ import annotations

from pathlib import Path

import click

from sphinx_cv.cli.failure import fail
from sphinx_cv.cli.imported import additions
from sphinx_cv.cli.transfer import counted, read, report, write


@click.command(
    'import',
    epilog="""\b
Examples:
  sphinx-cv import resume.json
  sphinx-cv import publications.bib cv
""",
)
@click.argument('source', metavar='FILE', type=click.Path(path_type=Path))
@click.argument(
    'folder',
    metavar='[DIR]',
    default='.',
    type=click.Path(path_type=Path, file_okay=False, exists=True),
)
def import_(source: Path, folder: Path) -> None:
    """Add the entries of FILE to the project in DIR, one page each.

    No file that is there is overwritten: what FILE says where the project has a page already goes
    into a file that ends with ".imported".
    """
    if not (folder / 'conf.py').is_file():
        fail(f'{folder} has no conf.py; for a new project: sphinx-cv new DIR --from {source}')
    cv = read(source)
    added = additions(cv, folder)
    write(folder, added.files)
    report(cv)
    click.echo(f'Added {counted(cv)}:')
    for path in added.files:
        click.echo(f'  {folder / path}')
    if added.unlisted:
        click.echo(f'Next: add to the toctree of index.md: {", ".join(added.unlisted)}')
