"""One build at a time works in a folder; another one waits for it.

The file that is locked has a byte in it while a build runs.  If there is one already, the last
build was killed, and may have left halves of files.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_cv.domain.disk import folders_of
from sphinx_cv.exports.whole_files import reason, remove_halves

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
        """Wait until no other build is under way (event ``env-get-outdated``).

        :raises CannotWriteError: if the disk is full
        """
        if fcntl is None or self._held:
            return []
        lock = app.doctreedir / LOCK
        opened = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        self._wait(app.doctreedir, opened)
        # The output gets no file, for that would be published.  Some file systems lock no folder.
        with suppress(OSError):
            self._wait(app.outdir, os.open(app.outdir, os.O_RDONLY))
        if os.read(opened, 1):
            for folder in folders_of(app):
                remove_halves(folder)
        else:
            try:
                os.write(opened, b'1')
            except OSError as error:
                raise reason(str(lock), error) from error
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
        if self._held:
            os.ftruncate(self._held[0], 0)
        while self._held:
            os.close(self._held.pop())


def setup_lock(app: Sphinx) -> None:
    """Have each build hold a lock from before the first page is read to its end."""
    lock = Lock()
    app.connect('env-get-outdated', lock.take, priority=100)
    app.connect('build-finished', lock.release, priority=950)
