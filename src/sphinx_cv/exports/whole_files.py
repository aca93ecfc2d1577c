"""No file is ever half written: each is written beside its place, and moved there once it is whole.

Sphinx and its extensions open the files that they write.  A build that is killed in between would
leave half of a page, or an environment that cannot be read.  So while a build runs, what is opened
to be written anew in its folders is another file, in the same folder, which closing it moves.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PREFIX, _SUFFIX = '.cv-', '.new'
_open = io.open
# Why a file cannot be written if its name is right: the disk is full or broken, or may not be
# written to.
_DISK = frozenset(
    getattr(errno, name)
    for name in ('EACCES', 'EDQUOT', 'EFBIG', 'EIO', 'ENOSPC', 'EPERM', 'EROFS')
    if hasattr(errno, name)
)


class CannotWriteError(SystemExit):
    """A file cannot be written.  It ends the build with one line, because nothing has crashed."""

    def __init__(self, file: str | os.PathLike[str], error: OSError) -> None:
        super().__init__(f'cannot write {_relative(file)}: {error.strerror}')


def _relative(file: str | os.PathLike[str]) -> str:
    path = Path(file)
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def beside(file: str | os.PathLike[str]) -> Path:
    """The file in the same folder that is written in place of *file*."""
    path = Path(file)
    # A number, because the name may be as long as names can be.
    number = zlib.crc32(os.fsencode(path.name))
    return path.with_name(f'{_PREFIX}{os.getpid()}-{number:08x}{_SUFFIX}')


def remove_halves(folder: Path) -> None:
    """Remove from a folder and those below what builds have left that were killed."""
    for half in folder.rglob(f'{_PREFIX}*{_SUFFIX}'):
        half.unlink(missing_ok=True)


class WholeFiles:
    """Replaces ``open`` while a build runs, for files in some *folders* that are written anew."""

    def __init__(self) -> None:
        self._folders: tuple[str, ...] = ()

    def begin(self, folders: Iterable[Path]) -> None:
        """Write whole files from now on."""
        self._folders = tuple(f'{folder.resolve()}{os.sep}' for folder in folders)
        self._replace(self._write)

    def end(self) -> None:
        """Have ``open`` be that of Python again."""
        if builtins.open == self._write:
            self._replace(_open)

    @staticmethod
    def _replace(function: Callable[..., Any]) -> None:
        # pathlib uses the one, all else the other.
        builtins.open = io.open = function

    def _write(  # noqa: PLR0913, PLR0917  # Python's signature
        self,
        file: Any,
        mode: str = 'r',
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,  # noqa: FBT001, FBT002
        opener: Any = None,
    ) -> IO[Any]:
        if set(mode) <= set('wbt') and 'w' in mode and (target := self._target(file)):
            encoding = None if 'b' in mode else encoding or io.text_encoding(None)
            return _opened(target, 'b' in mode, encoding, errors, newline)
        return _open(file, mode, buffering, encoding, errors, newline, closefd, opener)

    def _target(self, file: Any) -> str:
        """The real name of a file that is to be written whole; '' for any other."""
        if not isinstance(file, str | os.PathLike):
            return ''
        path = Path(os.path.realpath(os.fsdecode(file)))
        if not str(path).startswith(self._folders) or path.name.startswith(_PREFIX):
            return ''
        # A pipe or a terminal is written as it is.
        return str(path) if path.is_file() or not path.exists() else ''


def _opened(
    target: str, binary: object, encoding: str | None, errors: str | None, newline: str | None
) -> IO[Any]:
    try:
        stream = _Bytes(_Half(target))
    except OSError as error:
        raise reason(target, error) from error
    return stream if binary else _Text(stream, encoding, errors, newline)


def is_of_the_disk(error: OSError) -> bool:
    """Whether the disk or the folder is at fault, and no name."""
    return error.errno in _DISK


def reason(file: str, error: OSError) -> BaseException:
    """What to raise for an error: one that ends the build if the disk or the folder is at fault."""
    return CannotWriteError(file, error) if is_of_the_disk(error) else error


class _Half(io.FileIO):
    """A file that is beside its place until it is closed, and is removed if it is not whole."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._beside = beside(target)
        self._process = os.getpid()
        self.torn = False
        super().__init__(self._beside, 'w')

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            self.torn = True
            raise reason(self._target, error) from error

    def close(self) -> None:
        if self.closed:
            return
        super().close()
        # A process that was forked while it was open has no part in it.
        if self._process != os.getpid():
            return
        if self.torn:
            self._beside.unlink(missing_ok=True)
        else:
            self._beside.replace(self._target)

    def fail(self, error: BaseException | None) -> None:
        """Note that it is not whole if there is an error; that of a disk ends the build."""
        self.torn = self.torn or error is not None
        if isinstance(error, OSError):
            raise reason(self._target, error) from error


class _Bytes(io.BufferedWriter):
    """The bytes of a file that is to be whole."""

    raw: _Half

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            self.raw.fail(error)
        finally:
            self.close()


class _Text(io.TextIOWrapper):
    """The text of a file that is to be whole."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            self.buffer.raw.fail(error)  # type: ignore[attr-defined]  # it is a _Bytes
        finally:
            self.close()
