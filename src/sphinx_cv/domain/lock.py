"""One build at a time works in a folder; another one waits for it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

try:
    import fcntl
except ImportError:
    # Windows; there nobody is kept from building twice at once.
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

#: The name of the file that is locked.
LOCK = 'sphinx-cv.lock'


class Lock:
    """Keeps other processes from building with the same doctrees, or into the same folder.

    The operating system ends it with the process, however that ends.
    """

    def __init__(self) -> None:
        self._held: list[int] = []

    def take(self, app: Sphinx, *_arguments: object) -> list[str]:
        """Wait until no other build is under way (event ``env-get-outdated``)."""
        if fcntl is None or self._held:
            return []
        self._wait(app.doctreedir, os.open(app.doctreedir / LOCK, os.O_RDWR | os.O_CREAT, 0o666))
        # The output gets no file, for that would be published.  Some file systems lock no folder.
        with suppress(OSError):
            self._wait(app.outdir, os.open(app.outdir, os.O_RDONLY))
        return []

    def _wait(self, folder: Path, opened: int) -> None:
        self._held.append(opened)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.info('waiting for another build of %s', folder)
            fcntl.flock(opened, fcntl.LOCK_EX)

    def release(self, *_arguments: object) -> None:
        """Let others build (event ``build-finished``)."""
        while self._held:
            os.close(self._held.pop())


def setup_lock(app: Sphinx) -> None:
    """Have each build hold a lock from before the first page is read to its end."""
    lock = Lock()
    app.connect('env-get-outdated', lock.take, priority=100)
    app.connect('build-finished', lock.release, priority=950)
