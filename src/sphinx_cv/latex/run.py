"""One run of LuaLaTeX, which ends at the latest with the build that started it.

Most of a run is loading what every CV needs, so it starts before there is anything to print.
It reads the head of the file, which is the same for every CV in a language, and waits.
"""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pathlib import Path

#: The name of the files that LaTeX makes.
JOB = 'typeset'

_COMMAND = ('lualatex', f'-jobname={JOB}', '-interaction=nonstopmode', '-halt-on-error')
_OPTIONS = ('-file-line-error', '-no-shell-escape')
# The standard error of the shell is the end of a pipe here, of which the build holds the other.
# When the build ends, in whatever way, reading it ends too, and then so does all that was started.
_WATCHED = ('sh', '-c', '(read -r _; kill -KILL 0) <&2 2>/dev/null & exec "$@" >/dev/null 2>&1')
# LaTeX waits for the name of the file in Lua, because TeX must not ask without somebody at the
# terminal.  A build that has ended names none.
_WAIT = (
    r'\edef\cvfile{\directlua{local name = io.read() if not name then os.exit(1) end '
    r'tex.write(name)}}\input{\cvfile}'
)
# The file begins with what was read already.
_SKIP = r'\def\DocumentMetadata#1{}\def\documentclass#1{}'
# How long LaTeX may take to say where it is, when it is told to stop, in seconds.
_GRACE = 2


class Run:
    """A run of LuaLaTeX in a *folder* that it has for itself.

    With a *head* it reads these lines and waits for the file, which begins with them.
    """

    def __init__(self, folder: Path, head: str = '') -> None:
        start = f'{head.replace(os.linesep, "")}{_SKIP}' if head else ''
        command = [*_COMMAND, *_OPTIONS, rf'\nofiles {start}{_WAIT}']
        watch, self._held = os.pipe()
        posix = os.name == 'posix'
        try:
            self._process = subprocess.Popen(  # noqa: S603  # a fixed command
                [*_WATCHED, 'sh', *command] if posix else command,
                cwd=folder,
                # Times are put into the PDF afterwards, and long lines must not be broken.
                env=os.environ
                | {'SOURCE_DATE_EPOCH': '0', 'FORCE_SOURCE_DATE': '1', 'max_print_line': '9999'},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=watch if posix else subprocess.DEVNULL,
                # A process group of its own, so that all of it can be ended.
                start_new_session=True,
            )
        finally:
            os.close(watch)
        self._stdin = cast('IO[bytes]', self._process.stdin)

    def read(self, name: str) -> None:
        """Have LaTeX read the file of this *name*, in its folder."""
        # If it has ended already, its log says why.
        with suppress(BrokenPipeError):
            self._stdin.write(f'{name}\n'.encode())
            self._stdin.close()

    def wait(self, seconds: float) -> int | None:
        """Wait until LaTeX has ended, and give its exit status.

        It is None if LaTeX did not end in so many seconds and was ended.
        """
        try:
            status = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            # TeX takes this as Ctrl-C of its user, and writes into its log where it is.
            self._process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_GRACE)
            status = None
        self.end()
        return status

    def end(self) -> None:
        """End LaTeX and all that it has started; a run that has ended may be ended again."""
        if self._held >= 0:
            os.close(self._held)
            self._held = -1
        if self._process.poll() is None:
            self._process.kill()
        with suppress(BrokenPipeError):
            self._stdin.close()
        self._process.wait()
