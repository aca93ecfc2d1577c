"""The PDF keeps the rules of PDF/UA-1 and PDF/A-3a, as veraPDF checks them."""

from __future__ import annotations

import shutil
import unicodedata
from typing import TYPE_CHECKING

import pikepdf
import pytest
from projects import ROOT, Project, copy_root
from pypdf import PdfReader
from test_examples import letters, titles
from verapdf import broken_rules

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Build, CVSite

pytestmark = pytest.mark.latex


@pytest.fixture(scope='module')
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Build]:
    """The examples, typeset."""
    built = []
    for conf in sorted(ROOT.glob('examples/*/conf.py')):
        source = tmp_path_factory.mktemp('examples') / conf.parent.name
        shutil.copytree(conf.parent, source, ignore=shutil.ignore_patterns('_build'))
        built.append(Project(source).build('cv-pdf', nitpicky=True))
    return built


def pdf_of(build: Build) -> Path:
    [pdf] = build.out.glob('*-cv.pdf')
    return pdf


def is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in {'R', 'AL'} for char in text)


def test_the_pdfs_of_examples_have_all_entries(examples: list[Build]) -> None:
    assert examples
    for build in examples:
        assert build.warnings == []
        pages = PdfReader(pdf_of(build)).pages
        assert pages
        text = letters(''.join(page.extract_text() for page in pages))
        # Programs differ in the order in which they give what is written from right to left.
        said = [title for title in titles(build) if not is_right_to_left(title)]
        assert [title for title in said if letters(title) not in text] == []


def test_every_pdf_keeps_the_rules(cv: CVSite, examples: list[Build], tmp_path: Path) -> None:
    """Pierre's CV, all examples, and all that a page may hold: one run of Java for all."""
    found = [cv.pdf, pdf_of(copy_root('everything', tmp_path).build('cv-pdf'))]
    for build in examples:
        # Letters lie beside the output's folder.
        found += [pdf_of(build), *(build.out.parent / 'letters').glob('*.pdf')]
    rules = broken_rules(*found)
    assert len(rules) == len(found) > 2
    assert any(file.endswith('maker-in-residence.pdf') for file in rules)
    assert {file: broken for file, broken in rules.items() if broken} == {}


def test_a_rule_that_is_broken_is_found(cv: CVSite, tmp_path: Path) -> None:
    broken = tmp_path / 'broken.pdf'
    with pikepdf.open(cv.pdf) as pdf:
        del pdf.Root.OutputIntents
        del pdf.Root.Lang
        pdf.save(broken)
    [rules] = broken_rules(broken).values()
    assert any(rule.startswith('PDFA_3_A 6.2.4.3') for rule in rules)
    assert any(rule.startswith('PDFUA_1 7.2') for rule in rules)
