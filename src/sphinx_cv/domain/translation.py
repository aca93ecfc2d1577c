"""The translation of the front matter, so that one source gives a CV in several languages.

Sphinx translates the text of pages: its builder ``gettext`` extracts it, and later builds put the
translations in its place (https://www.sphinx-doc.org/en/master/usage/advanced/intl.html).  This
module does the same for the fields of records, with the same catalogues.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.gettext import MsgOrigin
from sphinx.locale import init
from sphinx.util.i18n import docname_to_domain

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.model.fields import ENTRY_FIELDS, PERSON_FIELDS, Form
from sphinx_cv.model.records import Detail, Entry, Language, NamePage, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.model.fields import Field
    from sphinx_cv.model.records import Record

    Translate = Callable[[str], str]


def translate_record(env: BuildEnvironment, record: Record) -> Record:
    """Replace the texts of a record by their translations, where a catalogue has any."""
    translate = _catalogue(env, record.docname)
    return _with_private(with_texts(record, translate), translate) if translate else record


def _with_private(record: Record, translate: Translate) -> Record:
    """Translate private texts too, though ``gettext`` never extracts them."""
    match record:
        case Entry():
            return replace(record, private=_values(record.private, ENTRY_FIELDS, translate))
        case Person():
            return replace(record, private=_values(record.private, PERSON_FIELDS, translate))
        case _:
            return record


def translate_names(env: BuildEnvironment, entry: Entry) -> Entry:
    """Add what the skills and organisations of an entry are called in the language of the CV.

    This comes after the text is read, because the text names skills too.
    """
    translate = _catalogue(env, entry.docname)
    if translate is None:
        return entry
    names = {name: translate(name) for name in _names(entry)}
    return replace(entry, shown={name: there for name, there in names.items() if there != name})


def _catalogue(env: BuildEnvironment, docname: str) -> Translate | None:
    folders = [Path(env.srcdir) / name for name in env.config.locale_dirs]
    domain = docname_to_domain(docname, env.config.gettext_compact)
    catalogue, found = init(folders, env.config.language, domain)
    return catalogue.gettext if found else None


def _names(entry: Entry) -> list[str]:
    """The skills and organisations of an entry, by the names in its page."""
    fields = [(ENTRY_FIELDS[name], value) for name, value in entry.values.items()]
    linked = [
        (value,) if field.form is Form.TEXT else value for field, value in fields if field.link
    ]
    return list(dict.fromkeys([*chain.from_iterable(linked), *entry.skills]))


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
        if isinstance(page.record, Entry):
            for text in _names(page.record):
                collect(text)


def with_texts(record: Record, translate: Translate) -> Record:
    """Replace each text that differs between languages by what *translate* gives for it.

    The names of skills and organisations stay, because the CV finds them by these names; what is
    shown in their place stands beside them.
    """
    match record:
        case Entry():
            return replace(record, values=_values(record.values, ENTRY_FIELDS, translate))
        case Person():
            return replace(record, values=_values(record.values, PERSON_FIELDS, translate))
        case NamePage():
            names = tuple(
                replace(
                    name,
                    shown=translate(name.name),
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
    values: Mapping[str, Any], fields: Mapping[str, Field], translate: Translate
) -> dict[str, Any]:
    found = {}
    for name, value in values.items():
        field = fields.get(name)
        # The period of an entry is among its private fields, but is no field.
        if field is None or field.link or field.kept or field.form not in _TRANSLATED:
            found[name] = value
        else:
            found[name] = _TRANSLATED[field.form](value, translate)
    return found


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
