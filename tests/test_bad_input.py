"""Bad input: each slip is one message, with its place, and takes nothing else along."""

from __future__ import annotations

import io
import re
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from bad_input import CLASSES, GOOD, Case
from sphinx.cmd.build import main
from sphinx.testing.util import _clean_up_global_state

from sphinx_cv.config import SETTINGS
from sphinx_cv.model.entry_types import ENTRY_TYPES, record_types
from sphinx_cv.warnings import CVWarning

if TYPE_CHECKING:
    from pathlib import Path

    from bad_input import Files

_COLOUR = re.compile(r'\x1b\[[0-9;]*m')
# Long lists within messages, by the names that the table has for them.
_LISTS = {
    '%types%': ', '.join(record_types({})),
    '%entries%': ', '.join(ENTRY_TYPES),
    '%award%': ', '.join(ENTRY_TYPES['award'].fields),
    '%settings%': ', '.join(setting.name for setting in SETTINGS),
    '%warnings%': ', '.join(f'cv.{warning.value}' for warning in CVWarning),
}


@dataclass
class Ended:
    """How a build ended: its exit status, and all that it said."""

    status: int
    said: str


def write(folder: Path, files: Files) -> None:
    for name, content in files.items():
        file = folder / name
        if callable(content):
            content(file)
        elif content is not None:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())


def build(folder: Path, *options: str, builder: str = 'html') -> Ended:
    """Run ``sphinx-build -q`` in this process; files are named as in the project."""
    errors, printed = io.StringIO(), io.StringIO()
    places = [str(folder), str(folder / '_build' / 'html'), '-d', str(folder / '_build' / 'tree')]
    with redirect_stderr(errors), redirect_stdout(printed):
        try:
            status = main(['-q', '-b', builder, *options, *places])
        except SystemExit as error:
            # As Python ends with it.
            status = 1
            errors.write(f'{error}\n')
        finally:
            _clean_up_global_state()
    assert printed.getvalue() == ''
    said = _COLOUR.sub('', errors.getvalue()).replace(f'{folder}/', '')
    return Ended(status, said.strip())


def files_in(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob('*') if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


@pytest.fixture(scope='module')
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build of the project has made before anything was wrong."""
    folder = tmp_path_factory.mktemp('good')
    write(folder, GOOD)
    assert build(folder) == Ended(0, '')
    return folder / '_build' / 'html'


@pytest.mark.parametrize(
    'case',
    [
        pytest.param(case, id=f'{kind}: {case.name}')
        for kind, rows in CLASSES.items()
        for case in rows
    ],
)
def test_case(case: Case, before: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / 'cv', tmp_path / 'cv' / '_build' / 'html'
    shutil.copytree(before, out)
    write(folder, {**GOOD, **case.files})
    ended = build(folder)
    assert ended.said == with_lists(case.says)
    assert ended.status == case.status
    assert bool(case.says) != bool(case.harmless)
    good = files_in(before)
    made = files_in(out)
    if case.status:
        assert made == good
        return
    assert good.keys() <= made.keys()
    assert 'Good' in made['good.html'].decode()
    page = made.get('a.html', b'').decode()
    assert case.shows in re.sub('<[^>]+>', '', page)
    assert not case.once or page.count(case.once) == 1


def with_lists(message: str) -> str:
    for name, words in _LISTS.items():
        message = message.replace(name, words)
    return message


def test_every_class_has_its_cases() -> None:
    names = [case.name for rows in CLASSES.values() for case in rows]
    assert len(names) >= 200
    for rows in CLASSES.values():
        assert len({case.name for case in rows}) == len(rows)
