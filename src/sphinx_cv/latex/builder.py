"""The builder ``cv-pdf``: it writes the LaTeX file, runs LaTeX, and makes losses errors.

LaTeX reports success if it has written any pages, even if characters had no glyph or links led
nowhere.  Here those are errors, and a build that failed leaves no PDF.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.latex import LaTeXBuilder
from sphinx.errors import SphinxError
from sphinx.util import logging

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import RESUME
from sphinx_cv.exports.json_resume import write_resume
from sphinx_cv.warnings import CVWarning, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_cv.latex.postprocess import About

logger = logging.getLogger(__name__)

# The name of the files that LaTeX makes.  It is not that of the PDF, because the PDF must not stand
# in its place before it is complete.
_JOB = 'typeset'
_PAGE = re.compile(r'^%% page: (?P<docname>.*)')
_BOOKMARK = re.compile(r'^%% bookmark: (?P<level>\d+) (?P<name>\S+) (?P<title>.*)')
_LOST = re.compile(r'^Missing character: There is no (?P<glyph>\S+)')
_UNDEFINED = re.compile(r"^LaTeX Warning: (?P<what>(?:Hyper )?[Rr]eference `[^']*').* undefined")
_NOWHERE = re.compile(r'.*unreferenced destination with name (?P<name>\S+)')
_OVERFULL = re.compile(r'^Overfull \\hbox \((?P<width>[\d.]+)pt too wide\).* lines? (?P<line>\d+)')


class PDFError(SphinxError):
    """LaTeX could not make the PDF, or it lost something."""

    category = 'PDF error'


class PDFBuilder(LaTeXBuilder):
    """Builds the CV as PDF, into the output folder with the files that it is made from."""

    name = 'cv-pdf'
    epilog = 'The PDF is in %(outdir)s.'

    def init(self) -> None:
        """Prepare the build.

        :raises PDFError: if there is no ``lualatex``
        """
        if shutil.which('lualatex') is None:
            raise PDFError('lualatex cannot be found; the PDF needs TeX Live')
        super().init()

    @property
    def _time(self) -> int:
        return cv_domain(self.env).source_time

    def finish(self) -> None:
        """Typeset what Sphinx has written, and complete each PDF.

        :raises PDFError: if LaTeX fails, or loses characters or the targets of references
        """
        from sphinx_cv.latex.postprocess import finish_pdf  # noqa: PLC0415  # qpdf is slow to load

        super().finish()
        for root, name, title, author, *_rest in self.document_data:
            tex = Path(self.outdir) / name
            pdf = tex.with_suffix('.pdf')
            logger.info('typesetting %s… ', pdf.name, nonl=True)
            self._typeset(tex, pdf)
            whole = root == self.config.root_doc
            finish_pdf(
                tex.with_name(f'{_JOB}.pdf'), pdf, self._about(tex, title, author, whole=whole)
            )
            logger.info('done')
            self._check_length(pdf)

    def _typeset(self, tex: Path, pdf: Path) -> None:
        log, made = tex.with_name(f'{_JOB}.log'), tex.with_name(f'{_JOB}.inputs')
        inputs = _inputs(tex, self._time)
        failed = False
        if not made.exists() or made.read_text('utf-8') != inputs:
            made.unlink(missing_ok=True)
            failed = run_latex(tex, self._time)
        lines = log.read_text('utf-8', 'replace').splitlines() if log.exists() else []
        problems = list(dict.fromkeys(self._losses(lines)))
        if failed:
            problems.insert(0, _failure(lines, tex) or f'LaTeX failed; see {log}')
        if problems:
            for old in (pdf, log.with_suffix('.pdf')):
                old.unlink(missing_ok=True)
            raise PDFError('\n'.join(problems))
        made.write_text(inputs, 'utf-8')
        for line in lines:
            if match := _OVERFULL.match(line):
                page = _page_at(tex, int(match['line']))
                message = f'a line of the PDF is {match["width"]} pt too wide'
                warn(CVWarning.OVERFULL, message, page or None)

    def _about(self, tex: Path, title: str, author: str, *, whole: bool) -> About:
        """Collect what a PDF says of itself; only a PDF of the *whole* CV holds its data."""
        from sphinx_cv.latex.postprocess import About  # noqa: PLC0415

        outline = cv_domain(self.env).outline
        career = outline.career
        resume = write_resume(outline, self.config.html_baseurl)
        marks = (_BOOKMARK.match(line) for line in tex.read_text('utf-8').splitlines())
        return About(
            title,
            author,
            self.config.language.replace('_', '-'),
            dt.datetime.fromtimestamp(self._time, dt.UTC),
            subject=career.person.tagline if career.person else '',
            keywords=tuple(topic.name for topic in career.skills.values()),
            bookmarks=tuple((int(m['level']), m['name'], m['title']) for m in marks if m),
            attachments=((RESUME, resume),) if whole else (),
        )

    def _losses(self, lines: list[str]) -> Iterator[str]:
        """Find what the PDF has lost, by its log: characters and the targets of references."""
        for line in lines:
            if match := _LOST.match(line):
                char = match['glyph']
                where = ', '.join(self._pages_with(char)) or 'a label'
                yield f'{where}: no font has the character {char} (U+{ord(char[0]):04X})'
            elif match := _UNDEFINED.match(line):
                yield f'{match["what"]} has no target in the PDF'
            elif match := _NOWHERE.match(line):
                yield f'a link leads to "{match["name"]}", which is not in the PDF'

    def _pages_with(self, char: str) -> list[str]:
        files = {doc: Path(self.env.doc2path(doc)) for doc in sorted(self.env.found_docs)}
        return [doc for doc, file in files.items() if char in file.read_text('utf-8')]

    def _check_length(self, pdf: Path) -> None:
        from sphinx_cv.latex.postprocess import pages_of  # noqa: PLC0415

        limit: int = self.config.cv_pdf_max_pages
        names, count = pages_of(pdf)
        if not limit or count <= limit:
            return
        entries = [e for e in cv_domain(self.env).outline.entries if e.id in names]
        # If no entry begins too late, the last one begins in time but is too long.
        late = [e for e in entries if names[e.id] >= limit] or entries[-1:]
        message = f'the PDF has {count} pages, more than cv_pdf_max_pages = {limit}'
        if late:
            pages = ', '.join(entry.docname for entry in late)
            message += f'; these entries would have to go: {pages}'
        warn(CVWarning.PDF_PAGES, message, None)


def run_latex(tex: Path, time: int) -> bool:
    """Typeset *tex* in its folder; give whether LaTeX failed.

    *time* is the date that the PDF gets, in seconds since 1970.  One run is enough: nothing in the
    file depends on what an earlier run found out, and ``finish_pdf`` finds the pages of links.
    """
    command = ['lualatex', f'-jobname={_JOB}', '-interaction=nonstopmode', '-halt-on-error']
    run = subprocess.run(  # noqa: S603  # a fixed command; the file's name is ours
        [*command, '-file-line-error', rf'\nofiles\input{{{tex.name}}}'],
        cwd=tex.parent,
        env=os.environ | {'SOURCE_DATE_EPOCH': str(time), 'FORCE_SOURCE_DATE': '1'},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return run.returncode != 0


def _inputs(tex: Path, time: int) -> str:
    """Make one number from all that the PDF is made from: *time*, and all files not by LaTeX."""
    digest = hashlib.sha256(str(time).encode())
    for file in sorted(tex.parent.iterdir()):
        if file.suffix in {
            '.tex',
            '.cls',
            '.lua',
            '.png',
            '.jpg',
            '.jpeg',
            '.pdf',
        } and file.stem not in {
            _JOB,
            tex.stem if file.suffix == '.pdf' else '',
        }:
            digest.update(file.name.encode() + b'\0' + file.read_bytes())
    return digest.hexdigest()


def _failure(lines: list[str], tex: Path) -> str | None:
    """Find TeX's first error in a log: its page of the source, its message, and the text there.

    None if the log has no error.
    """
    pattern = re.compile(rf'^(?:\./)?{re.escape(tex.name)}:(?P<line>\d+): (?P<message>.*)')
    for number, line in enumerate(lines):
        if match := pattern.match(line):
            page = _page_at(tex, int(match['line']))
            where = next((found for found in lines[number:] if found.startswith('l.')), '')
            if not page:
                # Before the first page there are only settings; their messages say enough.
                return match['message'].removesuffix('.')
            return f'{page}: {match["message"]}\n  at: {where.partition(" ")[2]}'
        if line.startswith('! '):
            return line[2:]
    return None


def _page_at(tex: Path, line: int) -> str:
    """Find the page of the source that a line of the LaTeX file comes from; '' if none does."""
    before = tex.read_text('utf-8').splitlines()[:line]
    found = (match['docname'] for text in reversed(before) if (match := _PAGE.match(text)))
    return next(found, '')
