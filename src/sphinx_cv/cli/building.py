"""``sphinx-cv build``: Sphinx with LaTeX started ahead of it."""

from __future__ import annotations

import re
import shutil
import signal
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING, NoReturn

from sphinx_cv.latex.waiting import Ahead

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# What conf.py most likely says of the language.  If it turns out to be another one, LaTeX starts
# again.
_LANGUAGE = re.compile(r'^language\s*=\s*[\'"]([\w-]+)[\'"]', re.MULTILINE)
# Who wants to see where an error comes from sees all of it.
_WHOLE = {'-T', '--show-traceback', '-P', '--pdb'}
_BUILDER = ('-b', '--builder', '-M')
_STRICT = ('-n', '-W', '--keep-going')


def build_all(folder: Path, options: Sequence[str]) -> int:
    """Build all outputs of the project in a folder, and give the exit status.

    *options* are those of ``sphinx-build``.
    """
    before = signal.signal(signal.SIGTERM, _stop)
    # Who names a builder most likely wants no PDF.
    if not any(o.startswith(_BUILDER) for o in options) and shutil.which('lualatex'):
        conf = ''
        with suppress(OSError):
            conf = (folder / 'conf.py').read_text('utf-8', 'replace')
        said = _LANGUAGE.search(conf)
        Ahead.start(said[1] if said else 'en')
    try:
        # Loading it takes as long as LaTeX does.
        from sphinx.cmd.build import main  # noqa: PLC0415

        from sphinx_cv.cli.starting import starts_in_one_line  # noqa: PLC0415

        made = folder / '_build'
        places = ['-d', f'{made}/doctrees', '-b', 'cv', str(folder), f'{made}/html']
        with nullcontext() if _WHOLE.intersection(options) else starts_in_one_line():
            return main([*_STRICT, *places, *options])
    finally:
        Ahead.end()
        signal.signal(signal.SIGTERM, before)


def _stop(*_arguments: object) -> NoReturn:
    """End the build in order: LaTeX with it, and no half of a file stays."""
    raise SystemExit('The build was told to stop. What was built before is still there.')
