"""Firefox for tests, steered by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/).

Debian has no geckodriver, and Playwright needs a Firefox of its own; Firefox itself speaks BiDi.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from web import firefox_program, wait_for
from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from websockets.sync.client import ClientConnection

# A busy machine takes its time.
_PATIENCE = 120
_KEYS = {'Escape': '\ue00c', 'Enter': '\ue007', 'Tab': '\ue004'}


class Firefox:
    """One window, in which a page is looked at."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._count = 0
        #: Errors of scripts and what the console has as errors.
        self.problems: list[str] = []
        self.ask('session.new', capabilities={})
        self.ask('session.subscribe', events=['log.entryAdded'])
        self._window = self.ask('browsingContext.getTree')['contexts'][0]['context']

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command, and wait for its answer."""
        self._count += 1
        command = {'id': self._count, 'method': method, 'params': parameters}
        self._connection.send(json.dumps(command))
        while True:
            answer = json.loads(self._connection.recv(_PATIENCE))
            if answer.get('method') == 'log.entryAdded' and answer['params']['level'] == 'error':
                self.problems.append(answer['params']['text'])
            if answer.get('id') == self._count:
                assert answer['type'] == 'success', answer
                result: dict[str, Any] = answer['result']
                return result

    def open(self, address: str) -> None:
        """Open a page, and wait until all of it is there."""
        self.ask('browsingContext.navigate', context=self._window, url=address, wait='complete')

    def resize(self, width: int, height: int) -> None:
        """Give the page another size, in pixels of CSS."""
        size = {'width': width, 'height': height}
        self.ask('browsingContext.setViewport', context=self._window, viewport=size)

    def evaluate(self, expression: str) -> Any:
        """Give the value of an expression: a text, a number, or whether something holds."""
        answer = self.ask(
            'script.evaluate',
            expression=expression,
            target={'context': self._window},
            awaitPromise=True,
        )
        assert answer['type'] == 'success', answer
        return answer['result'].get('value')

    def wait(self, condition: str) -> None:
        """Wait until an expression holds; after two minutes the test fails."""
        wait_for(lambda: self.evaluate(f'Boolean({condition})'), condition)

    def press(self, *keys: str) -> None:
        """Press keys: each a letter, or the name of another key."""
        codes = [_KEYS.get(key, key) for key in keys]
        actions = [{'type': kind, 'value': c} for c in codes for kind in ('keyDown', 'keyUp')]
        source = {'type': 'key', 'id': 'keyboard', 'actions': actions}
        self.ask('input.performActions', context=self._window, actions=[source])


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Start Firefox with an empty profile, and end it again."""
    log = profile / 'log'
    profile.mkdir(parents=True)
    with log.open('w') as output:
        process = subprocess.Popen(
            [
                *(firefox_program(), '--headless', '--no-remote'),
                *('--remote-debugging-port', '0', '--profile', profile),
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        for _try in range(_PATIENCE * 10):
            found = re.search(r'WebDriver BiDi listening on (ws://\S+)', log.read_text('utf-8'))
            if found:
                break
            assert process.poll() is None, log.read_text('utf-8')
            time.sleep(0.1)
        else:
            pytest.fail(log.read_text('utf-8'))
        with connect(f'{found[1]}/session', open_timeout=_PATIENCE, max_size=None) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait(60)
