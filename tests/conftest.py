"""What the tests share: small projects to build, and the CV itself, which is built once."""

from __future__ import annotations

import fcntl
import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import lots
import pytest
from projects import HERE, CVSite, Example, Project, copy_checkout, copy_root
from web import CHROMIUM, Watched, chromium, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from projects import Build

# Some tests need more than Python, and have a marker for it.  These fixtures mark the tests that
# use them; other tests are marked where they stand.
_FIXTURES = {
    'browser': 'browser',
    'fox': 'browser',
    'safari': 'browser',
    'cv': 'latex',
    'everything_made': 'latex',
    'typeset': 'latex',
    'packages': 'npm',
}
# The programs that only tests with a marker may run.
_PROGRAMS = {
    'browser': ['chromium', 'google-chrome', 'firefox', 'firefox-esr', 'WebKitWebDriver'],
    'latex': ['lualatex'],
    'npm': ['npm', 'node', 'java'],
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        '--timed',
        action='store_true',
        help='nothing else keeps this machine busy: check what is timed too',
    )
    parser.addoption(
        '--prove',
        action='store_true',
        help='run what is slow and seldom broken, and try more where that is by lot',
    )


def pytest_configure(config: pytest.Config) -> None:
    lots.begin(prove=config.getoption('--prove'))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Twice as many processes as cores, because tests wait for browsers and for LaTeX."""
    return 2 * (os.cpu_count() or 1)


def _is_odd_pair(item: pytest.Item) -> bool:
    """Whether a test is the same on a desktop from a file, or on a phone from a server.

    The other two pairs try each of the four; what only an odd pair shows, the night shows.
    """
    if not isinstance(item, pytest.Function) or not hasattr(item, 'callspec'):
        return False
    parameters = [value for value in item.callspec.params.values() if isinstance(value, str)]
    return {'desktop', 'file'} <= {*parameters} or {'phone', 'http'} <= {*parameters}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test by the fixtures that it uses, and part the slow from the others."""
    for item in items:
        for fixture, marker in _FIXTURES.items():
            if isinstance(item, pytest.Function) and fixture in item.fixturenames:
                item.add_marker(marker)
        if _is_odd_pair(item):
            item.add_marker('prove')
    prove = config.getoption('--prove')
    parted = [
        item
        for item in items
        if not item.get_closest_marker('longer')
        and prove is not (item.get_closest_marker('prove') is not None)
    ]
    config.hook.pytest_deselected(items=parted)
    items[:] = [item for item in items if item not in parted]


@pytest.fixture(autouse=True)
def _only_what_is_marked(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[None]:
    """Fail a test that runs a program without its marker.

    Decoys stand in the path before these programs, and leave a note if one of them is run.
    """
    folder = tmp_path / '.decoys'
    folder.mkdir()
    ran = folder / 'ran'
    for marker, programs in _PROGRAMS.items():
        if request.node.get_closest_marker(marker) is None:
            for name in programs:
                decoy = folder / name
                decoy.write_text(f'#!/bin/sh\necho {name}, mark it {marker} >>{ran}; exit 1\n')
                decoy.chmod(0o755)
    monkeypatch.setenv('PATH', f'{folder}:{os.environ["PATH"]}')
    yield
    assert not ran.exists(), f'{request.node.nodeid} ran {ran.read_text("utf-8")}'


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Have a folder made by one of the processes that run tests, while the others wait for it."""
    base = factory.getbasetemp()
    root = base.parent if 'PYTEST_XDIST_WORKER' in os.environ else base
    folder, made = root / name, root / f'{name}.made'
    with (root / f'{name}.lock').open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


@pytest.fixture
def ada(tmp_path: Path) -> Project:
    """A small CV that has every type of entry."""
    return copy_root('ada', tmp_path)


@pytest.fixture(scope='session')
def ada_site(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The small CV of ``ada`` as a site, built once for the tests that only read it."""
    return copy_root('ada', tmp_path_factory.mktemp('ada')).build(nitpicky=True)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A CV that has only its front page yet."""
    source = tmp_path / 'project'
    source.mkdir()
    made = Project(source)
    made.write('conf.py', "project = 'Ada Lovelace'\nextensions = ['sphinx_cv']\n")
    made.write('index.md', '# Ada Lovelace\n\n```{toctree}\n:glob:\n\n*\n```\n')
    return made


@pytest.fixture(scope='session')
def cv(tmp_path_factory: pytest.TempPathFactory) -> CVSite:
    """The CV, built as Read the Docs builds it: by its jobs, in a copy, in a new environment."""
    return CVSite.in_folder(_once(tmp_path_factory, 'readthedocs', CVSite.build))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy as a repository, with the packages that run the tests as if installed for it."""
    made = copy_checkout(tmp_path)
    git = ['git', '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
    for command in (['init', '-q'], ['add', '.'], ['commit', '-qm', 'All']):
        subprocess.run([*git, *command], cwd=made, check=True)
    venv = made / '.venv'
    venv.mkdir()
    for name in ('bin', 'lib', 'pyvenv.cfg'):
        (venv / name).symlink_to(Path(sys.prefix) / name)
    for stamp in ('site', 'dev'):
        (venv / stamp).touch()
    return made


@pytest.fixture(scope='session')
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the packages from npm that check pages and data."""
    return _once(tmp_path_factory, 'npm', _install_packages) / 'node_modules'


def _install_packages(folder: Path) -> None:
    shutil.copy(HERE / 'package.json', folder)
    subprocess.run(
        ['npm', 'install', '--no-package-lock', '--no-audit', '--no-fund', '--silent'],
        cwd=folder,
        check=True,
        env=os.environ | {'npm_config_update_notifier': 'false'},
    )


@pytest.fixture(scope='session')
def schema(packages: Path) -> Path:
    """The file of JSON Resume's own schema."""
    return packages / '@jsonresume' / 'schema' / 'schema.json'


@pytest.fixture
def everything(tmp_path: Path) -> Project:
    """A CV with every kind of content that a page may have, and with names in many scripts."""
    return copy_root('everything', tmp_path)


@pytest.fixture(scope='session')
def everything_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Site, PDF and data of ``everything``, built once for the tests that only read them."""

    def make(folder: Path) -> None:
        assert copy_root('everything', folder).build('cv', nitpicky=True).warnings == []

    return _once(tmp_path_factory, 'everything', make) / 'everything' / '_build' / 'cv'


@pytest.fixture(scope='session')
def typeset(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Example]:
    """What to call with the name of an example, to have it typeset; each is so only once."""

    def find(name: str) -> Example:
        make = functools.partial(Example.typeset, name)
        return Example(_once(tmp_path_factory, f'example-{name}', make))

    return find


@pytest.fixture(scope='session')
def served(cv: CVSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site on a web server, below a path as on Read the Docs."""
    root = tmp_path_factory.mktemp('server')
    (root / 'en').mkdir()
    (root / 'en' / 'latest').symlink_to(cv.html)
    with serve(root, cv.html / '404.html') as address:
        yield f'{address}/en/latest'


@pytest.fixture(scope='session')
def browser() -> Iterator[Browser]:
    # Imported only here, because most tests must run where Playwright is not installed.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        # The timeouts are long, because a busy machine takes its time.
        started = playwright.chromium.launch(
            executable_path=chromium(), args=CHROMIUM, timeout=120_000
        )
        started.on('context', lambda context: context.set_default_timeout(60_000))
        yield started
        started.close()


@pytest.fixture(params=['desktop', 'phone'])
def watched(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    phone = request.param == 'phone'
    size = {'width': 390, 'height': 844} if phone else {'width': 1280, 'height': 900}
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]  # its type is Playwright's own
        color_scheme='dark' if phone else 'light',
        has_touch=phone,
    )
    watched = Watched(context.new_page())
    yield watched
    context.close()
    assert watched.problems == []
