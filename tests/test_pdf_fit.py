"""The PDF holds the pages that it may have, and says what it leaves out for that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from test_pdf import pdf_text

if TYPE_CHECKING:
    from projects import Build, Project

pytestmark = pytest.mark.latex

_WORDS = 'In which it is said what was built there and why it was built as it was.'
_PERSON = """---
cv: {type: person, tagline: Engineer, languages: [{name: French, fluency: Native}]}
---
# Ada Lovelace

```{toctree}
:glob:

work/*
certificates/*
skills
```
"""


def write_career(project: Project) -> None:
    """Nine jobs with texts and bullets, three certificates with details, three groups of skills."""
    project.write('index.md', _PERSON)
    for number in range(9):
        bullets = '\n'.join(f'- Bullet {number}{letter} of some length.' for letter in 'ABCDE')
        project.write(
            f'work/job{number}.md',
            f'---\ncv: {{type: role, organization: Works {number}, start: {2000 + number}, '
            f'end: {2001 + number}, skills: [Lathe {number}, Loom {number}]}}\n---\n'
            f'# Engineer {number}\n\nText {number}. {_WORDS}\n\n{bullets}\n',
        )
    for number in range(3):
        project.write(
            f'certificates/c{number}.md',
            f'---\ncv: {{type: certification, organization: School, date: {2000 + number}}}\n---\n'
            f'# Certificate {number}\n\nDetail {number}.\n',
        )
    groups = [
        f'    Group {group}: [{", ".join(f"{what} {n}" for n in range(9))}]'
        for group, what in enumerate(['Lathe', 'Loom'])
    ]
    project.write(
        'skills.md',
        '---\ncv:\n  type: skills\n  groups:\n' + '\n'.join(groups) + '\n---\n# Skills\n',
    )


def read(build: Build) -> tuple[str, int]:
    [pdf] = build.out.glob('*-cv.pdf')
    return pdf_text(pdf), len(PdfReader(pdf).pages)


def said(build: Build) -> str:
    return re.sub(r'\x1b\[[0-9;]*m', '', build.app.status.getvalue())


@pytest.mark.prove
def test_nothing_is_left_out_without_a_limit(project: Project) -> None:
    write_career(project)
    build = project.build('cv-pdf')
    text, pages = read(build)
    assert build.warnings == []
    assert pages > 1
    for number in range(9):
        assert f'Text {number}.' in text
        assert f'Bullet {number}E' in text
    assert 'Lathe 8' in text.partition('Group 0')[2]
    assert 'no room' not in said(build)
    assert 'Languages Native French' in text


@pytest.mark.prove
def test_the_least_is_left_out_and_named(project: Project) -> None:
    write_career(project)
    limited = {'cv_pdf_max_pages': 1, 'cv_pdf_fit': True}
    build = project.build('cv-pdf', **limited)
    text, pages = read(build)
    assert build.warnings == []
    assert pages == 1
    # What always stays, and the newest in full.
    for number in range(9):
        assert f'Works {number}, Engineer {number}' in text
    for number in range(3):
        assert f'Certificate {number}, School' in text
    assert 'Native French' in text
    assert 'Text 8.' in text
    assert 'Detail 0.' not in text
    message = said(build)
    assert 'the PDF is set close, to hold cv_pdf_max_pages = 1' in message
    [line] = [line for line in message.splitlines() if 'no room' in line]
    assert 'the details of certificates' in line
    for number in range(9):
        left = f'the text of work/job{number}' in line
        assert left == (f'Text {number}.' not in text), number
        bullets = f'of work/job{number}' in line
        assert bullets == (f'Bullet {number}E' not in text), number
    # Nothing is typeset again for it, and it is still said.
    again = project.build('cv-pdf', **limited)
    assert line in said(again)
    assert 'typesetting' not in said(again)


@pytest.mark.prove
def test_what_cannot_be_held_is_still_a_warning(project: Project) -> None:
    write_career(project)
    for number in range(60):
        project.write(
            f'certificates/d{number:02}.md',
            '---\ncv: {type: certification, organization: School, date: 1999}\n---\n'
            f'# Diploma {number}\n',
        )
    build = project.build('cv-pdf', cv_pdf_max_pages=1, cv_pdf_fit=True)
    [warning] = build.warnings
    assert 'more than cv_pdf_max_pages = 1' in warning


def test_skills_fill_what_is_free(project: Project) -> None:
    write_career(project)
    for number in range(3, 9):
        project.remove(f'work/job{number}.md')
    whole, _pages = read(project.build('cv-pdf'))
    assert 'Lathe 2' in whole.partition('Group 0')[2]
    project.write('index.md', project.read('index.md') + '\n' + 'Words.\n\n' * 20)
    build = project.build('cv-pdf', cv_pdf_max_pages=1)
    text, pages = read(build)
    assert pages == 1
    groups = [name for name in ('Group 0', 'Group 1') if name in text]
    lost = [name for name in ('Group 0', 'Group 1') if name not in text]
    assert lost
    assert f'the skills of {", ".join(lost)}' in said(build)
    assert groups == ['Group 0', 'Group 1'][: len(groups)]
    # The texts stay.
    assert 'Text 0.' in text


@pytest.mark.prove
def test_the_compact_layout_leaves_nothing_out(project: Project) -> None:
    write_career(project)
    found = []
    for layout in ('classic', 'compact'):
        [pdf] = project.build('cv-pdf', cv_pdf_layout=layout).out.glob('*-cv.pdf')
        pages = [page.extract_text() for page in PdfReader(pdf).pages]
        words = re.sub(r'Ada Lovelace|\d+ / \d+|·', ' ', ' '.join(pages)).split()
        found.append((len(pages[0].split()), sorted(words)))
    (first, words), (more, the_same) = found
    assert more > first * 1.2
    assert the_same == words
