"""The command ``sphinx-cv``."""

from __future__ import annotations

from importlib import import_module

import click

from sphinx_cv.version import __version__

# The modules that have them, and what they are called there.
_COMMANDS = {'build': 'build', 'check': 'check', 'import': 'import_', 'new': 'new'}


class Commands(click.Group):
    """Commands that are loaded when asked for, so that "build" can start LaTeX at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (as click calls it)
        """Name all commands, for the help."""
        return [*_COMMANDS]

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 (as click calls it)
        cmd_name: str,
    ) -> click.Command | None:
        """Load a command, if there is one of this name."""
        if not (name := _COMMANDS.get(cmd_name)):
            return None
        command: click.Command = getattr(import_module(f'sphinx_cv.cli.commands.{name}'), name)
        return command


@click.group(
    cls=Commands,
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
