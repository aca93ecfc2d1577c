"""What happens to a page while Sphinx reads it: record first, then text, then marks."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import get_source_line
from sphinx import addnodes
from sphinx.util.tags import Tags

from sphinx_cv.domain.cv_domain import Page, cv_domain
from sphinx_cv.domain.nodes import Placement, field_value, placeholder
from sphinx_cv.domain.translation import translate_names, translate_record
from sphinx_cv.locale import comma
from sphinx_cv.model.facts import facts_of_entry, words_of
from sphinx_cv.model.formula import RENDERER, FormulaError, to_mathml
from sphinx_cv.model.names import name_key
from sphinx_cv.model.phrases import summary
from sphinx_cv.model.records import Entry, Letter, NamePage, Person, Prose, type_name, with_page
from sphinx_cv.source.front_matter import front_matter_of, without_record
from sphinx_cv.source.record_reader import read_record
from sphinx_cv.source.text import plain_text, read_blocks
from sphinx_cv.warnings import CVWarning, Problem, suggestion, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx

    from sphinx_cv.model.facts import Words
    from sphinx_cv.model.records import Record

# How much of a formula a warning quotes.
_LONGEST = 60


def read_front_matter(app: Sphinx, docname: str, content: list[str]) -> None:
    """Keep the record of a page before its text is parsed (event ``source-read``)."""
    domain = cv_domain(app.env)
    found = read_record(docname, content[0], domain.types)
    # A letter is no page; Sphinx does not even read it (see hide_letters).
    record: Record | None = None if isinstance(found.record, Letter) else found.record
    record = record and translate_record(app.env, record)
    page = domain.pages[docname] = Page(record, found.problems)
    if page.problems:
        page.unread = name_key(front_matter_of(content[0]) if page.record else content[0])
        content[0] = without_record(content[0])


def read_text(app: Sphinx, document: nodes.document) -> None:
    """Add to the record what the text says, and mark what goes there (``doctree-read``)."""
    docname = app.env.current_document.docname
    page = cv_domain(app.env).pages[docname]
    references = [
        (xref['reftype'], xref['reftarget'])
        for xref in document.findall(addnodes.pending_xref)
        if xref.get('refdomain') == 'cv'
    ]
    page.references = tuple(dict.fromkeys(references))
    printed = _print_fields(document, page, app.config.language)
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
            marked=tuple(target for role, target in references if role == 'skill'),
            printed=printed,
            body=read_blocks(_as_on_the_site(section, app)),
        )
        if isinstance(page.record, Entry):
            page.record = translate_names(app.env, page.record)
        _mark(section, page.record)
    elif docname != app.config.root_doc:
        page.record = _prose(docname, document)
    if app.config.html_math_renderer == RENDERER:
        page.problems += _check_formulas(document)
    if isinstance(page.record, Entry):
        page.text = _digest(document.pformat())
    page.placements = tuple(node.placement for node in document.findall(placeholder))
    page.digest = _digest(page.record, page.references, page.placements)
    page.face = _digest(_face(page.record, app.config.language), page.references, page.placements)


def _prose(docname: str, document: nodes.document) -> Prose | None:
    """What a page without a record says, if it says more than its heading and what it lists."""
    section = next(document.findall(nodes.section), None)
    title = section.next_node(nodes.title) if section is not None else None
    body = read_blocks(section) if section is not None else ()
    return Prose(docname, title.astext(), body) if title is not None and body else None


def _as_on_the_site(section: nodes.section, app: Sphinx) -> nodes.section:
    """Leave out what ``only`` keeps from the site: data and search say what the site says."""
    if next(section.findall(addnodes.only), None) is None:
        return section
    tags = set(app.tags)
    # Another builder may read the page, and the site may use what it has read.
    if (builder := app.builder).format != 'html':
        tags -= {
            builder.format,
            builder.name,
            f'format_{builder.format}',
            f'builder_{builder.name}',
        }
        tags |= {'html', 'format_html', 'builder_html'}
    copy = section.deepcopy()
    for node in list(copy.findall(addnodes.only)):
        # What is wrong with an expression, Sphinx says when it writes the page, and shows the text.
        with suppress(Exception):
            if not Tags(tags).eval_condition(node['expr']):
                node.parent.remove(node)
    return copy


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


def _print_fields(document: nodes.document, page: Page, language: str) -> tuple[str, ...]:
    """Put the page's own facts where its text prints them; give the fields' names."""
    record = page.record
    fields = record.type.fields if isinstance(record, Entry) else {}
    printable = [name for name in fields if isinstance(record, Entry) and name in record.values]
    found = []
    for node in list(document.findall(field_value)):
        name = node['name']
        if isinstance(record, Entry) and name in printable:
            words = words_of(fields[name], record.values[name], language)
            node.replace_self(_printed(words, linked=_may_link(node)))
            found.append(name)
            continue
        # What is not there for a slip in the front matter is reported with it.
        if not (page.unread and (record is None or name in fields)):
            hint = suggestion(name, fields)
            expected = ', '.join(printable) or 'none; the front matter sets no field'
            message = f'"{name}" is not a field that this page can print{hint}; expected one of: '
            warn(CVWarning.UNKNOWN_FIELD, message + expected, node)
        node.replace_self(nodes.inline('', name))
    return tuple(dict.fromkeys(found))


def _printed(words: tuple[Words, ...], *, linked: bool) -> list[Node]:
    """Write words one after the other, each a link if it has an address and may be *linked*."""
    found: list[Node] = []
    for number, each in enumerate(words):
        found += [nodes.Text(comma())] if number else []
        link = nodes.reference('', each.text, refuri=each.uri) if linked and each.uri else None
        found.append(link or nodes.Text(each.text))
    return found


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
