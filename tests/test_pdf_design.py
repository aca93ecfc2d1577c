"""Pictures, and the components of sphinx-design, in the printed CV."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image
from test_pdf import pdf_text
from test_pdf_reading import elements, marked, run

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project

pytestmark = pytest.mark.latex

_PAGE = """\
---
cv:
  type: project
  organization: Yard
  start: 2019
  end: 2020
---
# Boat

Before the cards.

::::{grid} 1 2 3 3
:gutter: 2

:::{grid-item-card} First *card*
:img-top: square.png
:img-alt: A square
:footer: Its foot

Its text.
:::

:::{grid-item-card} Second card
:link: https://example.org/second

Other text.
:::

:::{grid-item}
Bare text.
:::
::::

:::{card}
:header: Card head
:link: https://example.org/untitled

Without a title.
:::

Built of {bdg}`oak` and {bdg-primary}`ash`, see {bdg-link-info}`plans <https://example.org/plans>`.

```{button-link} https://example.org/order
:color: primary

Order one
```

```{button-ref} index
The front page
```

:::{dropdown} How it is built
:name: built

Slowly.

- with care
:::

See {ref}`the way <built>`.

::::{tab-set}
:::{tab-item} Hull
Larch.
:::
:::{tab-item} Mast
Spruce.
:::
::::
"""


_PICTURES = """\
---
cv: {type: project}
---
# Work

![](small.png) ![Its own size](small.png)

:::{image} small.png
:alt: Half
:scale: 50
:::

:::{image} small.png
:alt: Wide
:width: 200px
:align: center
:::

:::{figure} small.png
:alt: In inches
:height: 1in
:align: right

A caption.
:::

:::{image} wide.png
:alt: Too wide
:::

:::{image} high.png
:alt: Too high
:width: 100%
:::
"""


def painted(file: Path) -> list[tuple[float, float, float]]:
    """How far from the left, how wide and how high each picture of a PDF is, in points."""
    found = []
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            marked(page)
            stack = [pikepdf.Matrix()]
            for instruction in pikepdf.parse_content_stream(page):
                operator, operands = str(instruction.operator), instruction.operands
                if operator == 'q':
                    stack.append(stack[-1])
                elif operator == 'Q':
                    stack.pop()
                elif operator == 'cm':
                    stack[-1] = pikepdf.Matrix(*map(float, operands)) @ stack[-1]
                elif operator == 'Do':
                    at = stack[-1]
                    found.append((round(at.e, 1), round(at.a, 1), round(at.d, 1)))
    return found


def test_components_keep_their_titles_and_texts_apart(project: Project) -> None:
    project.write('boat.md', _PAGE)
    Image.new('RGB', (900, 600), '#1f5582').save(project.source / 'square.png')
    build = project.build('cv-pdf', nitpicky=True)
    assert build.warnings == []
    pdf = build.out / 'ada-lovelace-cv.pdf'
    lines = [line.strip() for line in run('pdftotext', '-layout', pdf, '-').splitlines()]
    for line in [
        *('First card', 'Its text.', 'Its foot', 'Second card', 'Other text.', 'Bare text.'),
        *('Card head', 'Without a title.', 'https://example.org/untitled'),
        *('Built of oak and ash , see plans .', 'Order one', 'The front page'),
        *('How it is built', 'Slowly.', '• with care', 'See the way.'),
        *('Hull', 'Larch.', 'Mast', 'Spruce.'),
    ]:
        assert line in lines, lines
    [(_left, width, height)] = painted(pdf)
    # A third of the text's width, as on a wide screen.
    assert width < 180
    assert height == pytest.approx(width * 2 / 3, abs=1)
    with pikepdf.open(pdf) as opened:
        links = [link for page in opened.pages for link in page.Annots]
        assert len(links) == 6
        tree = [str(element.S) for element in elements(opened.Root.StructTreeRoot)]
    assert tree.count('/Div') == 8


def test_pictures_are_as_large_as_they_are_meant_to_be(project: Project) -> None:
    Image.new('RGB', (80, 40), '#1f5582').save(project.source / 'small.png', dpi=(300, 300))
    Image.new('RGB', (4000, 1000), '#1f5582').save(project.source / 'wide.png')
    Image.new('RGB', (400, 4000), '#1f5582').save(project.source / 'high.png')
    project.write('work.md', _PICTURES)
    build = project.build('cv-pdf', nitpicky=True)
    assert build.warnings == []
    pdf = build.out / 'ada-lovelace-cv.pdf'
    found = painted(pdf)
    left, column = found[0][0], found[5][1]
    assert [(width, height) for _left, width, height in found] == [
        *((60, 30), (60, 30), (30, 15), (150, 75), (144, 72)),
        (column, pytest.approx(column / 4, abs=0.1)),
        *[(pytest.approx(842 / 30, abs=0.2), pytest.approx(842 / 3, abs=0.2))],
    ]
    # Centred, and to the right.
    assert found[3][0] == pytest.approx(left + (column - 150) / 2, abs=0.2)
    assert found[4][0] == pytest.approx(left + column - 144, abs=0.2)
    with pikepdf.open(pdf) as opened:
        figures = [e for e in elements(opened.Root.StructTreeRoot) if e.S == '/Figure']
    # One is said to be without a meaning.
    assert [str(figure.Alt) for figure in figures] == [
        *('Its own size', 'Half', 'Wide', 'In inches', 'Too wide', 'Too high'),
    ]
    assert 'A caption.' in pdf_text(pdf)


def test_code_and_columns_are_aligned(project: Project) -> None:
    body = '```yaml\na:      {p: 1}\nlonger: {q: 2}\n```\n\n| Piece | Much |\n|---|--:|\n'
    page = f'---\ncv: {{type: project}}\n---\n# Work\n\n{body}| One | 123 |\n'
    project.write('work.md', page)
    build = project.build('cv-pdf', nitpicky=True)
    assert build.warnings == []
    pdf = build.out / 'ada-lovelace-cv.pdf'
    boxes = {
        match['word']: (float(match['left']), float(match['right']))
        for match in re.finditer(
            r'xMin="(?P<left>[^"]+)".*?xMax="(?P<right>[^"]+)".*?>(?P<word>[^<]+)<',
            run('pdftotext', '-bbox', pdf, '-'),
        )
    }
    assert boxes['{p:'][0] == pytest.approx(boxes['{q:'][0], abs=0.3)
    assert boxes['Much'][1] == pytest.approx(boxes['123'][1], abs=0.3)
    assert boxes['One'][0] == pytest.approx(boxes['Piece'][0], abs=0.3)
