"""The labels that sphinx-cv writes, through Sphinx's own localisation."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

#: The name of the message catalogues, ``locales/LANGUAGE/LC_MESSAGES/sphinx_cv.po``.
CATALOGUE = 'sphinx_cv'
LOCALES = Path(__file__).parent / 'locales'

#: Translate a label into the language of the CV.
_ = get_translation(CATALOGUE)


def translate(label: str) -> str:
    """Translate a label that a table holds in English; one that no catalogue has stays."""
    return str(_(label)) if label else ''


def mark(label: str) -> str:
    """Mark a label of a table for the catalogues, and leave it in English."""
    return label
