"""What a build asks of the disk: folders that can be written to, and files that are whole."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxParallelError

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.whole_files import CannotWriteError, WholeFiles, is_of_the_disk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# There is no other way to learn whether a folder can be written to: root may write anywhere, but
# not on a disk that is read-only.
_TRIED = '.cv-tried'
_whole = WholeFiles()


def folders_of(app: Sphinx) -> Iterator[Path]:
    """The folders that a build writes to: its output, what it has read, catalogues."""
    yield from (Path(app.outdir), Path(app.doctreedir))
    yield from (Path(app.srcdir, folder) for folder in app.config.locale_dirs)


def _try_folders(app: Sphinx) -> None:
    """End the build before it has begun if it could write nothing.

    :raises CannotWriteError: if a folder cannot be made, or cannot be written to
    """
    for folder in (Path(app.outdir), Path(app.doctreedir)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tried = folder / _TRIED
            tried.touch()
            tried.unlink()
        except OSError as error:
            raise CannotWriteError(folder, error) from error


def _begin(app: Sphinx) -> None:
    _whole.begin(folders_of(app))


def _end(_app: Sphinx, error: Exception | None) -> None:
    """Write as Python does again, and say in one line if it was the disk that ended the build.

    :raises CannotWriteError: if so
    """
    _whole.end()
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and is_of_the_disk(cause):
            raise CannotWriteError(cause.filename2 or cause.filename or 'a file', cause) from None
        # Processes of a parallel build give the text of their errors only.
        if isinstance(cause, SphinxParallelError) and CannotWriteError.__name__ in cause.message:
            raise SystemExit(cause.message.partition(': ')[2]) from None
        cause = cause.__cause__


def _read_torn(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Name the pages that have to be read again (event ``env-get-outdated``).

    Sphinx reads those again of which a file is newer.  But a file may come back that is older, and
    a doctree may be torn.
    """
    known = cv_domain(env).read_from
    return [name for name in env.all_docs if known.get(name) != _states(app, env, name)]


def _note_states(app: Sphinx, env: BuildEnvironment) -> None:
    """Note the state of all that stands for what was read (event ``env-updated``)."""
    cv_domain(env).read_from.clear()
    cv_domain(env).read_from.update((name, _states(app, env, name)) for name in env.all_docs)


def _states(app: Sphinx, env: BuildEnvironment, docname: str) -> tuple[int, ...]:
    """The size and the time of a page's doctree, its source, and what this includes."""
    sources = [env.doc2path(docname, base=False), *sorted(env.dependencies.get(docname, ()))]
    # Thousands are asked for, and making a Path takes as long as looking at its file.
    files = [f'{app.doctreedir}/{docname}.doctree', *(f'{app.srcdir}/{name}' for name in sources)]
    states: list[int] = []
    for file in files:
        with suppress(OSError):
            found = os.stat(file)  # noqa: PTH116
            states += (found.st_size, found.st_mtime_ns)
    return tuple(states)


def setup_disk(app: Sphinx) -> None:
    """Have a build write whole files, and read again what it cannot rely on."""
    _try_folders(app)
    # Before anything is written, and until all is.
    app.connect('builder-inited', _begin, priority=100)
    app.connect('env-get-outdated', _read_torn)
    app.connect('env-updated', _note_states)
    app.connect('build-finished', _end, priority=960)
