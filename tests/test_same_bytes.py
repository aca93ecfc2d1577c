"""The same sources give the same bytes, after any edits, wherever and however they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from compare_outputs import compare
from edits import EDITS, PAGES, SETTINGS, Edit, undo
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from projects import Project, copy_root
from sphinx.builders.html._assets import _file_checksum_inner

# Where Sphinx keeps what it has read, unless it is told another folder.
_OWN = ['.doctrees/*']
_TIME = {'SOURCE_DATE_EPOCH': '1767225600'}
_QUICK = settings(
    max_examples=2,
    derandomize=True,
    deadline=None,
    database=None,
    # A script that fails is short enough as it is; each step of making it shorter is some builds.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_LONG = settings(_QUICK, max_examples=80, derandomize=False, phases=[Phase.generate, Phase.shrink])


def build(project: Project, jobs: int = 0) -> tuple[Path, list[str]]:
    # Sphinx keeps the numbers of style sheets for the whole process.
    _file_checksum_inner.cache_clear()
    built = project.build(jobs=jobs)
    return built.out, built.warnings


def differences_after(script: list[tuple[Edit, int]]) -> list[str]:
    """Build after each edit, with so many jobs, and compare with a clean build elsewhere."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv(*_TIME.copy().popitem())
        project = copy_root('ada', Path(folder))
        shutil.copytree(project.source, project.source.with_name('ada-first'))
        out, _warnings = build(project)
        warnings: list[str] = []
        for edit, jobs in script:
            edit(project)
            out, warnings = build(project, jobs)
        clean = Project(Path(folder, 'elsewhere', 'cv'))
        shutil.copytree(project.source, clean.source, ignore=shutil.ignore_patterns('_build'))
        expected, warned = build(clean)
        unlike = [] if warnings == warned else [f'warnings: {warnings}, clean: {warned}']
        return unlike + list(compare(out, expected, [], 5))


scripts = st.lists(
    st.tuples(st.sampled_from(EDITS), st.sampled_from([0, 0, 2])), min_size=3, max_size=6
)


def _check(script: list[tuple[Edit, int]]) -> None:
    note(', '.join(edit.__name__ for edit, _jobs in script))
    assert differences_after(script) == []


@_QUICK
@given(scripts)
def test_after_any_edits_the_output_is_that_of_a_clean_build(
    script: list[tuple[Edit, int]],
) -> None:
    _check(script)


@pytest.mark.prove
@_LONG
@given(scripts)
def test_after_many_scripts_of_edits_it_is_too(script: list[tuple[Edit, int]]) -> None:
    _check(script)


@pytest.mark.prove
@pytest.mark.parametrize('back', [False, True], ids=['', 'undone'])
@pytest.mark.parametrize('edit', EDITS, ids=lambda edit: edit.__name__)
def test_after_each_edit_and_its_undoing_it_is_too(edit: Edit, back: bool) -> None:  # noqa: FBT001
    assert differences_after([(edit, 0), *([(undo, 0)] if back else [])]) == []


@pytest.mark.prove
def test_all_settings_and_all_pages_may_change_in_a_row() -> None:
    settings_ = [edit for edit in SETTINGS if 'exclude' not in edit.__name__]
    once = list(dict.fromkeys([*PAGES[:8], *settings_[::2]]))
    assert differences_after([(edit, 0) for edit in once]) == []


def elsewhere(project: Project, folder: Path, builder: str, *options: str, **others: str) -> Path:
    """Build a copy in another folder, in a process of its own."""
    copy = folder / 'another folder'
    shutil.copytree(project.source, copy, ignore=shutil.ignore_patterns('_build'))
    for file in copy.rglob('*.md'):
        os.utime(file, (10**9, 10**9))
    if '--git' in options:
        git = ['git', '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
        for command in (['init', '-q'], ['add', '.'], ['commit', '-qm', 'All']):
            subprocess.run([*git, *command], cwd=copy, check=True)
    words = [option for option in options if option != '--git']
    subprocess.run(
        [sys.executable, '-m', 'sphinx', '-qW', '-b', builder, *words, copy, folder / 'out'],
        env=os.environ | _TIME | others,
        check=True,
    )
    return folder / 'out'


#: What differs between machines, people and days, and must not show.
_OTHERWISE = {
    'two processes': (['-j', '2'], {}),
    'hash seed': ([], {'PYTHONHASHSEED': '42'}),
    'zone': ([], {'TZ': 'Pacific/Kiritimati'}),
    'locale': ([], {'LC_ALL': 'POSIX', 'LANGUAGE': 'tr'}),
    'repository': (['--git'], {}),
    'doctrees': (['-d', 'doctrees-elsewhere'], {}),
}


@pytest.fixture
def here(ada: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv(*_TIME.copy().popitem())
    return ada


def test_where_when_and_how_it_is_built_does_not_show(here: Project, tmp_path: Path) -> None:
    out, _warnings = build(here)
    options = ['-j', '2', '--git']
    others = {name: value for _options, more in _OTHERWISE.values() for name, value in more.items()}
    assert list(compare(elsewhere(here, tmp_path, 'html', *options, **others), out, _OWN, 5)) == []


@pytest.mark.prove
@pytest.mark.latex
@pytest.mark.parametrize('what', _OTHERWISE)
def test_nor_does_it_in_the_pdf(here: Project, tmp_path: Path, what: str) -> None:
    options, others = _OTHERWISE[what]
    out = here.build('cv').out
    options = [str(tmp_path / word) if word == 'doctrees-elsewhere' else word for word in options]
    assert list(compare(elsewhere(here, tmp_path, 'cv', *options, **others), out, _OWN, 5)) == []
