"""``sphinx-cv new``: a project of one's own."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from sphinx_cv.cli.imported import project_of
from sphinx_cv.cli.project import Owner, starter_files
from sphinx_cv.cli.transfer import counted, read, report, write
from sphinx_cv.importers.pages import Page, accepted
from sphinx_cv.importers.recognize import FORMATS
from sphinx_cv.locale import LOCALES

_LANGUAGES = sorted({'en', *(folder.name for folder in LOCALES.iterdir() if folder.is_dir())})


def _address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not accepted('person', 'email', value):
        raise click.BadParameter(f'{value!r} is no e-mail address such as ada@example.org')
    return value


@click.command(
    epilog="""\b
Examples:
  sphinx-cv new cv
  sphinx-cv new cv --name "Ada Lovelace" --email ada@example.org --language de
  sphinx-cv new cv --from resume.json
  sphinx-cv new cv --from Basic_LinkedInDataExport.zip
"""
)
@click.argument('folder', metavar='DIR', type=click.Path(path_type=Path, file_okay=False))
@click.option('--name', metavar='NAME', help='Your name, as the heading of the CV.')
@click.option(
    '--email', metavar='ADDRESS', default='', callback=_address, help='Your e-mail address.'
)
@click.option(
    '--language',
    type=click.Choice(_LANGUAGES),
    default='en',
    show_default=True,
    metavar='CODE',
    help='The language of labels and dates, such as de or pt_BR.',
)
@click.option(
    '--from',
    'source',
    metavar='FILE',
    type=click.Path(path_type=Path),
    help=f'Take what the CV says from a file: {FORMATS}.',
)
def new(folder: Path, name: str | None, email: str, language: str, source: Path | None) -> None:
    """Make a project in DIR, complete, with an example of each usual entry.

    Nothing is asked, and no file that is there is overwritten.
    """
    if source is None:
        made = starter_files(Owner(name or 'Your Name', email, language))
        write(folder, made)
        click.echo(f'{folder} has a CV to fill in: {len(made)} files, beginning with index.md.')
    else:
        cv = read(source)
        person = cv.person = cv.person or Page('person', name or 'Your Name')
        person.title = name or person.title
        if email:
            person.fields['email'] = email
        write(folder, project_of(cv, Owner(person.title, language=language)))
        report(cv)
        click.echo(f'{folder} has the CV of {person.title}: {counted(cv)}.')
    click.echo(f'Next: cd {shlex.quote(str(folder))} && make')
