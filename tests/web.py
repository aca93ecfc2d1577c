"""A web server and a browser for the tests of the site."""

from __future__ import annotations

import functools
import gzip
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page, Request

_TEXT = ('.html', '.css', '.js', '.svg', '.json', '.md', '.txt', '.xml')
CHROMIUM = ['--no-sandbox', '--disable-gpu', '--disable-quic']
#: One page of each kind.
KINDS = (
    'index.html',
    'experience/index.html',
    'experience/red-hat.html',
    'experience/automated-proving.html',
    'certifications/rhce.html',
    'skills.html',
    'organizations.html',
    '404.html',
    'search.html?q=gdb',
)


class _Handler(SimpleHTTPRequestHandler):
    """Serves files compressed, as hosts of static pages do, and ``lost`` for those not there."""

    lost: Path | None = None

    def do_GET(self) -> None:  # http.server's name
        path = self.translate_path(self.path)
        if self.lost and not Path(path).exists():
            self._send(404, 'text/html', self.lost.read_bytes())
            return
        if path.endswith('/'):
            path += 'index.html'
        if not path.endswith(_TEXT):
            super().do_GET()
            return
        try:
            with open(path, 'rb') as file:  # noqa: PTH123  # translate_path gives a text
                content = file.read()
        except OSError:
            self.send_error(404)
            return
        self._send(200, self.guess_type(path), content)

    def _send(self, status: int, kind: str, content: bytes) -> None:
        content = gzip.compress(content, 6)
        self.send_response(status)
        self.send_header('Content-Type', f'{kind}; charset=utf-8')
        self.send_header('Content-Encoding', 'gzip')
        self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path, lost: Path | None = None) -> Iterator[str]:
    """Serve a folder for a while, and give its address.

    *lost* is the page for all that is not there.
    """
    kind = type('Handler', (_Handler,), {'lost': lost})
    handler = functools.partial(kind, directory=str(folder))
    with ThreadingHTTPServer(('127.0.0.1', 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f'http://127.0.0.1:{server.server_port}'
        server.shutdown()


def chromium() -> str:
    """Find the program of the browser; without it the test fails."""
    return _browser('chromium') or pytest.fail('there is no Chromium; make test installs it')


def firefox_program() -> str:
    """Find the program of Firefox; without it the test fails."""
    return _browser('firefox') or pytest.fail('there is no Firefox; install Firefox ESR')


def _browser(kind: str) -> str:
    run = subprocess.run(
        [ROOT / 'tools' / 'find-browser', kind], stdout=subprocess.PIPE, text=True, check=False
    )
    return run.stdout.strip()


def wait_for(holds: Callable[[], object], what: str) -> None:
    """Wait until something holds, however busy the machine is; after two minutes the test fails."""
    for _try in range(1200):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail(f'{what} has not come in two minutes')


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until *holds* gives true, for a minute at most; then the test fails.

    Playwright's own ``wait_for_function`` cannot be used: it compiles its condition in the page,
    which the security policy of the pages forbids.
    """
    for _try in range(600):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail('what was waited for has not come in a minute')


class Watched:
    """A page of the browser, and the problems seen on it.

    These are errors in scripts, requests that fail, and requests to other hosts.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.on('console', lambda m: self.problems.append(m.text) if m.type == 'error' else None)
        page.on('pageerror', lambda error: self.problems.append(str(error)))
        page.on('requestfailed', self._failed)
        page.on('request', lambda request: self._check(request.url))

    def _failed(self, request: Request) -> None:
        # The browser aborts the requests of a page when it leaves that page.
        if request.failure != 'net::ERR_ABORTED':
            self.problems.append(f'{request.failure}: {request.url}')

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {'file', 'data', 'blob'} and parts.hostname != '127.0.0.1':
            self.problems.append(f'another host: {url}')
