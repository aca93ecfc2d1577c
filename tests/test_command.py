"""The command ``sphinx-cv``: a project of one's own, as a stranger makes it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner, Result
from projects import ROOT, Project

from sphinx_cv.cli.main import main
from sphinx_cv.cli.project import Owner, starter_files
from sphinx_cv.model.entry_types import record_types
from sphinx_cv.source.record_reader import read_record

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def texts(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob('*') if file.is_file())
    return {str(file.relative_to(folder)): file.read_text('utf-8') for file in files}


# ---- new ---------------------------------------------------------------------------------------


def test_a_new_project_builds_without_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / 'cv'
    done = run('new', str(folder), '--name', 'Ada *Lovelace* {x}', '--email', 'ada@example.org')
    assert (done.exit_code, done.stderr) == (0, '')
    assert done.stdout.endswith(f'Next: cd {folder} && make\n')
    build = Project(folder).build(nitpicky=True)
    assert build.warnings == []
    assert 'Ada *Lovelace* {x}' in build.text('index.html')
    assert 'ada@example.org' in build.text('index.html')
    # What README.md says of the project is not a page of the CV.
    assert not (build.out / 'README.html').exists()


def test_each_page_of_the_starter_is_read_without_a_slip() -> None:
    for path, text in starter_files(Owner('Ada')).items():
        if path.endswith('.md'):
            assert read_record(path, text, record_types({})).problems == [], path


def test_the_language_is_that_of_the_labels(tmp_path: Path) -> None:
    folder = tmp_path / 'cv'
    assert run('new', str(folder), '--language', 'de').exit_code == 0
    build = Project(folder).build(nitpicky=True)
    assert build.warnings == []
    assert 'Dezember' not in build.text('experience/role.html')
    assert 'März 2021' in build.text('experience/role.html')


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / 'cv'
    folder.mkdir()
    (folder / 'skills.md').write_text('mine', 'utf-8')
    done = run('new', str(folder))
    assert done.exit_code == 2
    assert done.stdout == ''
    assert done.stderr == f'Error: {folder}/skills.md exists already, and is not overwritten\n'
    assert texts(folder) == {'skills.md': 'mine'}


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / 'file'
    file.write_text('', 'utf-8')
    done = run('new', str(file / 'cv'))
    assert done.exit_code == 2
    assert done.stderr == f'Error: {file / "cv"}: Not a directory\n'


@pytest.mark.parametrize(
    ('arguments', 'message'),
    [
        (['new'], "Missing argument 'DIR'"),
        (['new', 'x', '--language', 'xx'], "'xx' is not one of"),
        (['new', 'x', '--email', 'me'], "'me' is no e-mail address such as ada@example.org"),
        (['nwe', 'x'], "No such command 'nwe'"),
    ],
)
def test_wrong_usage_is_said_on_standard_error(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, '')
    assert message in done.stderr


def test_help_has_examples_that_run(tmp_path: Path) -> None:
    for command in main.commands:
        text = run(command, '--help').stdout
        assert 'Examples:\n    sphinx-cv' in text
    assert '$(_SPHINX_CV_COMPLETE=bash_source sphinx-cv)' in run('--help').stdout
    version = subprocess.run(
        [sys.executable, '-m', 'sphinx_cv', '--version'],
        cwd=tmp_path,
        env=os.environ | {'PYTHONPATH': str(ROOT / 'src')},
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.fullmatch(r'sphinx-cv, version [\d.]+\n', version.stdout)


def test_the_workflows_of_the_starter_are_whole() -> None:
    made = starter_files(Owner('Ada'))
    hosted = yaml.safe_load(made['.readthedocs.yaml'])
    own = yaml.safe_load((ROOT / '.readthedocs.yaml').read_text('utf-8'))
    assert hosted['build']['apt_packages'] == own['build']['apt_packages']
    pages = yaml.safe_load(made['.github/workflows/pages.yaml'])
    assert {'run': 'make', 'env': {'SITE_URL': '${{ steps.pages.outputs.base_url }}'}} in pages[
        'jobs'
    ]['publish']['steps']
    assert not [path for path, text in made.items() if '@{' in text]


@pytest.mark.latex
def test_the_three_lines_from_the_wheel(tmp_path: Path) -> None:
    """Build the wheel, and do as README.md says where no checkout is near."""
    wheels, outside = tmp_path / 'wheels', tmp_path / 'outside'
    outside.mkdir()
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith('PYTHON') and 'MAKE' not in name
    }

    def do(*command: str | Path, folder: Path = outside) -> str:
        done = subprocess.run(
            list(map(str, command)),
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    do(sys.executable, '-m', 'pip', 'wheel', '-q', '--no-deps', '-w', wheels, ROOT)
    environment |= {'PIP_FIND_LINKS': str(wheels), 'PATH': f'{outside}/bin:{environment["PATH"]}'}
    do(sys.executable, '-m', 'venv', outside)
    do('pip', 'install', '-q', 'sphinx-cv')
    do('sphinx-cv', 'new', 'my-cv', '--name', 'Ada Lovelace')
    said = do('make', folder=outside / 'my-cv')
    site = outside / 'my-cv' / '_build' / 'html'
    assert 'PDF:  _build/html/ada-lovelace-cv.pdf' in said
    assert (site / 'ada-lovelace-cv.pdf').read_bytes().startswith(b'%PDF')
    assert 'href="ada-lovelace-cv.pdf"' in (site / 'index.html').read_text('utf-8')
