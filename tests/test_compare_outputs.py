"""The comparison of two builds: what differs, shown so that a person can read it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from projects import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TOOL = ROOT / 'tools' / 'compare_outputs.py'


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def write_pdf(file: Path, title: str, *pages: str) -> None:
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for text in pages:
        page = pdf.add_blank_page()
        page.obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        page.obj.Contents = Array(
            [pdf.make_stream(f'BT /F1 12 Tf 9 99 Td ({text}) Tj ET'.encode())]
        )
    pdf.docinfo['/Title'] = title
    file.parent.mkdir(exist_ok=True)
    pdf.save(file, deterministic_id=True)


def run(folder: Path, *options: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Compare the folders a and b; give the status and what was said."""
    command = [sys.executable, str(TOOL), 'a', 'b', *options]
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, encoding='utf-8', check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in 'ab':
        write(tmp_path / name, {'index.html': '<p>Same</p>', '_static/logo.png': b'\x89PNG'})
    return tmp_path


def test_equal_folders_say_nothing(folder: Path) -> None:
    assert run(folder) == (0, '')


def test_what_sphinx_keeps_for_itself_is_ignored(folder: Path) -> None:
    write(
        folder / 'a',
        {'.buildinfo': '1', '.doctrees/index.doctree': '1', 'html/environment.pickle': '1'},
    )
    write(folder / 'b', {'.buildinfo': '2', 'html/.doctrees/index.doctree': '2'})
    assert run(folder) == (0, '')


def test_more_can_be_ignored(folder: Path) -> None:
    write(folder / 'a', {'x/y.txt': '1', 'x/z.log': '1'})
    assert run(folder, '--ignore', '*.txt', '--ignore', 'x/z.*') == (0, '')


def test_names_come_in_order_and_alone_if_wanted(folder: Path) -> None:
    write(folder / 'a', {'c.txt': '1', 'a.txt': '1', 'b.txt': '1'})
    write(folder / 'b', {'d.txt': '1', 'b.txt': '2', '_static/logo.png': b'\x89PNG2'})
    status, said = run(folder, '--brief')
    assert status == 1
    assert said == (
        'Differs: _static/logo.png\n'
        'Only in a: a.txt\n'
        'Differs: b.txt\n'
        'Only in a: c.txt\n'
        'Only in b: d.txt\n'
    )


def test_pictures_only_differ(folder: Path) -> None:
    write(folder / 'b', {'_static/logo.png': b'\x89PNG2'})
    assert run(folder) == (1, 'Differs: _static/logo.png\n')


def test_pages_are_compared_tag_by_tag(folder: Path) -> None:
    data = '<script type="application/ld+json">{"name": "%s", "year": 1}</script>'
    write(folder / 'a', {'index.html': f'<p  class="a>b">One <b>two</b></p>{data % "A"}'})
    write(folder / 'b', {'index.html': f'<p class="a>b">One\n<b>three</b></p>{data % "B"}'})
    _status, said = run(folder)
    assert '  -two\n  +three\n' in said
    assert '  - "name": "A",\n  + "name": "B",\n' in said
    assert ' <p class="a>b">\n' in said


def test_spaces_are_shown_if_nothing_else_differs(folder: Path) -> None:
    write(folder / 'a', {'index.html': '<p>One\n</p>'})
    write(folder / 'b', {'index.html': '<p>One\r\n</p>'})
    _status, said = run(folder)
    assert """  -'<p>One'\n  +'<p>One\\r'\n""" in said


def test_data_is_laid_out_and_keeps_its_order(folder: Path) -> None:
    write(folder / 'a', {'resume.json': '{"a": 1, "é": [2]}'})
    write(folder / 'b', {'resume.json': '{"é": [2], "a": 1}'})
    _status, said = run(folder)
    assert '  - "a": 1,\n' in said
    assert '  + "a": 1\n' in said


def test_a_long_difference_is_cut(folder: Path) -> None:
    write(folder / 'a', {'cv.md': '\n'.join(f'a{n}' for n in range(50))})
    write(folder / 'b', {'cv.md': '\n'.join(f'b{n}' for n in range(50))})
    _status, said = run(folder, '--lines', '3')
    assert said == 'Differs: cv.md\n  @@ -1,50 +1,50 @@\n  -a0\n  -a1\n  … lines left out: 98\n'
    assert len(run(folder, '--lines', '0')[1].splitlines()) == 102


def test_a_pdf_is_compared_by_metadata_and_pages(folder: Path) -> None:
    write_pdf(folder / 'a' / 'cv.pdf', 'Old', 'First', 'Second')
    write_pdf(folder / 'b' / 'cv.pdf', 'New', 'First', 'Changed')
    for env in (None, {'PATH': ''}):
        status, said = run(folder, env=env)
        assert status == 1
        assert '  -Title: Old\n' in said
        assert '  +Title: New\n' in said
        assert '   page 2\n  -Second\n  +Changed\n' in said


def test_a_pdf_differs_even_where_nothing_can_read_its_words(folder: Path) -> None:
    write_pdf(folder / 'a' / 'cv.pdf', 'Same', 'First')
    write_pdf(folder / 'b' / 'cv.pdf', 'Same', 'Other')
    for package in ('pypdf', 'pikepdf'):
        write(folder, {f'without/{package}.py': 'raise ImportError'})
    status, said = run(folder, env={'PATH': '', 'PYTHONPATH': str(folder / 'without')})
    assert (status, said) == (1, 'Differs: cv.pdf\n  (not in what can be read of it)\n')


def test_a_broken_pdf_is_said_to_be_broken(folder: Path) -> None:
    write(folder / 'a', {'cv.pdf': '1'})
    write_pdf(folder / 'b' / 'cv.pdf', 'New', 'First')
    status, said = run(folder)
    assert status == 1
    assert 'it is no PDF that can be read' in said


def test_a_folder_that_is_not_there_is_a_slip(tmp_path: Path) -> None:
    status, said = run(tmp_path)
    assert status == 2
    assert 'a is no folder' in said
