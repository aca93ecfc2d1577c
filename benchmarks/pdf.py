"""How long LaTeX takes for the CV, compared with moderncv for the same text.

LuaLaTeX typesets both, in turns, because the machine may be busy; then only the ratio of the times
counts.  moderncv runs under latexmk, which finds out how many runs it needs.  Ours runs as the
builder runs it, and its time includes the steps after LaTeX.  moderncv comes from
texlive-latex-extra, but without the fonts of its icons, which this text does not use.
``make benchmark`` runs it.
"""

from __future__ import annotations

import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.latex.postprocess import About, finish_pdf
from sphinx_cv.latex.run import Run
from sphinx_cv.latex.translator import escape
from sphinx_cv.model.phrases import places

if TYPE_CHECKING:
    from sphinx_cv.model.outline import Outline

ROOT = Path(__file__).parent.parent
ROUNDS = 7
_STUBS = {
    'fontawesome5.sty': r'\ProvidesPackage{fontawesome5}[2023/01/01]\newcommand\faIcon[2][]{}'
    r'\newcommand\faCircle[1][]{•}',
    'academicons.sty': r'\ProvidesPackage{academicons}[2023/01/01]',
}
_MODERNCV = r"""\documentclass[11pt,a4paper,sans]{moderncv}
\moderncvstyle{classic}
\moderncvcolor{blue}
\usepackage[scale=0.8]{geometry}
\name{Pierre}{Carrier}
\title{How can I help?}
\address{Geneva, Switzerland}
\begin{document}
\makecvtitle
"""


def moderncv(outline: Outline, titles: dict[str, str]) -> str:
    """Write the same entries for moderncv."""
    lines = [_MODERNCV]
    section = ''
    for entry in outline.entries:
        if section != (section := titles[entry.docname]):
            lines.append(rf'\section{{{escape(section)}}}')
        body = ''.join(
            escape(block.text) + '\n'
            if not block.depth
            else rf'\begin{{itemize}}\item {escape(block.text)}\end{{itemize}}' + '\n'
            for block in entry.body
        )
        when = entry.period.format('en') if entry.period else ''
        fields = [when, entry.title, entry.organization, places(entry.location), '']
        braces = ''.join(f'{{{escape(text)}}}' for text in fields)
        lines.append(f'\\cventry{braces}{{{body}}}')
    return '\n'.join([*lines, r'\end{document}', '']).replace(
        r'\end{itemize}' + '\n' + r'\begin{itemize}', ''
    )


def prepare(folder: Path) -> dict[str, Path]:
    """Write both LaTeX files, each into a folder of its own; give them by their names."""
    app = Sphinx(ROOT, ROOT, folder / 'ours', folder / 'doctrees', 'latex', status=None)
    app.build()
    outline = cv_domain(app.env).outline
    titles = {
        item.docname: section.title for section in outline.whole.sections for item in section.items
    }
    other = folder / 'moderncv'
    other.mkdir()
    (other / 'cv.tex').write_text(moderncv(outline, titles), 'utf-8')
    for name, text in _STUBS.items():
        (other / name).write_text(text, 'utf-8')
    return {'sphinx-cv': next((folder / 'ours').glob('*.tex')), 'moderncv': other / 'cv.tex'}


def ours(tex: Path) -> float:
    """Typeset the CV as the builder does, and give the seconds it took."""
    start = time.perf_counter()
    run = Run(tex.parent)
    run.read(tex.name)
    if run.wait(600) != 0:
        sys.exit((tex.parent / 'typeset.log').read_text('utf-8', 'replace'))
    about = About('Pierre Carrier', 'Pierre Carrier', 'en', dt.datetime.now(dt.UTC))
    finish_pdf(tex.parent / 'typeset.pdf', tex.with_suffix('.pdf'), about)
    return time.perf_counter() - start


def theirs(tex: Path) -> float:
    """Typeset the CV of moderncv with latexmk, and give the seconds it took."""
    start = time.perf_counter()
    run = subprocess.run(
        ['latexmk', '-lualatex', '-silent', '-interaction=nonstopmode', tex.name],
        cwd=tex.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        log = tex.with_suffix('.log').read_text('utf-8', 'replace')
        sys.exit(log[log.find('\n!') :][:600])
    return time.perf_counter() - start


def main() -> None:
    """Time both, from nothing and after a change, and print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        files = prepare(Path(name))
        for case in ('from nothing', 'after a change'):
            times: dict[str, list[float]] = {which: [] for which in files}
            for number in range(ROUNDS):
                for which, tex in files.items():
                    if case == 'from nothing':
                        for made in tex.parent.glob(f'{tex.stem}.*'):
                            if made != tex:
                                made.unlink()
                    with tex.open('a', encoding='utf-8') as file:
                        file.write(f'% {case} {number}\n')
                    times[which].append(ours(tex) if which == 'sphinx-cv' else theirs(tex))
            medians = {which: statistics.median(found) for which, found in times.items()}
            ratio = medians['sphinx-cv'] / medians['moderncv']
            shown = ', '.join(f'{which} {seconds:.2f} s' for which, seconds in medians.items())
            print(f'{case}: {shown}, ratio {ratio:.2f}')


if __name__ == '__main__':
    main()
