"""The commands, as they are typed."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from sphinx_cv.cli.project import Owner, ProjectError, starter_files, write_files
from sphinx_cv.importers.pages import accepted
from sphinx_cv.locale import LOCALES
from sphinx_cv.version import __version__

_LANGUAGES = sorted({'en', *(folder.name for folder in LOCALES.iterdir() if folder.is_dir())})


def _address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not accepted('person', 'email', value):
        raise click.BadParameter(f'{value!r} is no e-mail address such as ada@example.org')
    return value


@click.group(
    context_settings={'help_option_names': ['-h', '--help'], 'max_content_width': 100},
    epilog="""\b
Examples:
  sphinx-cv new cv --name "Ada Lovelace" && cd cv && make
Completion of commands and options in bash (zsh and fish have zsh_source, fish_source):
  eval "$(_SPHINX_CV_COMPLETE=bash_source sphinx-cv)"
""",
)
@click.version_option(__version__, prog_name='sphinx-cv')
def main() -> None:
    """A CV as a Sphinx project: a site, a PDF and data from Markdown pages."""


@main.command(
    epilog="""\b
Examples:
  sphinx-cv new cv
  sphinx-cv new cv --name "Ada Lovelace" --email ada@example.org --language de
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
def new(folder: Path, name: str | None, email: str, language: str) -> None:
    """Make a project in DIR, complete, with an example of each usual entry.

    Nothing is asked, and no file that is there is overwritten.
    """
    made = starter_files(Owner(name or 'Your Name', email, language))
    _write(folder, made)
    click.echo(f'{folder} has a CV to fill in: {len(made)} files, beginning with index.md.')
    click.echo(f'Next: cd {_quoted(folder)} && make')


def _write(folder: Path, made: dict[str, str]) -> None:
    try:
        write_files(folder, made)
    except ProjectError as error:
        _fail(str(error))


def _fail(message: str) -> None:
    """Say what is wrong on standard error, and end with the status of wrong usage."""
    click.echo(f'{click.style("Error:", fg="red")} {message}', err=True)
    sys.exit(2)


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
