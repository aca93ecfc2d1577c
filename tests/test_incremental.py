"""Every page follows when another changes, in whatever way the project is built."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects import Build, Project


def files(folder: Path) -> dict[str, bytes]:
    """What a build wrote, but for what it keeps for itself."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob('*'))
        if file.is_file() and file.name != '.buildinfo' and '.doctrees' not in file.parts
    }


def rename(project: Project) -> None:
    (project.source / 'work/notes.md').rename(project.source / 'work/annotations.md')
    project.edit('work/index.md', 'notes', 'annotations')
    project.edit('work/engine.md', '{entry}`notes`', '{entry}`annotations`')


def add(project: Project) -> None:
    project.write(
        'work/late.md',
        '---\ncv: {type: role, organization: AS, start: 1850, end: 1851, skills: [programs]}\n'
        '---\n# Latecomer\n',
    )
    project.edit('work/index.md', 'engine', 'late\nengine')


def remove(project: Project) -> None:
    project.remove('work/tutor.md')
    project.edit('work/index.md', 'tutor\n', '')


def retitle(project: Project) -> None:
    project.edit('work/engine.md', '# Programmer of the Engine', '# First programmer')


def redate(project: Project) -> None:
    project.edit('work/engine.md', 'end: 1843-09', 'end: 1852')


def unmark(project: Project) -> None:
    project.edit('work/engine.md', '{skill}`C++`', 'C++')


def alias(project: Project) -> None:
    project.edit('organizations.md', 'Analytical Soc.', 'Analytical Soc., Memoirs')


def swap(project: Project) -> None:
    project.edit('index.md', 'work/index\nmore/index', 'more/index\nwork/index')


_CHANGES = [rename, add, remove, retitle, redate, unmark, alias, swap]


@pytest.mark.parametrize('jobs', [0, 2])
@pytest.mark.parametrize('change', _CHANGES)
def test_pages_follow_a_change(
    ada: Project, tmp_path: Path, change: Callable[[Project], None], jobs: int
) -> None:
    before = ada.build(jobs=jobs)
    assert before.warnings == []
    change(ada)
    after = ada.build(jobs=jobs)
    assert after.warnings == []
    shutil.copytree(after.out, tmp_path / 'incremental')
    shutil.rmtree(ada.source / '_build')
    clean = ada.build()
    assert clean.warnings == []
    assert articles(tmp_path / 'incremental', clean) == articles(clean.out, clean)
    for name in ('resume.json', 'objects.inv'):
        assert (tmp_path / 'incremental' / name).read_bytes() == (clean.out / name).read_bytes()


def articles(folder: Path, clean: Build) -> dict[str, str]:
    """The main part and linked data of each page, as the clean build has pages."""
    found = {}
    for page in sorted(clean.out.rglob('*.html')):
        name = str(page.relative_to(clean.out))
        text = (folder / name).read_text('utf-8')
        parts = re.findall(
            r'<article.*?</article>|<script type="application/ld.*?</script>', text, re.DOTALL
        )
        found[name] = '\n'.join(parts)
    return found


def test_nothing_is_written_when_nothing_has_changed(ada: Project) -> None:
    ada.build()
    page = ada.build().out / 'work' / 'engine.html'
    written = page.stat().st_mtime_ns
    ada.build()
    assert page.stat().st_mtime_ns == written


def test_two_builders_may_share_what_was_read(ada: Project) -> None:
    first, second = ada.build('html'), ada.build('dirhtml')
    assert first.out != second.out
    retitle(ada)
    for builder, page in (('html', 'work/notes.html'), ('dirhtml', 'work/notes/index.html')):
        assert 'First programmer' in ada.build(builder).text(page)


def test_parallel_equals_serial_byte_for_byte(ada: Project, tmp_path: Path) -> None:
    for number in range(20):
        ada.write(
            f'work/p{number}.md',
            f'---\ncv: {{type: award, date: 1840, skills: [s{number}, programs]}}\n---\n'
            f'# P{number}\n',
        )
        ada.edit('work/index.md', 'engine\n', f'engine\np{number}\n')
    serial = ada.build()
    shutil.move(serial.out, tmp_path / 'serial')
    shutil.rmtree(ada.source / '_build')
    parallel = ada.build(jobs=2)
    assert files(parallel.out) == files(tmp_path / 'serial')
