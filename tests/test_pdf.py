"""The printed CV: complete, or there is none."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from sphinx_cv.pdf import PDFError

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project


def pdf_text(file: Path) -> str:
    run = subprocess.run(['pdftotext', file, '-'], check=True, capture_output=True, text=True)
    return ' '.join(run.stdout.split())


def test_the_pdf_says_it_all(ada: Project) -> None:
    build = ada.build('cv-pdf', nitpicky=True)
    assert build.warnings == []
    pdf = build.out / 'ada-lovelace-cv.pdf'
    text = pdf_text(pdf)
    for fact in [
        *('Ada Lovelace', 'Poetical science', 'London, England', 'ada@example.org', 'I compute.'),
        *('March 1842 – September 1843', 'Programmer of the Engine, Analytical Society'),
        *('London, England & Turin, Italy', 'debugged them. See “Notes”.', 'nested ones'),
        *("& 100 % of AS's_operations #1 ~ $x^2$", '4 months', 'Number 0123, December 10, 1836.'),
        *('1841 – present', "Taylor's Memoirs", 'Charles Babbage', 'Riding'),
        *('Native English · French',),
    ]:
        assert fact in text
    # Indexes and listings are for a screen.
    assert 'Analytical Soc.)' not in text
    assert text.count('Certified Logician') == 1
    reader = PdfReader(pdf)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ('Ada Lovelace', 'Ada Lovelace')
    links = {
        annotation.get_object()['/A'].get('/URI')
        for page in reader.pages
        for annotation in page.get('/Annots', [])
        if '/A' in annotation.get_object()
    }
    assert {'mailto:ada@example.org', 'tel:+442079460000', 'https://ada.example.org'} <= links


def test_a_lost_character_fails_the_build(ada: Project) -> None:
    ada.edit('more/award.md', '# Medal', '# Medal \N{OGHAM LETTER BEITH}')
    with pytest.raises(PDFError, match=r'^more/award: no font has the character ᚁ \(U\+1681\)$'):
        ada.build('cv-pdf')
    assert not list((ada.source / '_build').rglob('*.pdf'))


def test_a_failure_names_the_page_and_leaves_no_old_pdf(ada: Project) -> None:
    assert list(ada.build('cv-pdf').out.glob('*.pdf'))
    ada.edit('more/award.md', 'For 1', '$\\nosuchcommand$ For 1')
    ada.edit('conf.py', 'extensions', "myst_enable_extensions = ['dollarmath']\nextensions")
    with pytest.raises(PDFError) as caught:
        ada.build('cv-pdf')
    page, place = str(caught.value).splitlines()
    assert page == 'more/award: Undefined control sequence.'
    assert r'\nosuchcommand' in place
    assert not list((ada.source / '_build').rglob('*.pdf'))


def test_without_latex_it_says_what_is_missing(
    ada: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv('PATH', str(tmp_path))
    with pytest.raises(PDFError, match='latexmk and lualatex cannot be found'):
        ada.build('cv-pdf')


def test_nothing_is_typeset_when_nothing_has_changed(ada: Project) -> None:
    pdf = ada.build('cv-pdf').out / 'ada-lovelace-cv.pdf'
    made = pdf.stat().st_mtime_ns
    ada.build('cv-pdf')
    assert pdf.stat().st_mtime_ns == made
    os.utime(ada.source / 'work' / 'engine.md')
    ada.edit('work/engine.md', 'Loops', 'Cycles')
    ada.build('cv-pdf')
    assert 'Cycles' in pdf_text(pdf)
