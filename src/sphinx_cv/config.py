"""The settings of sphinx-cv: one table of what conf.py may say, and the checks of its values."""

from __future__ import annotations

import ast
import os
import re
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, Literal

from pygments.styles import get_all_styles
from sphinx import ext
from sphinx.config import ENUM, Config
from sphinx.theming import HTMLThemeFactory

from sphinx_cv.locale import is_language
from sphinx_cv.model.entry_types import SECTIONS, record_types, with_own_types
from sphinx_cv.model.names import slug
from sphinx_cv.model.synonyms import type_meant
from sphinx_cv.model.variants import file_name, read_variants
from sphinx_cv.warnings import CVError, CVWarning, did_you_mean, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx.application import Sphinx

#: How the names of all settings begin.
PREFIX = 'cv_'
#: The forms of the whole CV that ``cv_downloads`` may name, with what links to them say.
DOWNLOADS = {'docx': 'Word', 'txt': 'TXT'}
_COLOR = re.compile(r'#[0-9A-Fa-f]{6}')
_DIRECTIVE = re.compile(r'[a-z]+(-[a-z]+)*')
_SOURCES = re.compile(r'[^;,]*[^;,\s][^;,]*')
# Names of folders, one below the other: never up, and never from the root.
_FOLDER = re.compile(r'([\w-][\w.-]*(/[\w-][\w.-]*)*)?')
# A name in Sphinx's expressions of tags.
_TAG = re.compile(
    r'(?!(?:and|or|not|if|else|in|is|true|false|none)$)[A-Za-z_]\w*', re.ASCII | re.IGNORECASE
)
_TYPE_NAME = re.compile(r'[a-z][a-z0-9-]*')
_PDF_NAME = re.compile(r'[^\x00-\x1f\x7f/\\]+\.pdf')
_SITE = re.compile(r'https?://[^\s/?#<>"]+(/[^\s?#<>"]*)?')
# What the name of a file may have at most, in bytes; disks take 255.
_LONGEST = 200
# The contrast that level AA of WCAG 2.2 asks for (https://www.w3.org/TR/WCAG22/#contrast-minimum),
# and the shares of red, green and blue in its luminance.
_AA = 4.5
_LUMINANCE = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True)
class Setting:
    """A value that conf.py may set.

    ``rebuild`` says what Sphinx has to do again if the value changes: with ``env`` it reads all
    pages, with ``html`` it writes the pages of a site, with '' nothing.  ``check`` gives each
    thing that is wrong with a value as "expected …, found …".  ``help`` is a sentence for the
    manual.
    """

    name: str
    default: Any
    rebuild: Literal['', 'env', 'html']
    check: Callable[[Any], Iterator[str]]
    help: str


def _expect(expected: str, good: Callable[[Any], bool]) -> Callable[[Any], Iterator[str]]:
    def check(value: Any) -> Iterator[str]:
        if not good(value):
            yield f'expected {expected}, found {value!r}'

    return check


def _is_file_name(value: Any) -> bool:
    if value is None:
        return True
    # A file that is being written has a longer name for a while.
    return _is_text(value) and Path(value).name == value and len(value.encode()) <= _LONGEST


def _is_pdf_name(value: Any) -> bool:
    return _is_file_name(value) and (not value or bool(_PDF_NAME.fullmatch(value)))


def _is_named_file(value: Any) -> bool:
    return bool(value) and _is_file_name(value)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _check_acknowledged(value: Any) -> Iterator[str]:
    if not (isinstance(value, list | tuple) and all(isinstance(key, str) for key in value)):
        yield f"expected a list such as ['gap:school/first-job'], found {value!r}"


def _check_accent(value: Any) -> Iterator[str]:
    if not (isinstance(value, str) and _COLOR.fullmatch(value)):
        yield f"expected a colour such as '#1F5582', found {value!r}"
        return
    contrast = contrast_with_white(value)
    if contrast < _AA:
        yield (
            f'expected a colour that can be read on white (a contrast of {_AA} or more), '
            f'found {value!r} with {contrast:.1f}'
        )


_OWN_TYPE = {
    'like': 'the name of a type that there is',
    'label': 'a text',
    'section': f'one of: {", ".join(SECTIONS)}',
    'color': "a colour such as '#1F5582'",
}


def _check_types(value: Any) -> Iterator[str]:
    expected = "{'fellowship': {'like': 'award', 'label': 'Fellowship'}}"
    if not isinstance(value, dict):
        yield f'expected types such as {expected}, found {value!r}'
        return
    known = dict(record_types({}))
    for name, given in value.items():
        if not (isinstance(name, str) and _TYPE_NAME.fullmatch(name)):
            yield f'expected a name of small letters, figures and hyphens, found {name!r}'
        elif name in known:
            yield f'expected a new name, found {name!r}, which every CV has'
        elif not isinstance(given, dict):
            yield f'{name!r}: expected fields such as {expected[15:-1]}, found {given!r}'
        else:
            yield from (f'{name!r}: {slip}' for slip in _check_own_type(given))


def _check_own_type(given: Mapping[str, Any]) -> Iterator[str]:
    known = with_own_types({})
    for key in ('like', 'label'):
        if key not in given:
            yield f'"{key}" is missing; expected {_OWN_TYPE[key]}'
    good: dict[str, Callable[[Any], bool]] = {
        'like': lambda value: value in known,
        'label': lambda value: isinstance(value, str) and bool(value.strip()),
        'section': lambda value: value in SECTIONS,
        'color': lambda value: isinstance(value, str) and bool(_COLOR.fullmatch(value)),
    }
    for key, value in given.items():
        if key not in _OWN_TYPE:
            hint = suggestion(str(key), _OWN_TYPE)
            yield f'"{key}" is not a field of a type{hint or "; it has: " + ", ".join(_OWN_TYPE)}'
        elif not (isinstance(value, str) and good[key](value)):
            hint = did_you_mean(type_meant(str(value), known)) if key == 'like' else ''
            yield f'"{key}": expected {_OWN_TYPE[key]}, found {value!r}{hint}'


def _check_policy(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, sources in value.items():
            if not (isinstance(name, str) and _DIRECTIVE.fullmatch(name)):
                yield f"expected a directive such as 'script-src', found {name!r}"
            elif not (isinstance(sources, str) and _SOURCES.fullmatch(sources)):
                yield f'{name!r}: expected sources parted by spaces, found {sources!r}'
    elif not (value is None or isinstance(value, str)):
        yield (
            "expected a policy, {'script-src': 'https://example.org'} to add to the one that "
            f"there is, '' for none, or None, found {value!r}"
        )


def _check_downloads(value: Any) -> Iterator[str]:
    known = ', '.join(map(repr, DOWNLOADS))
    if not (isinstance(value, list | tuple) and all(isinstance(kind, str) for kind in value)):
        yield f'expected a list of some of {known}, found {value!r}'
        return
    for kind in value:
        if kind not in DOWNLOADS:
            hint = suggestion(kind, DOWNLOADS)
            yield f'expected a list of some of {known}, found {kind!r} in it{hint}'


_LANGUAGES = "{'en': '', 'fr': 'fr'}"


def _check_languages(value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f'expected languages and their folders such as {_LANGUAGES}, found {value!r}'
        return
    for language, folder in value.items():
        if not (isinstance(language, str) and is_language(language)):
            yield f"expected a language such as 'fr' or 'pt_BR', found {language!r}"
        elif not (isinstance(folder, str) and _FOLDER.fullmatch(folder)):
            yield f"{language!r}: expected a folder such as 'fr', or '', found {folder!r}"
        elif (first := next(o for o in value if value[o] == folder)) != language:
            yield f'{language!r}: expected another folder than that of {first!r}, found {folder!r}'


_VARIANTS = "{'short': {'max_pages': 1, 'fit': True}}"
# Of the settings of the PDF a variant may have its own, without "cv_pdf_".
_PDF = 'cv_pdf_'
_VARIANT = {
    'tags': "a list of tags such as ['short']",
    'pdf': "the name of a file such as 'ada-resume.pdf'",
    'label': 'a text',
    'private': 'True or False',
}


def _check_variants(value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f'expected variants such as {_VARIANTS}, found {value!r}'
        return
    for name, given in value.items():
        if not (isinstance(name, str) and _TAG.fullmatch(name)):
            yield f"expected the name of a variant such as 'short', found {name!r}"
        elif not isinstance(given, dict):
            yield f'{name!r}: expected a variant such as {_VARIANTS[10:-1]}, found {given!r}'
        else:
            yield from (f'{name!r}: {slip}' for slip in _check_variant(given))


def _check_variant(given: Mapping[str, Any]) -> Iterator[str]:
    good: dict[str, Callable[[Any], bool]] = {
        'tags': lambda value: (
            isinstance(value, list | tuple)
            and all(isinstance(tag, str) and _TAG.fullmatch(tag) for tag in value)
        ),
        'pdf': lambda value: _is_named_file(value) and value.endswith('.pdf'),
        'label': lambda value: isinstance(value, str) and bool(value.strip()),
        'private': lambda value: isinstance(value, bool),
    }
    settings = {s.name.removeprefix(_PDF): s for s in SETTINGS if s.name.startswith(_PDF)}
    for key, value in given.items():
        if key in good:
            if not good[key](value):
                yield f'"{key}": expected {_VARIANT[key]}, found {value!r}'
        elif key in settings:
            yield from (f'"{key}": {slip}' for slip in settings[key].check(value))
        else:
            known = [*good, *settings]
            hint = suggestion(str(key).removeprefix(_PDF), known)
            yield f'"{key}" is not a key of a variant{hint or "; it has: " + ", ".join(known)}'
    if given.get('private') and given.get('label'):
        yield '"label": the site cannot offer what is private'


def _check_names_of_pdfs(config: Config) -> Iterator[str]:
    """Check that no two PDFs have one name; ``cv_variants`` is right in itself."""
    seen = {file_name(config.project, 'cv') if config.cv_pdf is None else config.cv_pdf}
    for variant in read_variants(config.cv_variants, config.project):
        if variant.pdf in seen:
            yield f'{variant.name!r}: another PDF is called "{variant.pdf}" too'
        seen.add(variant.pdf)


def _check_own_language(config: Config) -> Iterator[str]:
    """Check that the site that is built is one of ``cv_languages``, which is right in itself."""
    languages: dict[str, str] = config.cv_languages
    if not languages:
        return
    if config.language not in languages:
        known = ', '.join(languages)
        yield f'expected the language of this site, {config.language!r}, to be one of: {known}'
        return
    folder, address = languages[config.language], config.html_baseurl.rstrip('/')
    if folder and address and not address.endswith(f'/{folder}'):
        yield (
            f'expected html_baseurl to end with the folder of {config.language!r}, {folder!r}, '
            f'found {config.html_baseurl!r}'
        )


def _is_text(value: Any) -> bool:
    """Whether a value is a text that can be written into a file."""
    return isinstance(value, str) and not any(0xD800 <= ord(char) <= 0xDFFF for char in value)  # noqa: PLR2004  # halves of characters


def _is_site(value: Any) -> bool:
    return value == '' or (_is_text(value) and bool(_SITE.fullmatch(value)))


def _check_language(value: Any) -> Iterator[str]:
    # Sphinx itself warns of None, and takes English.
    if value is None or (isinstance(value, str) and is_language(value)):
        return
    meant = str(value).replace('-', '_')
    hint = did_you_mean(meant if is_language(meant) else None)
    yield f"expected a language such as 'fr' or 'pt_BR', found {value!r}{hint}"


def _texts(such: str) -> Callable[[Any], Iterator[str]]:
    """Make the check of a list of texts, or of paths.  A text alone would be a list of letters."""

    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, list | tuple | set | frozenset):
            yield f'expected a list such as {such}, found {value!r}'
            return
        for item in value:
            if not (_is_text(item) or isinstance(item, os.PathLike)):
                yield f'expected a list such as {such}, found {item!r} in it'

    return check


def _is_versions(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, [*value, *value.values()]))


def _is_sources(value: Any) -> bool:
    if value is None or _is_text(value):
        return True
    # With what reads each, if they are names of fields.
    of_dict = [text for text in value.values() if text] if isinstance(value, dict) else []
    return isinstance(value, list | tuple | dict) and all(map(_is_text, [*value, *of_dict]))


def _check_extensions(value: Any) -> Iterator[str]:
    slips = list(_texts("['sphinx_cv']")(value))
    yield from slips
    for name in () if slips else value:
        if not _is_module(name):
            installed = [module.name for module in iter_modules() if 'sphinx' in module.name]
            own = [f'sphinx.ext.{module.name}' for module in iter_modules(ext.__path__)]
            hint = suggestion(name, [*installed, *own, 'myst_parser'])
            yield f'expected an extension that is installed, found {name!r}{hint}'


def _is_module(name: str) -> bool:
    try:
        return bool(name) and find_spec(name) is not None
    except (ImportError, ValueError):
        # What it stands in is missing, or does not say.
        return False


def _check_scripts(value: Any) -> Iterator[str]:
    """Check a list of files of styles or scripts, each maybe with attributes."""
    files = "['own.css', ('print.css', {'media': 'print'})]"
    if not isinstance(value, list | tuple):
        yield f'expected a list such as {files}, found {value!r}'
        return
    for item in value:
        pair = isinstance(item, list | tuple) and [type(part) for part in item] == [str, dict]
        if not (_is_text(item) or pair):
            yield f'expected a list such as {files}, found {item!r} in it'


def _check_colours(value: Any) -> Iterator[str]:
    if value is None:
        return
    known = sorted(get_all_styles())
    if not (isinstance(value, str) and (value in {*known, '', 'sphinx', 'none'} or '.' in value)):
        hint = suggestion(str(value), known) or f'; there are: {", ".join(known)}'
        yield f'expected a style of Pygments, found {value!r}{hint}'


def _check_suppressed(value: Any) -> Iterator[str]:
    slips = list(_texts("['cv.list']")(value))
    yield from slips
    known = [f'cv.{warning.value}' for warning in CVWarning]
    for name in () if slips else value:
        if name.startswith('cv.') and name not in {*known, 'cv.*'}:
            hint = suggestion(name, known) or f'; there are: {", ".join(known)}'
            yield f'"{name}" is not a warning{hint}'


# Settings of Sphinx without which there is no CV.  It would warn of some of these slips, and then
# end in a traceback.
_OF_SPHINX: dict[str, Callable[[Any], Iterator[str]]] = {
    'project': _expect(
        "the name of the CV's owner, such as 'Ada Lovelace'",
        lambda value: _is_text(value) and bool(slug(value)),
    ),
    'author': _expect('a text', _is_text),
    'html_title': _expect('a text', lambda value: value is None or _is_text(value)),
    'html_baseurl': _expect(
        "the address of the site such as 'https://ada.example.org/cv/', or ''", _is_site
    ),
    'language': _check_language,
    'suppress_warnings': _check_suppressed,
    'extensions': _check_extensions,
    'needs_extensions': _expect("versions such as {'sphinx_cv': '1.0'}", _is_versions),
    'needs_sphinx': _expect("a version such as '9.0'", lambda value: not value or _is_text(value)),
    'setup': _expect('a function', lambda value: value is None or callable(value)),
    'root_doc': _expect("the name of a page such as 'index'", _is_text),
    'master_doc': _expect("the name of a page such as 'index'", _is_text),
    'source_suffix': _expect("endings such as ['.md', '.rst']", _is_sources),
    'exclude_patterns': _texts("['drafts']"),
    'include_patterns': _texts("['**']"),
    'locale_dirs': _texts("['locales']"),
    'templates_path': _texts("['_templates']"),
    'pygments_style': _check_colours,
    'pygments_dark_style': _check_colours,
    'html_css_files': _check_scripts,
    'html_js_files': _check_scripts,
    'html_static_path': _texts("['_static']"),
    'html_extra_path': _texts("['_extra']"),
    'myst_enable_extensions': _texts("['deflist']"),
}

SETTINGS = (
    Setting(
        'cv_types',
        {},
        'env',
        _check_types,
        'Types of entry of your own, each like one that there is.',
    ),
    Setting(
        'cv_pdf',
        None,
        'html',
        _expect("the name of a file such as 'ada-cv.pdf', '' for none, or None", _is_pdf_name),
        "The PDF's name; made from the project's if it is None, and '' for pages without a link.",
    ),
    Setting(
        'cv_private',
        'private.yaml',
        'env',
        _expect("the name of a file such as 'private.yaml'", _is_named_file),
        'The file beside conf.py with private fields by page; it need not be there.',
    ),
    Setting(
        'cv_downloads',
        [],
        'html',
        _check_downloads,
        "Other forms of the whole CV to download beside the PDF: 'txt' as plain text, 'docx' for "
        'Word.',
    ),
    Setting(
        'cv_csp',
        None,
        'html',
        _check_policy,
        "The Content Security Policy of each page, or what is added to it; '' leaves it out.",
    ),
    Setting(
        'cv_unlisted',
        False,  # noqa: FBT003  # a default
        'html',
        _expect('True or False', lambda value: isinstance(value, bool)),
        'Whether search engines are asked to leave the site out, for those who have its address.',
    ),
    Setting(
        'cv_languages',
        {},
        'html',
        _check_languages,
        'The languages that the same sources are built in, each with the folder of its site.',
    ),
    Setting(
        'cv_frame',
        'career',
        'html',
        _expect("'career' or 'furo'", lambda value: value in ('career', 'furo')),
        "What stands around a page in Furo: the 'career' as its menu, or the columns of 'furo'.",
    ),
    Setting(
        'cv_pdf_paper',
        'a4',
        '',
        _expect("'a4' or 'letter'", lambda value: value in ('a4', 'letter')),
        "The size of the paper: 'a4' or 'letter'.",
    ),
    Setting(
        'cv_pdf_font',
        'Lato',
        '',
        _expect('the name of a font', lambda value: isinstance(value, str) and bool(value)),
        'The family of fonts, by the name that the system has for it.',
    ),
    Setting('cv_pdf_accent', '#1F5582', '', _check_accent, 'The colour of headings and links.'),
    Setting(
        'cv_pdf_dates',
        'margin',
        '',
        _expect("'margin' or 'right'", lambda value: value in ('margin', 'right')),
        "Where the dates stand: in the 'margin', or to the 'right'.",
    ),
    Setting(
        'cv_pdf_layout',
        'classic',
        '',
        _expect("'classic' or 'compact'", lambda value: value in ('classic', 'compact')),
        "How close the lines stand: 'classic' for two pages or more, or 'compact' for one.",
    ),
    Setting(
        'cv_pdf_max_pages',
        0,
        '',
        _expect('a number of pages, or 0 for any', _is_count),
        'How many pages the PDF should have at most; 0 for any number.  Skills fill what is free.',
    ),
    Setting(
        'cv_pdf_fit',
        False,  # noqa: FBT003  # the setting's default
        '',
        _expect('True or False', lambda value: isinstance(value, bool)),
        'Set the PDF closer, and leave out the least that it takes, to hold cv_pdf_max_pages.',
    ),
    Setting(
        'cv_pdf_timeout',
        120,
        '',
        _expect('a number of seconds above 0', lambda value: _is_count(value) and value > 0),
        'How many seconds LaTeX may take.',
    ),
    Setting(
        'cv_variants',
        {},
        '',
        _check_variants,
        'Further PDFs by name, each with its tags, the name of its file and settings of the PDF.',
    ),
    Setting(
        'cv_acknowledged',
        [],
        '',
        _check_acknowledged,
        'What the command "sphinx-cv check" finds and you know of, by the keys that it shows.',
    ),
)


class SettingsError(CVError):
    """A setting has a value that it cannot have, or there is no such setting."""


def add_settings(app: Sphinx) -> None:
    """Register the settings, and have them checked before anything uses them."""
    for setting in SETTINGS:
        # Any type, because Sphinx's own check would only repeat what the check here says.
        app.add_config_value(
            setting.name, setting.default, setting.rebuild, types=Any, description=setting.help
        )
    app.connect('config-inited', check_settings, priority=100)


def check_settings(app: Sphinx, config: Config) -> None:
    """Check all settings (event ``config-inited``).

    :raises SettingsError: if conf.py or the command line has a wrong value or an unknown name, or
        if the environment has a wrong ``SOURCE_DATE_EPOCH``
    """
    lines = lines_of(Path(app.confdir) / 'conf.py')
    slips = []
    for setting in SETTINGS:
        where = where_set(config, setting.name, lines)
        found = list(setting.check(config[setting.name]))
        if setting.name == 'cv_languages' and not found:
            found = list(_check_own_language(config))
        if setting.name == 'cv_variants' and not found and _is_text(config.project):
            found = list(_check_names_of_pdfs(config))
        slips += [f'{where}{setting.name}: {slip}' for slip in found]
    slips += slips_of_sphinx(config, lines)
    slips += _check_kinds(config, lines)
    if not is_chosen(config, 'project'):
        slips.append('conf.py: "project" is missing; expected the name of the CV\'s owner')
    slips += _check_theme(app, config, lines)
    known = [name for name in config.values if name.startswith(PREFIX)]
    for name, value in config._raw_config.items():  # noqa: SLF001  # conf.py's own names
        plain = not isinstance(value, (FunctionType, ModuleType))
        if name.startswith(PREFIX) and name not in known and plain:
            hint = suggestion(name, known) or f'; there are: {", ".join(known)}'
            slips.append(f'{where_set(config, name, lines)}"{name}" is not a setting{hint}')
    epoch = os.environ.get('SOURCE_DATE_EPOCH', '')
    if epoch and not (epoch.isascii() and epoch.isdigit()):
        slips.append(f'SOURCE_DATE_EPOCH: expected seconds since 1970, found {epoch!r}')
    if slips:
        raise SettingsError('\n'.join(slips))


def check_extensions(app: Sphinx) -> None:
    """Check what Sphinx uses before the event ``config-inited``, and after it loads this package.

    :raises SettingsError: if the extensions, or conf.py's own one, cannot be loaded
    """
    lines = lines_of(Path(app.confdir) / 'conf.py')
    if slips := slips_of_sphinx(app.config, lines, ('extensions', 'setup')):
        raise SettingsError('\n'.join(slips))


def _check_kinds(config: Config, lines: Mapping[str, int]) -> Iterator[str]:
    """Check the kinds of values of Sphinx's other settings.

    Sphinx warns of another kind, without a line, and may crash at it.
    """
    for name, value in _chosen(config).items():
        known = name in Config.config_values or name.startswith('html_')
        if not known or name not in config.values or name in {*_OF_SPHINX, 'html_theme'}:
            continue
        option = config.values[name]
        if isinstance(option.valid_types, ENUM) or isinstance(value, os.PathLike):
            continue
        # A default that is worked out may be the very value of another name.
        default = option.valid_types if callable(option.default) else {type(option.default)}
        kinds = {*default, *option.valid_types}
        # Python takes 0 and 1 for False and True.
        if not isinstance(value, (*kinds, *((int,) if bool in kinds else ()))):
            words = ' or '.join(word for kind, word in _KINDS.items() if kind in kinds)
            yield f'{where_set(config, name, lines)}{name}: expected {words}, found {value!r}'


_KINDS = {
    str: 'a text',
    list: 'a list',
    dict: 'a dictionary',
    int: 'a number',
    bool: 'True or False',
}


def slips_of_sphinx(
    config: Config, lines: Mapping[str, int], names: Iterable[str] = _OF_SPHINX
) -> list[str]:
    """Say what is wrong with settings of Sphinx, of which some may not be registered yet."""
    chosen = _chosen(config)
    return [
        f'{where_set(config, name, lines)}{name}: {slip}'
        for name in names
        if name in chosen
        for slip in _OF_SPHINX[name](chosen[name])
    ]


def _chosen(config: Config) -> dict[str, Any]:
    """All that conf.py and the command line set."""
    # Sphinx makes lists and figures of the texts in the command line itself.
    given = {name: config[name] for name in config.overrides if name in config.values}
    return {**config._raw_config, **given}  # noqa: SLF001  # conf.py's own names


def _check_theme(app: Sphinx, config: Config, lines: Mapping[str, int]) -> Iterator[str]:
    """Check that there is such a theme, which Sphinx only finds out when it starts a site."""
    name = config.html_theme
    if not is_chosen(config, 'html_theme') or name in {'furo', 'alabaster'}:
        return
    factory = HTMLThemeFactory(confdir=app.confdir, app=app, config=config, registry=app.registry)
    installed = entry_points(group='sphinx.html_themes').names
    known = sorted({*factory._themes, *installed})  # noqa: SLF001  # it tells nobody
    if name not in known:
        hint = suggestion(str(name), known) or f'; there are: {", ".join(known)}'
        yield (
            f'{where_set(config, "html_theme", lines)}html_theme: expected a theme that is '
            f'installed, found {name!r}{hint}'
        )


def where_set(config: Config, name: str, lines: Mapping[str, int]) -> str:
    """Where a setting got its value, for the beginning of a message; *lines* are conf.py's."""
    if name in config.overrides:
        return 'command line: '
    return f'conf.py:{lines[name]}: ' if name in lines else 'conf.py: '


def lines_of(file: Path) -> dict[str, int]:
    """Find the line in which conf.py last gives each name a value, counted from 1."""
    if not file.exists():
        return {}
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = max(node.lineno, found.get(node.id, 0))
    return found


def contrast_with_white(color: str) -> float:
    """Work out the contrast of a colour such as ``#1F5582`` with white, from 1 to 21.

    The formula is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
    """
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    luminance = sum(w * _linear(part) for w, part in zip(_LUMINANCE, parts, strict=True))
    return 1.05 / (luminance + 0.05)


def _linear(part: float) -> float:
    """Turn the red, green or blue of sRGB into its amount of light; both are from 0 to 1."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def is_chosen(config: Config, name: str) -> bool:
    """Whether conf.py or the command line sets the value *name*."""
    # The values themselves do not tell whether they are defaults.
    return name in config._raw_config or name in config.overrides  # noqa: SLF001


def as_chosen(config: Config, name: str) -> Any:
    """What conf.py or the command line says of *name*, whatever a build has made of it since."""
    default = config.values[name].default
    return config.overrides.get(name, config._raw_config.get(name, default))  # noqa: SLF001


def set_defaults(config: Config, defaults: Mapping[str, object]) -> None:
    """Set each value of *defaults* that neither conf.py nor the command line sets."""
    for name, value in defaults.items():
        if not is_chosen(config, name):
            setattr(config, name, value)
