"""``sphinx-cv build``: all outputs of a project."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sphinx_cv.cli.building import build_all
from sphinx_cv.cli.failure import fail


@click.command(
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
    named = words[:1] if words and not words[0].startswith('-') else ()
    folder, options = Path(*named), words[len(named) :]
    if not (folder / 'conf.py').is_file():
        fail(f'{folder} has no conf.py')
    sys.exit(build_all(folder, options))
