"""What happens to a page while Sphinx reads it: record first, then text, then marks."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import get_source_line
from sphinx import addnodes

from sphinx_cv.domain.cv_domain import Page, cv_domain
from sphinx_cv.domain.nodes import Placement, field_value, placeholder, print_words
from sphinx_cv.domain.only import is_withheld, names_and_files, only_around, tie_blocks
from sphinx_cv.domain.translation import translate_names, translate_record
from sphinx_cv.model.facts import facts_of_entry, words_of
from sphinx_cv.model.formula import RENDERER, FormulaError, to_mathml
from sphinx_cv.model.names import name_key
from sphinx_cv.model.phrases import summary
from sphinx_cv.model.records import (
    Entry,
    Letter,
    NamePage,
    Person,
    Prose,
    Said,
    type_name,
    with_page,
)
from sphinx_cv.source.front_matter import front_matter_of, has_comment, without_record
from sphinx_cv.source.record_reader import read_record
from sphinx_cv.source.text import plain_text, read_blocks
from sphinx_cv.warnings import CVWarning, Problem, suggestion, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element
    from sphinx.application import Sphinx

    from sphinx_cv.model.records import Record

# How much of a formula a warning quotes.
_LONGEST = 60


def read_front_matter(app: Sphinx, docname: str, content: list[str]) -> None:
    """Keep the record of a page before its text is parsed (event ``source-read``)."""
    domain = cv_domain(app.env)
    elsewhere = domain.private_fields.get(docname, ())
    found = read_record(docname, content[0], domain.types, elsewhere)
    # A letter is no page; Sphinx does not even read it (see hide_letters).
    record: Record | None = None if isinstance(found.record, Letter) else found.record
    record = record and translate_record(app.env, record)
    page = domain.pages[docname] = Page(record, found.problems)
    if page.problems:
        page.unread = name_key(front_matter_of(content[0]) if page.record else content[0])
    if not record and not page.problems:
        return
    private = getattr(record, 'private', {})
    page.withheld = bool(page.problems or private or has_comment(content[0]))
    content[0] = without_record(content[0])


def read_text(app: Sphinx, document: nodes.document) -> None:
    """Add to the record what the text says, and mark what goes there (``doctree-read``)."""
    docname = app.env.current_document.docname
    page = cv_domain(app.env).pages[docname]
    page.problems += tie_blocks(document)
    page.withheld |= is_withheld(document)
    references = [
        (xref['reftype'], xref['reftarget'])
        for xref in document.findall(addnodes.pending_xref)
        if xref.get('refdomain') == 'cv'
    ]
    page.references = tuple(dict.fromkeys(references))
    prints = _print_fields(document, page, app.config.language)
    if page.record is not None and not isinstance(page.record, Prose):
        section = next(document.findall(nodes.section), None)
        if section is None:
            type_ = type_name(page.record)
            message = f'a page of type "{type_}" needs a heading: its title'
            page.problems.append(Problem(page.record.line, CVWarning.TITLE, message))
            page.unread = name_key(str(page.record))
            page.record = None
            return
        title = section.next_node(nodes.title)
        page.record = with_page(
            page.record,
            plain_text(title) if title else '',
            marks=_marked_skills(document),
            prints=prints,
            body=read_blocks(section),
        )
        if isinstance(page.record, Entry):
            page.record = translate_names(app.env, page.record)
            page.withheld |= bool(page.record.only)
        _mark(section, page.record)
    elif docname != app.config.root_doc:
        page.record = _prose(docname, document)
    if app.config.html_math_renderer == RENDERER:
        page.problems += _check_formulas(document)
    if isinstance(page.record, Entry):
        page.text = _digest(document.pformat())
    for node in document.findall(placeholder):
        node['placement'] = replace(node.placement, only=only_around(node))
    page.placements = tuple(node.placement for node in document.findall(placeholder))
    page.digest = _digest(page.record, page.references, page.placements)
    page.face = _digest(_face(page.record, app.config.language), page.references, page.placements)


def keep_tied(app: Sphinx, document: nodes.document) -> None:
    """Keep what Sphinx has collected of parts that are for tags (``doctree-read``, at the end)."""
    page = cv_domain(app.env).pages[app.env.current_document.docname]
    if next(document.findall(addnodes.only), None) is not None:
        page.tied = tuple(dict.fromkeys(names_and_files(document)))


def _marked_skills(document: nodes.document) -> tuple[Said, ...]:
    found = (
        Said(xref['reftarget'], only_around(xref))
        for xref in document.findall(addnodes.pending_xref)
        if xref.get('refdomain') == 'cv' and xref['reftype'] == 'skill'
    )
    return tuple(dict.fromkeys(found))


def _prose(docname: str, document: nodes.document) -> Prose | None:
    """What a page without a record says, if it says more than its heading and what it lists."""
    section = next(document.findall(nodes.section), None)
    title = section.next_node(nodes.title) if section is not None else None
    body = read_blocks(section) if section is not None else ()
    return Prose(docname, title.astext(), body) if title is not None and body else None


def _check_formulas(document: nodes.document) -> Iterator[Problem]:
    for node in document.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
        try:
            to_mathml(node.astext(), block=isinstance(node, nodes.math_block))
        except FormulaError as error:
            tex = ' '.join(node.astext().split())
            quoted = tex if len(tex) <= _LONGEST else f'{tex[:_LONGEST]}…'
            message = f'the formula "{quoted}" cannot be shown, only its TeX: {error}'
            yield Problem(get_source_line(node)[1] or 1, CVWarning.FORMULA, message)


def _face(record: Record | None, language: str) -> object:
    """What other pages can say of a page: all but its text, of which they have the summary."""
    if not isinstance(record, Entry):
        return record
    return replace(record, line=0, body=()), summary(record), facts_of_entry(record, language)


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()


def _print_fields(document: nodes.document, page: Page, language: str) -> tuple[Said, ...]:
    """Put the page's own facts where its text prints them; give the fields' names.

    A private fact stays in its mark, except in a title, which is the same in all outputs.
    """
    record = page.record
    entry = record if isinstance(record, Entry) else None
    fields = entry.type.fields if entry else {}
    values = {**entry.private, **entry.values} if entry else {}
    printable = [name for name in fields if name in values]
    found = []
    for node in list(document.findall(field_value)):
        name = node['name']
        if entry and name in printable:
            words = words_of(fields[name], values[name], language)
            if name in entry.values:
                found.append(Said(name, only_around(node)))
                node.replace_self(print_words(words, linked=_may_link(node)))
            elif _is_in_title(node):
                node.parent.remove(node)
            else:
                node['words'], node['linked'] = words, _may_link(node)
            continue
        # What is not there for a slip in the front matter is reported with it.
        if not (page.unread and (record is None or name in fields)):
            hint = suggestion(name, fields)
            expected = ', '.join(printable) or 'none; the front matter sets no field'
            message = f'"{name}" is not a field that this page can print{hint}; expected one of: '
            warn(CVWarning.UNKNOWN_FIELD, message + expected, node)
        node.replace_self(nodes.inline('', name))
    return tuple(dict.fromkeys(found))


def _is_in_title(node: Element) -> bool:
    above = node.parent
    while above is not None and not isinstance(above, nodes.title):
        above = above.parent
    return above is not None


def _may_link(node: Element) -> bool:
    """Whether a link may stand here: not in a title, nor in a link of the owner's."""
    above = node.parent
    while above is not None:
        if isinstance(above, nodes.title | nodes.reference | addnodes.pending_xref):
            return False
        above = above.parent
    return True


def _mark(section: nodes.section, record: Record) -> None:
    """Leave the marks for what every page of a record's type has."""

    def mark(part: str) -> placeholder:
        return placeholder.of(Placement(part, record.docname))

    if isinstance(record, Entry):
        if record.id not in section['ids']:
            section['ids'].append(record.id)
        section.insert(1, mark('entry_header'))
        section.append(mark('related'))
    elif isinstance(record, Person):
        section.insert(1, mark('person_header'))
        if record.photo:
            # Sphinx looks for pictures after this, so it copies this one too.
            picture = nodes.image(uri=record.photo, alt=record.name, classes=['cv-photo'])
            picture.line = record.line
            picture.source = section.source
            section.insert(1, picture)
    elif isinstance(record, NamePage):
        section.append(mark(record.type))
