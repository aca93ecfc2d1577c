"""Cover letters: a PDF of their own, and nothing of them anywhere else."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pytest

from sphinx_cv.model.entry_types import record_types
from sphinx_cv.model.records import Letter
from sphinx_cv.source.record_reader import read_record
from sphinx_cv.warnings import CVWarning

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Build, Project

# A word that stands in no other text of a project.
_SECRET = 'Zyzzogeton'  # noqa: S105  # it opens nothing
_HEAD = 'to: [Charles Babbage, 1 Dorset Street]\n  date: 1843-07-05'


def letter(fields: str = _HEAD, text: str = f'# {_SECRET}\n\nDear {_SECRET},\n') -> str:
    return f'---\ncv:\n  type: letter\n  {fields}\n---\n{text}'


def text_of(pdf: Path) -> str:
    run = subprocess.run(['pdftotext', pdf, '-'], check=True, capture_output=True, text=True)
    return ' '.join(run.stdout.split())


def with_the_secret(folder: Path) -> list[str]:
    return [
        str(file.relative_to(folder))
        for file in folder.rglob('*')
        if file.is_file() and _SECRET.encode() in file.read_bytes()
    ]


@pytest.mark.parametrize('builder', ['html', 'text'])
def test_a_letter_is_in_no_output(ada: Project, builder: str) -> None:
    before = _files(ada.build(builder, cv_downloads=['txt', 'docx']))
    ada.write(f'letters/{_SECRET.lower()}.md', letter())
    build = ada.build(builder, nitpicky=True, cv_downloads=['txt', 'docx'])
    assert build.warnings == []
    assert _files(build) == before
    # Sphinx keeps what it has read of the pages beside its output.
    assert with_the_secret(build.out.parent) == []
    names = [str(file).lower() for file in build.out.parent.rglob('*')]
    assert not any(_SECRET.lower() in name for name in names)


def _files(build: Build) -> set[str]:
    return {str(file.relative_to(build.out)) for file in build.out.rglob('*')}


@pytest.mark.parametrize(
    'source',
    [
        f'---\ncv: {{type: letter, to: [{_SECRET}]}}\n---\n# A\n',
        f'---\ncv:\n  "type": "letter"\n---\n# {_SECRET}\n',
        f'---\ncv:\n  to: [{_SECRET}\n  type: letter\n---\n# A\n',
        f'---\ntype: Letter\n---\n# {_SECRET}\n',
    ],
    ids=['braces', 'quotes', 'a slip', 'without cv'],
)
def test_a_letter_is_kept_back_however_it_is_written(project: Project, source: str) -> None:
    # The front page lists whatever there is.
    project.write('a.md', source)
    project.write('b.md', '# B\n')
    build = project.build()
    assert build.warnings == []
    assert with_the_secret(build.out.parent) == []


def test_a_page_that_only_tells_of_letters_is_a_page(project: Project) -> None:
    project.write('a.md', '---\ncv: {type: award, date: 1842}\n---\n# A letter\n\ntype: letter\n')
    assert (project.build().out / 'a.html').exists()


def test_a_letter_has_no_private_fields_because_it_is_private() -> None:
    page = read_record('a', letter(f'{_HEAD}\n  private: [to]'), record_types({}))
    [problem] = page.problems
    assert (problem.line, problem.warning) == (6, CVWarning.UNKNOWN_FIELD)
    assert problem.message == (
        '"private": a letter is private as a whole, unless it says "public: true"'
    )
    # Whoever did mean it is not betrayed.
    assert isinstance(page.record, Letter)
    assert page.record.to == ()


# ---- the PDF -------------------------------------------------------------------------------------

_WHOLE = """\
---
cv:
  type: letter
  to: [Charles Babbage, 1 Dorset Street, London]
  date: 1843-07-05
  closing: Yours sincerely
---
# Notes on the Engine

Dear Mr Babbage,

I have *translated* [the memoir](https://example.org/memoir), as in {entry}`engine`.

- One thing.

![My hand](hand.png)

```{only} html
For the site.
```
"""


@pytest.fixture
def sender(ada: Project) -> Project:
    from PIL import Image  # noqa: PLC0415

    ada.write('letters/private.md', _WHOLE)
    Image.new('RGB', (40, 20), '#1f5582').save(ada.source / 'letters' / 'hand.png')
    ada.write('work/engine.md', '---\ncv: {type: award, date: 1842}\n---\n# The prize\n')
    ada.write('work/letter.md', letter('subject: For all\n  public: true', f'{_SECRET}\n'))
    return ada


@pytest.mark.latex
def test_each_letter_has_a_pdf_with_the_head_of_the_cv(sender: Project) -> None:
    build = sender.build('cv', nitpicky=True)
    assert build.warnings == [
        line for line in build.warnings if "engine.md: WARNING: document isn't included" in line
    ]
    private, public = build.out.parent / 'letters' / 'private.pdf', build.out / 'letter.pdf'
    text = text_of(private)
    parts = (
        *('Ada Lovelace', 'Poetical science', 'ada@example.org', 'July 5, 1843'),
        *('Charles Babbage', '1 Dorset Street', 'London', 'Notes on the Engine'),
        *('Dear Mr Babbage,', 'I have translated the memoir, as in The prize.', '• One thing.'),
        *('Yours sincerely', 'Ada Lovelace'),
    )
    pattern = '.*'.join(map(re.escape, parts))
    assert re.search(pattern, text), text
    assert 'For the site' not in text
    with pikepdf.open(private) as pdf:
        assert str(pdf.docinfo.Title) == 'Notes on the Engine'
        assert str(pdf.docinfo.Author) == 'Ada Lovelace'
        assert str(pdf.Root.Lang) == 'en'
        assert len(pdf.attachments) == 0
        assert [str(a.A.URI) for a in pdf.pages[0].Annots if 'memoir' in str(a.A.URI)]
    assert _SECRET in text_of(public)
    # Nothing of the private one is in what is published, and no page names the other.
    assert not any(b'Dorset' in file.read_bytes() for file in build.out.rglob('*.html'))
    assert with_the_secret(build.out) == []
    assert [file for file in build.out.rglob('*') if 'private' in file.name] == []


@pytest.mark.prove
@pytest.mark.latex
def test_a_letter_that_changes_goes_or_is_no_longer_public_takes_its_pdf_along(
    sender: Project,
) -> None:
    sender.remove('work/letter.md')
    sender.write('letters/b.md', letter('subject: B\n  public: true', 'First\n'))
    build = sender.build('cv')
    first = (build.out.parent / 'letters' / 'private.pdf').read_bytes()
    assert 'First' in text_of(build.out / 'b.pdf')
    sender.edit('letters/b.md', 'First', 'Second')
    build = sender.build('cv')
    assert 'Second' in text_of(build.out / 'b.pdf')
    assert (build.out.parent / 'letters' / 'private.pdf').read_bytes() == first
    sender.edit('letters/b.md', 'public: true', 'public: false')
    sender.remove('letters/private.md')
    build = sender.build('cv')
    assert not (build.out / 'b.pdf').exists()
    assert {file.name for file in (build.out.parent / 'letters').glob('*.pdf')} == {'b.pdf'}


_DATES = '2024, 2009-Q3, 2010-03 or 2010-03-05'
_SLIPS = [
    ('a.md:3', 'a letter needs "subject", or a heading: what it is about [cv.title]'),
    (
        'a.md:4',
        '"subjekt" is not a field of a letter; did you mean "subject"? [cv.unknown_field]',
    ),
    ('a.md:5', f'"date": expected a date such as {_DATES}, found "soon" [cv.value]'),
    ('a.md:6', '"public": expected true or false, found "maybe" [cv.value]'),
    (
        'ada-lovelace-cv.md:1',
        'the PDF of the CV is "ada-lovelace-cv.pdf" too; rename one [cv.duplicate_page]',
    ),
    (
        'c.md:2',
        (
            '"type: letter" makes no record here; put "cv:" on a line above it, and indent the '
            'fields [cv.front_matter]'
        ),
    ),
    ('one/b.md:6', 'no entry shows the skill "Fortran" [cv.unknown_skill]'),
    ('two/b.md:1', 'the PDF of one/b is "b.pdf" too; rename one [cv.duplicate_page]'),
]


@pytest.mark.latex
def test_what_is_wrong_with_a_letter_is_told_with_its_line(ada: Project) -> None:
    ada.write('a.md', letter('subjekt: A\n  date: soon\n  public: maybe', 'Dear\n'))
    ada.write('ada-lovelace-cv.md', letter('subject: A'))
    ada.write('one/b.md', letter('subject: B', '{skill}`Fortran`\n'))
    ada.write('two/b.md', letter('subject: B'))
    ada.write('c.md', f'---\ntype: letter\n---\n# {_SECRET}\n')
    build = ada.build('cv-pdf')
    assert sorted(line for line in build.warnings if "isn't included" not in line) == [
        f'{where}: WARNING: {message}' for where, message in _SLIPS
    ]
