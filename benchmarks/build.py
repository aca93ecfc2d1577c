"""How long it takes to build this CV, beside others that build the same text.

Plain Sphinx with MyST and Furo makes a site of the same pages, without a PDF.  RenderCV makes a
PDF and one page of HTML; it takes part if ``RENDERCV`` names its program (version 2.8 was tried).
moderncv is typeset by latexmk, and only beside what we do from the LaTeX file on.

The builds take turns, because the machine may be busy; then only the ratios count.  They are
medians of the ratios within the rounds.  ``make benchmark`` runs it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.latex.postprocess import About, finish_pdf
from sphinx_cv.latex.run import JOB, Run
from sphinx_cv.latex.translator import escape
from sphinx_cv.model.phrases import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_cv.model.outline import Outline

ROOT = Path(__file__).parent.parent
OURS, PLAIN, RENDERCV, MODERNCV = 'sphinx-cv', 'plain Sphinx', 'RenderCV', 'moderncv'
CLEAN, TOUCHED, NOTHING = 'clean', 'one page touched', 'nothing touched'
_PAGE = 'experience/red-hat.md'
_PAGES = ('*.md', 'experience/*.md', 'education/*.md', 'certifications/*.md')
_NO_PAGES = {'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'}
# Like the plain project of growth.py: the tree that Furo asks for on each page is empty.
_PLAIN = """project = 'Pierre Carrier'
extensions = ['myst_parser']
html_theme = 'furo'
exclude_patterns = ['_build']


def flatten(app, pagename, templatename, context, doctree):
    context['toctree'] = lambda **options: ''


def setup(app):
    app.connect('html-page-context', flatten, priority=400)
"""
# What the others take from hosts or packages that may not be there, for icons that this text lacks.
_ICONS = {
    'fontawesome5.sty': r'\ProvidesPackage{fontawesome5}[2023/01/01]\newcommand\faIcon[2][]{}'
    r'\newcommand\faCircle[1][]{•}',
    'academicons.sty': r'\ProvidesPackage{academicons}[2023/01/01]',
}
_TYPST = 'cache/typst/packages/preview/fontawesome/0.6.0'
_TYPST_ICONS = {
    'typst.toml': '[package]\nname = "fontawesome"\nversion = "0.6.0"\nentrypoint = "lib.typ"\n',
    'lib.typ': '#let fa-icon(..arguments) = [•]\n',
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


@dataclass
class Contender:
    """One that builds: its folder, its command, the file to touch, and what it makes."""

    folder: Path
    command: list[str]
    source: str
    made: str

    def bring_to(self, state: str, number: int) -> None:
        """Bring the folder into the state from which a build is timed."""
        if state == CLEAN:
            shutil.rmtree(self.folder / self.made, ignore_errors=True)
        elif state == TOUCHED:
            source = self.folder / self.source
            text = re.sub(r' Touched \d+\.', '', source.read_text('utf-8'))
            text = re.sub(r'(?<=[a-z])\.(?="?\n)', f'. Touched {number}.', text, count=1)
            source.write_text(text, 'utf-8')

    def build(self) -> float:
        """Build, and give the seconds that it took."""
        start = time.perf_counter()
        environment = os.environ | {'XDG_CACHE_HOME': str(self.folder / 'cache')}
        run = subprocess.run(
            self.command,
            cwd=self.folder,
            env=environment if self.made == 'rendercv_output' else None,
            capture_output=True,
            text=True,
            check=False,
        )
        taken = time.perf_counter() - start
        if run.returncode:
            sys.exit(f'{self.command}\n{run.stdout[-2000:]}\n{run.stderr[-2000:]}')
        return taken


def ours(folder: Path) -> Contender:
    """Copy the checkout, and have the packages that run this as if installed for it."""
    ignore = shutil.ignore_patterns('.git', '.venv', '_build', 'node_modules', '.*_cache')
    shutil.copytree(ROOT, folder, ignore=ignore)
    venv = folder / '.venv'
    venv.mkdir()
    for name in ('bin', 'lib', 'pyvenv.cfg'):
        (venv / name).symlink_to(Path(sys.prefix) / name)
    (venv / 'site').touch()
    return Contender(folder, ['make', '--no-print-directory'], _PAGE, '_build')


def plain(folder: Path) -> Contender:
    """Write the same pages for Sphinx, MyST and Furo alone."""
    for pattern in _PAGES:
        for page in sorted(ROOT.glob(pattern)):
            if page.name in _NO_PAGES:
                continue
            text = re.sub(r'\A---\n.*?\n---\n', '', page.read_text('utf-8'), flags=re.DOTALL)
            text = re.sub(r':::\{\w+\}.*?\n:::\n', '', text, flags=re.DOTALL)
            text = re.sub(r'\{(?:skill|org|entry|field)\}`([^`<]*?)(?: <[^`]*)?`', r'\1', text)
            target = folder / page.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, 'utf-8')
    (folder / 'conf.py').write_text(_PLAIN, 'utf-8')
    command = [sys.executable, '-m', 'sphinx', '-q', '-b', 'html', '.', '_build']
    return Contender(folder, command, _PAGE, '_build')


def rendercv(folder: Path, program: str, outline: Outline) -> Contender:
    """Write the same entries for RenderCV."""
    sections: dict[str, list[str]] = {}
    for section in outline.whole.sections:
        for item in section.items:
            entry = outline.career.record(item.docname)
            lines = [f'- name: {_quoted(item.title)}', '  highlights:']
            lines += [f'    - {_quoted(block.text)}' for block in getattr(entry, 'body', ())]
            lines += ['    - "-"'] if lines[-1].endswith('highlights:') else []
            sections.setdefault(section.title, []).extend(f'      {line}' for line in lines)
    text = 'cv:\n  name: Pierre Carrier\n  location: Geneva, Switzerland\n  sections:\n'
    for title, lines in sections.items():
        text += f'    {_quoted(title)}:\n' + '\n'.join(lines) + '\n'
    folder.mkdir()
    (folder / 'cv.yaml').write_text(text, 'utf-8')
    icons = folder / _TYPST
    icons.mkdir(parents=True)
    for name, content in _TYPST_ICONS.items():
        (icons / name).write_text(content, 'utf-8')
    return Contender(folder, [program, 'render', 'cv.yaml', '-nopng'], 'cv.yaml', 'rendercv_output')


def _quoted(text: str) -> str:
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"') + '"'


def moderncv(outline: Outline) -> str:
    """Write the same entries for moderncv."""
    lines = [_MODERNCV]
    titles = {
        item.docname: section.title for section in outline.whole.sections for item in section.items
    }
    title = ''
    for entry in outline.entries:
        if title != (title := titles[entry.docname]):
            lines.append(rf'\section{{{escape(title)}}}')
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


def typeset(tex: Path) -> float:
    """Typeset our LaTeX file as the builder does, and give the seconds it took."""
    start = time.perf_counter()
    run = Run(tex.parent)
    run.read(tex.name)
    if run.wait(600) != 0:
        sys.exit((tex.parent / f'{JOB}.log').read_text('utf-8', 'replace')[-2000:])
    about = About('Pierre Carrier', 'Pierre Carrier', 'en', dt.datetime.now(dt.UTC))
    finish_pdf(tex.parent / f'{JOB}.pdf', tex.with_suffix('.pdf'), about)
    return time.perf_counter() - start


def latexmk(tex: Path) -> float:
    """Typeset the file of moderncv as often as it needs, and give the seconds it took."""
    command = ['latexmk', '-lualatex', '-silent', '-interaction=nonstopmode', tex.name]
    return Contender(tex.parent, command, tex.name, '').build()


def rounds(builds: dict[str, Callable[[int], float]], number: int) -> dict[str, list[float]]:
    """Time all builds in turn, so many times."""
    times: dict[str, list[float]] = {name: [] for name in builds}
    for round_ in range(number):
        for name, build in builds.items():
            times[name].append(build(round_))
    return times


def sites(
    folder: Path, outline: Outline, number: int
) -> Iterator[tuple[str, dict[str, list[float]]]]:
    """Time the whole builds from each state."""
    contenders = {PLAIN: plain(folder / 'plain'), OURS: ours(folder / 'ours')}
    if program := os.environ.get('RENDERCV'):
        contenders[RENDERCV] = rendercv(folder / 'rendercv', program, outline)
    for contender in contenders.values():
        contender.build()
    for state in (CLEAN, TOUCHED, NOTHING):

        def timed(contender: Contender, state: str = state) -> Callable[[int], float]:
            def run(round_: int) -> float:
                contender.bring_to(state, round_)
                return contender.build()

            return run

        yield state, rounds({name: timed(one) for name, one in contenders.items()}, number)


def typesetters(
    folder: Path, outline: Outline, tex: Path, number: int
) -> Iterator[tuple[str, dict[str, list[float]]]]:
    """Time from the LaTeX file on, from nothing and after a change."""
    other = folder / 'moderncv' / 'cv.tex'
    other.parent.mkdir()
    other.write_text(moderncv(outline), 'utf-8')
    for name, text in _ICONS.items():
        (other.parent / name).write_text(text, 'utf-8')
    for state in (CLEAN, TOUCHED):

        def timed(
            file: Path, run: Callable[[Path], float], state: str = state
        ) -> Callable[[int], float]:
            def build(round_: int) -> float:
                for made in file.parent.glob(f'{file.stem}.*') if state == CLEAN else ():
                    if made != file:
                        made.unlink()
                with file.open('a', encoding='utf-8') as appended:
                    appended.write(f'% {state} {round_}\n')
                return run(file)

            return build

        builds = {MODERNCV: timed(other, latexmk), f'{OURS}, LaTeX alone': timed(tex, typeset)}
        yield f'{state}, LaTeX', rounds(builds, number)


def report(state: str, times: dict[str, list[float]]) -> None:
    """Print the medians, and the ratios to the first of the contenders."""
    first = next(iter(times.values()))
    for name, taken in times.items():
        ratios = [mine / other for mine, other in zip(taken, first, strict=True)]
        print(
            f'{state:24}  {name:24}  {statistics.median(taken):7.3f} s  '
            f'{min(taken):7.3f} s  {statistics.median(ratios):6.3f}',
            flush=True,
        )


def main() -> None:
    """Time everything, and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or '').partition('\n')[0])
    parser.add_argument('--rounds', type=int, default=11)
    number = parser.parse_args().rounds
    packages = ', '.join(f'{name} {version(name)}' for name in ('sphinx', 'myst-parser', 'furo'))
    load = ' '.join(f'{value:.1f}' for value in os.getloadavg())
    print(f'{platform.platform()}, {os.cpu_count()} cores, load {load}')
    print(f'Python {platform.python_version()}, {packages}; {number} rounds')
    print(f'{"":24}  {"":24}  {"median":>9}  {"least":>9}  ratio')
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = Sphinx(ROOT, ROOT, folder / 'tex', folder / 'doctrees', 'latex', status=None)
        app.build()
        outline = cv_domain(app.env).outline
        for state, times in sites(folder, outline, number):
            report(state, times)
        [tex] = (folder / 'tex').glob('*.tex')
        for state, times in typesetters(folder, outline, tex, number):
            report(state, times)


if __name__ == '__main__':
    main()
