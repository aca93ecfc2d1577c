"""From a LaTeX file to its PDF: what was made before is kept until the new one is whole."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import shutil
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sphinx_cv.exports.files import write_whole
from sphinx_cv.latex.fitting import COMPACT, at_step, steps_in, what_is_left_out
from sphinx_cv.latex.log import Finding, Log
from sphinx_cv.latex.run import JOB
from sphinx_cv.latex.waiting import Waiting
from sphinx_cv.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_WRITTEN = re.compile(rf'^Output written on {JOB}\.pdf \(.*?(?P<size>\d+) bytes\)', re.MULTILINE)


class TypesettingError(Exception):
    """LaTeX could not make the PDF, or it lost something; ``findings`` say what."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings


@dataclass(frozen=True)
class Made:
    """What is kept of a PDF that was made.

    ``inputs`` and ``pdf`` are digests of all that it was made from, and of the file itself.
    ``overfull`` are the lines that are too wide, each with its page of the source.  ``places`` are
    the pages of its named destinations, counted from 0, and ``pages`` is their number.
    ``compact`` says whether it was set closer to hold the pages that it may have, and ``left_out``
    what it lacks for that, in words.
    """

    inputs: str
    pdf: str
    overfull: Sequence[tuple[str, str]]
    places: Mapping[str, int]
    pages: int
    compact: bool = False
    left_out: Sequence[str] = ()


@dataclass(frozen=True)
class _Result:
    """A PDF that was made, before it is in its place: its ``content``, and what is to be kept."""

    content: bytes
    made: Made


class Typesetting:
    """A LaTeX file that is to be the PDF *target*.

    *about* is what the PDF says of itself, the fields of ``About``.  With *most* it is fitted to so
    many pages.
    """

    def __init__(self, tex: Path, target: Path, about: Mapping[str, Any], most: int = 0) -> None:
        self.tex = tex
        self.target = target
        self.about = about
        self.most = most
        self.inputs = self._digest()
        self._record = tex.with_suffix('.json')

    def made(self) -> Made | None:
        """What is kept of the PDF that is there; None if it is not that of this file."""
        try:
            made = Made(**json.loads(self._record.read_text('utf-8')))
            fresh = made.inputs == self.inputs and made.pdf == _digest(self.target.read_bytes())
        except (OSError, ValueError, TypeError):
            return None
        return made if fresh else None

    def start(self, waiting: Waiting | None = None) -> Running:
        """Start LaTeX, or have one go on that is *waiting* and has read how this file begins."""
        if waiting and not self.tex.read_text('utf-8').startswith(waiting.head):
            waiting.end()
            waiting = None
        return Running(self, waiting or Waiting(self.tex.parent))

    def keep(self, made: Made) -> None:
        """Keep what there is to know of the PDF."""
        write_whole(self._record, json.dumps(asdict(made), ensure_ascii=False).encode())

    def _digest(self) -> str:
        digest = hashlib.sha256(repr((__version__, self.about, self.most)).encode())
        for file in _files_beside(self.tex):
            digest.update(file.name.encode() + b'\0' + file.read_bytes())
        return digest.hexdigest()


class Running:
    """A LaTeX file that is being typeset, in a folder with copies of all that it needs."""

    def __init__(self, job: Typesetting, waiting: Waiting, step: int = 0) -> None:
        self._job = job
        self._step = step
        self._waiting = waiting
        self._folder, self._run = waiting.folder, waiting.run
        for file in _files_beside(job.tex):
            shutil.copy(file, self._folder)
        if step:
            file = self._folder / job.tex.name
            file.write_text(at_step(file.read_text('utf-8'), step), 'utf-8')
        self._run.read(job.tex.name)
        self._since = time.monotonic()

    def complete(self, seconds: float, pages: Mapping[str, str]) -> Made:
        """Wait for LaTeX, and move the PDF into its place.

        LaTeX may take so many *seconds* altogether.  *pages* are the sources by their names.

        :raises TypesettingError: if LaTeX fails, or loses characters or the targets of references
        """
        result = self._result(seconds, pages)
        if self._job.most and result.made.pages > self._job.most:
            result = self._fitted(result, seconds, pages)
        write_whole(self._job.target, result.content)
        self._job.keep(result.made)
        return result.made

    def _fitted(self, whole: _Result, seconds: float, pages: Mapping[str, str]) -> _Result:
        """Find the first step of fitting at which the PDF holds its pages, or else the last."""
        steps = steps_in(self._job.tex.read_text('utf-8'))
        first, last = steps.first + 1, steps.last
        if first > last:
            return whole
        found = self._again(last)._result(seconds, pages)  # noqa: SLF001  # its own class
        while first < last and found.made.pages <= self._job.most:
            middle = (first + last) // 2
            result = self._again(middle)._result(seconds, pages)  # noqa: SLF001
            if result.made.pages <= self._job.most:
                found, last = result, middle
            else:
                first = middle + 1
        return found

    def _again(self, step: int) -> Running:
        return Running(self._job, Waiting(self._job.tex.parent), step)

    def _result(self, seconds: float, pages: Mapping[str, str]) -> _Result:
        tex, log = self._job.tex, self._folder / f'{JOB}.log'
        try:
            _load()
            status = self._run.wait(max(0, self._since + seconds - time.monotonic()))
            said = log.read_text('utf-8', 'replace') if log.exists() else ''
            tex.with_name(log.name).write_text(said, 'utf-8')
            found = Log(said, tex.read_text('utf-8'), tex.name)
            if status is None:
                raise TypesettingError(_late(found, seconds))
            problems = list(dict.fromkeys(found.losses(pages)))
            if status:
                unknown = Finding('', f'LaTeX failed with status {status}; see {log.name}')
                problems.insert(0, found.failure() or unknown)
            if problems:
                raise TypesettingError(*problems)
            return self._finish(said, found)
        finally:
            self.end()

    def _finish(self, said: str, found: Log) -> _Result:
        from pikepdf import PdfError  # noqa: PLC0415  # see _load

        from sphinx_cv.latex.postprocess import About, finish_pdf, pages_of  # noqa: PLC0415

        typeset, new = self._folder / f'{JOB}.pdf', self._folder / 'finished.pdf'
        written = _WRITTEN.search(said)
        size = typeset.stat().st_size if typeset.exists() else 0
        if not written or int(written['size']) != size:
            message = 'LaTeX says that all is well, but it has not written a whole PDF'
            raise TypesettingError(Finding('', message))
        try:
            finish_pdf(typeset, new, About(**self._job.about))
            places, pages = pages_of(new)
        except PdfError as error:
            message = f'LaTeX wrote a PDF that cannot be read: {error}'
            raise TypesettingError(Finding('', message)) from error
        content = new.read_bytes()
        overfull = [(line.docname, line.message) for line in found.overfull()]
        left_out = what_is_left_out(self._job.tex.read_text('utf-8'), said, self._step)
        return _Result(
            content,
            Made(
                self._job.inputs,
                _digest(content),
                overfull,
                places,
                pages,
                compact=self._step >= COMPACT,
                left_out=left_out,
            ),
        )

    def end(self) -> None:
        """End LaTeX if it still runs, and remove the folder of its run."""
        self._waiting.end()


def _load() -> None:
    """Load qpdf, which is slow to load, while LaTeX works."""
    # It would say that it has been loaded wherever another package shows what all say.
    logging.getLogger('pikepdf').setLevel(logging.WARNING)
    import sphinx_cv.latex.postprocess  # noqa: F401, PLC0415


def _late(found: Log, seconds: float) -> Finding:
    """Say that LaTeX took too long, and where it was when it was told to stop."""
    message = f'LaTeX did not end within cv_pdf_timeout = {seconds:g} seconds'
    failure = found.failure()
    if failure is None:
        return Finding('', message)
    return Finding(failure.docname, '\n'.join([message, *failure.message.splitlines()[1:]]))


def _files_beside(tex: Path) -> list[Path]:
    """A LaTeX file, and the files that Sphinx has put beside it."""
    made = {f'{JOB}.log', *(other.with_suffix('.json').name for other in tex.parent.glob('*.tex'))}
    made |= {other.with_suffix('.pdf').name for other in tex.parent.glob('*.tex')}
    files = (file for file in tex.parent.iterdir() if file.is_file())
    return sorted(file for file in files if file.name not in made and not file.name.startswith('.'))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
