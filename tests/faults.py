"""Builds that are killed at a point: while they write a file, or right after it is in its place.

Python tells an audit hook of each file that is opened, moved or removed, whoever does it.  A hook
stays for good, so it is set in a process that is forked for the build.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_FORK = multiprocessing.get_context('fork')
_WRITE = os.O_WRONLY | os.O_RDWR


@dataclass(frozen=True)
class Point:
    """Where a build is killed: with *half* of a file written, or after it was *moved*."""

    name: str
    when: str

    def __str__(self) -> str:
        return f'{self.name}, {self.when}'


class _Watch:
    """Tells of each file in a folder that is written in its place or moved there."""

    def __init__(self, folder: Path, point: Point | None, told: Connection) -> None:
        self._folder = os.path.realpath(folder) + os.sep
        self._point = point
        self._told = told
        self._passed = False
        self._process = os.getpid()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in {'open', 'os.rename', 'os.remove', 'os.utime', 'os.mkdir'}:
            return
        if self._passed:
            self._kill()
        if event == 'os.rename':
            self._moved(*map(os.fspath, arguments[:2]))
        elif event == 'open' and isinstance(arguments[0], str) and arguments[2] & _WRITE:
            self._tell('opened', os.path.realpath(arguments[0]))

    def _moved(self, source: str, target: str) -> None:
        name = self._tell('moved', os.path.realpath(target))
        if self._point is None or name != self._point.name:
            return
        if self._point.when == 'moved':
            self._passed = True
            return
        os.truncate(source, Path(source).stat().st_size // 2)
        self._kill()

    def _tell(self, what: str, path: str) -> str:
        if not path.startswith(self._folder):
            return ''
        name = path.removeprefix(self._folder)
        if self._point is None and os.getpid() == self._process:
            self._told.send((what, name))
        return name

    @staticmethod
    def _kill() -> None:
        # The processes of a parallel build too.
        os.killpg(0, signal.SIGKILL)


def _run(build: Callable[[], object], folder: Path, point: Point | None, told: Connection) -> None:
    os.setsid()
    devnull = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(devnull, stream)
    sys.addaudithook(_Watch(folder, point, told))
    build()
    told.close()


def watch(build: Callable[[], object], folder: Path) -> list[tuple[str, str]]:
    """Build, and list what was opened to be written and what was moved, by names in *folder*."""
    receives, sends = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_run, args=(build, folder, None, sends))
    process.start()
    sends.close()
    found = []
    try:
        while True:
            found.append(receives.recv())
    except EOFError:
        process.join()
    assert process.exitcode == 0
    return found


def kill(build: Callable[[], object], folder: Path, point: Point) -> None:
    """Build until that point."""
    _receives, sends = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_run, args=(build, folder, point, sends))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL, f'the build did not come to {point}'
