"""The built site in a real browser."""

from __future__ import annotations

import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright
from projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request
    from projects import CVSite


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope='session')
def served(cv: CVSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site below a path of a web server, as Read the Docs has it."""
    root = tmp_path_factory.mktemp('server')
    (root / 'en').mkdir()
    (root / 'en' / 'latest').symlink_to(cv.html)
    handler = functools.partial(Quiet, directory=str(root))
    with ThreadingHTTPServer(('127.0.0.1', 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f'http://127.0.0.1:{server.server_port}/en/latest'
        server.shutdown()


@pytest.fixture(scope='session')
def browser() -> Iterator[Browser]:
    program = shutil.which('chromium') or pytest.fail('install chromium: make test does')
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=['--no-sandbox', '--disable-gpu', '--disable-quic']
        )
        yield started
        started.close()


class Watched:
    """A page of the browser, and everything on it that should not be."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.on('console', lambda m: self.problems.append(m.text) if m.type == 'error' else None)
        page.on('pageerror', lambda error: self.problems.append(str(error)))
        page.on('requestfailed', self._failed)
        page.on('request', lambda request: self._check(request.url))

    def _failed(self, request: Request) -> None:
        # Going on to the next page stops what the last one still loads.
        if request.failure != 'net::ERR_ABORTED':
            self.problems.append(f'{request.failure}: {request.url}')

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {'file', 'data', 'blob'} and parts.hostname != '127.0.0.1':
            self.problems.append(f'another host: {url}')


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


@pytest.fixture(params=['http', 'file'])
def start(request: pytest.FixtureRequest, cv: CVSite) -> str:
    if request.param == 'file':
        return f'file://{cv.html}/index.html'
    return f'{request.getfixturevalue("served")}/index.html'


def test_from_the_front_page_to_the_pdf(watched: Watched, start: str, cv: CVSite) -> None:
    page = watched.page
    page.goto(start)
    assert page.title() == 'Pierre Carrier'
    article = page.locator('article')
    article.get_by_role('link', name='Technical Support Engineer', exact=True).click()
    assert page.locator('h1').inner_text().startswith('Technical Support Engineer')
    article.get_by_role('link', name='gdb', exact=True).first.click()
    assert page.url.endswith('skills.html#skill-gdb')
    term = page.locator('#skill-gdb')
    assert 'GNU Debugger' in term.inner_text()
    page.wait_for_function(
        'e => { const top = e.getBoundingClientRect().top; return top >= 0 && top < innerHeight }',
        arg=term.element_handle(),
    )
    article.get_by_role('link', name='Airbnb', exact=True).first.click()
    assert page.url.endswith('organizations.html#org-airbnb')
    assert page.locator('#org-airbnb').inner_text().startswith('Airbnb')
    link = page.locator('a[href$="pierre-carrier-cv.pdf"]').first
    target = str(link.evaluate('e => e.href'))
    if target.startswith('http'):
        assert page.request.get(target).body() == cv.pdf.read_bytes()
    else:
        assert target == f'file://{cv.html}/pierre-carrier-cv.pdf'


def test_no_page_is_wider_than_the_screen(watched: Watched, cv: CVSite) -> None:
    for file in sorted(cv.html.rglob('*.html')):
        watched.page.goto(f'file://{file}')
        wide = watched.page.evaluate(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth'
        )
        assert wide <= 0, file.name


def test_a_keyword_finds_the_role(watched: Watched, served: str) -> None:
    watched.page.goto(f'{served}/search.html?q=Manhattan')
    found = watched.page.locator('ul.search li a', has_text='Sr. Software Engineer')
    found.first.wait_for()


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('width', [390, 1280])
def test_screenshots(
    browser: Browser, cv: CVSite, width: int, scheme: Literal['light', 'dark']
) -> None:
    """Leave pictures of each kind of page for a person to look at."""
    folder = ROOT / '_build' / 'screenshots'
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={'width': width, 'height': 900}, color_scheme=scheme, reduced_motion='reduce'
    )
    tab = context.new_page()
    for page in ('index', 'experience/index', 'experience/red-hat', 'skills', 'organizations'):
        tab.goto(f'file://{cv.html}/{page}.html')
        file = folder / f'{page.replace("/", "-")}-{width}-{scheme}.png'
        tab.screenshot(path=file, clip={'x': 0, 'y': 0, 'width': width, 'height': 2000})
        assert file.stat().st_size > 10_000
    context.close()
