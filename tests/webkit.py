"""WebKitGTK for tests, steered by WebDriver (https://www.w3.org/TR/webdriver2/).

iPhones have no other engine.  Its driver speaks no BiDi, and needs a screen, even one of memory.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from web import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A busy machine takes its time.
_PATIENCE = 120
_KEYS = {'Escape': '\ue00c', 'Enter': '\ue007', 'Tab': '\ue004'}
# Without a graphics card, and without the settings and the bus of a desktop.
_ENVIRONMENT = {
    'GDK_BACKEND': 'x11',
    'GSETTINGS_BACKEND': 'memory',
    'LIBGL_ALWAYS_SOFTWARE': '1',
    'NO_AT_BRIDGE': '1',
    'WEBKIT_DISABLE_DMABUF_RENDERER': '1',
}


class WebKit:
    """One window, in which a page is looked at."""

    def __init__(self, driver: str) -> None:
        # The driver is on this machine: no proxy stands between.
        self._ask = build_opener(ProxyHandler({})).open
        self._session = f'{driver}/session'
        self._session += '/' + self.ask('POST', '', capabilities={})['sessionId']

    def ask(self, method: str, path: str, **parameters: Any) -> Any:
        """Send a command, and give the value of its answer."""
        body = json.dumps(parameters).encode() if method == 'POST' else None
        head = {'Content-Type': 'application/json'}
        request = Request(self._session + path, body, head, method=method)  # noqa: S310  # this machine's
        try:
            with self._ask(request, timeout=_PATIENCE) as answer:
                return json.load(answer)['value']
        except HTTPError as error:
            pytest.fail(f'{method} {path}: {error.read().decode()}')

    def open(self, address: str) -> None:
        """Open a page, and wait until all of it is there."""
        self.ask('POST', '/url', url=address)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size, its frame included."""
        self.ask('POST', '/window/rect', width=width, height=height)

    def evaluate(self, expression: str) -> Any:
        """Give the value of an expression: a text, a number, or whether something holds."""
        return self.ask('POST', '/execute/sync', script=f'return ({expression})', args=[])

    def wait(self, condition: str) -> None:
        """Wait until an expression holds; after two minutes the test fails."""
        wait_for(lambda: self.evaluate(f'Boolean({condition})'), condition)

    def click(self, selector: str) -> None:
        """Click the first element that a selector of CSS finds."""
        found = self.ask('POST', '/element', using='css selector', value=selector)
        self.ask('POST', f'/element/{next(iter(found.values()))}/click')

    def press(self, *keys: str) -> None:
        """Press keys: each a letter, or the name of another key."""
        codes = [_KEYS.get(key, key) for key in keys]
        actions = [{'type': kind, 'value': c} for c in codes for kind in ('keyDown', 'keyUp')]
        source = {'type': 'key', 'id': 'keyboard', 'actions': actions}
        self.ask('POST', '/actions', actions=[source])

    def close(self) -> None:
        """Close the window, and end the browser."""
        self.ask('DELETE', '')


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """Start WebKitGTK's small browser with an empty home, and end it again."""
    folder.mkdir(parents=True)
    with _screen() as display, (folder / 'log').open('w') as log, socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
        free.close()
        process = subprocess.Popen(
            ['WebKitWebDriver', f'--port={port}'],
            env={**os.environ, **_ENVIRONMENT, 'DISPLAY': display, 'HOME': str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            browser = _connected(f'http://127.0.0.1:{port}', process, folder / 'log')
            try:
                yield browser
            finally:
                browser.close()
        finally:
            process.terminate()
            process.wait(60)


def _connected(driver: str, process: subprocess.Popen[bytes], log: Path) -> WebKit:
    for _try in range(_PATIENCE * 10):
        try:
            return WebKit(driver)
        except URLError:
            assert process.poll() is None, log.read_text('utf-8')
            time.sleep(0.1)
    pytest.fail(log.read_text('utf-8'))


@contextmanager
def _screen() -> Iterator[str]:
    """Start a screen in memory, and give its name."""
    command = ['Xvfb', '-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp']
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            assert process.stdout
            yield f':{process.stdout.readline().decode().strip()}'
        finally:
            process.terminate()
