"""The builder ``cv``: site, PDF and data in one process, each as its own builder makes it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from test_incremental import files
from test_pdf import pdf_text

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project

_PDF = 'ada-lovelace-cv.pdf'


@pytest.fixture(autouse=True)
def _one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1000000000')


def linked(out: Path) -> set[bool]:
    """Whether pages and data link to the PDF."""
    names = [*out.rglob('*.html'), out / 'llms.txt']
    return {'-cv.pdf' in name.read_text('utf-8') for name in names}


@pytest.mark.latex
@pytest.mark.parametrize('jobs', [0, pytest.param(2, marks=pytest.mark.prove)])
def test_it_makes_what_the_two_builders_make(ada: Project, tmp_path: Path, jobs: int) -> None:
    pdf = ada.build('cv-pdf').out / _PDF
    alone = ada.source / '_build' / 'html'
    alone.mkdir()
    shutil.copy(pdf, alone)
    expected = files(ada.build('html').out)
    shutil.move(ada.source / '_build', tmp_path / 'before')
    build = ada.build('cv', jobs=jobs)
    assert build.warnings == []
    assert build.app.statuscode == 0
    assert files(build.out) == expected
    assert linked(build.out) == {True}


@pytest.mark.latex
def test_pictures_and_scripts_come_along(everything_made: Path) -> None:
    [pdf] = everything_made.glob('*-cv.pdf')
    assert '日本語, 中文, 한국어, 🚀 and ✓.' in pdf_text(pdf)
    assert (everything_made / '_images' / 'square.png').exists()


@pytest.mark.prove
@pytest.mark.latex
def test_language_and_font_are_those_of_conf_py(ada: Project) -> None:
    build = ada.build('cv', language='de', cv_pdf_font='Latin Modern Sans')
    assert build.warnings == []
    assert 'März 1842' in build.text('work/engine.html')
    assert 'März 1842' in pdf_text(build.out / _PDF)


@pytest.mark.latex
@pytest.mark.parametrize('before', [pytest.param('', marks=pytest.mark.prove), 'cv-pdf'])
def test_each_output_has_its_own_tags(ada: Project, before: str) -> None:
    """Whatever builder has read the pages before."""
    parts = {'html': 'Seen on a screen.', 'latex': 'Seen in print.', 'own': 'Seen by all.'}
    text = ''.join(f'\n:::{{only}} {tag}\n{words}\n:::\n' for tag, words in parts.items())
    ada.write('work/engine.md', ada.read('work/engine.md') + text)
    ada.edit('conf.py', 'extensions', "tags.add('own')\nextensions")
    if before:
        ada.build(before)
    build = ada.build('cv')
    assert build.warnings == []
    page, printed = build.text('work/engine.html'), pdf_text(build.out / _PDF)
    for words, on_page, in_print in zip(
        parts.values(), (True, False, True), (False, True, True), strict=True
    ):
        assert (words in page, words in printed) == (on_page, in_print)
        for name in ('resume.json', 'cv-index.js', 'work/engine.html.md'):
            assert (words in build.read(name)) == on_page, name


@pytest.mark.latex
def test_a_slip_is_told_once(ada: Project) -> None:
    ada.edit('work/engine.md', '{entry}`notes`', '{entry}`nots`')
    [warning] = ada.build('cv').warnings
    assert warning.startswith('work/engine.md:')
    # Sphinx counts it once too.
    build = ada.build('cv', suppress_warnings=['cv.unknown_entry'])
    assert build.warnings == []


@pytest.mark.latex
def test_nothing_is_made_again_when_nothing_has_changed(ada: Project) -> None:
    out = ada.build('cv').out
    [log] = (ada.source / '_build').rglob('typeset.log')
    made = [file.stat().st_mtime_ns for file in (log, out / _PDF, out / 'work' / 'engine.html')]
    ada.build('cv')
    assert made == [
        file.stat().st_mtime_ns for file in (log, out / _PDF, out / 'work' / 'engine.html')
    ]
    ada.edit('work/engine.md', 'Loops', 'Cycles')
    ada.build('cv')
    assert 'Cycles' in pdf_text(out / _PDF)
    assert 'Cycles' in (out / 'work' / 'engine.html').read_text('utf-8')


@pytest.mark.prove
@pytest.mark.latex
def test_without_a_pdf_nothing_links_to_it(ada: Project) -> None:
    ada.edit('more/award.md', '# Medal', '# Medal \N{OGHAM LETTER BEITH}')
    build = ada.build('cv')
    assert build.warnings == ['more/award.md: ERROR: no font has the character ᚁ (U+1681)']
    assert build.app.statuscode == 1
    assert linked(build.out) == {False}
    assert json.loads(build.read('resume.json'))['work']
    ada.edit('more/award.md', ' \N{OGHAM LETTER BEITH}', '')
    build = ada.build('cv')
    assert build.warnings == []
    assert linked(build.out) == {True}
    assert pdf_text(build.out / _PDF)


@pytest.mark.latex
def test_the_last_good_pdf_stays_and_is_linked(ada: Project) -> None:
    good = (ada.build('cv').out / _PDF).read_bytes()
    ada.edit('more/award.md', '# Medal', '# Medal \N{OGHAM LETTER BEITH}')
    build = ada.build('cv')
    problem, old = build.warnings
    assert problem == 'more/award.md: ERROR: no font has the character ᚁ (U+1681)'
    assert old.startswith(f'ERROR: {_PDF} is still the last one that could be made, of ')
    assert build.app.statuscode == 1
    assert (build.out / _PDF).read_bytes() == good
    assert linked(build.out) == {True}


def test_without_latex_there_is_the_site(
    ada: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv('PATH', str(tmp_path))
    build = ada.build('cv')
    [line] = build.warnings
    assert line.startswith('ERROR: lualatex cannot be found, and the PDF needs it. Debian')
    assert build.app.statuscode == 1
    assert linked(build.out) == {False}


def test_a_site_may_want_no_pdf(ada: Project) -> None:
    """As for a pull request on Read the Docs; LaTeX is not even started."""
    build = ada.build('cv', cv_pdf='')
    assert build.warnings == []
    assert build.app.statuscode == 0
    assert linked(build.out) == {False}
