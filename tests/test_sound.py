"""Whatever happens to LaTeX or to a build: a clear line, no stray process, the last good PDF."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_cv_builder import linked
from test_pdf import pdf_text

from sphinx_cv.latex.log import Finding, Log
from sphinx_cv.latex.postprocess import About
from sphinx_cv.latex.run import Run
from sphinx_cv.latex.typesetting import Typesetting
from sphinx_cv.latex.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Project

_PDF = 'ada-lovelace-cv.pdf'


@pytest.fixture
def latex(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What to call with a script of the shell, to have it as the machine's ``lualatex``."""

    def install(script: str) -> None:
        folder = tmp_path / 'programs'
        folder.mkdir(exist_ok=True)
        program = folder / 'lualatex'
        program.write_text(f'#!/bin/sh\n{script}\n', encoding='utf-8')
        program.chmod(0o755)
        monkeypatch.setenv('PATH', f'{folder}:{os.environ["PATH"]}')

    return install


def alive(word: str) -> list[str]:
    """The processes whose command line or environment has this word, but for this one."""
    found = []
    for process in Path('/proc').glob('[0-9]*'):
        try:
            said = (process / 'cmdline').read_bytes() + (process / 'environ').read_bytes()
        except OSError:
            continue
        if word.encode() in said and int(process.name) != os.getpid():
            found.append(process.name)
    return found


def wait_until(what: Callable[[], object]) -> None:
    """Wait until something is so; a busy machine takes its time."""
    for _ in range(600):
        if what():
            return
        time.sleep(0.1)
    pytest.fail('it did not come to pass')


_RUBBISH = 'read -r name; echo rubbish >typeset.pdf; echo "Output written on typeset.pdf (2 pages,'
_FAILURES = {
    'dies': ('exit 3', 'ERROR: LaTeX failed with status 3; see typeset.log'),
    'killed': ('kill -KILL $$', 'ERROR: LaTeX failed with status -9; see typeset.log'),
    'lies': ('exit 0', 'ERROR: LaTeX says that all is well, but it has not written a whole PDF'),
    'lies at length': (
        f'{_RUBBISH} 8 bytes)." >typeset.log',
        'ERROR: LaTeX wrote a PDF that cannot be read: ',
    ),
    'is cut short': (
        f'{_RUBBISH} 70000 bytes)." >typeset.log',
        'ERROR: LaTeX says that all is well, but it has not written a whole PDF',
    ),
    'says why': (
        'read -r name; echo "! I can\'t write on file \\`typeset.pdf\'." >typeset.log; exit 1',
        "ERROR: I can't write on file `typeset.pdf'",
    ),
    'hangs': ('sleep 1000', 'ERROR: LaTeX did not end within cv_pdf_timeout = 1 seconds'),
    'cannot be stopped': (
        "trap '' INT TERM; while :; do sleep 1000; done",
        'ERROR: LaTeX did not end within cv_pdf_timeout = 1 seconds',
    ),
}
# The night has each of these by itself: what comes after them is tried all the same.
_SELDOM = {'killed', 'lies', 'is cut short', 'cannot be stopped'}


@pytest.mark.latex
@pytest.mark.parametrize(
    'failure',
    [
        pytest.param(failure, marks=pytest.mark.prove if failure in _SELDOM else ())
        for failure in _FAILURES
    ],
)
def test_a_bad_latex_is_one_line(
    ada: Project, latex: Callable[[str], None], failure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, message = _FAILURES[failure]
    latex(script)
    monkeypatch.setenv('OF_THIS_TEST', str(ada.source))
    build = ada.build('cv', cv_pdf_timeout=1 if 'timeout' in message else 600)
    [warning] = build.warnings
    assert warning.startswith(message)
    assert build.app.statuscode == 1
    assert linked(build.out) == {False}
    assert alive(str(ada.source)) == []
    assert not list((ada.source / '_build').rglob('.typeset-*'))


@pytest.mark.prove
@pytest.mark.latex
def test_the_last_good_pdf_survives_all_of_it(ada: Project, latex: Callable[[str], None]) -> None:
    path = os.environ['PATH']
    out = ada.build('cv').out
    good = (out / _PDF).read_bytes()
    ada.edit('work/engine.md', 'Loops', 'Cycles')
    for failure in ('dies', 'lies', 'lies at length', 'is cut short'):
        latex(_FAILURES[failure][0])
        warnings = ada.build('cv').warnings
        assert warnings[1].startswith(f'ERROR: {_PDF} is still the last one that could be made')
        assert (out / _PDF).read_bytes() == good
    os.environ['PATH'] = path
    assert ada.build('cv').warnings == []
    assert 'Cycles' in pdf_text(out / _PDF)


@pytest.mark.prove
@pytest.mark.latex
def test_a_loop_is_ended(ada: Project) -> None:
    """Nothing but the owner's own TeX can loop: here it does so where a page has a code."""
    loop = r'\renewcommand\cvcodetext[1]{\loop\iftrue\repeat}'
    ada.write('more/award.md', ada.read('more/award.md') + '\nA `loop`.\n')
    build = ada.build('cv-pdf', cv_pdf_timeout=4, latex_elements={'preamble': loop})
    assert build.warnings[0].endswith('ERROR: LaTeX did not end within cv_pdf_timeout = 4 seconds')
    assert build.app.statuscode == 1
    assert not list(build.out.glob('*.pdf'))


def test_the_page_of_a_loop_is_named() -> None:
    r"""By the log of a LaTeX that was told to stop within ``\loop``."""
    tex = '\n%% page: index\nA\n%% page: more/award\nB\nC\n'
    log = './cv.tex:6: Interruption.\n\\iterate ->\n\nl.6 C\n'
    failure = Log(log, tex, 'cv.tex').failure()
    assert failure == Finding('more/award', 'Interruption.\n  at: C')


def own_cache_of_fonts(folder: Path) -> str:
    """Where LaTeX may note what it found, so that what a full disk cuts short is not the machine's.

    The list of the fonts comes along, for making it takes minutes.
    """
    asked = ['kpsewhich', '-var-value', 'TEXMFCACHE']
    run = subprocess.run(asked, check=True, capture_output=True, text=True)
    there = run.stdout.strip()
    for root in reversed(there.split(os.pathsep)):
        for names in Path(root).glob('luatex-cache/*/names'):
            copy = folder / names.relative_to(root)
            shutil.copytree(names, copy, dirs_exist_ok=True)
    return f'{folder}{os.pathsep}{there}'


@pytest.mark.latex
def test_a_full_disk_is_a_line(
    ada: Project, latex: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = (ada.build('cv').out / _PDF).read_bytes()
    ada.edit('work/engine.md', 'Loops', 'Cycles')
    # All that a run writes beyond this many blocks of 512 bytes fails, as on a full disk.
    real = subprocess.run(['which', 'lualatex'], check=True, capture_output=True, text=True)
    latex(f'trap "" XFSZ; ulimit -f 4; exec {real.stdout.strip()} "$@"')
    monkeypatch.setenv('TEXMFCACHE', own_cache_of_fonts(tmp_path / 'fonts'))
    build = ada.build('cv')
    assert build.app.statuscode == 1
    assert build.warnings[0].startswith('ERROR: ')
    assert (build.out / _PDF).read_bytes() == good


def command(project: Project, *options: str) -> list[str]:
    source = str(project.source)
    return [
        sys.executable,
        '-m',
        'sphinx',
        '-q',
        *options,
        '-b',
        'cv',
        source,
        f'{source}/_build/cv',
    ]


@pytest.mark.latex
@pytest.mark.parametrize(
    'sign',
    [
        # What no program can answer; the night tries those that one can.
        signal.SIGKILL,
        *(pytest.param(sign, marks=pytest.mark.prove) for sign in (signal.SIGINT, signal.SIGTERM)),
    ],
)
def test_nothing_outlives_a_killed_build(
    ada: Project,
    latex: Callable[[str], None],
    sign: signal.Signals,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = ada.source / 'started'
    path = os.environ['PATH']
    latex(f'touch {started}; trap "" INT TERM; sleep 1000; sleep 1000')
    environment = os.environ | {'OF_THIS_TEST': str(ada.source)}
    build = subprocess.Popen(
        # What a shell starts in the background passes over SIGINT, and so would all below it.
        ['env', '--default-signal=INT', *command(ada)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(started.exists)
    build.send_signal(sign)
    build.wait()
    wait_until(lambda: not alive(str(ada.source)))
    # The next build heals, and removes what was left over.
    monkeypatch.setenv('PATH', path)
    subprocess.run(command(ada), check=True)
    assert pdf_text(ada.source / '_build' / 'cv' / _PDF)
    assert not list((ada.source / '_build').rglob('.typeset-*'))


@pytest.mark.prove
@pytest.mark.latex
def test_latex_starts_early_once_and_only_if_needed(
    ada: Project, latex: Callable[[str], None]
) -> None:
    real = subprocess.run(['which', 'lualatex'], check=True, capture_output=True, text=True)
    log = ada.source / 'runs'
    latex(f'printf "%s\\n" "$*" >>{log}; exec {real.stdout.strip()} "$@"')
    pdf = ada.build('cv').out / _PDF
    [run] = log.read_text('utf-8').splitlines()
    assert r'\documentclass{sphinxcv}' in run
    ada.build('cv')
    assert len(log.read_text('utf-8').splitlines()) == 1
    ada.edit('work/engine.md', 'Loops', 'Cycles')
    ada.build('cv')
    assert len(log.read_text('utf-8').splitlines()) == 2
    assert 'Cycles' in pdf_text(pdf)


@pytest.mark.latex
@pytest.mark.parametrize(
    ('options', 'runs'),
    [
        ([], 1),
        pytest.param(['-D', 'language=de'], 2, marks=pytest.mark.prove),
    ],
)
def test_the_command_starts_latex_ahead_of_sphinx(
    ada: Project,
    latex: Callable[[str], None],
    tmp_path: Path,
    options: list[str],
    runs: int,
) -> None:
    real = subprocess.run(['which', 'lualatex'], check=True, capture_output=True, text=True)
    log, scratch = tmp_path / 'runs', tmp_path / 'scratch'
    scratch.mkdir()
    latex(f'echo "$PWD" >>{log}; exec {real.stdout.strip()} "$@"')
    build = [sys.executable, '-m', 'sphinx_cv', 'build', str(ada.source), '-q', *options]
    subprocess.run(build, env=os.environ | {'TMPDIR': str(scratch)}, check=True)
    folders = log.read_text('utf-8').splitlines()
    # A head in another language than that of conf.py is of no use.
    assert len(folders) == runs
    assert folders[0].startswith(str(scratch))
    assert 'Ada Lovelace' in pdf_text(ada.source / '_build' / 'html' / _PDF)
    assert not list(scratch.iterdir())


@pytest.mark.latex
def test_a_file_that_begins_otherwise_gets_a_latex_of_its_own(tmp_path: Path) -> None:
    tex = tmp_path / 'cv.tex'
    tex.write_text(
        '\\documentclass{article}\n\\begin{document}\nHello.\n\\end{document}\n', encoding='utf-8'
    )
    about = About('A', 'A', 'en', dt.datetime.now(dt.UTC))
    for head in ('\\documentclass{book}', '\\documentclass{article}'):
        job = Typesetting(tex, tmp_path / 'cv.pdf', vars(about))
        assert job.start(Waiting(tmp_path, head)).complete(600, {}).pages == 1
        assert 'Hello.' in pdf_text(tmp_path / 'cv.pdf')
        assert not list(tmp_path.glob('.typeset-*'))


@pytest.mark.prove
@pytest.mark.latex
def test_two_builds_at_once_take_turns(ada: Project) -> None:
    builds = [
        subprocess.Popen(command(ada), stderr=subprocess.PIPE, text=True) for _number in range(2)
    ]
    said = [build.communicate()[1] for build in builds]
    assert said == ['', '']
    assert [build.returncode for build in builds] == [0, 0]
    out = ada.source / '_build' / 'cv'
    together = (out / _PDF).read_bytes(), (out / 'index.html').read_bytes()
    (out / _PDF).unlink()
    subprocess.run(command(ada, '-E', '-a'), check=True)
    assert together == ((out / _PDF).read_bytes(), (out / 'index.html').read_bytes())


def test_builds_with_doctrees_of_their_own_take_turns_in_a_folder(ada: Project) -> None:
    out = ada.source / '_build' / 'html'
    out.mkdir(parents=True)
    held = os.open(out, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    doctrees = ada.source / '_build' / 'others'
    started = [sys.executable, '-u', '-m', 'sphinx', '-b', 'html', '-d', str(doctrees)]
    build = subprocess.Popen(
        [*started, str(ada.source), str(out)], stdout=subprocess.PIPE, text=True
    )
    assert build.stdout
    assert any('waiting for another build' in line for line in build.stdout)
    assert not list(out.iterdir())
    os.close(held)
    assert 'build succeeded' in build.communicate()[0]
    assert (out / 'index.html').exists()


@pytest.mark.latex
def test_a_run_that_is_not_wanted_ends(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.end()
    run.end()
    run = Run(tmp_path, '\\documentclass{article}\n')
    assert run.wait(0) is None
