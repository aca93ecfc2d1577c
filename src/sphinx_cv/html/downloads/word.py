"""The CV as a Word document, for the agencies that ask for one.  It needs python-docx."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docutils import nodes
from docutils.utils import column_width
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.image.exceptions import UnrecognizedImageError
from docx.image.image import Image as DocxImage
from docx.oxml import OxmlElement
from docx.shared import Emu, Mm
from docx.text.run import Run
from PIL import Image, UnidentifiedImageError
from sphinx.locale import admonitionlabels

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.html.downloads import word_parts
from sphinx_cv.html.downloads.manuscript import PAGE, SKIPPED, Head, Heading, Row, Text
from sphinx_cv.html.downloads.word_parts import from_left
from sphinx_cv.html.downloads.word_styles import INDENT, MUTED, PHOTO, language_tag, set_up, turn
from sphinx_cv.html.markdown import is_label
from sphinx_cv.locale import comma, direction
from sphinx_cv.model.formula import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from docutils.nodes import Element, Node
    from docx.text.paragraph import Paragraph
    from sphinx.builders import Builder

    from sphinx_cv.html.downloads.manuscript import Manuscript, Part
    from sphinx_cv.model.facts import Fact, Words

_DOT = ' · '
# The deepest level of headings and of lists that Word has a style for.
_HEADINGS, _LISTS = 9, 3
# So many columns fit in a line, beside the room for a tabulator.
_ROOM = 88
# So many characters a property has at most.
_LONGEST = 255
# A picture is no higher than a third of a page.
_HIGHEST = Mm(90)


def write_word(manuscript: Manuscript, builder: Builder) -> bytes:
    """Write the whole CV; the same CV gives the same bytes."""
    return _Writer(manuscript, builder).write()


@dataclass(frozen=True)
class _Look:
    """How a stretch of text looks, beyond the style of its paragraph; None leaves that as it is."""

    bold: bool | None = None
    italic: bool | None = None
    raised: bool = False
    lowered: bool = False
    code: bool = False
    muted: bool = False
    link: bool = False


_PLAIN = _Look()
_MUTED = _Look(muted=True)
# What stands beside the words that head an entry.
_BESIDE = _Look(bold=False, muted=True)
_LOOKS: dict[type, dict[str, bool]] = {
    nodes.strong: {'bold': True},
    nodes.emphasis: {'italic': True},
    nodes.title_reference: {'italic': True},
    nodes.superscript: {'raised': True},
    nodes.footnote_reference: {'raised': True},
    nodes.subscript: {'lowered': True},
}


def _clipped(text: str) -> str:
    """Cut a text before a word, so that a property can hold it."""
    text = word_parts.clean(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST + 1].rpartition(' ')[0]


class _Writer:
    def __init__(self, manuscript: Manuscript, builder: Builder) -> None:
        self.manuscript = manuscript
        self.builder = builder
        self.config = builder.config
        self.rtl = direction(self.config.language) == 'rtl'
        self.document: Any = docx.Document()
        self.style_ids: dict[str, str] = {}
        #: Where paragraphs go: the document, or a cell of a table.
        self.place: Any = self.document
        named = (part.docname for part in manuscript.parts if isinstance(part, Heading | Head))
        #: The bookmarks of the headings that links within the CV lead to, by page.
        self.marks = {name: f'page{number}' for number, name in enumerate(filter(None, named), 1)}

    def write(self) -> bytes:
        set_up(self.document, self.config)
        self.style_ids = {style.name: style.style_id for style in self.document.styles}
        self._describe()
        self._begin()
        parts = self.manuscript.parts
        for part, after in zip_longest(parts, parts[1:]):
            self._part(part, after)
        self._foot()
        turn(self.document, self.config)
        return word_parts.save(self.document)

    def _describe(self) -> None:
        """Fill in the document's properties, whose dates are the sources'."""
        domain, properties = cv_domain(self.builder.env), self.document.core_properties
        name, when = self.manuscript.name, dt.datetime.fromtimestamp(domain.source_time, dt.UTC)
        labels = ', '.join(topic.label for topic in domain.career.skills.values())
        properties.title = properties.author = properties.last_modified_by = _clipped(name)
        properties.subject, properties.comments = _clipped(self.manuscript.tagline), ''
        properties.keywords = _clipped(labels).removesuffix(',')
        properties.language = language_tag(self.config.language)
        properties.created = properties.modified = when.replace(tzinfo=None)
        properties.revision = 1

    # ---- paragraphs and runs -------------------------------------------------------------------

    @property
    def width(self) -> int:
        """How wide the text is."""
        section = self.document.sections[0]
        return int(section.page_width - section.left_margin - section.right_margin)

    def paragraph(self, style: str = 'Normal') -> Paragraph:
        found: Paragraph = self.place.add_paragraph()
        found._p.style = self.style_ids[style]  # by its name it takes half the time
        return found

    def run(
        self, paragraph: Paragraph, text: str, look: _Look = _PLAIN, within: Any = None
    ) -> None:
        """Add a text to a paragraph, or to the link *within* it."""
        for stretch, rtl in word_parts.stretches(text, rtl=self.rtl):
            run = self._empty_run(paragraph, within)
            run.text = stretch
            font = run.font
            font.bold = font.cs_bold = look.bold
            font.italic = font.cs_italic = look.italic
            if look.raised:
                font.superscript = True
            if look.lowered:
                font.subscript = True
            font.rtl = rtl or None
            if look.code:
                font.name = 'Courier New'
            if look.muted:
                font.color.rgb = MUTED
            if look.link:
                run._r.style = self.style_ids['Hyperlink']

    @staticmethod
    def _empty_run(paragraph: Paragraph, within: Any = None) -> Any:
        element = OxmlElement('w:r')
        (paragraph._p if within is None else within).append(element)
        return Run(element, paragraph)

    def link(self, paragraph: Paragraph, text: str, uri: str, look: _Look = _PLAIN) -> None:
        within = word_parts.add_link(paragraph, uri)
        self.run(paragraph, text, replace(look, link=True, muted=False), within)

    def words(self, paragraph: Paragraph, words: Iterable[Words], look: _Look = _PLAIN) -> None:
        """Add pieces of text with commas between them, as links where they have addresses."""
        for number, each in enumerate(words):
            if number:
                self.run(paragraph, comma(), look)
            if each.uri:
                self.link(paragraph, each.text, each.uri, look)
            else:
                self.run(paragraph, each.text, replace(look, bold=each.strong or look.bold))

    # ---- the parts of a CV ---------------------------------------------------------------------

    def _begin(self) -> None:
        """Write the name with the photo beside it, the tagline, and the contacts."""
        title = self.paragraph('Title')
        if self.manuscript.photo:
            self._photo(title, self.manuscript.photo)
        self.run(title, self.manuscript.name)
        if self.manuscript.tagline:
            self.run(self.paragraph('Subtitle'), self.manuscript.tagline)
        if self.manuscript.facts:
            contacts = self.paragraph()
            facts = ((fact, fact.name == 'details') for fact in self.manuscript.facts)
            self._facts(contacts, facts)

    def _photo(self, paragraph: Paragraph, file: Path) -> None:
        run = self._picture(paragraph, file, self.manuscript.name, *PHOTO)
        if run is not None:
            word_parts.set_beside(run, rtl=self.rtl)

    def _foot(self) -> None:
        """Write the name and the number of the page at the foot of each page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        for stop in list(paragraph.style.paragraph_format.tab_stops):
            stop.position = Emu(self.width)
        self._stop(paragraph)
        self.run(paragraph, f'{self.manuscript.name}\t')
        word_parts.add_field(paragraph, 'PAGE')
        self.run(paragraph, ' / ')
        word_parts.add_field(paragraph, 'NUMPAGES')

    def _stop(self, paragraph: Paragraph) -> None:
        """Let a tabulator lead to the end of the line."""
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Emu(self.width), WD_TAB_ALIGNMENT.RIGHT)

    def _part(self, part: Part, after: Part | None) -> None:
        match part:
            case Heading():
                self.run(self._heading(part), part.title)
            case Head():
                line = self._head(part)
                first_of_group = isinstance(after, Head) and after.within and not part.within
                if not (part.facts or isinstance(after, Text) or first_of_group):
                    # Word would keep it on one page with all others of its section.
                    line.paragraph_format.keep_with_next = False
            case Text():
                self.blocks(part.nodes)
            case Row():
                paragraph = self.paragraph('No Spacing')
                if part.label:
                    self.run(paragraph, f'{part.label}: ', _Look(bold=True))
                self.run(paragraph, comma().join(part.words))

    def _heading(self, part: Heading | Head) -> Paragraph:
        paragraph = self.paragraph(f'Heading {min(part.level, _HEADINGS)}')
        if part.docname:
            word_parts.add_bookmark(paragraph, self.marks[part.docname])
        return paragraph

    def _head(self, head: Head) -> Paragraph:
        """Write the line of an entry, with the dates at its end, and its facts below."""
        line = self._heading(head)
        self._stop(line)
        self.run(line, head.first, _Look(bold=False, italic=True) if head.within else _PLAIN)
        if head.second:
            self.run(line, f'{comma()}{head.second}', _Look(bold=False))
        details = [(fact, False) for fact in head.details]
        facts = [(fact, True) for fact in head.facts]
        words = [head.first, head.second, head.when, *(fact.text for fact in head.details)]
        if details and column_width(_DOT.join(words)) <= _ROOM:
            self.run(line, _DOT, _BESIDE)
            self._facts(line, details, _BESIDE)
        else:
            facts = details + facts
        if head.when:
            self.run(line, f'\t{head.when}', _BESIDE)
        if facts:
            self._facts(self.paragraph('No Spacing'), facts)
        return line

    def _facts(
        self, paragraph: Paragraph, facts: Iterable[tuple[Fact, bool]], look: _Look = _PLAIN
    ) -> None:
        """Write facts, each with its label or without, and with a dot between them."""
        for number, (fact, labelled) in enumerate(facts):
            if number:
                self.run(paragraph, _DOT, replace(look, muted=True))
            if labelled:
                self.run(paragraph, f'{fact.label}: ', _MUTED)
            self.words(paragraph, fact.words, look)

    # ---- the text of a page ----------------------------------------------------------------------

    def blocks(self, content: Sequence[Node], style: str = 'Normal', depth: int = 0) -> None:
        """Write blocks; *depth* counts the lists around them."""
        for node in content:
            if isinstance(node, nodes.Element) and not isinstance(node, SKIPPED):
                self._block(node, style, depth)

    def _block(self, node: Element, style: str, depth: int) -> None:  # noqa: C901, PLR0912  # a branch for each node
        match node:
            case nodes.bullet_list() | nodes.enumerated_list():
                self._list(node, depth + 1)
            case nodes.field():
                name, body = node.children
                paragraph = self._text(name, style)  # type: ignore[arg-type]
                self.run(paragraph, ': ')
                self._into(paragraph, body, style, depth)
            case nodes.definition():
                self._indented(node, style, depth)
            case nodes.term() | nodes.rubric() | nodes.title():
                self._text(node, style, _Look(bold=True))
            case nodes.caption():
                self._text(node, 'Caption')
            case nodes.literal_block():
                paragraph = self.paragraph('HTML Preformatted')
                self.run(paragraph, from_left(node.astext().rstrip('\n')))
            case nodes.math_block():
                self.run(self.paragraph(style), from_left(to_text(node.astext())))
            case nodes.table():
                self._table(node)
            case nodes.block_quote():
                self.blocks(node.children, 'Quote', depth)
            case nodes.Admonition():
                label = admonitionlabels.get(type(node).__name__, '')
                if label:
                    self.run(self.paragraph(style), label, _Look(bold=True))
                self._indented(node, style, depth)
            case nodes.footnote():
                paragraph = self.paragraph(style)
                self.run(paragraph, node[0].astext(), _Look(raised=True))
                self.run(paragraph, ' ')
                self._into(paragraph, node, style, depth)
            case nodes.image():
                self._inline(self.paragraph(style), node, _PLAIN)
            case nodes.TextElement():
                self._text(node, style, _Look(bold=True) if is_label(node) else _PLAIN)
            case _:
                self.blocks(node.children, style, depth)

    def _text(self, node: Element, style: str, look: _Look = _PLAIN) -> Paragraph:
        paragraph = self.paragraph(style)
        self._inlines(paragraph, node, look)
        return paragraph

    def _into(self, paragraph: Paragraph, node: Node, style: str, depth: int) -> None:
        """Write blocks, the first of which goes on in a *paragraph* that has begun."""
        content = [n for n in node.children if not isinstance(n, SKIPPED)]
        if content and isinstance(content[0], nodes.paragraph):
            self._inlines(paragraph, content.pop(0), _PLAIN)
        self.blocks(content, style, depth)

    def _indented(self, node: Element, style: str, depth: int) -> None:
        before = len(self.place.paragraphs)
        self.blocks(node.children, style, depth)
        for paragraph in self.place.paragraphs[before:]:
            layout = paragraph.paragraph_format
            if not paragraph.style.name.startswith('List'):
                layout.left_indent = Emu(int(layout.left_indent or 0) + INDENT)

    def _list(self, parent: Element, depth: int) -> None:
        kind = 'List Number' if isinstance(parent, nodes.enumerated_list) else 'List Bullet'
        level = min(depth, _LISTS)
        style = kind if level == 1 else f'{kind} {level}'
        number = 0
        if kind == 'List Number':
            first = parent.get('start', 1)
            number = word_parts.start_numbers(self.document, self.document.styles[style], first)
        for item in parent.children:
            paragraph = self.paragraph(style)
            if number:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
            # What else stands in an item hangs below its first paragraph.
            self._into(
                paragraph, item, 'List Continue' if level == 1 else f'List Continue {level}', depth
            )

    def _table(self, node: Element) -> None:
        rows = list(node.findall(nodes.row))
        if not rows:
            return
        for title in node.findall(nodes.title):
            self._text(title, 'Caption')
        columns = max(len(row.children) for row in rows)
        table = self.place.add_table(len(rows), columns)
        table.style = self.document.styles['Table Grid']
        outer = self.place
        for row, made in zip(rows, table.rows, strict=True):
            heads = isinstance(row.parent, nodes.thead)
            if heads:
                # Word repeats it on the next page, and screen readers read it with each cell.
                made._tr.get_or_add_trPr().append(OxmlElement('w:tblHeader'))
            for cell, self.place in zip(row.children, made.cells, strict=False):
                # Each cell begins with a paragraph, and has to have one.
                first = self.place.paragraphs[0]
                self.blocks(cell.children)
                if len(self.place.paragraphs) > 1:
                    first._p.getparent().remove(first._p)
                for run in (r for p in self.place.paragraphs for r in p.runs if heads):
                    run.bold = run.font.cs_bold = True
        self.place = outer
        self.paragraph()

    # ---- text within a line ----------------------------------------------------------------------

    def _inlines(self, paragraph: Paragraph, parent: Node, look: _Look, within: Any = None) -> None:
        for node in parent.children:
            self._inline(paragraph, node, look, within)

    def _inline(self, paragraph: Paragraph, node: Node, look: _Look, within: Any = None) -> None:
        match node:
            case nodes.Text():
                self.run(paragraph, re.sub(r'\s+', ' ', node.astext()), look, within)
            case nodes.math():
                self.run(paragraph, from_left(to_text(node.astext())), look, within)
            case nodes.literal():
                code = replace(look, code=True)
                self.run(paragraph, from_left(node.astext()), code, within)
            case nodes.image():
                self._image(paragraph, node)
            case nodes.raw():
                if node.astext().startswith('<br'):
                    self._empty_run(paragraph, within).add_break()
            case nodes.reference() if node.get('refuri') and not node.get('internal'):
                link = word_parts.add_link(paragraph, node['refuri'])
                self._inlines(paragraph, node, replace(look, link=True), link)
            case nodes.reference() if node.get(PAGE) in self.marks:
                link = word_parts.add_link_within(paragraph, self.marks[node[PAGE]])
                self._inlines(paragraph, node, replace(look, link=True), link)
            case _ if isinstance(node, SKIPPED):
                return
            case _:
                self._inlines(paragraph, node, replace(look, **_LOOKS.get(type(node), {})), within)

    def _image(self, paragraph: Paragraph, node: Element) -> None:
        file, words = Path(self.builder.srcdir) / node['uri'], node.get('alt', '')
        run = self._picture(paragraph, file, words, Emu(self.width), _HIGHEST)
        if run is None and words:
            self.run(paragraph, f'[{words}]')

    def _picture(
        self, paragraph: Paragraph, file: Path, words: str, widest: int, highest: int
    ) -> Any:
        """Add a picture with its description; None if Word has no such pictures."""
        picture = _picture_of(file)
        if picture is None:
            return None
        run = self._empty_run(paragraph)
        shown = run.add_picture(picture)
        scale = min(1, widest / shown.width, highest / shown.height)
        shown.width, shown.height = Emu(int(shown.width * scale)), Emu(int(shown.height * scale))
        word_parts.describe(shown, words)
        return run


def _picture_of(file: Path) -> str | io.BytesIO | None:
    """A picture as Word can have it; None if there is none, or one of lines such as SVG."""
    if not file.is_file():
        return None
    try:
        DocxImage.from_file(str(file))
    except UnrecognizedImageError:
        try:
            with Image.open(file) as picture:
                picture.save(converted := io.BytesIO(), 'PNG')
        except UnidentifiedImageError:
            return None
        converted.seek(0)
        return converted
    return str(file)
