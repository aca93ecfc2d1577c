"""The words of a new project: its headings and what its examples say, in the language of the CV.

They stand in its pages, where the owner may change them, so they are no labels of the catalogues.
"""

from __future__ import annotations

import ast
import gettext
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml
from babel import Locale

from sphinx_cv.locale import CATALOGUE, LOCALES
from sphinx_cv.model.entry_types import ENTRY_TYPES

if TYPE_CHECKING:
    from pathlib import Path

# Most learn English; those who speak it, say, French.
_FOREIGN = {'en': 'fr'}


def words(language: str) -> dict[str, str]:
    """The words by their names, such as those of folders; English for a language that has none."""
    text = (files('sphinx_cv') / 'cli' / 'words.yaml').read_text('utf-8')
    table: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # texts
    return table.get(language, table['en'])


def titles(language: str) -> dict[str, str]:
    """What the entries of each type are called, for examples that have no better title."""
    labels = gettext.translation(CATALOGUE, LOCALES, [language], fallback=True)
    return {name: labels.gettext(str(row.label)) for name, row in ENTRY_TYPES.items()}


def spoken(language: str) -> tuple[str, str]:
    """The names of the language and of a foreign one, as a list of languages begins them."""
    locale = Locale.parse(language)
    names = (locale.languages[code] for code in (locale.language, _FOREIGN.get(language, 'en')))
    own, foreign = (f'{name[:1].upper()}{name[1:]}' for name in names)
    return own, foreign


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
