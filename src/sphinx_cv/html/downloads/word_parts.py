"""Parts of Word documents that python-docx has no call for, and a file that is always the same."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from sphinx_cv.model.text import SIGNED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from docx.document import Document
    from docx.text.paragraph import Paragraph

# The first time that a zip file can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_RIGHT, _LEFT = frozenset({'R', 'AL', 'AN'}), frozenset({'L'})
# Unicode's marks around what is set apart from the direction around it (UAX #9).  In a document of
# Word runs say that.
_LRI, _PDI = '\u2066', '\u2069'
# LibreOffice does not ask the runs about signs, but the letters around them; this is one that does
# not show.
_LRM = '\u200e'
_ISOLATED = re.compile(f'{_LRI}[^\u2066-\u2069]*{_PDI}')
# These, and the control characters that XML cannot have.
_DROPPED = dict.fromkeys([*range(0x2066, 0x206A), *(set(range(0x20)) - {0x09, 0x0A})])
# How far text stays from a photo, in English Metric Units: 4 mm.
_GAP = 144_000


def stretches(text: str, *, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Part a text by its direction; the flag says whether a stretch goes from right to left.

    Spaces and signs go with the letters around them, or else with the paragraph, as in
    https://www.unicode.org/reports/tr9/.  Word wants each stretch in a run of its own.
    """
    if not rtl and not any(unicodedata.bidirectional(char) in _RIGHT for char in text):
        yield clean(text), False
        return
    directions: list[bool | None] = [
        True if kind in _RIGHT else False if kind in _LEFT else None
        for kind in map(unicodedata.bidirectional, text)
    ]
    for found in (*SIGNED.finditer(text), *_ISOLATED.finditer(text)):
        directions[found.start() : found.end()] = [False] * len(found[0])
    before = rtl
    for at, way in enumerate(directions):
        if way is None:
            after = next((each for each in directions[at:] if each is not None), rtl)
            directions[at] = before if before == after else rtl
        before = bool(directions[at])
    for goes, pairs in groupby(zip(text, directions, strict=True), key=itemgetter(1)):
        if stretch := clean(''.join(char for char, _way in pairs)):
            yield (stretch if goes or not rtl else _between_letters(stretch)), bool(goes)


def _between_letters(stretch: str) -> str:
    """Have a stretch from left to right begin and end with a letter, which holds its signs."""
    kinds = map(unicodedata.bidirectional, (stretch[0], stretch[-1]))
    before, after = ('' if kind in _LEFT else _LRM for kind in kinds)
    return f'{before}{stretch}{after}'


def clean(text: str) -> str:
    """Leave out of a text what no document of Word can have, or what its runs say."""
    return text.translate(_DROPPED)


def from_left(text: str) -> str:
    """Mark a text as one that goes from left to right, wherever it stands."""
    return f'{_LRI}{text}{_PDI}'


def add_link(paragraph: Paragraph, uri: str) -> Any:
    """Add an empty link to a paragraph, for runs to stand in."""
    link = OxmlElement('w:hyperlink')
    link.set(
        qn('r:id'), paragraph.part.relate_to(uri, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    paragraph._p.append(link)  # python-docx only reads links
    return link


def add_link_within(paragraph: Paragraph, mark: str) -> Any:
    """Add an empty link to a bookmark of the document, for runs to stand in."""
    link = OxmlElement('w:hyperlink')
    link.set(qn('w:anchor'), mark)
    paragraph._p.append(link)
    return link


def add_bookmark(paragraph: Paragraph, mark: str) -> None:
    """Mark the place where a paragraph begins; *mark* ends with a number of its own."""
    number = re.sub(r'\D+', '', mark)
    for name, attributes in (('w:bookmarkStart', {'w:name': mark}), ('w:bookmarkEnd', {})):
        element = OxmlElement(name)
        for key, value in {'w:id': number, **attributes}.items():
            element.set(qn(key), value)
        paragraph._p.append(element)


def add_field(paragraph: Paragraph, code: str) -> None:
    """Add what Word works out, such as the number of the page (``PAGE``)."""
    field = OxmlElement('w:fldSimple')
    field.set(qn('w:instr'), code)
    run, text = OxmlElement('w:r'), OxmlElement('w:t')
    text.text = '1'
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def describe(picture: Any, words: str) -> None:
    """Say in words what a picture shows, and let it stand as close to the text as a letter."""
    inline = picture._inline  # python-docx gives only its size
    inline.docPr.set('descr', clean(words))
    for side in ('distT', 'distB', 'distL', 'distR'):
        inline.set(side, '0')


def set_beside(run: Any, *, rtl: bool) -> None:
    """Have the picture in a run stand at the end of the lines, which flow around it.

    In a table it would take the name out of the text that readers and parsers go through.
    """
    inline = next(run._r.iter(qn('wp:inline')))
    anchor = parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="{_GAP}" distR="{_GAP}" '
        'simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" '
        'allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin">'
        f'<wp:align>{"left" if rtl else "right"}</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>'
        '</wp:anchor>'
    )
    extent, *rest = inline
    anchor.append(extent)
    anchor.append(parse_xml(f'<wp:wrapSquare {nsdecls("wp")} wrapText="bothSides"/>'))
    for child in rest:
        anchor.append(child)
    inline.getparent().replace(inline, anchor)


def start_numbers(document: Document, style: Any, first: int) -> int:
    """Begin a new list with the numbers of a *style*, from *first*; give the list's number."""
    numbering = document.part.numbering_part.element
    used = style.element.pPr.numPr.numId.val
    [abstract] = [n.abstractNumId.val for n in numbering.num_lst if n.numId == used]
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(first)
    return int(number.numId)


def save(document: Document) -> bytes:
    """Write a document; the same document gives the same bytes."""
    package = document.part.package
    # The template's preview shows an empty page.
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith('/thumbnail'):
            package.rels.pop(key)
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, 'w') as target:
        for info in source.infolist():
            new = zipfile.ZipInfo(info.filename, _EPOCH)
            new.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(new, source.read(info))
    return fixed.getvalue()
