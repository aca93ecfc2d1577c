"""The PDF keeps the rules of PDF/UA-1 and PDF/A-3a, as veraPDF checks them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pikepdf
import pytest
from projects import ROOT, Project, copy_root
from verapdf import broken_rules

if TYPE_CHECKING:
    from pathlib import Path

    from projects import CVSite

pytestmark = pytest.mark.latex


def pdf_of(project: Project) -> Path:
    [pdf] = project.build('cv-pdf').out.glob('*-cv.pdf')
    return pdf


def test_every_pdf_keeps_the_rules(cv: CVSite, tmp_path: Path) -> None:
    """Pierre's CV, all examples, and all that a page may hold: one run of Java for all."""
    found = [cv.pdf, pdf_of(copy_root('everything', tmp_path))]
    for conf in sorted(ROOT.glob('examples/*/conf.py')):
        source = tmp_path / conf.parent.name
        shutil.copytree(conf.parent, source, ignore=shutil.ignore_patterns('_build'))
        found.append(pdf_of(Project(source)))
        # Letters lie beside the output's folder.
        found += (found[-1].parent.parent / 'letters').glob('*.pdf')
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
