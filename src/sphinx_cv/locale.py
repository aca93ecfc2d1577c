"""The labels that sphinx-cv writes, through Sphinx's own localisation."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

#: The name of the message catalogues, ``locales/LANGUAGE/LC_MESSAGES/sphinx_cv.po``.
CATALOGUE = 'sphinx_cv'
LOCALES = Path(__file__).parent / 'locales'

#: Translate a label into the language of the CV; lazy until the build has started.
_ = get_translation(CATALOGUE)
