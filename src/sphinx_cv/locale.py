"""The labels that sphinx-cv writes, through Sphinx's own localisation."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from sphinx.locale import get_translation, get_translator, init
from sphinx.util.i18n import CatalogRepository

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx

#: The name of the message catalogues, ``locales/LANGUAGE/LC_MESSAGES/sphinx_cv.po``.
CATALOGUE = 'sphinx_cv'
LOCALES = Path(__file__).parent / 'locales'

#: What stands among the settings for the project's own labels; it is not to be set.
OWN_LABELS = 'sphinx_cv_labels'

# Other names under which a language is asked for.
_ALSO = {'no': 'nb', 'pt': 'pt_BR', 'zh': 'zh_CN'}
# Among these is one of every form that a whole number can take in some language.
_NUMBERS = (*range(200), 1_000_000)

#: Translate a label into the language of the CV.
_ = get_translation(CATALOGUE)

#: A label that depends on a number, in English: for one, and for several.
Plural = tuple[str, str]


def translate(label: str) -> str:
    """Translate a label that a table holds in English; one that no catalogue has stays."""
    return str(_(label)) if label else ''


def mark(label: str) -> str:
    """Mark a label of a table for the catalogues, and leave it in English."""
    return label


def mark_plural(one: str, several: str) -> Plural:
    """Mark a label that depends on a number for the catalogues; import it as ``ngettext``."""
    return one, several


def counted(label: Plural, count: int) -> str:
    """Translate a label for a number, which still has to be put in its place."""
    return get_translator(CATALOGUE).ngettext(*label, count)


def plural_forms(label: Plural, language: str) -> Mapping[str, str]:
    """Translate a label for all numbers: a form for each category of ``Intl.PluralRules``.

    ``other`` is always there, and stands for the categories that are not; *language* is a
    Babel locale's name.
    """
    category = Locale.parse(language).plural_form
    forms: dict[str, str] = {}
    for number in _NUMBERS:
        forms.setdefault(category(number), counted(label, number))
    other = forms.pop('other', None) or counted(label, 0)
    return {name: form for name, form in forms.items() if form != other} | {'other': other}


def direction(language: str) -> str:
    """Which way a language is written: ``ltr`` or ``rtl`` (as HTML has it)."""
    try:
        return Locale.parse(language.replace('-', '_')).text_direction
    except (ValueError, UnknownLocaleError):
        return 'ltr'


def setup_locale(app: Sphinx) -> None:
    """Load the labels: the project's own catalogue, and ours for what it leaves open.

    Sphinx keeps to what it loaded first.  It knows ``language`` and ``locale_dirs`` before
    any extension is set up.
    """
    config = app.config
    own = CatalogRepository(app.srcdir, config.locale_dirs, config.language, config.source_encoding)
    for catalog in own.catalogs:
        if catalog.domain == CATALOGUE and catalog.is_outdated():
            catalog.write_mo(config.language, config.gettext_allow_fuzzy_translations)
    init(own.locale_dirs, config.language, CATALOGUE)
    # All pages show labels, and are made anew when these change.
    app.add_config_value(OWN_LABELS, _digest(config.language, own.locale_dirs), 'env', (str,))
    app.add_message_catalog(CATALOGUE, str(LOCALES))
    if config.language in _ALSO:
        init([LOCALES], _ALSO[config.language], CATALOGUE)


def _digest(language: str, folders: Iterable[Path]) -> str:
    files = (folder / language / 'LC_MESSAGES' / f'{CATALOGUE}.mo' for folder in folders)
    found = b''.join(file.read_bytes() for file in files if file.exists())
    return hashlib.sha256(found).hexdigest() if found else ''
