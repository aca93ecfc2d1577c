"""Disks that are full, folders that are read-only: one line each, and nothing is half written."""

from __future__ import annotations

import builtins
import io
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from compare_outputs import compare

from sphinx_cv.exports.whole_files import CannotWriteError, WholeFiles, beside, remove_halves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from projects import Project


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[WholeFiles]:
    """Files of this folder are written whole."""
    made = WholeFiles()
    made.begin([tmp_path])
    yield made
    made.end()


@pytest.fixture
def no_file_is_long() -> Iterator[None]:
    """No file may have more than so many bytes, as on a disk that is full."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    signal.signal(signal.SIGXFSZ, before)


@pytest.mark.usefixtures('whole')
def test_a_file_is_in_its_place_once_it_is_closed(tmp_path: Path) -> None:
    file = tmp_path / 'page.html'
    file.write_text('old', 'utf-8')
    with file.open('w', encoding='utf-8', newline='\n') as stream:
        stream.write('new\n')
        stream.flush()
        assert file.read_text('utf-8') == 'old'
        assert sorted(tmp_path.glob('*.html')) == [file]
    assert file.read_bytes() == b'new\n'
    assert list(tmp_path.glob('.cv-*')) == []


@pytest.mark.usefixtures('whole')
def test_a_file_stays_if_writing_ends_in_an_error(tmp_path: Path) -> None:
    file = tmp_path / 'page.html'
    file.write_bytes(b'old')
    for mode in ('w', 'wb'):
        with pytest.raises(TypeError), open(file, mode) as stream:  # noqa: PTH123
            # Text is no bytes, and bytes are no text.
            stream.writelines([b'new', 'new'] if mode == 'wb' else ['new', b'new'])
        assert file.read_bytes() == b'old'
    assert list(tmp_path.glob('.cv-*')) == []


@pytest.mark.usefixtures('whole', 'no_file_is_long')
def test_a_file_that_the_disk_has_no_room_for_ends_the_build(tmp_path: Path) -> None:
    file = tmp_path / 'page.html'
    file.write_bytes(b'old')
    with pytest.raises(CannotWriteError, match=r'^cannot write .*page\.html: File too large$'):
        file.write_text('x' * 50_000, 'utf-8')
    # The system copies, by other means.
    with pytest.raises(CannotWriteError, match=r'^cannot write .*page\.html: File too large$'):
        shutil.copyfile(sys.executable, file)
    assert file.read_bytes() == b'old'
    assert list(tmp_path.glob('.cv-*')) == []


@pytest.mark.usefixtures('whole')
def test_what_is_no_plain_file_is_written_as_ever(tmp_path: Path) -> None:
    (tmp_path / 'added').write_text('1', 'utf-8')
    with (tmp_path / 'added').open('a', encoding='utf-8') as stream:
        stream.write('2')
    assert (tmp_path / 'added').read_text('utf-8') == '12'
    (tmp_path / 'link').symlink_to('added')
    (tmp_path / 'link').write_text('3', 'utf-8')
    assert (tmp_path / 'link').is_symlink()
    assert (tmp_path / 'added').read_text('utf-8') == '3'
    with pytest.raises(FileNotFoundError):
        (tmp_path / 'none' / 'file').write_text('4', 'utf-8')
    with os.fdopen(os.open(tmp_path / 'low', os.O_WRONLY | os.O_CREAT), 'w') as stream:
        stream.write('6')
    assert (tmp_path / 'low').read_bytes() == b'6'


def test_python_opens_files_again_after_the_build(whole: WholeFiles, ada: Project) -> None:
    whole.end()
    assert builtins.open is io.open
    ada.build('dummy')
    assert builtins.open is io.open
    assert 'WholeFiles' not in repr(builtins.open)


def test_what_a_killed_build_has_left_goes(tmp_path: Path) -> None:
    names = [beside(tmp_path / 'page.html'), beside(tmp_path / ('x' * 255)), tmp_path / '.cv.new']
    for name in names:
        name.touch()
    remove_halves(tmp_path)
    assert [name.exists() for name in names] == [False, False, True]


def sphinx(project: Project, *arguments: str | Path, limit: int = -1) -> tuple[int, list[str]]:
    """Build in a process, in which no file may have more than *limit* bytes."""

    def limited() -> None:
        if limit >= 0:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    run = subprocess.run(
        [sys.executable, '-m', 'sphinx', '-q', '-b', 'html', *arguments],
        cwd=project.source,
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stderr.splitlines()


@pytest.mark.parametrize(
    ('words', 'jobs', 'file'),
    [
        pytest.param(2_000, '1', 'work/certificate.doctree', marks=pytest.mark.prove),
        (2_000, '2', ''),
        pytest.param(20, '1', 'environment.pickle', marks=pytest.mark.prove),
    ],
)
def test_a_full_disk_is_one_line(ada: Project, words: int, jobs: str, file: str) -> None:
    ada.build()
    for page in ('engine', 'notes', 'school', 'tutor', 'certificate', 'index'):
        ada.write(f'work/{page}.md', f'{ada.read(f"work/{page}.md")}\n\n{"Loops " * words}\n')
    before = (ada.source / '_build/html/work/engine.html').read_bytes()
    out = ('-d', '_build/doctrees', '.', '_build/html')
    status, [said] = sphinx(ada, '-j', jobs, *out, limit=15_000)
    assert status == 1
    assert said.startswith(f'cannot write _build/doctrees/{file}')
    assert said.endswith(': File too large')
    assert (ada.source / '_build/html/work/engine.html').read_bytes() == before
    assert sphinx(ada, *out) == (0, [])
    assert 'Loops Loops' in (ada.source / '_build/html/work/engine.html').read_text('utf-8')


@pytest.fixture
def small_disk(ada: Project) -> Iterator[Callable[[int], None]]:
    """Have the outputs on a disk of its own, of which a function sets how many bytes are free."""
    build = ada.source / '_build'
    build.mkdir()

    def mount(options: str) -> None:
        command = ['mount', '-o', options, *(['-t', 'tmpfs', 'none'] if new else []), str(build)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert not done.returncode, f'run this as a root that may mount: {done.stderr}'

    def leave(free: int) -> None:
        found = os.statvfs(build)
        used = (found.f_blocks - found.f_bfree) * found.f_frsize
        mount(f'remount,size={used + free}')

    new = True
    mount('size=100m')
    new = False
    yield leave
    subprocess.run(['umount', build], check=True)


@pytest.mark.prove
@pytest.mark.latex
@pytest.mark.parametrize('kilobytes', [0, 100, 300, 500, 600])
def test_a_full_disk_costs_nothing_that_was_there(
    kilobytes: int,
    ada: Project,
    small_disk: Callable[[int], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def build() -> tuple[int, list[str]]:
        command = [sys.executable, '-m', 'sphinx_cv', 'build', '-q']
        run = subprocess.run(command, cwd=ada.source, capture_output=True, text=True, check=False)
        return run.returncode, run.stderr.splitlines()

    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1767225600')
    assert build() == (0, [])
    html = ada.source / '_build' / 'html'
    before = (html / 'ada-lovelace-cv.pdf').read_bytes()
    for page in ('engine', 'notes', 'school'):
        ada.write(f'work/{page}.md', f'{ada.read(f"work/{page}.md")}\n\n{"Loops " * 3000}\n')
    small_disk(kilobytes * 1024)
    status, [said] = build()
    assert status == 1
    assert re.fullmatch(r'cannot write _build/(doctrees|html)/\S+: No space left on device', said)
    assert (html / 'ada-lovelace-cv.pdf').read_bytes() == before
    for written in html.rglob('*.html'):
        assert written.read_text('utf-8').rstrip().endswith('</html>')
    small_disk(50_000_000)
    assert build() == (0, [])
    shutil.copytree(html, tmp_path / 'healed')
    for made in (ada.source / '_build').iterdir():
        shutil.rmtree(made)
    assert build() == (0, [])
    assert list(compare(tmp_path / 'healed', html, [], 5)) == []


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder into which nobody can write."""
    folder = tmp_path / 'read-only'
    folder.mkdir()
    if os.geteuid():
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    # The rights of files are nothing to root.
    mount = ['mount', '-t', 'tmpfs', '-o', 'ro', 'none', str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    assert not done.returncode, f'run this as a user, or as a root that may mount: {done.stderr}'
    yield folder
    subprocess.run(['umount', folder], check=True)


def test_a_folder_that_is_read_only_is_one_line(ada: Project, read_only: Path) -> None:
    for arguments, folder in (
        (('.', read_only), read_only),
        (('.', read_only / 'new'), read_only / 'new'),
        (('-d', read_only, '.', 'out'), read_only),
    ):
        status, [said] = sphinx(ada, *arguments)
        assert status == 1
        assert said.startswith(f'cannot write {folder}: ')
