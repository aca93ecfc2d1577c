"""The commands of the Makefile, in a copy: no test builds where its owner works."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
import yaml
from compare_outputs import compare
from projects import ROOT, copy_checkout

from sphinx_cv.latex.builder import NO_LATEX

if TYPE_CHECKING:
    from collections.abc import Callable


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # Not the flags of the make that runs the tests.
    outer = {name: value for name, value in os.environ.items() if 'MAKE' not in name}
    return subprocess.run(
        ['make', '--no-print-directory', *arguments],
        cwd=folder,
        env=outer | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.latex
def test_a_second_make_starts_nothing(checkout: Path) -> None:
    first = make(checkout)
    assert first.returncode == 0, first.stderr
    # Sphinx starts LaTeX, and Python starts Sphinx; this one would fail.
    (checkout / '.venv' / 'bin').unlink()
    (checkout / '.venv' / 'bin').mkdir()
    decoy = checkout / '.venv' / 'bin' / 'python'
    decoy.write_text('#!/bin/sh\necho "Python was started" >&2; exit 9\n', encoding='utf-8')
    decoy.chmod(0o755)
    again = make(checkout)
    assert again.returncode == 0, again.stderr
    assert 'Nothing has changed since the last build.\n' in again.stdout
    for line in (
        'Site:        _build/html/index.html',
        'JSON Resume: _build/html/resume.json',
        'PDF:         _build/html/pierre-carrier-cv.pdf',
    ):
        assert line in first.stdout
        assert line in again.stdout
        assert (checkout / line.split()[-1]).exists()
    (checkout / 'index.md').write_text('# Somebody else\n', encoding='utf-8')
    assert 'Python was started' in make(checkout).stderr


@pytest.mark.prove
@pytest.mark.latex
def test_a_resume_of_one_page_is_a_variant(checkout: Path) -> None:
    made = make(checkout, 'short')
    assert made.returncode == 0, made.stderr
    assert 'Resume:      _build/variants/pierre-carrier-resume.pdf' in made.stdout
    with pikepdf.Pdf.open(checkout / '_build' / 'variants' / 'pierre-carrier-resume.pdf') as pdf:
        assert len(pdf.pages) == 1
    # It is no part of the site, which stays as it was.
    assert not list((checkout / '_build' / 'html').rglob('*resume.pdf'))
    assert 'Nothing has changed since the last build.\n' in make(checkout).stdout


def runs(process: str) -> bool:
    try:
        # That of one that has ended is empty.
        return Path('/proc', process, 'cmdline').read_bytes() != b''
    except OSError:
        return False


@pytest.mark.prove
@pytest.mark.latex
@pytest.mark.parametrize('how', ['make is told to stop', 'all is killed'])
def test_make_may_be_stopped_while_latex_runs(how: str, checkout: Path, tmp_path: Path) -> None:
    """Stop it while a LaTeX runs that would never end."""
    same = {'SOURCE_DATE_EPOCH': '1767225600', 'TMPDIR': str(tmp_path / 'scratch')}
    (tmp_path / 'scratch').mkdir()
    assert make(checkout, **same).returncode == 0
    pdf = checkout / '_build' / 'html' / 'pierre-carrier-cv.pdf'
    before = pdf.read_bytes()
    page = checkout / 'experience' / 'twin-labs.md'
    page.write_text(page.read_text('utf-8') + '\nOne more sentence.\n', 'utf-8')
    started = tmp_path / 'started'
    decoy = tmp_path / 'programs' / 'lualatex'
    decoy.parent.mkdir()
    decoy.write_text(f'#!/bin/sh\necho $$ >>{started}\nexec sleep 600\n', 'utf-8')
    decoy.chmod(0o755)
    outer = {name: value for name, value in os.environ.items() if 'MAKE' not in name}
    with subprocess.Popen(
        ['make', '--no-print-directory'],
        cwd=checkout,
        env=outer
        | same
        | {'PYTHONUNBUFFERED': '1', 'PATH': f'{decoy.parent}:{os.environ["PATH"]}'},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        assert running.stdout
        heard = b''
        # Everything else has been written then.
        while b'typesetting' not in heard:
            more = os.read(running.stdout.fileno(), 4096)
            assert more, f'the build has ended without LaTeX: {heard!r}'
            heard += more
        if how == 'all is killed':
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.terminate()
        _rest, said = running.communicate()
    assert running.returncode
    if how != 'all is killed':
        ours = [line for line in said.decode().splitlines() if not line.startswith('make')]
        assert ours == ['The build was told to stop. What was built before is still there.']
        assert list((tmp_path / 'scratch').iterdir()) == []
    until = time.monotonic() + 60
    while any(map(runs, started.read_text('utf-8').split())):
        assert time.monotonic() < until, 'LaTeX has not ended'
        time.sleep(0.1)
    assert pdf.read_bytes() == before
    # The next one is as if nothing had been.
    healed = make(checkout, **same)
    assert healed.returncode == 0, healed.stderr
    assert 'Nothing has changed' not in healed.stdout
    assert [*(checkout / '_build').rglob('.cv-*'), *(checkout / '_build').rglob('.typeset-*')] == []
    shutil.move(checkout / '_build' / 'html', tmp_path / 'healed')
    shutil.rmtree(checkout / '_build')
    assert make(checkout, **same).returncode == 0
    assert list(compare(tmp_path / 'healed', checkout / '_build' / 'html', [], 5)) == []


def is_fresh(folder: Path, *command: str, **environment: str) -> bool:
    run = subprocess.run(
        [ROOT / 'tools' / 'is-fresh', '_build/fresh', '_build/html', *command],
        cwd=folder,
        env={'PATH': os.environ['PATH'], 'HOME': str(folder)} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return run.returncode == 0


def commit(folder: Path) -> None:
    git = ['git', '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
    subprocess.run([*git, 'commit', '-q', '--allow-empty', '-mLater'], cwd=folder, check=True)


_BUILD = ('--', 'sh', '-c', 'mkdir -p _build/html && cp index.md _build/html/index.html')


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder under version control, in which something was just built."""
    subprocess.run(['git', 'init', '-q'], cwd=tmp_path, check=True)
    (tmp_path / 'index.md').write_text('# Ada\n', encoding='utf-8')
    (tmp_path / 'work').mkdir()
    (tmp_path / 'work' / 'engine.md').write_text('# Engine\n', encoding='utf-8')
    commit(tmp_path)
    assert not is_fresh(tmp_path)
    assert is_fresh(tmp_path, *_BUILD)
    assert is_fresh(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    'change',
    [
        lambda folder: (folder / 'index.md').write_text('# Eva\n', encoding='utf-8'),
        lambda folder: (folder / 'work' / 'engine.md').unlink(),
        lambda folder: (folder / 'work' / 'engine.md').rename(folder / 'work' / 'machine.md'),
        lambda folder: (folder / 'late.md').touch(),
        lambda folder: (folder / '_build' / 'html' / 'index.html').unlink(),
        lambda folder: (folder / '_build' / 'html' / 'index.html').write_text('', encoding='utf-8'),
        commit,
    ],
    ids=['edit', 'remove', 'rename', 'add', 'output removed', 'output torn', 'commit'],
)
def test_what_has_changed_is_noticed(built: Path, change: Callable[[Path], object]) -> None:
    change(built)
    assert not is_fresh(built)
    assert is_fresh(built, *_BUILD)
    assert is_fresh(built)


def test_settings_in_the_environment_count(built: Path) -> None:
    assert not is_fresh(built, SOURCE_DATE_EPOCH='1')
    assert not is_fresh(built, READTHEDOCS_CANONICAL_URL='https://cv.example.org/')
    assert is_fresh(built, COLUMNS='80')
    # Of what is private only a sum is kept.
    assert not is_fresh(built, CV_PRIVATE='index:\n  phone: 1')
    assert is_fresh(built, *_BUILD, CV_PRIVATE='index:\n  phone: 1')
    assert not is_fresh(built, CV_PRIVATE='index:\n  phone: 2')
    assert 'phone' not in (built / '_build' / 'fresh').read_text('utf-8')


def test_a_build_that_fails_is_not_fresh(built: Path) -> None:
    assert not is_fresh(built, '--', 'false')
    assert not is_fresh(built)


def test_what_changes_during_a_build_is_built_again(built: Path) -> None:
    assert is_fresh(built, '--', 'sh', '-c', 'echo later >>index.md')
    assert not is_fresh(built)


def test_help_lists_every_command() -> None:
    listed = re.findall(r'^  make ([\w-]+)', make(ROOT, 'help').stdout, re.MULTILINE)
    [phony] = re.findall(r'^\.PHONY: (.*)', (ROOT / 'Makefile').read_text('utf-8'), re.MULTILINE)
    assert listed == phony.split()


def test_there_is_one_list_of_packages() -> None:
    config = yaml.safe_load((ROOT / '.readthedocs.yaml').read_text('utf-8'))
    packages = make(ROOT, '-n', '-p', 'help').stdout
    listed = ' '.join(config['build']['apt_packages'])
    assert f'PDF_PACKAGES := {listed}\n' in packages
    assert f'apt-get install {listed};' in NO_LATEX


def apt_install(folder: Path, programs: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Have two packages installed, where these *programs* stand in for those of the system."""
    for name, text in programs.items():
        (folder / name).write_text(f'#!/bin/sh\n{text}\n', encoding='utf-8')
        (folder / name).chmod(0o755)
    return subprocess.run(
        [ROOT / 'tools' / 'apt-install', 'latexmk', 'fonts-lato'],
        env={'PATH': f'{folder}:/usr/bin:/bin'},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_the_right_to_install_it_says_what_to_run(tmp_path: Path) -> None:
    """Run the installer as nobody, on a machine that lacks a package."""
    programs = {'dpkg-query': 'exit 1', 'id': 'echo 65534', 'sudo': 'exit 1'}
    run = apt_install(tmp_path, programs)
    assert run.returncode == 1
    assert 'sudo apt-get install --no-install-recommends latexmk fonts-lato\n' in run.stderr


_NO_NETWORK = """\
WARNING: Retrying (Retry(total=0, connect=None, read=None)) after connection broken by
'NewConnectionError: [Errno -3] Temporary failure in name resolution': /simple/hatchling/
ERROR: Could not find a version that satisfies the requirement hatchling>=1.27 (from versions: none)
ERROR: No matching distribution found for hatchling>=1.27
"""


@pytest.mark.parametrize(
    ('pip', 'shown'),
    [(_NO_NETWORK, ''), ('ERROR: Cannot install a and b\n', 'ERROR: Cannot install a and b\n')],
)
def test_what_cannot_be_installed_is_one_line(pip: str, shown: str, tmp_path: Path) -> None:
    """Make a site in a fresh clone whose pip says what it says without a network, or fails."""
    clone = copy_checkout(tmp_path)
    programs = clone / '.venv' / 'bin'
    programs.mkdir(parents=True)
    (programs / 'python').symlink_to(sys.executable)
    (tmp_path / 'said').write_text(pip, 'utf-8')
    (programs / 'pip').write_text(f'#!/bin/sh\ncat {tmp_path}/said >&2\nexit 1\n', 'utf-8')
    (programs / 'pip').chmod(0o755)
    run = make(clone, 'html')
    assert run.returncode == 2
    why = 'see above' if shown else 'the network, or the server, cannot be reached'
    line = f'Could not install the Python packages that the build needs: {why}\n'
    assert re.sub(r'^make: .*\n', '', run.stderr, flags=re.MULTILINE) == shown + line
    assert not (clone / '.venv' / 'site').exists()


@pytest.mark.parametrize('known', [True, False])
def test_packages_of_the_system_that_cannot_be_fetched_are_named(
    known: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    fetch = 'W: Failed to fetch http://deb.example.org/  Temporary failure resolving'
    programs = {
        'dpkg-query': 'exit 1',
        'id': 'echo 0',
        'apt-cache': 'echo Candidate: 1' if known else 'exit 0',
        'apt-get': f'[ $1 = install ] && exit 100; echo "{fetch}" >&2',
    }
    run = apt_install(tmp_path, programs)
    assert run.returncode == 1
    why = 'the network, or the server, cannot be reached'
    assert run.stderr == f'Could not install latexmk fonts-lato: {why}\n'


def test_without_tex_there_still_is_a_site(checkout: Path, tmp_path: Path) -> None:
    """Run make where nothing can be installed; the site must not link a PDF that is not there."""
    programs = tmp_path / 'programs'
    programs.mkdir()
    for folder in ('/usr/bin', '/bin'):
        for program in Path(folder).iterdir():
            if program.name != 'lualatex' and not (programs / program.name).exists():
                (programs / program.name).symlink_to(program)
    for name, text in {'dpkg-query': 'exit 1', 'id': 'echo 65534', 'sudo': 'exit 1'}.items():
        (programs / name).unlink(missing_ok=True)
        (programs / name).write_text(f'#!/bin/sh\n{text}\n', encoding='utf-8')
        (programs / name).chmod(0o755)
    run = make(checkout, PATH=str(programs))
    assert run.returncode != 0
    assert 'sudo apt-get install' in run.stderr
    [line] = [line for line in run.stderr.splitlines() if 'lualatex cannot be found' in line]
    for name in ('apt-get install', 'dnf install', 'brew install'):
        assert name in line
    site = checkout / '_build' / 'html'
    assert not any('cv.pdf' in page.read_text('utf-8') for page in site.rglob('*.html'))
    assert (site / 'resume.json').exists()
