"""How well the search finds, beside Sphinx's, Pagefind and MiniSearch; ``make benchmark`` runs it.

Of the queries in ``queries.txt``, lines of odd number were used to tune the engine, and those of
even number never were.  The questions and phrases of ``questions.txt`` were written from the text
of the CV by somebody who had not read the engine, and it was never tuned on them.  All three parts
are reported.  Each query is typed into the engine in headless Chromium: sphinx-cv's in its page,
Sphinx's on the results page of a plain Sphinx and Furo site of the same sources, Pagefind's and
MiniSearch's over the pages of that site.
"""

from __future__ import annotations

import functools
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import yaml
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
_CHROMIUM = ['--no-sandbox', '--disable-gpu']
# The sources as a site without sphinx-cv: its front matter and roles mean nothing there.
_PLAIN = """
project = 'Pierre Carrier'
extensions = ['myst_parser']
html_theme = 'furo'
"""


@dataclass(frozen=True)
class Query:
    """What is typed, and the names of the pages that may stand first; none of them for none."""

    text: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The names of the pages that an engine gave, best first, and the milliseconds it took.

    They do not ``answer`` where the engine says that no page has all that was asked.
    """

    pages: list[str]
    milliseconds: float
    answer: bool = True


def read_queries() -> list[Query]:
    """Read the queries in their order."""
    found = []
    for line in _lines('queries.txt'):
        text, _arrow, pages = line.rpartition(' => ')
        found.append(Query(text, () if pages == '-' else tuple(pages.split(', '))))
    return found


def read_questions() -> list[Query]:
    """Read the questions and phrases in their order."""
    found = []
    for line in _lines('questions.txt'):
        text, _equals, pages = line.rpartition(' =')
        found.append(Query(text, tuple(page.rpartition('/')[2] for page in pages.split())))
    return found


def _lines(name: str) -> list[str]:
    lines = (HERE / name).read_text('utf-8').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


def build_plain(folder: Path) -> Path:
    """Build the sources with plain Sphinx, MyST and Furo; give the folder of its pages."""
    source = folder / 'plain'
    source.mkdir()
    for name in ('experience', 'education', 'certifications'):
        shutil.copytree(ROOT / name, source / name)
    shutil.copy(ROOT / 'index.md', source)
    (source / 'conf.py').write_text(_PLAIN, 'utf-8')
    _flatten(source)
    out = source / '_build'
    subprocess.run(
        [sys.executable, '-m', 'sphinx', '-q', '-b', 'html', source, out],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return out


def _flatten(source: Path) -> None:
    """Write what sphinx-cv would show as the text of each page, so that others can find it."""
    for file in source.rglob('*.md'):
        text, record = file.read_text('utf-8'), {}
        if text.startswith('---\n'):
            head, text = text[4:].split('---\n', 1)
            record = yaml.safe_load(head)['cv']
        for name, value in record.items():
            text = text.replace(f'{{field}}`{name}`', str(value))
        text = re.sub(r'\{\w+\}`([^`<]+?)(?: <[^`]*>)?`', r'\1', text)
        text = re.sub(r':::\{\w+\}\n:::\n', '', text).replace('skills\norganizations\n', '')
        title, rest = text.split('\n', 1)
        file.write_text(f'{title}\n\n{_facts(record)}\n{rest}', 'utf-8')


def _facts(record: dict[str, Any]) -> str:
    keys = ('abbreviation', 'organization', 'location', 'start', 'end', 'date', 'duration')
    facts = [str(record[key]) for key in (*keys, 'tagline', 'email', 'url') if key in record]
    facts += [f'{each["fluency"]} {each["name"]}' for each in record.get('languages', ())]
    return ' · '.join(facts)


def ours(page: Page, address: str, queries: list[Query]) -> list[Answer]:
    """Ask sphinx-cv's engine, once it is loaded."""
    page.goto(f'{address}/index.html')
    for name in ('_static/language_data.js', 'cv-index.js', '_static/sphinx-cv-engine.js'):
        page.add_script_tag(url=f'{address}/{name}')
    found = page.evaluate(
        """texts => {
            const engine = cvEngine(cvIndex, new Stemmer(), stopwords)
            return texts.map(text => {
                const start = performance.now()
                const { results, complete } = engine.search(text)
                const pages = results.map(entry => entry.page.split('/').pop())
                return [pages, performance.now() - start, complete]
            })
        }""",
        [query.text for query in queries],
    )
    return [Answer(*each) for each in found]


def sphinx(page: Page, address: str, queries: list[Query]) -> list[Answer]:
    """Open Sphinx's results page for each query, as pressing Enter does."""
    found = []
    for query in queries:
        page.goto(f'{address}/search.html?q={quote(query.text)}')
        # The heading says "Searching" until it is done.
        page.wait_for_function(
            "(h => h && h.innerText !== 'Searching')(document.querySelector('#search-results h2'))",
            timeout=10_000,
        )
        pages = page.locator('#search-results ul.search li > a').evaluate_all(
            'links => links.map(link => link.pathname)'
        )
        took = page.evaluate('performance.now()')
        found.append(Answer([Path(name).stem for name in pages], took))
    return found


def pagefind(page: Page, address: str, queries: list[Query]) -> list[Answer]:
    """Ask Pagefind's own index of the plain site."""
    page.goto(f'{address}/index.html')
    found = []
    for query in queries:
        pages, took = page.evaluate(
            """async ([address, text]) => {
                const pagefind = await import(`${address}/pagefind/pagefind.js`)
                const start = performance.now()
                const { results } = await pagefind.search(text)
                const data = await Promise.all(results.slice(0, 10).map(each => each.data()))
                return [data.map(each => each.url), performance.now() - start]
            }""",
            [address, query.text],
        )
        found.append(Answer([Path(name).stem for name in pages], took))
    return found


def minisearch(page: Page, address: str, queries: list[Query]) -> list[Answer]:
    """Ask MiniSearch, with the options of its README, over title and text of the plain site."""
    page.goto(f'{address}/index.html')
    # Furo's sidebar has all pages.
    below: list[str] = page.locator('.sidebar-tree a.reference').evaluate_all(
        "links => links.map(link => link.href.split('#')[0])"
    )
    pages = dict.fromkeys([page.url, *below])
    documents = []
    for link in pages:
        page.goto(link)
        title, text = page.evaluate(
            "[document.querySelector('h1').innerText, document.querySelector('article').innerText]"
        )
        documents.append({'id': link, 'title': title, 'text': text})
    page.add_script_tag(url=f'{address}/minisearch.js')
    found = page.evaluate(
        """([documents, texts]) => {
            const searchOptions = { boost: { title: 2 }, fuzzy: 0.2, prefix: true }
            const engine = new MiniSearch({ fields: ['title', 'text'], searchOptions })
            engine.addAll(documents)
            return texts.map(text => {
                const start = performance.now()
                return [engine.search(text).map(each => each.id), performance.now() - start]
            })
        }""",
        [documents, [query.text for query in queries]],
    )
    return [Answer([Path(link).stem for link in links], took) for links, took in found]


def report(name: str, queries: list[Query], answers: list[Answer]) -> None:
    """Print, for each part, what part of the queries was answered and how fast."""
    pairs_of = list(zip(queries, answers, strict=True))
    halves, questions = len(read_queries()), pairs_of[len(read_queries()) :]
    parts = (
        ('tuned on', pairs_of[:halves:2]),
        ('untouched', pairs_of[1:halves:2]),
        ('questions', questions),
    )
    for half, pairs in parts:
        held = [(query, answer) for query, answer in pairs if query.pages]
        other = [answer for query, answer in pairs if not query.pages]
        first = sum(bool(a.pages) and a.pages[0] in q.pages for q, a in held)
        three = sum(any(page in q.pages for page in a.pages[:3]) for q, a in held)
        none = sum(not a.pages for _q, a in held)
        false = sum(bool(a.pages) and a.answer for a in other)
        offered = sum(bool(a.pages) and not a.answer for a in other)
        times = [answer.milliseconds for _query, answer in pairs]
        print(
            f'{name:10} {half:9}  first {first / len(held):6.1%}  in three {three / len(held):6.1%}'
            f'  none {none / len(held):5.1%}  of what is not held {false} of {len(other)} answered'
            f' and {offered} offered'
            f'  median {statistics.median(times):6.1f} ms, longest {max(times):6.1f} ms'
        )


def measure_large(page: Page, address: str) -> None:
    """Print how long the engine takes over 250 entries: the CV's, with other words."""
    page.goto(f'{address}/index.html')
    for name in ('_static/language_data.js', 'cv-index.js', '_static/sphinx-cv-engine.js'):
        page.add_script_tag(url=f'{address}/{name}')
    load, times = page.evaluate(
        """queries => {
            const entries = []
            for (let copy = 0; entries.length < 250; copy++) {
                for (const entry of cvIndex.entries) {
                    const text = entry.text.map(line =>
                        line.replace(/\\p{L}{5,}/gu, word => copy % 3 ? word + copy : word))
                    entries.push({...entry, page: entry.page + copy, text})
                }
            }
            const start = performance.now()
            const engine = cvEngine({...cvIndex, entries}, new Stemmer(), stopwords)
            const load = performance.now() - start
            return [load, queries.map(query => {
                const start = performance.now()
                engine.search(query)
                return performance.now() - start
            })]
        }""",
        [query.text for query in read_queries()],
    )
    print(
        f'250 entries: loaded in {load:.0f} ms, median {statistics.median(times):.1f} ms, '
        f'longest {max(times):.1f} ms'
    )


def measure_typing(page: Page, address: str) -> None:
    """Print how long the page takes from a keystroke to the results that it shows."""
    page.goto(f'{address}/index.html?q=gdb')
    page.wait_for_selector('.cv-hit-row')
    times = page.evaluate(
        """queries => queries.map(query => {
            const box = document.querySelector('.sidebar-search')
            box.value = query
            const start = performance.now()
            box.dispatchEvent(new Event('input', {bubbles: true}))
            document.querySelector('.cv-say').getBoundingClientRect()
            return performance.now() - start
        })""",
        [query.text for query in read_queries()],
    )
    print(
        f'from keystroke to results, laid out: median {statistics.median(times):.1f} ms, '
        f'longest {max(times):.1f} ms'
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def _serve(folder: Path) -> str:
    handler = functools.partial(_Quiet, directory=str(folder))
    server = ThreadingHTTPServer(('127.0.0.1', 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f'http://127.0.0.1:{server.server_port}'


def main() -> None:
    """Run all engines over all queries."""
    queries = read_queries() + read_questions()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        plain = build_plain(Path(name))
        subprocess.run(
            ['npx', '--yes', 'pagefind@1.6.0', '--silent', '--site', plain],
            check=True,
            cwd=name,
        )
        subprocess.run(['npm', 'install', '--silent', 'minisearch@7.2.0'], check=True, cwd=name)
        package = Path(name) / 'node_modules' / 'minisearch'
        shutil.copy(package / 'dist' / 'umd' / 'index.js', plain / 'minisearch.js')
        find = [str(ROOT / 'tools' / 'find-browser'), 'chromium']
        chromium = subprocess.run(find, check=True, capture_output=True, text=True).stdout.strip()
        browser = playwright.chromium.launch(executable_path=chromium, args=_CHROMIUM)
        engines: list[tuple[str, Path, Callable[[Page, str, list[Query]], list[Answer]]]] = [
            ('sphinx-cv', ROOT / '_build' / 'html', ours),
            ('Sphinx', plain, sphinx),
            ('Pagefind', plain, pagefind),
            ('MiniSearch', plain, minisearch),
        ]
        results: dict[str, Any] = {}
        for engine, folder, ask in engines:
            context = browser.new_context(bypass_csp=True)
            answers = ask(context.new_page(), _serve(folder), queries)
            report(engine, queries, answers)
            results[engine] = [answer.pages[:3] for answer in answers]
            context.close()
        context = browser.new_context(bypass_csp=True)
        site = _serve(ROOT / '_build' / 'html')
        measure_typing(context.new_page(), site)
        measure_large(context.new_page(), site)
        browser.close()
    if '--answers' in sys.argv:
        # Of the half for tuning only: the other one is to stay untouched.
        for place, query in enumerate(read_queries()):
            if place % 2 == 0:
                print(query.text, json.dumps({e: r[place] for e, r in results.items()}))


if __name__ == '__main__':
    main()
