"""The headings of a new project's sections, in the language of the CV.

They stand in its pages, where the owner may change them, so they are no labels of the catalogues.
"""

from __future__ import annotations

import ast
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from pathlib import Path


def headings(language: str) -> dict[str, str]:
    """The headings by the name of their folder or page; English for a language that has none."""
    text = (files('sphinx_cv') / 'cli' / 'headings.yaml').read_text('utf-8')
    table: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # texts
    return table.get(language, table['en'])


def language_of(conf: Path) -> str:
    """The language that a conf.py gives as a plain text; 'en' if it gives none."""
    try:
        tree = ast.parse(conf.read_text('utf-8'))
    except (OSError, SyntaxError, ValueError):
        return 'en'
    for line in tree.body:
        match line:
            case ast.Assign(targets=[ast.Name('language')], value=ast.Constant(str() as language)):
                return language
    return 'en'
