"""The CVs of other people: each builds without a warning, and shows all that it has."""

from __future__ import annotations

import shutil
from html import unescape
from typing import TYPE_CHECKING

import pytest
from projects import ROOT, Project

from sphinx_cv.domain.cv_domain import cv_domain

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = sorted(file.parent.name for file in (ROOT / 'examples').glob('*/conf.py'))


def example(name: str, folder: Path) -> Project:
    shutil.copytree(ROOT / 'examples' / name, folder / name)
    return Project(folder / name)


@pytest.mark.parametrize('name', EXAMPLES)
def test_an_example_is_a_site(name: str, tmp_path: Path) -> None:
    build = example(name, tmp_path).build(nitpicky=True)
    assert build.warnings == []
    entries = cv_domain(build.app.env).outline.entries
    assert 15 <= len(entries) <= 120
    front = unescape(build.read('index.html'))
    assert [entry.title for entry in entries if entry.title not in front] == []


@pytest.mark.latex
@pytest.mark.parametrize('name', EXAMPLES)
def test_an_example_is_a_pdf(name: str, tmp_path: Path) -> None:
    build = example(name, tmp_path).build('cv-pdf', nitpicky=True)
    assert build.warnings == []
    assert [file.suffix for file in build.out.glob('*-cv.pdf')] == ['.pdf']
