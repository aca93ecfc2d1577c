"""The printed CV as machines read it: its words, its structure, what it says of itself."""

from __future__ import annotations

import io
import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTChar, LTContainer, LTTextLine
from pypdf import PdfReader
from pypdf.generic import Destination
from test_cv import FACTS, shown
from test_pdf import fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from projects import CVSite

pytestmark = pytest.mark.latex

_EVERYTHING = 'ωmega-nguyen-cv.pdf'
_PAINTS = frozenset(
    ['Tj', 'TJ', "'", '"', 'S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'sh', 'Do']
)
# Everything that would part what a reader searches for, or stand for something else.
_TRAPS = re.compile('[\u00ad\u200b\ufb00-\ufb06\ue000-\uf8ff\ufffd]')


def run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def struct_text(file: Path) -> str:
    """The words of the structure tree, without what names its elements."""
    found = re.findall(r'^\s+"(.*)"$', run('pdfinfo', '-struct-text', file), re.MULTILINE)
    return ' '.join(found)


_READERS: dict[str, Callable[[Path], str]] = {
    'pdftotext': lambda file: run('pdftotext', file, '-'),
    'pdftotext -layout': lambda file: run('pdftotext', '-layout', file, '-'),
    'pypdf': lambda file: '\n'.join(page.extract_text() for page in PdfReader(file).pages),
    'pdfminer': extract_text,
    'pdfinfo -struct-text': struct_text,
}


@pytest.fixture(params=['cv', 'everything'])
def pdf(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    if request.param == 'cv':
        site: CVSite = request.getfixturevalue('cv')
        file = site.pdf
    else:
        file = request.getfixturevalue('everything_made') / _EVERYTHING
    with pikepdf.open(file) as opened:
        yield opened


def printed_facts() -> Iterator[list[str]]:
    """The facts as they are printed: jobs and studies have their employer or school first."""
    section = ''
    for line in FACTS:
        section = line[0] if line[0] in {'Experience', 'Certifications & Trainings'} else section
        if section == 'Experience' and re.match(r'\d{4}', line[0]):
            when, title, organization, *rest = line
            yield [when, organization, title, *rest]
        else:
            yield line


@pytest.mark.parametrize('reader', _READERS)
def test_every_reader_gives_each_fact_whole_and_in_order(cv: CVSite, reader: str) -> None:
    text = _READERS[reader](cv.pdf)
    assert not _TRAPS.search(text)
    words = ' '.join(text.split())
    # The foot of a page stands between what it parts.
    words = re.sub(r'(pcarrier\.com )?Pierre Carrier · \d+ / \d+', ' ', words)
    words = re.sub(r'(?<=\w\w\w\. )pcarrier\.com(?= +\d{4})', '', words)
    words = ' '.join(words.split())
    place = 0
    for fact in (shown(fact) for line in printed_facts() for fact in line):
        found = words.find(fact, place)
        assert found >= 0, f'{fact!r} is not in {words[place : place + 300]!r}'
        place = found + len(fact)


def test_dates_stand_on_the_line_of_their_entry(cv: CVSite) -> None:
    lines = run('pdftotext', cv.pdf, '-').splitlines()
    dated = [line for line in printed_facts() if re.match(r'\d{4}', line[0])]
    assert len(dated) == 20
    for when, first, *_rest in dated:
        assert any(line.startswith(f'{when} {first}') for line in lines), (when, first)


def test_spaces_come_from_the_font_of_the_text(cv: CVSite) -> None:
    """Else each is an item of its own to pdf.js, and words run together in other readers."""
    assert all(name.startswith('Lato-') for name in fonts(cv.pdf))


def test_text_is_black_dates_and_headings_are_not(cv: CVSite) -> None:
    colors: dict[str, Any] = {}

    def look(item: object) -> None:
        if isinstance(item, LTTextLine):
            chars = [char for char in item if isinstance(char, LTChar) and char.get_text() != ' ']
            color = chars[-1].graphicstate.ncolor
            colors[item.get_text().strip()] = color if isinstance(color, tuple) else (color,) * 3
        elif isinstance(item, LTContainer):
            for part in item:
                look(part)

    for page in extract_pages(cv.pdf):
        look(page)
    accent = tuple(part / 255 for part in (0x1F, 0x55, 0x82))
    assert colors['Experience'] == pytest.approx(accent, abs=0.01)
    assert colors['How can I help?'] == pytest.approx((0x59 / 255,) * 3, abs=0.01)
    assert colors['• Project work around infrastructure provisioning, automation, monitoring.'] == (
        *(0, 0, 0),
    )


# ---- structure ------------------------------------------------------------------------------


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """All elements of a structure tree, in their order."""
    kids = node.get('/K', pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and '/S' in kid:
            yield kid
            yield from elements(kid)


def kids_of(element: pikepdf.Object) -> list[Any]:
    kids = element.get('/K', pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def marked(page: pikepdf.Page) -> list[int]:
    """The ids of a page's marked content; nothing may be painted outside of it."""
    ids: list[int] = []
    stack: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in {'BMC', 'BDC'}:
            stack.append(str(operands[0]))
            if len(operands) > 1 and '/MCID' in operands[1]:
                ids.append(int(operands[1]['/MCID']))
        elif operator == 'EMC':
            stack.pop()
        elif operator in _PAINTS:
            assert stack, f'{operator} {operands} is outside of marked content'
    assert not stack
    return ids


def test_all_that_is_painted_is_in_the_structure_tree(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    parents = pikepdf.NumberTree(root.ParentTree)
    known = {element.objgen for element in elements(root)}
    for page in pdf.pages:
        ids = marked(page)
        assert sorted(ids) == list(range(len(ids)))
        row = parents[int(page.obj.StructParents)]
        assert len(row) == len(ids)
        for number, element in enumerate(row):
            assert element.objgen in known
            places = [
                int(kid.MCID if isinstance(kid, pikepdf.Dictionary) else kid)
                for kid in kids_of(element)
                if not isinstance(kid, pikepdf.Dictionary)
                or ('/MCID' in kid and kid.get('/Pg', element.get('/Pg')) == page.obj)
            ]
            assert number in places


def test_every_link_is_tagged(pdf: pikepdf.Pdf) -> None:
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    links = [(page, link) for page in pdf.pages for link in page.get('/Annots', [])]
    assert len({int(link.StructParent) for _page, link in links}) == len(links) > 0
    for page, link in links:
        assert str(link.Contents)
        element = parents[int(link.StructParent)]
        assert element.S == '/Link'
        references = [
            (kid.Obj.objgen, kid.Pg)
            for kid in kids_of(element)
            if isinstance(kid, pikepdf.Dictionary) and kid.get('/Type') == '/OBJR'
        ]
        # A link that is broken at the end of a line is two annotations of one element.
        assert (link.objgen, page.obj) in references
    tagged = [e for e in elements(pdf.Root.StructTreeRoot) if e.S == '/Link']
    assert {parents[int(link.StructParent)].objgen for _page, link in links} == {
        element.objgen for element in tagged
    }


def test_every_link_inside_leads_somewhere(pdf: pikepdf.Pdf) -> None:
    there = {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
    actions = [
        link.get('/A', pikepdf.Dictionary()) for p in pdf.pages for link in p.get('/Annots', [])
    ]
    inside = [str(action.D) for action in actions if action.get('/S') == '/GoTo']
    assert set(inside) <= there


def test_the_tree_has_headings_lists_and_the_rest(everything_made: Path) -> None:
    with pikepdf.open(everything_made / _EVERYTHING) as pdf:
        [document] = kids_of(pdf.Root.StructTreeRoot)
        assert document.S == '/Document'
        found = [str(element.S)[1:] for element in elements(pdf.Root.StructTreeRoot)]
        figures = [e for e in elements(document) if e.S == '/Figure']
        assert [str(figure.Alt) for figure in figures] == ['A blue square', 'Another blue square']
        assert [str(e.Alt) for e in elements(document) if e.S == '/Formula'] == [
            'E = mc^2',
            'a^2 + b^2 = c^2',
        ]
    assert found[:2] == ['Document', 'H1']
    headings = [name for name in found if re.fullmatch(r'H\d', name)]
    assert headings == ['H1', 'H2', 'H3', 'H4', 'H3']
    for name in ('L', 'LI', 'Lbl', 'LBody', 'Table', 'TR', 'TH', 'TD', 'Note', 'BlockQuote'):
        assert name in found
    assert found.count('LI') == found.count('LBody') == 12
    nested = run('pdfinfo', '-struct-text', everything_made / _EVERYTHING)
    order = ['"Ωmega Nguyễn"', '"Work"', 'Head of', '"First', '"Third level']
    places = [nested.index(text) for text in order]
    assert places == sorted(places)


def test_the_cv_is_outlined_by_headings(cv: CVSite) -> None:
    with pikepdf.open(cv.pdf) as pdf:
        found = [str(element.S)[1:] for element in elements(pdf.Root.StructTreeRoot)]
    headings = [name for name in found if re.fullmatch(r'H\d', name)]
    assert headings[0] == 'H1'
    assert headings.count('H1') == 1
    assert headings.count('H2') == 5
    assert headings.count('H3') == 20
    assert headings[1:3] == ['H2', 'H3']


def test_language_and_title_are_known(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.Lang == 'en'
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


# ---- what it says of itself --------------------------------------------------------------------


def test_metadata(cv: CVSite) -> None:
    with pikepdf.open(cv.pdf) as pdf:
        info = {str(name): str(value) for name, value in pdf.docinfo.items()}
        with pdf.open_metadata() as meta:
            assert meta['dc:title'] == info['/Title'] == 'Pierre Carrier'
            assert meta['dc:creator'] == ['Pierre Carrier']
            assert info['/Author'] == 'Pierre Carrier'
            assert meta['dc:description'] == info['/Subject'] == 'How can I help?'
            assert meta['dc:language'] == {'en'}
            assert meta['pdf:Keywords'] == info['/Keywords']
            # The PDF's date is written another way, but it is the same.
            when = re.sub(r'\D', '', str(meta['xmp:CreateDate']))
            assert re.sub(r'\D', '', info['/CreationDate']) == when
    keywords = info['/Keywords'].split(', ')
    assert {'gdb', 'C++', 'distributed storage', 'SystemTap'} <= set(keywords)


def test_bookmarks_name_sections_and_entries(cv: CVSite) -> None:
    reader = PdfReader(cv.pdf)
    names: list[str] = []
    below: list[list[str]] = []
    for item in reader.outline:
        if isinstance(item, list):
            below.append([str(e.title) for e in item if isinstance(e, Destination)])
        else:
            names.append(str(item.title))
    assert names == [
        *('Experience', 'Internships', 'Education', 'Certifications & Trainings'),
        *('Skills', 'Languages'),
    ]
    assert [len(group) for group in below] == [9, 3, 2, 6]
    assert below[0][:2] == ['Founding engineer', 'Principal Engineer']


def test_each_entry_can_be_linked_to(cv: CVSite) -> None:
    with pikepdf.open(cv.pdf) as pdf:
        there = {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
    assert {'red-hat', 'twin-labs', 'rhce', 'licence', 'plm-meta-model'} <= there


def test_the_data_is_attached(cv: CVSite) -> None:
    with pikepdf.open(cv.pdf) as pdf:
        assert list(pdf.attachments) == ['resume.json']
        [associated] = pdf.Root.AF
        assert associated.AFRelationship == '/Alternative'
        attached = pdf.attachments['resume.json'].get_file()
        assert attached.mime_type == 'application/json'
        content = attached.read_bytes()
    assert content == (cv.html / 'resume.json').read_bytes()
    assert json.load(io.BytesIO(content))['basics']['name'] == 'Pierre Carrier'
