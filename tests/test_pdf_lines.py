"""Where the lines of the printed CV end, and what stays together there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from test_pdf_reading import run

from sphinx_cv.model.phrases import short_places

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project

_PERSON = """---
cv: {type: person}
---
# Ada Lovelace

```{toctree}
:glob:

work/*
skills
```
"""
_SKILLS = """---
cv:
  type: skills
  groups:
    Looms: [cards]
    Engines: [wheels]
    Works: [gears]
---
# Skills
"""


def layout(file: Path) -> list[str]:
    return run('pdftotext', '-layout', file, '-').splitlines()


def role(title: str, text: str, **fields: str) -> str:
    values = {'type': 'role', 'organization': 'Works', 'start': '1843', 'end': '1844'}
    values |= {'skills': '[cards, wheels, gears]'} | fields
    written = '\n'.join(f'  {name}: {value}' for name, value in values.items())
    return f'---\ncv:\n{written}\n---\n# {title}\n\n{text}\n'


def test_a_place_is_short_only_where_that_names_one() -> None:
    locations = [
        ('Paris, France', 'Cambridge, England'),
        ('Paris, France', 'Cambridge, Massachusetts'),
        ('Grenoble', 'Grenoble, France'),
        ('القاهرة، مصر',),
    ]
    assert short_places(locations) == {
        'Paris, France': 'Paris',
        'Grenoble, France': 'Grenoble',
        'القاهرة، مصر': 'القاهرة',
    }


@pytest.mark.latex
def test_places_are_short_only_in_the_compact_layout(project: Project) -> None:
    where = 'San Francisco, California & Cambridge, England'
    project.write('index.md', _PERSON)
    project.write('skills.md', _SKILLS)
    project.write('work/a.md', role('Engineer', 'Text.', location=where))
    project.write('work/b.md', role('Weaver', 'Text.', location='Cambridge, Massachusetts'))
    pdf = project.build('cv-pdf').out / 'ada-lovelace-cv.pdf'
    assert f'Engineer · {where}' in run('pdftotext', pdf, '-')
    build = project.build('cv-pdf', cv_pdf_layout='compact')
    assert build.warnings == []
    text = run('pdftotext', pdf, '-')
    assert 'Engineer · San Francisco & Cambridge, England · ' in text
    assert 'Weaver · Cambridge, Massachusetts · ' in text


@pytest.mark.latex
def test_lines_end_where_they_read_best(project: Project) -> None:
    project.write('index.md', _PERSON)
    project.write('skills.md', _SKILLS)
    # Wherever a line of these ends, the next word might be a single letter.
    lengths = range(1, 12)
    for number in lengths:
        words = ' '.join(f'{"l" * (number % 4 + at % 3)}oom a' for at in range(80))
        facts = {
            'employment': 'Part-time, in the term of winter',
            'location': f'{"Long" * number}town, England',
            'url': f'https://example.org/{"n" * number * 3}',
        }
        project.write(f'work/e{number:02}.md', role(f'Engineer {number}', f'{words} end.', **facts))
    # Two words of which each needs a line, in a paragraph and in a cell.
    long = 'Antidisestablishmentarian Counterrevolutionaries'
    table = f'| One | Two | Three | Four |\n|---|---|---|---|\n| {long} | b | c | {long} |'
    address = f'<https://example.org/{"a" * 60}>'
    project.write('work/long.md', role('Weaver', f'{table}\n\n{address} {address}'))
    build = project.build('cv-pdf')
    assert build.warnings == []
    lines = layout(build.out / 'ada-lovelace-cv.pdf')
    assert sum(' a ' in line for line in lines) > 50
    assert not [line for line in lines if re.search(r'\sa$', line)]
    # A label keeps its fact.
    assert sum('Employment: Part-time, in the term of winter' in line for line in lines) == len(
        lengths
    )


@pytest.mark.latex
@pytest.mark.parametrize(
    'filling', [42, *(pytest.param(n, marks=pytest.mark.prove) for n in (40, 41, 43, 44, 45))]
)
def test_groups_of_skills_stay_together(project: Project, filling: int) -> None:
    """Wherever the page before them ends."""
    project.write('skills.md', _SKILLS)
    project.write('index.md', _PERSON.replace('```{', 'Filled.\n\n' * filling + '```{', 1))
    project.write('work/a.md', role('Engineer', 'Text.'))
    pdf = project.build('cv-pdf').out / 'ada-lovelace-cv.pdf'
    [page] = [p for p in run('pdftotext', '-layout', pdf, '-').split('\f') if 'Looms' in p]
    assert 'Skills' in page
    assert 'Works gears' in page


@pytest.mark.latex
def test_japanese_is_parted_as_it_should_be(project: Project) -> None:
    sentences = ['あ' * number + '。' for number in range(36, 50)]
    text = '\n\n'.join(sentences)
    project.write('one.md', role('Title', text, start='1843-11', end='1844-12'))
    build = project.build('cv-pdf', language='ja', cv_pdf_dates='margin')
    lines = [line.strip() for line in layout(build.out / 'ada-lovelace-cv.pdf')]
    # A period at its dash, and no single sign on a last line.
    assert any(line.startswith('1843年11月 〜 ') for line in lines)
    ends = [re.sub('^1844年12月 +', '', line) for line in lines if line.endswith('。')]
    assert len(ends) == len(sentences)
    assert min(map(len, ends)) > 2


@pytest.mark.prove
@pytest.mark.latex
def test_a_dash_may_be_a_sign_of_tex(project: Project) -> None:
    project.write('one.md', role('Title', 'A line.', start='1843-11', end='1844-12'))
    build = project.build('cv-pdf', language='ko', cv_pdf_dates='margin')
    assert build.warnings == []
    assert '~\n1844' in run('pdftotext', build.out / 'ada-lovelace-cv.pdf', '-')
