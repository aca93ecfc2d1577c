"""The builder of the printed CV: complete, as it is set, or there is none."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from sphinx_cv.latex.builder import NoLaTeXError
from sphinx_cv.latex.postprocess import pages_of

if TYPE_CHECKING:
    from projects import Project


def pdf_text(file: Path) -> str:
    run = subprocess.run(['pdftotext', file, '-'], check=True, capture_output=True, text=True)
    return ' '.join(run.stdout.split())


def fonts(file: Path) -> set[str]:
    """The names of a PDF's fonts, without the tags of their subsets."""
    run = subprocess.run(['pdffonts', file], check=True, capture_output=True, text=True)
    return {line.split()[0].partition('+')[2] for line in run.stdout.splitlines()[2:]}


@pytest.mark.latex
def test_the_pdf_says_it_all(ada: Project) -> None:
    build = ada.build('cv-pdf', nitpicky=True)
    assert build.warnings == []
    text = pdf_text(build.out / 'ada-lovelace-cv.pdf')
    for fact in [
        *('Ada Lovelace', 'Poetical science', 'London, England', 'ada@example.org', 'I compute.'),
        *('March 1842 – September 1843', 'Analytical Society, Programmer of the Engine'),
        *('London, England & Turin, Italy', 'debugged them. See “Notes”.', 'nested ones'),
        *("& 100 % of AS's_operations #1 ~ $x^2$", '4 months', 'Number 0123, December 10, 1836.'),
        *('1841 – present', "Taylor's Memoirs", 'Charles Babbage', 'Riding'),
        *('Languages Native English, French',),
    ]:
        assert fact in text
    # Indexes and listings are for a screen.
    assert 'Analytical Soc.)' not in text
    assert text.count('Certified Logician') == 1


@pytest.mark.latex
def test_all_that_a_page_may_hold_is_printed(everything_made: Path) -> None:
    text = pdf_text(everything_made / 'ωmega-nguyen-cv.pdf')
    for fact in [
        *('Ωmega Nguyễn', 'R&D #1 {~50 %_off}', 'Zürich & Łódź', 'emphasis, strong words, both'),
        *('code(), struck, a link, C++, C#', 'The note, with a link of its own.'),
        *('• First – Second level • Third level', '1. One 2. Two 1. Nested 2. Ordered'),
        '[x] Done [ ] To do',
        *('A quotation of some length.', 'Note An admonition, with a list: • of one item'),
        *('A title of its own Its text.', r"return f'Hello, {name}! \ # % & _ ^ ~'"),
        *('A cell code', 'With a caption.', 'Term Its definition.', 'The end.'),
        *('Компания «Вымпел»', 'Αθήνα', 'Инженер Đặng Thị Ước', 'Ελληνικά, Tiếng Việt, Русский'),
        *('日本語, 中文, 한국어, 🚀 and ✓.', 'مرحبا', 'שלום'),
    ]:
        assert fact in text


@pytest.mark.latex
def test_a_lost_character_fails_the_build(ada: Project) -> None:
    ada.edit('more/award.md', '# Medal', '# Medal \N{OGHAM LETTER BEITH}')
    build = ada.build('cv-pdf')
    assert build.warnings == ['more/award.md: ERROR: no font has the character ᚁ (U+1681)']
    assert build.app.statuscode == 1
    assert not list(build.out.glob('*.pdf'))


@pytest.mark.latex
def test_a_failure_names_the_page_and_leaves_the_last_good_pdf(ada: Project) -> None:
    [pdf] = ada.build('cv-pdf').out.glob('*.pdf')
    good = pdf.read_bytes()
    ada.edit('more/award.md', 'For 1', '$\\left( x$ For 1')
    ada.edit('conf.py', 'extensions', "myst_enable_extensions = ['dollarmath']\nextensions")
    build = ada.build('cv-pdf', suppress_warnings=['cv.formula'])
    page, place, old = build.warnings
    assert page == 'more/award.md: ERROR: Missing \\right. inserted.'
    assert place.startswith('  at: ')
    assert old.startswith(
        'ERROR: ada-lovelace-cv.pdf is still the last one that could be made, of '
    )
    assert build.app.statuscode == 1
    assert pdf.read_bytes() == good


def test_without_latex_it_says_what_is_missing(
    ada: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv('PATH', str(tmp_path))
    with pytest.raises(NoLaTeXError, match='lualatex cannot be found, and the PDF needs it'):
        ada.build('cv-pdf')


@pytest.mark.prove
@pytest.mark.latex
def test_nothing_is_typeset_when_nothing_has_changed(
    ada: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1000000000')
    pdf = ada.build('cv-pdf').out / 'ada-lovelace-cv.pdf'
    log = pdf.with_name('typeset.log')
    made = [file.stat().st_mtime_ns for file in (pdf, log)]
    ada.build('cv-pdf')
    assert [file.stat().st_mtime_ns for file in (pdf, log)] == made
    ada.edit('work/engine.md', 'Loops', 'Cycles')
    ada.build('cv-pdf')
    assert 'Cycles' in pdf_text(pdf)


@pytest.mark.prove
@pytest.mark.latex
def test_the_same_input_gives_the_same_bytes(
    ada: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another folder, at another hour: the commit's time counts."""
    git = ['git', '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
    when = {'GIT_COMMITTER_DATE': '2020-02-02T12:00:00Z', 'GIT_AUTHOR_DATE': '2020-02-02T12:00:00Z'}
    for command in (['init', '-q'], ['add', '.'], ['commit', '-qm', 'All']):
        subprocess.run([*git, *command], cwd=ada.source, check=True, env=os.environ | when)
    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    there = type(ada)(tmp_path / 'elsewhere' / 'ada')
    shutil.copytree(ada.source, there.source)
    first = (ada.build('cv-pdf').out / 'ada-lovelace-cv.pdf').read_bytes()
    monkeypatch.setenv('TZ', 'Asia/Tokyo')
    second = (there.build('cv-pdf').out / 'ada-lovelace-cv.pdf').read_bytes()
    assert first == second
    with pikepdf.open(there.source / '_build' / 'cv-pdf' / 'ada-lovelace-cv.pdf') as pdf:
        assert str(pdf.docinfo['/CreationDate']) == "D:20200202120000+00'00"


def _sides(file: Path) -> list[int]:
    with pikepdf.open(file) as pdf:
        return [round(float(side)) for side in pdf.pages[0].mediabox[2:]]


@pytest.mark.latex
def test_paper_accent_font_and_dates_can_be_set(ada: Project) -> None:
    default = ada.build('cv-pdf').out / 'ada-lovelace-cv.pdf'
    assert _sides(default) == [595, 842]
    assert {'Lato-Regular', 'Lato-Bold', 'Lato-Italic'} <= fonts(default)
    placed = _where(default, 'March')
    file = (
        ada.build(
            'cv-pdf',
            cv_pdf_paper='letter',
            cv_pdf_accent='#7A1F1F',
            cv_pdf_font='Latin Modern Sans',
            cv_pdf_dates='right',
        ).out
        / 'ada-lovelace-cv.pdf'
    )
    assert _sides(file) == [612, 792]
    assert not any(name.startswith('Lato') for name in fonts(file))
    assert any(name.startswith('LMSans') for name in fonts(file))
    assert _where(file, 'March') > placed + 200
    with pikepdf.open(file) as pdf:
        operands = [
            [round(float(value), 2) for value in instruction.operands]
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == 'rg'
        ]
    assert [round(part / 255, 2) for part in (0x7A, 0x1F, 0x1F)] in operands


def _where(file: Path, word: str) -> float:
    """How far from the left, in points, a word stands where it first does."""
    run = subprocess.run(
        ['pdftotext', '-bbox', file, '-'], check=True, capture_output=True, text=True
    )
    [place, *_rest] = [line for line in run.stdout.splitlines() if f'>{word}<' in line]
    return float(place.split('xMin="')[1].split('"')[0])


@pytest.mark.latex
def test_a_font_that_is_not_there_is_named(ada: Project) -> None:
    build = ada.build('cv-pdf', cv_pdf_font='No Such Font')
    assert build.warnings == ['ERROR: cv_pdf_font: no font "No Such Font" is installed']


@pytest.mark.latex
def test_pages_beyond_the_budget_name_the_entries(ada: Project) -> None:
    ada.write('more/award.md', ada.read('more/award.md') + '\nMore and more.\n' * 55)
    build = ada.build('cv-pdf', cv_pdf_max_pages=1)
    names, count = pages_of(build.out / 'ada-lovelace-cv.pdf')
    assert count == 2
    late = [
        doc
        for doc in ('more/publication', 'more/reference', 'more/interest')
        if names[Path(doc).name]
    ]
    assert late
    [warning] = build.warnings
    assert warning == (
        'WARNING: the PDF has 2 pages, more than cv_pdf_max_pages = 1; these entries would have '
        f'to go: {", ".join(late)} [cv.pdf_pages]'
    )
    assert ada.build('cv-pdf', cv_pdf_max_pages=2).warnings == []
    quiet = ada.build('cv-pdf', cv_pdf_max_pages=1, suppress_warnings=['cv.pdf_pages'])
    assert quiet.warnings == []


@pytest.mark.latex
def test_a_line_too_wide_is_a_warning(ada: Project) -> None:
    ada.edit('more/award.md', 'For 1', f'{"unbreakable" * 12} For 1')
    [warning] = ada.build('cv-pdf').warnings
    assert warning.startswith('more/award.md: WARNING: a line of the PDF is ')
    assert warning.endswith(' pt too wide [cv.overfull]')
    # It comes again though nothing is typeset again, until it is mended or suppressed.
    assert ada.build('cv-pdf').warnings == [warning]
    assert ada.build('cv-pdf', suppress_warnings=['cv.overfull']).warnings == []


@pytest.mark.prove
@pytest.mark.latex
def test_a_fact_may_be_longer_than_a_line(ada: Project) -> None:
    description = 'Society for machines of every size and for the words that they need. ' * 3
    ada.edit(
        'work/engine.md', '  start: 1842-03', f'  description: {description}\n  start: 1842-03'
    )
    assert ada.build('cv-pdf').warnings == []


_RARE = r"""
## Rare

(place)=
A target, and [a way to it](#place).

:::{image} square.png
:alt: A square
:width: 96px
:::

{math}`\left\{ x \right.` has half of its braces.

```{eval-rst}
A `relative way <more.txt>`_.

A. One
#. Two

+------+------+
| Over both   |
+------+------+
| Left | Right|
+------+------+
```
"""


@pytest.mark.prove
@pytest.mark.latex
def test_what_is_rare_is_printed_too(everything: Project) -> None:
    everything.write('work/scripts.md', everything.read('work/scripts.md') + '\n' + _RARE)
    build = everything.build('cv-pdf')
    assert build.warnings == []
    file = build.out / 'ωmega-nguyen-cv.pdf'
    text = pdf_text(file)
    for fact in [
        *('A target, and a way to it.', 'has half of its braces.', 'A relative way.'),
        *('A. One B. Two', 'Over both Left Right'),
    ]:
        assert fact in text
    with pikepdf.open(file) as pdf:
        links = [link.A for page in pdf.pages for link in page.get('/Annots', [])]
        assert [str(a.D) for a in links if a.S == '/GoTo' and str(a.D).endswith('place')]


@pytest.mark.latex
@pytest.mark.parametrize(
    ('preamble', 'problem'),
    [
        (r'\AtEndDocument{\ref{nowhere}}', "^ERROR: Reference `nowhere' has no target in the PDF$"),
        pytest.param(
            r'\AtBeginDocument{\cvgoto{nowhere}{<>}{x}}',
            '^ERROR: a link leads to .*nowhere.*, which is not in the PDF$',
            marks=pytest.mark.prove,
        ),
    ],
)
def test_a_reference_that_leads_nowhere_fails_the_build(
    ada: Project, preamble: str, problem: str
) -> None:
    build = ada.build('cv-pdf', latex_elements={'preamble': preamble})
    [warning] = build.warnings
    assert re.search(problem, warning)
    assert build.app.statuscode == 1


@pytest.mark.latex
def test_entries_below_an_index_are_printed(project: Project) -> None:
    project.write('index.md', '# Ada\n\n```{toctree}\norganizations\n```\n')
    project.write(
        'organizations.md',
        '---\ncv: {type: organizations}\n---\n# At\n\n```{toctree}\nengine\n```\n',
    )
    project.write(
        'engine.md', '---\ncv: {type: role, organization: AS, date: 1842}\n---\n# Programmer\n'
    )
    build = project.build('cv-pdf', nitpicky=True)
    assert build.warnings == []
    assert 'At 1842 AS, Programmer' in pdf_text(build.out / 'ada-lovelace-cv.pdf')
