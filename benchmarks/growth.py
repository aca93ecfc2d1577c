"""How the time to build a site grows with the number of entries, compared with plain Sphinx.

Plain Sphinx is Sphinx with MyST and Furo on the very same pages, whose front matter means nothing
to it, and without a tree of pages in its sidebar.  Four builds are timed, each as a whole
process: from nothing, with nothing touched, after the text of one entry changed, and after its
title did, which stands on other pages too.  The two take turns, because the machine may be busy;
then only the ratio of their medians counts.  The aim: for 1,000 entries, all builds of sphinx-cv
but the first take at most 1.2 times as long as those of plain Sphinx.  ``make benchmark`` runs
it.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS, PLAIN = 'sphinx-cv', 'plain'
STATES = ('from nothing', 'nothing touched', 'text touched', 'title touched')
_CONF = {
    OURS: "project = 'A. Author'\nextensions = ['sphinx_cv']\n",
    # Furo asks for the whole tree of pages on each page, whether its sidebar shows it or not, and
    # Sphinx resolves the tree anew each time.  For a thousand entries this takes minutes, and
    # hides everything else.  So here the tree is empty, as it is on a flat site, before Furo asks
    # for it (Furo's own handler has priority 500).  Plain Sphinx is then as fast as it can be.
    PLAIN: """project = 'A. Author'
extensions = ['myst_parser']
html_theme = 'furo'


def flatten(app, pagename, templatename, context, doctree):
    context['toctree'] = lambda **options: ''


def setup(app):
    app.connect('html-page-context', flatten, priority=400)
""",
}
# Types of entry, each with its number among ten entries and the title of its sections.
_TYPES = {
    'role': (4, 'Experience'),
    'publication': (3, 'Publications'),
    'certification': (2, 'Certifications'),
    'education': (1, 'Education'),
}
_SECTION = 25
_VERBS = ('Built', 'Designed', 'Ran', 'Measured', 'Repaired', 'Taught')
_THINGS = ('a service', 'the platform', 'a compiler', 'the network', 'two clusters', 'reports')
_TOUCHED = 'experience-1/role-1'


def write_pages(entries: int) -> dict[str, str]:
    """Write a CV with this number of mixed entries; the same number gives the same pages."""
    chance = random.Random(entries)  # noqa: S311  # it keeps no secret
    pages: dict[str, str] = {}
    sections: list[str] = []
    for kind, (share, title) in _TYPES.items():
        count = round(entries * share / 10)
        for first in range(0, count, _SECTION):
            name = f'{title.lower()}-{first // _SECTION + 1}'
            numbers = range(first + 1, min(first + _SECTION, count) + 1)
            for number in numbers:
                pages[f'{name}/{kind}-{number}'] = _entry(chance, kind, number, entries)
            names = [f'{kind}-{number}' for number in numbers]
            pages[f'{name}/index'] = _listing(f'# {title} {first // _SECTION + 1}', names)
            sections.append(f'{name}/index')
    for name in ('skills', 'organizations'):
        pages[name] = f'---\ncv:\n  type: {name}\n---\n# {name.capitalize()}\n'
    person = '---\ncv:\n  type: person\n  tagline: Writes a lot\n---\n# A. Author'
    pages['index'] = _listing(person, [*sections, 'skills', 'organizations'])
    return pages


def _listing(head: str, names: list[str]) -> str:
    tree = '\n'.join(names)
    return f'{head}\n\n:::{{entries}}\n:::\n\n```{{toctree}}\n:hidden:\n\n{tree}\n```\n'


def _entry(chance: random.Random, kind: str, number: int, entries: int) -> str:
    """Write an entry.

    Its organisation and skills are chosen by chance.  There are a third as many organisations as
    *entries*, and as many skills, so that entries have some of them in common.
    """
    year = chance.randint(1990, 2023)
    role = kind in {'role', 'education'}
    when = f'start: {year}\n  end: {year + chance.randint(0, 3)}' if role else f'date: {year}'
    organization = f'Organization {chance.randint(1, entries // 3 + 1)}'
    lines = []
    for _ in range(chance.randint(2, 5)):
        skill, other = (f'skill {chance.randint(1, entries // 3 + 1)}' for _ in range(2))
        words = f'{chance.choice(_VERBS)} {chance.choice(_THINGS)}'
        lines.append(f'- {words} with {{skill}}`{skill}` and {{skill}}`what it takes <{other}>`.')
    body = '\n'.join(lines)
    return (
        f'---\ncv:\n  type: {kind}\n  organization: {organization}\n  location: Geneva\n  {when}\n'
        f'---\n# {kind.capitalize()} {number}\n\nAt {{org}}`{organization}`:\n\n{body}\n'
    )


def as_plain(text: str) -> str:
    """Change a page for plain Sphinx: roles become words, and the toctree becomes the listing."""
    text = re.sub(r'\{(?:skill|org)\}`([^`<]*?)(?: <[^`]*)?`', r'\1', text)
    return text.replace(':::{entries}\n:::\n\n', '').replace(':hidden:\n', '')


def write_project(folder: Path, entries: int, which: str) -> None:
    """Write the pages and the settings of one of the two projects."""
    for name, text in write_pages(entries).items():
        page = folder / f'{name}.md'
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(as_plain(text) if which == PLAIN else text, 'utf-8')
    (folder / 'conf.py').write_text(_CONF[which], 'utf-8')


def prepare(folder: Path, state: str, run: int) -> None:
    """Bring a project into the state from which a build is timed."""
    if state == 'from nothing':
        shutil.rmtree(folder / '_build', ignore_errors=True)
        return
    page = folder / f'{_TOUCHED}.md'
    text = page.read_text('utf-8')
    if state == 'text touched':
        page.write_text(f'{text}\nA new sentence, number {run}.\n', 'utf-8')
    elif state == 'title touched':
        head, _, rest = text.partition('\n# ')
        below = rest.partition('\n')[2]
        page.write_text(f'{head}\n# A new title, number {run}\n{below}', 'utf-8')


def build(folder: Path) -> float:
    """Build the site, and give the seconds it took; the warnings of Sphinx are shown."""
    command = [sys.executable, '-m', 'sphinx', '-q', '-b', 'html', '-j', '1']
    # Where nobody may keep bytecode, Python would compile only sphinx-cv anew for each build,
    # because what pip has installed is compiled already.
    env = {name: value for name, value in os.environ.items() if name != 'PYTHONDONTWRITEBYTECODE'}
    start = time.perf_counter()
    subprocess.run([*command, folder, folder / '_build'], check=True, env=env)
    return time.perf_counter() - start


def measure(folder: Path, entries: int, runs: int) -> Iterator[tuple[str, str, list[float]]]:
    """Time both projects in all states, in turns; give state, project, and times in seconds."""
    for which in (OURS, PLAIN):
        write_project(folder / which, entries, which)
    for state in STATES:
        times: dict[str, list[float]] = {OURS: [], PLAIN: []}
        for run in range(runs):
            for which, found in times.items():
                prepare(folder / which, state, run)
                found.append(build(folder / which))
        for which, found in times.items():
            yield state, which, found


def report(times: dict[tuple[int, str, str], list[float]], sizes: list[int]) -> None:
    """Print times, ratios, and the power of the number of entries with which the times grow."""
    medians = {key: statistics.median(found) for key, found in times.items()}
    print(f'{"":23}  {"sphinx-cv":>15}  {"flat plain":>15}  {"":5}  growth since the size before')
    print(f'entries  {"state":15}{"  min s  median s" * 2}  ratio  sphinx-cv  flat plain')
    for place, size in enumerate(sizes):
        for state in STATES:
            cells = [f'{size:7}  {state:15}']
            for which in (OURS, PLAIN):
                key = size, state, which
                cells.append(f'{min(times[key]):5.2f}  {medians[key]:8.2f}')
            cells.append(f'{medians[size, state, OURS] / medians[size, state, PLAIN]:5.2f}')
            for which, width in ((OURS, 9), (PLAIN, 10)) if place else ():
                before = sizes[place - 1]
                grown = medians[size, state, which] / medians[before, state, which]
                cells.append(f'{f"n^{math.log(grown, size / before):.2f}":>{width}}')
            print('  '.join(cells))


def main() -> None:
    """Build both kinds of project in all sizes, and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or '').partition('\n')[0])
    parser.add_argument('sizes', nargs='*', type=int, default=[24, 250, 1000])
    parser.add_argument('--runs', type=int, default=5, help='pairs of builds for each state')
    chosen = parser.parse_args()
    sizes = sorted(set(chosen.sizes))
    packages = ', '.join(f'{name} {version(name)}' for name in ('sphinx', 'myst-parser', 'furo'))
    print(f'{os.cpu_count()} cores, Python {platform.python_version()}, {packages}')
    times: dict[tuple[int, str, str], list[float]] = {}
    weights = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            for state, which, found in measure(Path(name), size, chosen.runs):
                times[size, state, which] = found
            for which in (OURS, PLAIN):
                page = Path(name, which, '_build', f'{_TOUCHED}.html')
                weights.append(f'{size} entries, {which}: {page.stat().st_size / 1000:.1f} kB')
    report(times, sizes)
    print('An inner page:', '; '.join(weights))


if __name__ == '__main__':
    main()
