"""The whole CV as text and for Word: what they hold, how they look, when they are there."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docutils.utils import column_width
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from PIL import Image
from projects import ROOT, Project, copy_root

from sphinx_cv.config import SettingsError
from sphinx_cv.html.downloads import files
from sphinx_cv.html.downloads.text import with_address
from sphinx_cv.html.downloads.word_parts import stretches
from sphinx_cv.html.downloads.word_styles import language_tag
from sphinx_cv.html.downloads.wrapping import WIDTH, wrap

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Build

_BOTH = ['txt', 'docx']


# ---- lines -----------------------------------------------------------------------------------


def test_a_line_holds_eighty_columns_and_ends_between_words() -> None:
    lines = wrap('word ' * 40, '- ', '  ').split('\n')
    assert lines[0] == '- ' + ' '.join(['word'] * 15)
    assert lines[1].startswith('  word')
    assert all(len(line) <= WIDTH and line == line.rstrip() for line in lines)


def test_a_wide_character_takes_two_columns_and_a_line_may_end_after_it() -> None:
    lines = wrap('漢' * 50).split('\n')
    assert [len(line) for line in lines] == [40, 10]
    # No line begins with a sign that closes, and none ends with one that opens.
    assert wrap('漢' * 40 + '。漢').split('\n') == ['漢' * 39, '漢。漢']
    assert wrap('漢' * 39 + '「漢').split('\n') == ['漢' * 39, '「漢']


def test_an_address_is_in_one_piece() -> None:
    address = 'https://example.org/' + 'a-b/' * 30
    assert wrap(f'See {address} there').split('\n') == ['See', address, 'there']


@pytest.mark.parametrize(
    ('text', 'uri', 'written'),
    [
        ('here', 'https://example.org/', 'here <https://example.org/>'),
        ('example.org', 'https://example.org/', 'https://example.org/'),
        ('10.1000/1', 'https://doi.org/10.1000/1', 'https://doi.org/10.1000/1'),
        ('a@example.org', 'mailto:a@example.org', 'a@example.org'),
        ('Write', 'mailto:a@example.org', 'Write <mailto:a@example.org>'),
    ],
)
def test_a_text_says_where_a_link_leads(text: str, uri: str, written: str) -> None:
    assert with_address(text, uri) == written


# ---- directions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('text', 'rtl', 'parts'),
    [
        ('in C++, at once', False, [('in C++, at once', False)]),
        ('in العربية, too', False, [('in ', False), ('العربية', True), (', too', False)]),
        ('1021 – 1040', True, [('1021 – 1040', True)]),
        ('لغة C، نعم', True, [('لغة ', True), ('C', False), ('، نعم', True)]),
        # A letter that does not show holds the signs.
        ('لغة C++، نعم', True, [('لغة ', True), ('C++\u200e', False), ('، نعم', True)]),
        (
            'صورة \u20662^n − 1\u2069.',
            True,
            [('صورة ', True), ('\u200e2^n − 1\u200e', False), ('.', True)],
        ),
    ],
)
def test_a_text_parts_where_its_direction_turns(
    text: str, *, rtl: bool, parts: list[tuple[str, bool]]
) -> None:
    assert list(stretches(text, rtl=rtl)) == parts


@pytest.mark.parametrize(
    ('language', 'tag'),
    [('en', 'en-US'), ('pt_BR', 'pt-BR'), ('ja', 'ja-JP'), ('zh_TW', 'zh-TW'), ('ar', 'ar-EG')],
)
def test_word_names_a_language_with_its_country(language: str, tag: str) -> None:
    assert language_tag(language) == tag


# ---- a whole CV ------------------------------------------------------------


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    project = copy_root('everything', tmp_path_factory.mktemp('downloads'))
    return project.build(nitpicky=True, cv_downloads=_BOTH, cv_pdf='omega.pdf')


def opened(build: Build, name: str = 'omega.docx') -> Any:
    return docx.Document(str(build.out / name))


def test_the_text_has_everything_that_a_page_may_hold(built: Build) -> None:
    assert built.warnings == []
    text = built.read('omega.txt')
    for block in (
        'Ωmega Nguyễn\n============\nEverything that a page may hold\n\nE-mail: omega@',
        'Work\n----\n\nR&D #1 {~50 %_off}, Head of Everything\nMarch 2019 – present · Zürich',
        '- First\n  - Second level\n    - Third level, which is long enough',
        'so that one can\n      see how it hangs under its first.\n- Again first\n  with a second',
        '1. One\n2. Two\n   1. Nested\n   2. Ordered\n',
        '  A quotation of some length.\n\n  — Its author\n',
        '  Note\n\n  An admonition, with a list:\n\n  - of one item\n',
        '    def greet(name: str) -> str:\n        return f',
        'Year | What | Much\n2019 | A cell code | 100\n',
        'a link\n<https://example.org/a_b?c=d&e=%20#f>',
        '[A blue square]\n',
        'Term\n  Its definition.\n',
        'and a note.[1]\n',
        '[1] The note, with a link <https://example.org/note> of its own.\n',
        'a² + b² = c²\n',
    ):
        assert block in text
    assert all(column_width(line) <= WIDTH for line in text.split('\n'))


def test_word_finds_its_own_styles(built: Build) -> None:
    document = opened(built)
    styles = [(p.style.name, p.text) for p in document.paragraphs]
    assert styles[0] == ('Title', 'Ωmega Nguyễn')
    assert styles[1] == ('Subtitle', 'Everything that a page may hold')
    assert ('Heading 1', 'Work') in styles
    head = 'R&D #1 {~50 %_off}, Head of Everything · Zürich & Łódź\tMarch 2019 – present'
    assert ('Heading 2', head) in styles
    assert ('Heading 3', 'A heading of its own') in styles
    assert ('List Bullet', 'First') in styles
    assert ('List Bullet 2', 'Second level') in styles
    assert any(name == 'List Bullet 3' and text.startswith('Third') for name, text in styles)
    assert ('List Continue', 'with a second paragraph.') in styles
    assert ('List Number 2', 'Nested') in styles
    assert ('Quote', '— Its author') in styles
    assert ('Caption', 'With a caption.') in styles
    [code] = [text for name, text in styles if name == 'HTML Preformatted']
    assert code.startswith('def greet')


def test_the_dates_stand_at_the_end_of_the_line(built: Build) -> None:
    document = opened(built)
    section = document.sections[0]
    [line] = [p for p in document.paragraphs if p.text.endswith('2010 Q3 – 2018')]
    [stop] = line.paragraph_format.tab_stops
    width = section.page_width - section.left_margin - section.right_margin
    # Word counts in twentieths of a point.
    assert stop.position == pytest.approx(width, abs=635)
    assert stop.alignment == WD_TAB_ALIGNMENT.RIGHT
    first, second, *_rest = line.runs
    assert (first.text, first.bold) == ('Компания «Вымпел»', None)
    assert second.bold is False


def test_links_pictures_and_tables_are_words_own(built: Build) -> None:
    document = opened(built)
    links = {link.address: link.text for p in document.paragraphs for link in p.hyperlinks}
    assert links['mailto:omega@example.org'] == 'omega@example.org'
    assert links['https://example.org/a_b?c=d&e=%20#f'] == 'link'
    # Those to other entries lead to their headings, those to what the file has not are words.
    assert all(':' in address or not address for address in links)
    [table] = document.tables
    assert [cell.text for cell in table.rows[1].cells] == ['2019', 'A cell code', '100']
    assert table.rows[0]._tr.trPr.find(qn('w:tblHeader')) is not None
    described = [about.get('descr') for about in document.element.body.iter(qn('wp:docPr'))]
    assert described == ['A blue square', 'Another blue square']


def test_a_link_to_an_entry_leads_to_its_heading(project: Project) -> None:
    use = 'See {entry}`b`, {entry}`c` and {skill}`Lua`.'
    project.write('a.md', f'---\ncv: {{type: award, date: 1842}}\n---\n# A\n\n{use}\n')
    project.write('b.md', '---\ncv: {type: award, date: 1841}\n---\n# The prize\n')
    project.write('d/index.md', '# Deep\n\n```{toctree}\nc\n```\n')
    project.write('d/c.md', '---\ncv: {type: award, date: 1840}\n---\n# Another\n\n{entry}`b`\n')
    project.write('skills.md', '---\ncv: {type: skills}\n---\n# Skills\n')
    project.edit('index.md', '*\n', '*\nd/index\n')
    for builder in ('html', 'dirhtml'):
        document = opened(project.build(builder, cv_downloads=['docx']), 'ada-lovelace-cv.docx')
        marks = {
            mark.get(qn('w:name')): heading.text.partition('\t')[0]
            for heading in document.paragraphs
            for mark in heading._p.iter(qn('w:bookmarkStart'))
        }
        links = [
            (link.text, marks[link.fragment]) for p in document.paragraphs for link in p.hyperlinks
        ]
        assert links == [
            *[('The prize', 'The prize'), ('Another', 'Another'), ('The prize', 'The prize')]
        ]


def test_a_heading_stays_with_what_it_heads(project: Project) -> None:
    entry = '---\ncv: {type: membership, organization: Society, date: 1842}\n---\n# '
    project.write('a.md', f'{entry}Member\n')
    project.write('b.md', f'{entry}Fellow\n\nFor the notes.\n')
    document = opened(project.build(cv_downloads=['docx']), 'ada-lovelace-cv.docx')
    lines = {p.text.split(',')[0]: p.paragraph_format.keep_with_next for p in document.paragraphs}
    # Otherwise one page would have to hold all entries of a section that say no more.
    assert lines['Member'] is False
    assert lines['Fellow'] is None


def test_each_list_counts_from_its_own_number(project: Project) -> None:
    project.write('a.md', '# A\n\n1. one\n2. two\n\nThen:\n\n4. four\n5. five\n')
    document = opened(project.build(cv_downloads=['docx']), 'ada-lovelace-cv.docx')
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.text in {'one', 'four'}]
    assert len(set(numbers)) == 2
    starts = {
        n.numId: n.find(f'.//{qn("w:startOverride")}').get(qn('w:val'))
        for n in document.part.numbering_part.element.num_lst
        if n.numId in numbers
    }
    assert [starts[number] for number in numbers] == ['1', '4']


def test_the_properties_are_the_cvs(ada: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1767225600')
    build = ada.build(cv_downloads=['docx'], cv_pdf_paper='letter')
    document = opened(build, 'ada-lovelace-cv.docx')
    properties = document.core_properties
    assert (properties.title, properties.author) == ('Ada Lovelace', 'Ada Lovelace')
    assert (properties.subject, properties.language) == ('Poetical science', 'en-US')
    assert properties.created == properties.modified
    assert properties.created.isoformat().startswith('2026-01-01T00:00:00')
    assert document.sections[0].page_width.inches == pytest.approx(8.5, abs=0.01)


def test_a_property_is_no_longer_than_word_takes(project: Project) -> None:
    tagline = 'long words ' * 40
    project.write('index.md', f'---\ncv: {{type: person, tagline: {tagline}}}\n---\n# A\x01da\n')
    document = opened(project.build(cv_downloads=['docx']), 'ada-lovelace-cv.docx')
    subject = document.core_properties.subject
    assert 240 < len(subject) <= 255
    assert tagline.startswith(f'{subject} ')
    assert tagline.strip() in [p.text for p in document.paragraphs]
    assert document.core_properties.keywords == ''


def test_a_picture_of_another_kind_is_one_that_word_has(project: Project) -> None:
    Image.new('RGB', (40, 20), '#1f5582').save(project.source / 'a.webp')
    (project.source / 'b.svg').write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', 'utf-8')
    project.write('a.md', '# A\n\n![Blue](a.webp)\n\n![Lines](b.svg)\n')
    build = project.build(cv_downloads=['docx', 'txt'])
    document = opened(build, 'ada-lovelace-cv.docx')
    described = [about.get('descr') for about in document.element.body.iter(qn('wp:docPr'))]
    assert described == ['Blue']
    assert '[Lines]' in [p.text for p in document.paragraphs]
    assert '[Blue]\n\n[Lines]' in build.read('ada-lovelace-cv.txt')


def test_the_same_cv_gives_the_same_bytes(
    ada: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1767225600')
    other = Project(tmp_path / 'other')
    shutil.copytree(ada.source, other.source)
    ours, theirs = ada.build(cv_downloads=_BOTH), other.build(cv_downloads=_BOTH)
    for name in ('ada-lovelace-cv.docx', 'ada-lovelace-cv.txt'):
        assert (ours.out / name).read_bytes() == (theirs.out / name).read_bytes()
    with zipfile.ZipFile(ours.out / 'ada-lovelace-cv.docx') as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert 'docProps/thumbnail.jpeg' not in file.namelist()


def test_the_photo_stands_beside_the_name(tmp_path: Path) -> None:
    source = tmp_path / 'reed'
    shutil.copytree(ROOT / 'examples' / 'reed', source, ignore=shutil.ignore_patterns('_build'))
    document = opened(Project(source).build(cv_downloads=['docx']), 'marian-reed-cv.docx')
    first, *_rest = document.paragraphs
    [anchor] = first._p.iter(qn('wp:anchor'))
    assert anchor.find(qn('wp:docPr')).get('descr') == 'Marian Reed'
    assert first.text == 'Marian Reed'


def test_everything_turns_where_the_language_goes_from_right_to_left(project: Project) -> None:
    project.write(
        'a.md', '# مقالة\n\nنص مع C++ و `code`.\n\n| أ | ب |\n|---|---|\n| ج | د |\n\n- بند\n'
    )
    build = project.build(language='ar', cv_downloads=['docx'])
    document = opened(build, 'ada-lovelace-cv.docx')
    paragraphs = list(document.element.body.iter(qn('w:p')))
    assert paragraphs
    assert all(p.pPr.find(qn('w:bidi')) is not None for p in paragraphs)
    [text] = [p for p in document.paragraphs if 'C++' in p.text]
    turned = {run.text: bool(run.font.rtl) for run in text.runs}
    assert turned == {'نص مع ': True, 'C++\u200e': False, ' و ': True, 'code': False, '.': True}
    assert document.tables[0]._tbl.tblPr.find(qn('w:bidiVisual')) is not None
    assert document.core_properties.language == 'ar-EG'


# ---- when they are there ------------------------------------------------------------


def test_they_are_offered_only_where_the_owner_asks(ada: Project) -> None:
    names = ('ada-lovelace-cv.txt', 'ada-lovelace-cv.docx')
    build = ada.build()
    assert not any((build.out / name).exists() for name in names)
    build = ada.build(cv_downloads=_BOTH)
    for name in names:
        assert (build.out / name).exists()
        assert f'href="{name}"' in build.read('index.html')
        assert f'href="../{name}"' in build.read('work/index.html')
        assert name in build.read('llms.txt')
    # What the owner brings along stays; what was written goes with the setting.
    (build.out / 'own.docx').write_bytes(b'')
    build = ada.build(cv_downloads=['txt'], cv_pdf='ada.pdf')
    found = {file.name for file in build.out.iterdir() if file.suffix in {'.txt', '.docx'}}
    assert found == {'ada.txt', 'llms.txt', 'own.docx'}
    build = ada.build()
    assert not (build.out / 'ada.txt').exists()


@pytest.mark.prove
def test_only_what_has_changed_is_written_again(ada: Project) -> None:
    build = ada.build(cv_downloads=_BOTH)
    files_ = [build.out / f'ada-lovelace-cv.{kind}' for kind in _BOTH]
    for file in files_:
        os.utime(file, (0, 0))
    ada.build(cv_downloads=_BOTH)
    assert [file.stat().st_mtime for file in files_] == [0, 0]
    ada.edit('index.md', 'I compute.', 'I note.')
    build = ada.build(cv_downloads=_BOTH)
    assert 'I note.' in build.read('ada-lovelace-cv.txt')
    assert 'I note.' in [p.text for p in opened(build, 'ada-lovelace-cv.docx').paragraphs]


def test_without_python_docx_one_line_says_what_is_missing(
    ada: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, 'find_spec', lambda _name: None)
    with pytest.raises(SettingsError) as caught:
        ada.build(cv_downloads=_BOTH)
    assert str(caught.value) == (
        "conf.py: cv_downloads: 'docx' needs python-docx, which is not installed; "
        "install it with: pip install 'sphinx-cv[docx]'"
    )
    assert (ada.build(cv_downloads=['txt']).out / 'ada-lovelace-cv.txt').exists()


def test_what_the_site_leaves_out_they_leave_out(project: Project) -> None:
    text = '```{only} latex\nFor the printer.\n```\n\n```{only} html\nFor the site.\n```\n'
    project.write('a.md', f'# A\n\n% a remark\n\n{text}')
    build = project.build(cv_downloads=_BOTH)
    said = build.read('ada-lovelace-cv.txt')
    words = '\n'.join(p.text for p in opened(build, 'ada-lovelace-cv.docx').paragraphs)
    for found in (said, words):
        assert 'For the site.' in found
        assert 'printer' not in found
        assert 'remark' not in found


# ---- in LibreOffice ------------------------------------------------------------


@pytest.mark.prove
@pytest.mark.latex
@pytest.mark.parametrize('name', ['.', 'euler', 'ibn-al-haytham', 'kitasato', 'reed'])
def test_libreoffice_opens_what_is_for_word(name: str, tmp_path: Path) -> None:
    """Every title stands in what LibreOffice makes of it, and every page has text."""
    source = tmp_path / 'source'
    ignore = shutil.ignore_patterns('_build', '.venv', 'node_modules', '.git', 'examples', 'tests')
    shutil.copytree(ROOT / 'examples' / name if name != '.' else ROOT, source, ignore=ignore)
    build = Project(source).build(cv_downloads=['docx'])
    [file] = build.out.glob('*.docx')
    command = ['libreoffice', f'-env:UserInstallation=file://{tmp_path}/office', '--headless']
    subprocess.run(
        [*command, '--convert-to', 'pdf', '--outdir', tmp_path, file],
        check=True,
        capture_output=True,
    )
    [pdf] = tmp_path.glob('*.pdf')
    text = subprocess.run(
        ['pdftotext', '-raw', pdf, '-'], check=True, capture_output=True, text=True
    ).stdout
    document = docx.Document(io.BytesIO(file.read_bytes()))
    styled = [(p, p.style.name) for p in document.paragraphs if p.style]
    headings = [p for p, style in styled if style and style.startswith('Heading')]
    assert len(headings) > 5
    pages = text.split('\f')[:-1]
    assert all(page.strip() for page in pages)
    if name != 'ibn-al-haytham':
        # Readers of a PDF give what goes from right to left in an order of their own.
        whole = ''.join(text.split())
        for heading in headings:
            assert ''.join(heading.text.partition('\t')[0].split()) in whole
