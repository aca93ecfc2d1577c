"""Where the pages of the printed CV end: nothing is left alone there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTTextLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from projects import Project

pytestmark = pytest.mark.latex

_ENTRY = """---
cv: {{type: role, organization: Works, start: 20{0:02}, end: 20{0:02}{2}}}
---
# Engineer {0}

{1}
"""
_WORDS = 'In which it is said what was built there and why it was built as it was. '


def lines(file: Path) -> Iterator[list[LTTextLine]]:
    """The lines of each page from its top down, without its foot."""

    def of(item: object) -> Iterator[LTTextLine]:
        if isinstance(item, LTTextLine):
            yield item
        elif isinstance(item, LTContainer):
            for part in item:
                yield from of(part)

    for page in extract_pages(file):
        found = [line for line in of(page) if ' · 2' not in line.get_text()]
        yield sorted((line for line in found if line.get_text().strip()), key=lambda line: -line.y1)


def is_heading(line: LTTextLine) -> bool:
    return any(isinstance(char, LTChar) and 'Bold' in char.fontname for char in line)


@pytest.mark.parametrize(
    'filling', [3, *(pytest.param(n, marks=pytest.mark.prove) for n in (1, 2, 4, 5, 6, 7, 8))]
)
def test_no_line_stands_alone(project: Project, filling: int) -> None:
    project.write(
        'index.md',
        '---\ncv: {type: person}\n---\n# Ada Lovelace\n\n'
        + 'Filled.\n\n' * filling
        + '```{toctree}\n:glob:\n\nw*/index\n```\n',
    )
    for section in range(4):
        project.write(
            f'w{section}/index.md', f'# Section {section}\n\n```{{toctree}}\n:glob:\n\ne*\n```\n'
        )
        for number in range(5):
            facts = ', employment: Full-time' if number % 2 else ''
            entry = _ENTRY.format(number + 10, _WORDS * 4, facts)
            project.write(f'w{section}/e{number}.md', entry)
    pages = list(lines(project.build('cv-pdf').out / 'ada-lovelace-cv.pdf'))
    assert len(pages) > 1
    for page in pages[:-1]:
        # Neither a heading nor one line of a paragraph of three.
        assert not is_heading(page[-1]), page[-1].get_text()
        assert not is_heading(page[-2]), page[-2].get_text()
    for page in pages[1:]:
        if not is_heading(page[0]):
            assert not is_heading(page[1]), page[0].get_text()


def test_entries_stand_off_from_the_text_of_their_section(project: Project) -> None:
    project.write(
        'index.md',
        '---\ncv: {type: person}\n---\n# Ada Lovelace\n\n```{toctree}\nwork/index\n```\n',
    )
    project.write('work/index.md', '# Work\n\nChosen.\n\n```{toctree}\ne1\n```\n')
    project.write('work/e1.md', _ENTRY.format(10, 'Built.', ''))
    [page] = lines(project.build('cv-pdf').out / 'ada-lovelace-cv.pdf')
    [chosen] = (line for line in page if 'Chosen' in line.get_text())
    [built] = (line for line in page if 'Built' in line.get_text())
    [title] = (line for line in page if 'Engineer' in line.get_text())
    assert chosen.y1 - title.y1 > (title.y1 - built.y1) * 1.3
