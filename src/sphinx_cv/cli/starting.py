"""What keeps Sphinx from starting, in one line: file, line, what.

Sphinx gives a crash report there, and no extension is loaded yet that could say it better.
"""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.cmd import build
from sphinx.errors import ConfigError, ExtensionError, SphinxError

from sphinx_cv.config import lines_of, slips_of_sphinx
from sphinx_cv.source.files import wrong_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What is wrong where Sphinx has no builder and no setting of this package.
NOT_LOADED = "conf.py: 'sphinx_cv' is not among its extensions"


class Starting(Sphinx):
    """Sphinx that says in one line why it cannot start.

    :raises SystemExit: if it is a fault of conf.py, or of what stands beside it
    """

    def __init__(self, srcdir: Any, confdir: Any, *arguments: Any, **named: Any) -> None:
        """Start, with the arguments of Sphinx."""
        try:
            super().__init__(srcdir, confdir, *arguments, **named)
        except Exception as error:
            conf = Path(confdir or srcdir, 'conf.py')
            said = self._slips(conf) or _said(error, Path(srcdir).resolve())
            if not said:
                raise
            raise SystemExit(said) from error
        if 'sphinx_cv' not in self.extensions:
            raise SystemExit(NOT_LOADED)

    def _slips(self, conf: Path) -> str:
        """Say what is wrong with settings that Sphinx uses before this package can look at them."""
        # Where conf.py cannot be read, there are none.
        config = getattr(self, 'config', None)
        return '\n'.join(slips_of_sphinx(config, lines_of(conf))) if config else ''


@contextmanager
def starts_in_one_line() -> Iterator[None]:
    """Have ``sphinx-build`` say in one line why it cannot start."""
    # It has no other way in.
    build.Sphinx = Starting  # type: ignore[attr-defined]
    try:
        yield
    finally:
        build.Sphinx = Sphinx  # type: ignore[attr-defined]


def _said(error: Exception, folder: Path) -> str:
    """Say what is wrong; '' if it is nothing that stands in the *folder*."""
    cause = error.__cause__ or error
    if isinstance(cause, SyntaxError | ValueError) and (said := _not_text(folder / 'conf.py')):
        return said
    place = _place(cause, folder)
    if place and not isinstance(cause, SphinxError):
        return f'{place}: {_what(cause)}'
    if isinstance(error, ConfigError) and cause is not error:
        return f'{place or "conf.py"}: {_what(cause)}'
    if not isinstance(error, SphinxError):
        return ''
    if 'not registered' in str(error):
        # No builder of ours.
        return NOT_LOADED
    line = lines_of(folder / 'conf.py').get('extensions')
    if isinstance(error, ExtensionError) and line:
        place = f'conf.py:{line}'
    return f'{place or "conf.py"}: {" ".join(str(error).split())}'


def _not_text(conf: Path) -> str:
    """Say where conf.py is no text that Python could read; '' if it is one."""
    content = conf.read_bytes() if conf.is_file() else b''
    line, message = wrong_encoding(content, 'file')
    if not line and b'\0' in content:
        line = content.count(b'\n', 0, content.index(b'\0')) + 1
        message = 'the character U+0000, which nothing prints; delete it'
    return f'conf.py:{line}: {message}' if line else ''


def _place(cause: BaseException, folder: Path) -> str:
    """The innermost file of the *folder* in which it happened, with its line."""
    if isinstance(cause, SyntaxError) and cause.filename:
        places = [(str(cause.filename), cause.lineno)]
    else:
        frames = traceback.extract_tb(cause.__traceback__)
        places = [(frame.filename, frame.lineno) for frame in reversed(frames)]
    for name, line in places:
        file = (folder / name).resolve()
        if file.is_file() and file.is_relative_to(folder) and 'site-packages' not in file.parts:
            return f'{file.relative_to(folder)}:{line}' if line else str(file.relative_to(folder))
    return ''


def _what(cause: BaseException) -> str:
    if isinstance(cause, SystemExit):
        return 'this ends Python (sys.exit), and the build with it'
    said = cause.msg if isinstance(cause, SyntaxError) else ''
    return said or ' '.join(traceback.format_exception_only(cause)[-1].split())
