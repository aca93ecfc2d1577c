"""The builder ``cv-pdf``: Sphinx's LaTeX builder, then LaTeX, and nothing let through.

latexmk takes a run that wrote any pages for a good one, even where characters had no
glyph or references led nowhere.  Here those are errors, and a failed run leaves no PDF.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.latex import LaTeXBuilder
from sphinx.errors import SphinxError
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

_NEEDED = ('latexmk', 'lualatex')
_PAGE = re.compile(r'^\\begin\{cventry\}\{(?P<docname>[^}]*)\}')
_LOST = re.compile(r'^Missing character: There is no (?P<glyph>\S+) .*? in font (?P<font>.*?)[!:;]')
_UNDEFINED = re.compile(r"^LaTeX Warning: (?P<what>(?:Hyper )?[Rr]eference `[^']*').* undefined")


class PDFError(SphinxError):
    """LaTeX could not make the PDF, or not without losing something."""

    category = 'PDF error'


class PDFBuilder(LaTeXBuilder):
    """Builds the CV as PDF; the PDF lies in the output folder, beside what it was made from."""

    name = 'cv-pdf'
    epilog = 'The PDF is in %(outdir)s.'

    def init(self) -> None:
        missing = [program for program in _NEEDED if shutil.which(program) is None]
        if missing:
            raise PDFError(f'{" and ".join(missing)} cannot be found; the PDF needs TeX Live')
        super().init()

    def finish(self) -> None:
        super().finish()
        for _root, tex, *_rest in self.document_data:
            logger.info('typesetting %s… ', tex, nonl=True)
            compile_pdf(Path(self.outdir) / tex)
            logger.info('done')


def compile_pdf(tex: Path) -> Path:
    """Typeset *tex* with latexmk, in its folder, and check what came out.

    :raises PDFError: if LaTeX fails, a character has no glyph or a reference no target;
        the PDF of an earlier run is then gone too
    """
    pdf, log = tex.with_suffix('.pdf'), tex.with_suffix('.log')
    command = ['latexmk', '-r', 'latexmkrc', '-pdf', '-dvi-', '-ps-', '-silent']
    command += ['-interaction=nonstopmode', '-halt-on-error', '-file-line-error', tex.name]
    run = subprocess.run(  # noqa: S603  # a fixed command; the file's name is ours
        command,
        cwd=tex.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors='replace',
        check=False,
    )
    lines = log.read_text('utf-8', 'replace').splitlines() if log.exists() else []
    problems = list(_losses(lines))
    if run.returncode != 0:
        problems.insert(0, _failure(lines, tex) or run.stdout.strip()[-500:])
    elif not pdf.exists():
        problems.insert(0, 'LaTeX wrote no PDF')
    if problems:
        for made in (pdf, tex.with_suffix('.fdb_latexmk')):
            made.unlink(missing_ok=True)
        raise PDFError('\n'.join(dict.fromkeys(problems)))
    return pdf


def _failure(lines: list[str], tex: Path) -> str | None:
    """Find TeX's first error in a log, and the page of the source that it is in."""
    pattern = re.compile(rf'^(?:\./)?{re.escape(tex.name)}:(?P<line>\d+): (?P<message>.*)')
    for line in lines:
        if match := pattern.match(line):
            page = _page_at(tex, int(match['line']))
            return f'{page}: {match["message"]}' if page else match['message']
        if line.startswith('! '):
            return line[2:]
    return None


def _page_at(tex: Path, line: int) -> str:
    """The page of the source that a line of the LaTeX file was made from."""
    before = tex.read_text('utf-8').splitlines()[:line]
    found = (match['docname'] for text in reversed(before) if (match := _PAGE.match(text)))
    return next(found, '')


def _losses(lines: list[str]) -> Iterator[str]:
    """Find in a log what the PDF has lost: characters and the targets of references."""
    for line in lines:
        if match := _LOST.match(line):
            yield f'no glyph for {match["glyph"]} in the font {match["font"].strip(chr(34))}'
        elif match := _UNDEFINED.match(line):
            yield f'{match["what"]} has no target in the PDF'
