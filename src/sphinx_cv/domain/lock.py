"""One build at a time works in a folder; another one waits for it.

The file that is locked has a byte in it while a build runs.  If there is one already, the last
build was killed, and may have left halves of files.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from sphinx.util import logging

from sphinx_cv.domain.disk import folders_of
from sphinx_cv.exports.whole_files import remove_halves

if TYPE_CHECKING:
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
    """Keeps other processes from building with the same folder of doctrees.

    The operating system ends it with the process, however that ends.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None

    def take(self, app: Sphinx, *_arguments: object) -> list[str]:
        """Wait until no other build is under way (event ``env-get-outdated``)."""
        if fcntl is None or self._file is not None:
            return []
        self._file = (app.doctreedir / LOCK).open('a+b')
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.info('waiting for another build of %s', app.doctreedir)
            fcntl.flock(self._file, fcntl.LOCK_EX)
        self._file.seek(0)
        if self._file.read(1):
            for folder in folders_of(app):
                remove_halves(folder)
        self._file.write(b'1')
        self._file.flush()
        return []

    def release(self, *_arguments: object) -> None:
        """Let others build (event ``build-finished``)."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None


def setup_lock(app: Sphinx) -> None:
    """Have each build hold a lock from before the first page is read to its end."""
    lock = Lock()
    app.connect('env-get-outdated', lock.take, priority=100)
    app.connect('build-finished', lock.release, priority=950)
