"""The PDF keeps the rules of PDF/UA-1 and PDF/A-3a, as veraPDF checks them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pikepdf
import pytest
from projects import ROOT
from pypdf import PdfReader
from test_examples import letters
from verapdf import broken_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from projects import CVSite, Example

pytestmark = pytest.mark.latex

_NAMES = sorted(conf.parent.name for conf in ROOT.glob('examples/*/conf.py'))
# What goes from right to left is the hardest to set; the night tries the others.
_OFTEN = 'ibn-al-haytham'
_SELDOM = [name for name in _NAMES if name != _OFTEN]


def is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in {'R', 'AL'} for char in text)


@pytest.mark.parametrize(
    'name', [_OFTEN, *(pytest.param(name, marks=pytest.mark.prove) for name in _SELDOM)]
)
def test_the_pdf_of_an_example_has_all_entries(
    typeset: Callable[[str], Example], name: str
) -> None:
    example = typeset(name)
    assert example.warnings == []
    pages = PdfReader(example.pdf).pages
    assert pages
    text = letters(''.join(page.extract_text() for page in pages))
    assert example.titles
    # Programs differ in the order in which they give what is written from right to left.
    said = [title for title in example.titles if not is_right_to_left(title)]
    assert [title for title in said if letters(title) not in text] == []


def check(files: Iterable[Path], broken: Path) -> None:
    """Have one run of Java look at *files*, and at one that it has to find *broken*."""
    files = [*files, broken]
    rules = broken_rules(*files)
    assert len(rules) == len(files) > 2
    found = rules.pop(str(broken))
    assert any(rule.startswith('PDFA_3_A 6.2.4.3') for rule in found)
    assert any(rule.startswith('PDFUA_1 7.2') for rule in found)
    assert {file: rules for file, rules in rules.items() if rules} == {}


@pytest.fixture
def broken(cv: CVSite, tmp_path: Path) -> Path:
    """A PDF that breaks rules: without it, a checker that finds nothing would please."""
    file = tmp_path / 'broken.pdf'
    with pikepdf.open(cv.pdf) as pdf:
        del pdf.Root.OutputIntents
        del pdf.Root.Lang
        pdf.save(file)
    return file


def test_every_pdf_keeps_the_rules(
    cv: CVSite, everything_made: Path, typeset: Callable[[str], Example], broken: Path
) -> None:
    """Pierre's CV, one from right to left, and all that a page may hold."""
    check([cv.pdf, *everything_made.glob('*-cv.pdf'), typeset(_OFTEN).pdf], broken)


@pytest.mark.prove
def test_those_of_all_examples_do_too(typeset: Callable[[str], Example], broken: Path) -> None:
    examples = [typeset(name) for name in _SELDOM]
    files = [file for example in examples for file in (example.pdf, *example.letters)]
    assert any(file.name == 'maker-in-residence.pdf' for file in files)
    check(files, broken)
