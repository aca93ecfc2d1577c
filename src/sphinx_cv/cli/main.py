"""The commands, as they are typed."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sphinx_cv.cli.checking import findings, seen
from sphinx_cv.cli.imported import additions, project_of
from sphinx_cv.cli.project import Owner, ProjectError, starter_files, write_files
from sphinx_cv.importers.errors import FormatError
from sphinx_cv.importers.pages import Page, accepted
from sphinx_cv.importers.recognize import FORMATS, read_file
from sphinx_cv.locale import LOCALES
from sphinx_cv.version import __version__

if TYPE_CHECKING:
    from sphinx_cv.cli.checking import Finding
    from sphinx_cv.importers.pages import ImportedCV

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
        _write(folder, made)
        click.echo(f'{folder} has a CV to fill in: {len(made)} files, beginning with index.md.')
    else:
        cv = _read(source)
        person = cv.person = cv.person or Page('person', name or 'Your Name')
        person.title = name or person.title
        if email:
            person.fields['email'] = email
        _write(folder, project_of(cv, Owner(person.title, language=language)))
        _report(cv)
        click.echo(f'{folder} has the CV of {person.title}: {_entries(cv)}.')
    click.echo(f'Next: cd {shlex.quote(str(folder))} && make')


@main.command(
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
    if not (folder / 'conf.py').exists():
        _fail(f'{folder} has no conf.py; for a new project: sphinx-cv new DIR --from {source}')
    cv = _read(source)
    added = additions(cv, folder)
    _write(folder, added.files)
    _report(cv)
    click.echo(f'Added {_entries(cv)}:')
    for path in added.files:
        click.echo(f'  {folder / path}')
    if added.unlisted:
        click.echo(f'Next: add to the toctree of index.md: {", ".join(added.unlisted)}')


@main.command(
    context_settings={'ignore_unknown_options': True},
    epilog="""\b
Examples:
  sphinx-cv build
  sphinx-cv build cv -t short -D language=de
""",
)
@click.argument(
    'words', metavar='[DIR] [OPTIONS OF sphinx-build]...', nargs=-1, type=click.UNPROCESSED
)
def build(words: tuple[str, ...]) -> None:
    """Build site, PDF and data of the project in DIR, into DIR/_build/html.

    This is sphinx-build with the builder "cv", warnings for errors, and LaTeX started first.
    """
    # Sphinx takes its time to load, which the other commands need not wait for.
    from sphinx_cv.cli.building import build_all  # noqa: PLC0415

    named = words[:1] if words and not words[0].startswith('-') else ()
    folder, options = Path(*named), words[len(named) :]
    if not (folder / 'conf.py').exists():
        _fail(f'{folder} has no conf.py')
    sys.exit(build_all(folder, options))


@main.command(
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
    # Sphinx takes its time to load, which the other commands need not wait for.
    from sphinx_cv.cli.outputs import BuildError, build  # noqa: PLC0415

    if not (folder / 'conf.py').exists():
        _fail(f'{folder} has no conf.py')
    with TemporaryDirectory() as scratch:
        try:
            made = build(folder, Path(scratch))
        except BuildError as error:
            _fail(str(error))
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


def _read(source: Path) -> ImportedCV:
    try:
        return read_file(source)
    except FormatError as error:
        _fail(str(error))


def _report(cv: ImportedCV) -> None:
    """Say what was refused, and what no page shows."""
    for warning in cv.warnings:
        click.echo(f'{click.style("Warning:", fg="yellow")} {warning}', err=True)
    if cv.kept:
        click.echo('Kept for resume.json under "extra", and on no page:')
        for name in cv.kept:
            click.echo(f'  {name}')
    if cv.unread:
        click.echo(f'Not read, for it says nothing for a CV: {", ".join(cv.unread)}')


def _entries(cv: ImportedCV) -> str:
    count = len(cv.entries)
    said = '1 entry' if count == 1 else f'{count} entries'
    texts = len(cv.sections)
    return said + (f' and {texts} page{"s" if texts > 1 else ""} of text' if texts else '')


def _write(folder: Path, made: dict[str, str]) -> None:
    try:
        write_files(folder, made)
    except ProjectError as error:
        _fail(str(error))


def _fail(message: str) -> NoReturn:
    """Say what is wrong on standard error, and end with the status of wrong usage."""
    click.echo(f'{click.style("Error:", fg="red")} {message}', err=True)
    sys.exit(2)
