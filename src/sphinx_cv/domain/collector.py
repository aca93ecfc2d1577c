"""What happens to a page while Sphinx reads it: record first, then text, then marks."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import get_source_line
from PIL import Image
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
    default_id,
    type_name,
    with_page,
)
from sphinx_cv.source.front_matter import front_matter_of, has_comment, without_record
from sphinx_cv.source.record_reader import read_record
from sphinx_cv.source.text import plain_text, read_blocks, seen_text
from sphinx_cv.source.text_slips import close_all, find_characters
from sphinx_cv.warnings import CVWarning, Problem, suggestion, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx

    from sphinx_cv.model.records import Record
    from sphinx_cv.source.record_reader import PageRecord

# What has text to read; comments, targets and substitutions have none.
_TEXTS = (nodes.Body, nodes.Bibliographic)
_LITERAL = (nodes.literal, nodes.FixedTextElement, nodes.raw)
_ROLE = re.compile(r'\{(?:skill|org|organization|entry|field)\}')
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
    if isinstance(record, Person) and record.photo:
        record = _with_photo(app, record, found)
    page = domain.pages[docname] = Page(record, found.problems)
    if page.problems:
        page.unread = name_key(front_matter_of(content[0]) if page.record else content[0])
    if record or page.problems:
        private = getattr(record, 'private', {})
        page.withheld = bool(page.problems or private or has_comment(content[0]))
        content[0] = without_record(content[0])
    if str(app.env.doc2path(docname)).endswith('.md'):
        before = len(page.problems)
        page.problems += find_characters(content[0])
        content[0] = close_all(content[0], page.problems)
        page.withheld |= len(page.problems) > before


def _with_photo(app: Sphinx, person: Person, found: PageRecord) -> Person:
    """Leave out a photo that is no picture, which is a problem."""
    _relative, name = app.env.relfn2path(person.photo, person.docname)
    message = ''
    if not Path(name).is_file():
        message = f'"photo": there is no file "{person.photo}" beside this page'
    else:
        try:
            with Image.open(name) as picture:
                picture.verify()
        except (OSError, SyntaxError):
            message = f'"photo": the file "{person.photo}" is no picture'
    if not message:
        return person
    found.problems.append(Problem(found.lines['photo'], CVWarning.VALUE, message))
    values = {key: value for key, value in person.values.items() if key != 'photo'}
    return replace(person, values=values)


def read_text(app: Sphinx, document: nodes.document) -> None:
    """Add to the record what the text says, and mark what goes there (``doctree-read``)."""
    docname = app.env.current_document.docname
    page = cv_domain(app.env).pages[docname]
    page.problems += tie_blocks(document)
    page.withheld |= is_withheld(document)
    references = [
        (xref['reftype'], xref['reftarget'])
        for xref in document.findall(addnodes.pending_xref)
        if xref.get('refdomain') == 'cv' and xref['reftarget']
    ]
    page.problems += _check_roles(document, Path(app.env.doc2path(docname)))
    page.references = tuple(dict.fromkeys(references))
    prints = _print_fields(document, page, app.config.language)
    if page.record is not None and not isinstance(page.record, Prose):
        section = _section(document, page.record, page.problems)
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
        _mark(document, section, page.record)
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


def _section(
    document: nodes.document, record: Entry | Person | NamePage, problems: list[Problem]
) -> nodes.section:
    """The section that is a record's page; what is wrong with headings is a problem.

    Where there is no title, the page is named after its file.
    """
    sections = [node for node in document.children if isinstance(node, nodes.section)]
    for other in sections[1:]:
        title = other.next_node(nodes.title)
        text = title.astext() if title else ''
        message = f'"# {text}" is a second title; what is below the first one has "##" and more'
        problems.append(Problem(other.line or 1, CVWarning.TITLE, message))
    name = default_id(record.docname)
    if not sections:
        message = f'a page of type "{type_name(record)}" needs a heading: its title'
        problems.append(Problem(record.line, CVWarning.TITLE, message))
        section = nodes.section('', nodes.title('', name), *document.children, ids=[name])
        document.children = []
        document += section
        return section
    before = document.children[: document.index(sections[0])]
    above = next((node for node in before if _has_text(node)), None)
    if above is not None:
        message = 'this text stands above the heading; put it below'
        line = get_source_line(above)[1] or record.line
        problems.append(Problem(line, CVWarning.TITLE, message))
    title = sections[0].next_node(nodes.title)
    if title is None or not any(c.isprintable() and c.strip() for c in seen_text(title)):
        line = sections[0].line or record.line
        problems.append(Problem(line, CVWarning.TITLE, 'the heading has no text'))
        sections[0].replace(title, nodes.title('', name)) if title else None
    return sections[0]


def _has_text(node: Node) -> bool:
    return isinstance(node, _TEXTS) and not isinstance(node, nodes.Invisible | nodes.system_message)


def _check_roles(document: nodes.document, file: Path) -> Iterator[Problem]:
    """Find roles that have no name, or that are never closed, so that they are text.

    One with backslashes in the *file* is meant as text.
    """
    for xref in list(document.findall(addnodes.pending_xref)):
        if xref.get('refdomain') == 'cv' and not xref['reftarget']:
            role = xref['reftype']
            message = f'"{{{role}}}" names nothing; expected {{{role}}}`name`'
            yield Problem(get_source_line(xref)[1] or 1, CVWarning.TEXT, message)
            xref.parent.remove(xref)
    for text in document.findall(nodes.Text):
        found = _ROLE.search(text)
        if not found or isinstance(text.parent, _LITERAL):
            continue
        line = get_source_line(text.parent)[1] or 1
        if _is_typed(found[0], file, line):
            message = f'"{found[0]}" stands in the text as it is; expected {found[0]}`name`'
            yield Problem(line, CVWarning.TEXT, message)


def _is_typed(role: str, file: Path, line: int) -> bool:
    """Whether the block at a line of a file has a role that is not whole, without backslashes."""
    below = file.read_text('utf-8', 'replace').split('\n')[line - 1 :]
    block = '\n'.join(takewhile(str.strip, below))
    name = re.escape(role)
    rest = re.sub(rf'{name}(`+)[^`]+\1(?!`)', '', block)
    return re.search(rf'(?<!\\){name}(?!\\)', rest) is not None


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
            warn(CVWarning.UNKNOWN_FIELD, _not_printable(name, fields, printable), node)
        node.replace_self(nodes.inline('', name))
    return tuple(dict.fromkeys(found))


def _not_printable(name: str, fields: Iterable[str], printable: list[str]) -> str:
    if name in fields:
        return f'"{name}" cannot be printed here: the front matter of this page does not set it'
    hint = suggestion(name, fields)
    expected = ', '.join(printable) or 'none; the front matter sets no field'
    return f'"{name}" is not a field that this page can print{hint}; expected one of: {expected}'


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


def _mark(document: nodes.document, section: nodes.section, record: Record) -> None:
    """Leave the marks for what every page of a record's type has."""

    def mark(part: str) -> placeholder:
        return placeholder.of(Placement(part, record.docname))

    if isinstance(record, Entry):
        # A heading below that has this id already is in the same page, so it may have it.
        if record.id not in section['ids'] and record.id not in document.ids:
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
