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
#: The folder of the catalogues that come with sphinx-cv.
LOCALES = Path(__file__).parent / 'locales'

#: A setting that holds a number for the project's own labels, so that Sphinx notices when these
#: change.  It is not for conf.py to set.
OWN_LABELS = 'sphinx_cv_labels'

# Codes that ``language`` may have, and the catalogues that serve for them.
_ALSO = {'no': 'nb', 'pt': 'pt_BR', 'zh': 'zh_CN'}
# Whole numbers that include, for each language, at least one of each plural form.
_NUMBERS = (*range(200), 1_000_000)

#: Translates a label into the language of the CV.
_ = get_translation(CATALOGUE)

#: A label that depends on a number, in English: the form for one, and the form for several.
Plural = tuple[str, str]


def translate(label: str) -> str:
    """Translate a label that a table holds in English; it stays English if no catalogue has it."""
    return str(_(label)) if label else ''


def mark(label: str) -> str:
    """Mark a label of a table for extraction into the catalogues, and give it back in English."""
    return label


def mark_plural(one: str, several: str) -> Plural:
    """Mark a label that depends on a number for extraction into the catalogues.

    Import it as ``ngettext``, because that is the name that the extraction looks for.
    """
    return one, several


def counted(label: Plural, count: int) -> str:
    """Give the translated form of a label for *count*; the number is still to be put into it."""
    return get_translator(CATALOGUE).ngettext(*label, count)


def plural_forms(label: Plural, language: str) -> Mapping[str, str]:
    """Give all translated forms of a label, by the categories of ``Intl.PluralRules``.

    The categories are those of https://tc39.es/ecma402/#pluralrules-objects.  ``other`` is always
    given, and stands for every category that is not.  *language* is a Babel locale's name.
    """
    category = Locale.parse(language).plural_form
    forms: dict[str, str] = {}
    for number in _NUMBERS:
        forms.setdefault(category(number), counted(label, number))
    other = forms.pop('other', None) or counted(label, 0)
    return {name: form for name, form in forms.items() if form != other} | {'other': other}


def comma() -> str:
    """What stands between the things of a list: ", ", "، " in Arabic, "、" in Japanese."""
    # A catalogue may keep no spaces at the ends of a label, so the label is a pattern.
    return str(_('%(one)s, %(next)s')) % {'one': '', 'next': ''}


def dash() -> str:
    """What stands between the two ends of a period: " – ", or " 〜 " in Japanese."""
    return str(_('%(start)s – %(end)s')) % {'start': '', 'end': ''}


def full_stop() -> str:
    """What stands between two sentences: ". ", or "。" in Japanese."""
    return str(_('%(one)s. %(next)s')) % {'one': '', 'next': ''}


def direction(language: str) -> str:
    """Which way a language is written: ``ltr`` or ``rtl`` (as HTML has it)."""
    try:
        return Locale.parse(language.replace('-', '_')).text_direction
    except (ValueError, UnknownLocaleError):
        return 'ltr'


def is_language(code: str) -> bool:
    """Whether Babel knows a language by this code, as ``language`` in conf.py has it."""
    try:
        return bool(Locale.parse(code))
    except (ValueError, UnknownLocaleError):
        return False


def own_name(code: str) -> str:
    """What a language calls itself, as it stands at the head of a line: "Français"."""
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].title() + name[1:]


def setup_locale(app: Sphinx) -> None:
    """Load the labels: the project's own catalogue, then ours for the labels that it lacks.

    The order matters, because Sphinx prefers the catalogue that is loaded first.  Sphinx already
    knows ``language`` and ``locale_dirs`` when it sets up extensions.
    """
    config = app.config
    own = CatalogRepository(app.srcdir, config.locale_dirs, config.language, config.source_encoding)
    for catalog in own.catalogs:
        if catalog.domain == CATALOGUE and catalog.is_outdated():
            catalog.write_mo(config.language, config.gettext_allow_fuzzy_translations)
    init(own.locale_dirs, config.language, CATALOGUE)
    # All pages show labels, so all are read again when these change.
    app.add_config_value(OWN_LABELS, _digest(config.language, own.locale_dirs), 'env', (str,))
    app.add_message_catalog(CATALOGUE, str(LOCALES))
    if config.language in _ALSO:
        init([LOCALES], _ALSO[config.language], CATALOGUE)


def _digest(language: str, folders: Iterable[Path]) -> str:
    files = (folder / language / 'LC_MESSAGES' / f'{CATALOGUE}.mo' for folder in folders)
    found = b''.join(file.read_bytes() for file in files if file.exists())
    return hashlib.sha256(found).hexdigest() if found else ''
