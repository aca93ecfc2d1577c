"""The translation of the front matter, so that one source gives a CV in several languages.

Sphinx translates the text of pages: its builder ``gettext`` extracts it, and later builds put the
translations in its place (https://www.sphinx-doc.org/en/master/usage/advanced/intl.html).  This
module does the same for the fields of records, with the same catalogues.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.gettext import MsgOrigin
from sphinx.locale import init
from sphinx.util.i18n import docname_to_domain

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.model.fields import ENTRY_FIELDS, PERSON_FIELDS, Form
from sphinx_cv.model.records import Detail, Entry, Language, NamePage, Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.model.fields import Field
    from sphinx_cv.model.records import Record

    Translate = Callable[[str], str]


def translate_record(env: BuildEnvironment, record: Record) -> Record:
    """Replace the texts of a record by their translations, where a catalogue has any."""
    folders = [Path(env.srcdir) / name for name in env.config.locale_dirs]
    name = docname_to_domain(record.docname, env.config.gettext_compact)
    catalogue, found = init(folders, env.config.language, name)
    return with_texts(record, catalogue.gettext) if found else record


def extract_records(app: Sphinx, env: BuildEnvironment) -> None:
    """Add the texts of records to the catalogues of ``gettext`` (event ``env-updated``)."""
    if app.builder.name != 'gettext':
        return
    for docname, page in sorted(cv_domain(env).pages.items()):
        if page.record is None:
            continue
        name = docname_to_domain(docname, app.config.gettext_compact)
        catalogue = app.builder.catalogs[name]  # type: ignore[attr-defined]
        origin = MsgOrigin(str(env.doc2path(docname)), getattr(page.record, 'line', 1))

        def collect(text: str) -> str:
            catalogue.add(text, origin)  # noqa: B023  # it is called in this round
            return text

        with_texts(page.record, collect)


def with_texts(record: Record, translate: Translate) -> Record:
    """Replace each text that differs between languages by what *translate* gives for it.

    The names of skills and organisations stay, because the CV finds them by these names.  The
    record's ``shown`` has the translations to show in their place.
    """
    match record:
        case Entry():
            values, shown = _values(record.values, ENTRY_FIELDS, translate)
            return replace(record, values=values, shown=shown)
        case Person():
            values, _shown = _values(record.values, PERSON_FIELDS, translate)
            return replace(record, values=values)
        case NamePage():
            names = tuple(
                replace(
                    name,
                    long=name.long and translate(name.long),
                    level=name.level and translate(name.level),
                )
                for name in record.names
            )
            groups = tuple(replace(group, name=translate(group.name)) for group in record.groups)
            return replace(record, names=names, groups=groups)
        case _:
            return record


def _values(
    values: Any, fields: dict[str, Field], translate: Translate
) -> tuple[dict[str, Any], dict[str, str]]:
    found: dict[str, Any] = {}
    shown: dict[str, str] = {}
    for name, value in values.items():
        field = fields[name]
        if field.link:
            texts = (value,) if field.form is Form.TEXT else value
            shown |= {text: there for text in texts if (there := translate(text)) != text}
            found[name] = value
        elif field.kept or field.form not in _TRANSLATED:
            found[name] = value
        else:
            found[name] = _TRANSLATED[field.form](value, translate)
    return found, shown


_TRANSLATED: dict[Form, Callable[[Any, Translate], Any]] = {
    Form.TEXT: lambda value, translate: translate(value),
    Form.TEXTS: lambda value, translate: tuple(map(translate, value)),
    Form.PLACES: lambda value, translate: tuple(map(translate, value)),
    Form.DETAILS: lambda value, translate: tuple(
        Detail(translate(d.label), translate(d.value)) for d in value
    ),
    Form.LANGUAGES: lambda value, translate: tuple(
        Language(translate(each.name), each.fluency and translate(each.fluency)) for each in value
    ),
}
