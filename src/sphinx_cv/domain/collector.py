"""What happens to a page while Sphinx reads it: record first, then text, then marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_cv.domain.cv_domain import Page, cv_domain
from sphinx_cv.domain.nodes import Placement, placeholder
from sphinx_cv.model.records import Entry, NamePage, Person, read_record, with_page
from sphinx_cv.source.text import read_blocks
from sphinx_cv.warnings import CVWarning, Problem

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_cv.model.records import Record


def read_front_matter(app: Sphinx, docname: str, content: list[str]) -> None:
    """Keep the record of a page before its text is parsed (event ``source-read``)."""
    cv_domain(app.env).pages[docname] = Page(read_record(docname, content[0]))


def read_text(app: Sphinx, document: nodes.document) -> None:
    """Add to the record what the text says, and mark what goes there (``doctree-read``)."""
    docname = app.env.current_document.docname
    page = cv_domain(app.env).pages[docname]
    record = page.reading.record
    references = [
        (xref['reftype'], xref['reftarget'])
        for xref in document.findall(addnodes.pending_xref)
        if xref.get('refdomain') == 'cv'
    ]
    page.references = tuple(dict.fromkeys(references))
    if record is not None:
        section = next(document.findall(nodes.section), None)
        if section is None:
            message = f'a page of type "{_type(record)}" needs a heading: its title'
            page.reading.problems.append(Problem(record.line, CVWarning.TITLE, message))
            page.reading.record = None
            return
        title = section.next_node(nodes.title)
        shown = [target for role, target in references if role == 'skill']
        given = record.skills if isinstance(record, Entry) else ()
        record = page.reading.record = with_page(
            record,
            title.astext() if title else '',
            tuple(dict.fromkeys([*shown, *given])),
            read_blocks(section),
        )
        _mark(section, record)
    page.placements = tuple(node.placement for node in document.findall(placeholder))


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
    elif isinstance(record, NamePage):
        section.append(mark(record.type))


def _type(record: Record) -> str:
    return 'person' if isinstance(record, Person) else record.type
