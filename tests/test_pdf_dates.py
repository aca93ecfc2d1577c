"""Dates of several lines in the printed CV: they never touch what is below."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from projects import Project

_ENTRY = """---
cv: {{type: {type}, organization: Works {number}, start: {start}, end: {end}}}
---
# Title {number}

{text}
"""


def chars(file: Path) -> Iterator[list[LTChar]]:
    """The letters of each page."""

    def of(item: object) -> Iterator[LTChar]:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            for part in item:
                yield from of(part)

    for page in extract_pages(file):
        yield [char for char in of(page) if char.get_text().strip()]


def overlap(one: LTChar, other: LTChar) -> bool:
    """Whether two letters share more than an edge."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > 0.3 * min(one.width, other.width) and high > 0.3 * min(one.height, other.height)


@pytest.mark.latex
@pytest.mark.parametrize('dates', [pytest.param('margin', marks=pytest.mark.prove), 'right'])
@pytest.mark.parametrize('language', ['en', pytest.param('fr', marks=pytest.mark.prove)])
def test_a_date_of_several_lines_touches_nothing(
    project: Project, dates: str, language: str
) -> None:
    for number in range(30):
        text = 'A line.' if number % 3 else ''
        project.write(
            f'e{number:02}.md',
            _ENTRY.format(
                type='role' if number % 2 else 'volunteer',
                number=number,
                start=f'{1950 + number}-09-28',
                end=f'{1951 + number}-11-{10 + number % 19}',
                text=text,
            ),
        )
    build = project.build('cv-pdf', language=language, cv_pdf_dates=dates)
    pages = list(chars(build.out / 'ada-lovelace-cv.pdf'))
    assert len(pages) > 1
    for page in pages:
        # Letters that overlap are near each other from the top down.
        page.sort(key=lambda char: -char.y1)
        for at, char in enumerate(page):
            for other in page[at + 1 : at + 200]:
                if other.y1 < char.y0:
                    break
                if char.y0 - other.y0 > 1:
                    assert not overlap(char, other), (char.get_text(), other.get_text())


@pytest.mark.latex
@pytest.mark.parametrize('dates', ['margin', pytest.param('right', marks=pytest.mark.prove)])
def test_nothing_stands_out_of_the_margins(ada: Project, dates: str) -> None:
    build = ada.build('cv-pdf', cv_pdf_dates=dates)
    margin = 20 / 25.4 * 72
    for page in chars(build.out / 'ada-lovelace-cv.pdf'):
        assert min(char.x0 for char in page) > margin - 0.1
        assert max(char.x1 for char in page) < 210 / 25.4 * 72 - margin + 0.1


@pytest.mark.latex
def test_no_text_runs_into_a_date_on_its_right(project: Project) -> None:
    for number in range(30):
        fields = f'organization: Works of {"Lond" * (number % 9)}on, venue: {"Proceedings " * 9}'
        record = f'type: publication, date: {1900 + number}-09-28, {fields}'
        text = f'---\ncv: {{{record}}}\n---\n# On {"looms " * (number % 7)}and engines\n'
        project.write(f'p{number:02}.md', text)
    build = project.build('cv-pdf', cv_pdf_dates='right')
    for letters in chars(build.out / 'ada-lovelace-cv.pdf'):
        letters.sort(key=lambda char: (round(char.y0), char.x0))
        for char, other in pairwise(letters):
            assert not overlap(char, other), (char.get_text(), other.get_text())


@pytest.mark.latex
def test_a_long_period_parts_at_its_dash(project: Project) -> None:
    page = _ENTRY.format(
        type='role', number=1, start='1843-09-28', end='1844-12-31', text='A line.'
    )
    project.write('one.md', page)
    build = project.build('cv-pdf', cv_pdf_dates='margin')
    assert build.warnings == []
    command = ['pdftotext', str(build.out / 'ada-lovelace-cv.pdf'), '-']
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert 'September 28, 1843 –\nDecember 31, 1844\n' in text
