"""How a site grows with the number of entries, beside plain Sphinx.

Plain Sphinx is Sphinx with MyST and Furo on the very same pages, whose front matter means nothing
to it: once as it is, with the tree of all pages in each sidebar, and once flat, without that tree.
Builds are measured from nothing, with nothing touched, after the text of one entry changed, and
after its title did, which stands on other pages too.  The contenders take turns, because the
machine may be busy; what counts is the CPU time of each pair.  The memory is that of the largest
process.  Then come the bytes of what visitors load, and the time from a key to the result on the
front page in Chromium.

The aims: from nothing at most 0.3 times as long as plain Sphinx at 250 entries, and 2.2 times as
long as flat at 1,000 and more; one touched 1.2 times; an exponent of 1.05; 1 GB; a key 16 ms at
1,000 and 50 ms at 10,000.  ``make benchmark`` runs it up to 1,000; 10,000 entries take an hour.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
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
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import CDPSession, Page

OURS, FLAT, PLAIN = 'sphinx-cv', 'flat plain', 'plain'
STATES = ('from nothing', 'nothing touched', 'text touched', 'title touched')
# With the tree of pages plain Sphinx takes minutes for a thousand, so above this it is flat only.
_MOST_PLAIN = 250
# What visitors load, by what to call it; an entry's page is that of one touched.
_FILES = {'front page': 'index.html', 'skills': 'skills.html', 'index': 'cv-index.js'}
# What is typed, a key after the other.
_TYPED = ('skill 12', 'built a service', 'where did he use skill 7', 'organization 2', '2011-2013')
_CONF = {
    OURS: "project = 'A. Author'\nextensions = ['sphinx_cv']\n",
    PLAIN: """project = 'A. Author'
extensions = ['myst_parser']
html_theme = 'furo'
""",
    # Furo asks for the whole tree of pages on each page, whether its sidebar shows it or not, and
    # Sphinx resolves the tree anew each time.  For a thousand entries this takes minutes, and
    # hides everything else.  So here the tree is empty, as it is on a flat site, before Furo asks
    # for it (Furo's own handler has priority 500).  Sphinx is then as fast as it can be.
    FLAT: """project = 'A. Author'
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
    """Write the pages and the settings of one of the projects."""
    for name, text in write_pages(entries).items():
        page = folder / f'{name}.md'
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text if which == OURS else as_plain(text), 'utf-8')
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


@dataclass(frozen=True)
class Cost:
    """What a build took: seconds of CPU and of the clock, and megabytes of the largest process."""

    cpu: float
    wall: float
    memory: float


def build(folder: Path, jobs: int) -> Cost:
    """Build the site, and give what it took; the warnings of Sphinx are shown."""
    command = [sys.executable, '-m', 'sphinx', '-q', '-b', 'html', '-j', str(jobs)]
    # Where nobody may keep bytecode, Python would compile only sphinx-cv anew for each build,
    # because what pip has installed is compiled already.
    env = {name: value for name, value in os.environ.items() if name != 'PYTHONDONTWRITEBYTECODE'}
    start = time.perf_counter()
    process = subprocess.Popen([*command, folder, folder / '_build'], env=env)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f'{folder}: the build ended with {process.returncode}')
    taken = time.perf_counter() - start
    return Cost(used.ru_utime + used.ru_stime, taken, used.ru_maxrss / 1024)


Costs = dict[tuple[int, str, int, str], list[Cost]]


def measure(folder: Path, entries: int, jobs: int, runs: int) -> Costs:
    """Build all projects from all states, in turns."""
    found: Costs = {}
    contenders = [OURS, FLAT, *([PLAIN] if entries <= _MOST_PLAIN and jobs == 1 else [])]
    for which in contenders:
        write_project(folder / which, entries, which)
    for state in STATES:
        for run in range(runs):
            for which in contenders:
                prepare(folder / which, state, run)
                found.setdefault((entries, state, jobs, which), []).append(
                    build(folder / which, jobs)
                )
        for which in contenders:
            print(_line(found, (entries, state, jobs, which)), flush=True)
    return found


def _line(costs: Costs, key: tuple[int, str, int, str]) -> str:
    entries, state, jobs, which = key
    taken, flat = costs[key], costs[entries, state, jobs, FLAT]
    ratio = statistics.median(one.cpu / other.cpu for one, other in zip(taken, flat, strict=True))
    cells = [f'{entries:7}  {state:15}  {jobs:4}  {which:10}']
    cells += [f'{statistics.median(getattr(one, name) for one in taken):8.2f}' for name in _TIMES]
    memory = max(one.memory for one in taken)
    return '  '.join([*cells, f'{memory:6.0f}', f'{ratio:5.2f}'])


_TIMES = ('cpu', 'wall')
_HEAD = 'entries  state            jobs  contender      CPU s    wall s      MB  ratio to flat'


def weights(folder: Path) -> str:
    """Say how many bytes the pages and the index have."""
    files = {'an entry': f'{_TOUCHED}.html', **_FILES}
    found = []
    for name, file in files.items():
        content = (folder / '_build' / file).read_bytes()
        packed = len(gzip.compress(content, 6))
        found.append(f'{name} {len(content) / 1000:.1f} kB ({packed / 1000:.1f} packed)')
    return ', '.join(found)


def keys(page: Page) -> str:
    """Say how long it takes on the front page from a key to the result, laid out.

    It is the CPU time of the page's process.
    """
    session = page.context.new_cdp_session(page)
    session.send('Performance.enable', {'timeDomain': 'threadTicks'})

    def taken(typed: str) -> float:
        before = _task_time(session)
        page.evaluate(_TYPE, typed)
        return _task_time(session) - before

    before = _task_time(session)
    page.locator('.sidebar-search').focus()
    page.evaluate("document.querySelector('.sidebar-search').value = 'a'")
    page.locator('.cv-asked').wait_for(timeout=300_000)
    loaded = _task_time(session) - before
    found = [taken(text[:end]) for text in _TYPED for end in range(1, len(text) + 1)]
    return (
        f'the search is ready after {loaded:.0f} ms; {len(found)} keys: '
        f'median {statistics.median(found):.1f} ms, slowest {max(found):.1f} ms'
    )


_TYPE = """(text) => {
    const field = document.querySelector('.sidebar-search')
    field.value = text
    field.dispatchEvent(new Event('input'))
    document.body.getBoundingClientRect()
}"""


def _task_time(session: CDPSession) -> float:
    metrics = session.send('Performance.getMetrics')['metrics']
    [found] = [each['value'] for each in metrics if each['name'] == 'TaskDuration']
    return float(found) * 1000


@contextmanager
def front_page(folder: Path) -> Iterator[Page]:
    """Open the front page of a site in Chromium."""
    # Whoever measures no keys needs no Playwright.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    chromium = os.environ.get('CHROME_PATH') or shutil.which('chromium')
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=['--no-sandbox'])
        page = browser.new_page()
        page.goto((folder / '_build' / 'index.html').as_uri(), timeout=300_000)
        yield page
        browser.close()


def report_growth(costs: Costs, sizes: list[int]) -> None:
    """Print the powers of the number of entries with which the CPU times grow."""
    for before, size in itertools.pairwise(sizes):
        for (entries, state, jobs, which), taken in costs.items():
            smaller = costs.get((before, state, jobs, which))
            if entries == size and smaller:
                grown = min(one.cpu for one in taken) / min(one.cpu for one in smaller)
                power = math.log(grown, size / before)
                print(f'{before} to {size}, {state}, {jobs} jobs, {which}: n^{power:.2f}')


def machine() -> str:
    """Describe what is measured on."""
    names = ('sphinx', 'myst-parser', 'furo')
    packages = ', '.join(f'{name} {version(name)}' for name in names)
    load = ' '.join(f'{value:.1f}' for value in os.getloadavg())
    return (
        f'{platform.platform()}, {os.cpu_count()} cores, load {load}, '
        f'Python {platform.python_version()}, {packages}'
    )


def main() -> None:
    """Build all kinds of project in all sizes, and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or '').partition('\n')[0])
    parser.add_argument('sizes', nargs='*', type=int, default=[24, 250, 1000])
    parser.add_argument('--runs', type=int, default=3, help='rounds of builds for each state')
    parser.add_argument('--jobs', type=int, nargs='+', default=[1, 2], help='of Sphinx')
    parser.add_argument('--no-keys', action='store_true', help='measure no search in Chromium')
    chosen = parser.parse_args()
    sizes = sorted(set(chosen.sizes))
    print(f'{machine()}\n{_HEAD}', flush=True)
    costs: Costs = {}
    said = []
    for size in sizes:
        for jobs in chosen.jobs:
            with tempfile.TemporaryDirectory() as name:
                costs |= measure(Path(name), size, jobs, chosen.runs)
                if jobs == chosen.jobs[0]:
                    said.append(f'{size} entries: {weights(Path(name, OURS))}')
                    if not chosen.no_keys:
                        with front_page(Path(name, OURS)) as page:
                            said.append(f'{size} entries: {keys(page)}')
    report_growth(costs, sizes)
    print(*said, sep='\n')


if __name__ == '__main__':
    main()
