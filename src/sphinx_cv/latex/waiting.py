"""A LaTeX that has read how a file begins, and waits for the rest.

Loading what every CV needs is nearly half of its run.  It takes as long as Sphinx takes to load, so
``sphinx-cv build`` starts it ahead of Sphinx; otherwise it starts ahead of the reading.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_cv.latex.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The folder of the theme ``sphinx_cv`` of Sphinx's LaTeX builder.
THEMES = Path(__file__).parent / 'theme'
#: The files of its class.
CLASS_FILES = tuple(THEMES / 'sphinx_cv' / name for name in ('sphinxcv.cls', 'sphinxcv.lua'))
# How the names of the folders of single runs begin.
_FOLDER = '.typeset-'
# From TeX Live 2026 on, LaTeX tags by itself, and from a hook before the class it takes tagpdf's
# commands away from a document that does not want that.  The class tags what it sets.
_NO_AUTOMATIC_TAGS = r'\makeatletter\disable@package@load{latex-lab-testphase-latest}{}\makeatother'


def head_in(language: str) -> str:
    """How every file in this language begins; LaTeX may load this before the file is written."""
    lang = language.replace('_', '-')
    return '\n'.join(
        (
            _NO_AUTOMATIC_TAGS,
            rf'\DocumentMetadata{{lang={lang},pdfversion=1.7}}\ClearHookNext{{class/before}}',
            r'\documentclass{sphinxcv}',
        )
    )


class Waiting:
    """A LaTeX that waits for a file, in a *folder* of its own within the given one.

    It has read the *head* with which the file will begin, and the *files* that this needs.
    """

    def __init__(self, within: Path | None, head: str = '', files: Iterable[Path] = ()) -> None:
        self.head = head
        self.folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=within))
        for file in files:
            shutil.copy(file, self.folder)
        self.run = Run(self.folder, head)

    def end(self) -> None:
        """End LaTeX if it still runs, and remove its folder."""
        self.run.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def remove_left_over(folder: Path) -> None:
    """Remove what runs have left in a folder that were killed together with their builds."""
    for left in folder.glob(f'{_FOLDER}*'):
        shutil.rmtree(left, ignore_errors=True)


class Ahead:
    """A LaTeX that was started before Sphinx was loaded, for the build that will want it.

    Sphinx makes its builders itself, so one finds it here.
    """

    _started: Waiting | None = None
    _taken = False

    @classmethod
    def start(cls, language: str) -> None:
        """Start one for a CV in a language."""
        cls.end()
        cls._started = Waiting(None, head_in(language), CLASS_FILES)
        cls._taken = False

    @classmethod
    def take(cls, head: str, files: Iterable[Path]) -> Waiting | None:
        """Give it to a build, unless that wants another head or other files."""
        waiting = None if cls._taken else cls._started
        cls._taken = True
        if waiting and (waiting.head != head or [*files] != [*CLASS_FILES]):
            waiting.end()
            return None
        return waiting

    @classmethod
    def end(cls) -> None:
        """End it, also if a build has taken it that was stopped."""
        if cls._started:
            cls._started.end()
            cls._started = None
