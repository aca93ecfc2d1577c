"""How a command ends that can't do what it was asked for."""

from __future__ import annotations

import sys
from typing import NoReturn

import click


def fail(message: str) -> NoReturn:
    """Say what is wrong on standard error, and end with the status of wrong usage."""
    click.echo(f'{click.style("Error:", fg="red")} {message}', err=True)
    sys.exit(2)
