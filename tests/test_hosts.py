"""Where the site is read: on Read the Docs, while it is written, below a path."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from web import Watched, serve, wait_until

from sphinx_cv.html.furo.policy import host_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route
    from projects import Project

# What the addons of Read the Docs do (https://github.com/readthedocs/addons): they style the page,
# fetch what is to be shown from the site's own host, compile the schema that it has to match, and
# add elements with pictures and styles of their own.
_ADDONS = """(async () => {
    const styles = new CSSStyleSheet()
    styles.replaceSync(':root { --addons: 1 }')
    document.adoptedStyleSheets = [styles]
    const answer = await fetch('/_/addons/?api-version=1')
    const data = await answer.json()
    const valid = new Function('data', 'return typeof data.version === "string"')
    if (!valid(data)) throw new Error('not what was expected')
    const menu = document.createElement('readthedocs-flyout')
    const root = menu.attachShadow({mode: 'open'})
    const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    const logo = `data:image/svg+xml,${encodeURIComponent(picture)}`
    root.innerHTML = `<style>p { width: 123px }</style><img src="${logo}"><p>${data.version}</p>`
    await root.querySelector('img').decode()
    document.body.append(menu)
})()"""


def _add_addons(page: Page) -> None:
    """Change each page as the host does on its way to the reader."""

    def change(route: Route) -> None:
        answer = route.fetch()
        tag = '<script async src="/_/static/javascript/readthedocs-addons.js"></script>'
        route.fulfill(response=answer, body=answer.text().replace('</head>', f'{tag}</head>', 1))

    page.route('**/*.html', change)
    page.route(
        '**/_/static/javascript/readthedocs-addons.js',
        lambda route: route.fulfill(body=_ADDONS, content_type='text/javascript'),
    )
    page.route('**/_/addons/**', lambda route: route.fulfill(json={'version': 'latest'}))


@pytest.fixture
def with_addons(ada: Project, browser: Browser) -> Iterator[Watched]:
    """A page of the small CV, as it is built next, with what Read the Docs adds."""
    out = ada.source / '_build' / 'html'
    out.mkdir(parents=True)
    page = browser.new_page()
    _add_addons(page)
    watched = Watched(page)
    with serve(out) as address:
        ada.build(nitpicky=True)
        page.goto(f'{address}/work/engine.html')
        yield watched
    page.close()


@pytest.fixture
def on_read_the_docs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('READTHEDOCS', 'True')


@pytest.mark.usefixtures('on_read_the_docs')
def test_read_the_docs_may_add_its_menu(with_addons: Watched) -> None:
    page = with_addons.page
    menu = page.locator('readthedocs-flyout p')
    assert menu.inner_text() == 'latest'
    assert menu.evaluate('e => getComputedStyle(e).width') == '123px'
    root = 'getComputedStyle(document.documentElement)'
    assert page.evaluate(f'{root}.getPropertyValue("--addons")') == '1'
    assert page.locator('readthedocs-flyout img').evaluate('e => e.naturalWidth') == 9
    assert with_addons.problems == []


def test_elsewhere_nobody_may_compile_code(with_addons: Watched) -> None:
    wait_until(with_addons.page, lambda: bool(with_addons.problems))
    assert 'unsafe-eval' in with_addons.problems[0]
    assert with_addons.page.locator('readthedocs-flyout').count() == 0


def test_another_host_has_all_pages_written_again(
    ada: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('READTHEDOCS', 'True')
    assert "'unsafe-eval'" in ada.build(nitpicky=True).read('work/engine.html')
    monkeypatch.delenv('READTHEDOCS')
    assert "'unsafe-eval'" not in ada.build(nitpicky=True).read('work/engine.html')


@pytest.mark.parametrize(
    ('environment', 'host'),
    [({}, ''), ({'READTHEDOCS': 'True'}, 'readthedocs'), ({'READTHEDOCS': 'False'}, '')],
)
def test_only_read_the_docs_itself_counts(environment: dict[str, str], host: str) -> None:
    assert host_in(environment) == host


@contextmanager
def live(checkout: Path) -> Iterator[str]:
    """Run ``make live`` in a copy of the repository, and give its address once it answers."""
    log = checkout / 'live.log'
    with log.open('w') as output:
        process = subprocess.Popen(
            ['make', '--no-print-directory', 'live', 'PORT=0'],
            cwd=checkout,
            # It opens the browser of the one who works here; "true" only says yes.
            env={name: value for name, value in os.environ.items() if 'MAKE' not in name}
            | {'BROWSER': 'true'},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        for _try in range(1200):
            assert process.poll() is None, log.read_text('utf-8')
            found = re.search(r'Serving on (http://[\w.:]+)', log.read_text('utf-8'))
            if found and _answers(found[1]):
                break
            time.sleep(0.1)
        else:
            pytest.fail(log.read_text('utf-8'))
        yield found[1]
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


def _answers(address: str) -> bool:
    try:
        with socket.create_connection(urlsplit(address).netloc.split(':'), 1):  # type: ignore[arg-type]
            return True
    except OSError:
        return False


@pytest.mark.prove
def test_a_saved_page_reloads_in_the_browser(checkout: Path, browser: Browser) -> None:
    with live(checkout) as address:
        page = browser.new_page()
        watched = Watched(page)
        page.goto(f'{address}/experience/red-hat.html')
        assert 'A word saved just now.' not in page.locator('article').inner_text()
        source = checkout / 'experience' / 'red-hat.md'
        source.write_text(source.read_text('utf-8') + '\nA word saved just now.\n', 'utf-8')
        page.get_by_text('A word saved just now.').wait_for()
        page.close()
        # While pages are written, one that is not there yet may be asked for.
        assert [problem for problem in watched.problems if 'Policy' in problem] == []


# ---- addresses that lead nowhere -----------------------------------------------------------------


@pytest.fixture
def below(ada: Project, tmp_path: Path) -> Iterator[str]:
    """The small CV below a path, as GitHub Pages serves that of a project."""
    root = tmp_path / 'host'
    root.mkdir()
    out = ada.build(nitpicky=True, html_baseurl='https://ada.example.org/cv/').out
    (root / 'cv').symlink_to(out)
    with serve(root, out / '404.html') as address:
        yield f'{address}/cv'


@pytest.mark.parametrize(
    'lost',
    ['a/b/c', *(pytest.param(way, marks=pytest.mark.prove) for way in ('gone.html', 'work/'))],
)
def test_a_lost_reader_finds_the_way(browser: Browser, below: str, lost: str) -> None:
    page = browser.new_page()
    watched = Watched(page)
    answer = page.goto(f'{below}/{lost}')
    assert answer
    if lost == 'work/':
        # There is such a page.
        assert answer.status == 200
        page.close()
        return
    assert answer.status == 404
    assert page.title() == 'Not found – Ada Lovelace'
    assert page.locator('h1').inner_text() == '404 is not in this CV'
    assert 'There is no page at this address. The career is all here:' in page.inner_text('article')
    # It looks like the others.
    bold = 'e => getComputedStyle(e).fontWeight'
    assert int(page.locator('.cv-line .cv-who').first.evaluate(bold)) >= 600
    page.locator('input[name=q]').first.fill('mathematics')
    found = page.locator('.cv-popup a').first
    found.wait_for()
    assert str(found.evaluate('e => e.href')).startswith(f'{below}/')
    page.keyboard.press('Escape')
    page.get_by_role('link', name='Programmer of the Engine').click()
    page.wait_for_url(f'{below}/work/engine.html')
    # What was not there is an error by itself.
    assert [p for p in watched.problems if '404 (' not in p] == []
    page.close()


@pytest.mark.prove
def test_a_lost_reader_without_scripts_does_so_too(browser: Browser, below: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f'{below}/a/b/c')
    page.get_by_role('link', name='Programmer of the Engine').click()
    page.wait_for_url(f'{below}/work/engine.html')
    context.close()


@pytest.mark.parametrize('builder', ['html', pytest.param('dirhtml', marks=pytest.mark.prove)])
@pytest.mark.parametrize(
    ('base', 'root'),
    [
        ('', '/'),
        pytest.param('https://a.example', '/', marks=pytest.mark.prove),
        ('https://a.example/x/y', '/x/y/'),
    ],
)
def test_its_links_begin_at_the_root_of_the_host(
    ada: Project, builder: str, base: str, root: str
) -> None:
    build = ada.build(builder, nitpicky=True, html_baseurl=base)
    links = re.findall(r' (?:href|src|action)="([^"]*)"', build.read('404.html'))
    engine = 'work/engine/' if builder == 'dirhtml' else 'work/engine.html'
    assert f'{root}{engine}' in links
    assert f'{root}_static/sphinx-cv.js' in [link.partition('?')[0] for link in links]
    assert all(re.match(r'/|#|https?:|mailto:', link) for link in links)
    for link in links:
        if link.startswith('/'):
            path = unquote(link.partition('?')[0].partition('#')[0]).removeprefix(root)
            # The PDF is made by another builder.
            assert (build.out / path).exists(), link
    # Crawlers and language models are not led to it.
    assert '404' not in build.read('llms.txt')
    if base:
        assert '404' not in build.read('sitemap.xml')


def test_the_owners_own_page_wins(ada: Project) -> None:
    ada.write('404.md', '---\norphan: true\n---\n# Lost?\n\nTry {entry}`engine`.\n')
    for _again in range(2):
        page = ada.build(nitpicky=True, html_baseurl='https://ada.example.org/cv/').read('404.html')
        assert 'Lost?' in page
        assert 'There is no page' not in page
        assert 'href="/cv/work/engine.html"' in page
        assert 'src="/cv/_static/sphinx-cv.js' in page


def test_without_entries_it_promises_none(project: Project) -> None:
    page = project.build(nitpicky=True).read('404.html')
    assert 'There is no page at this address.</p>' in page


def test_it_speaks_the_language_of_the_cv(ada: Project) -> None:
    page = ada.build(language='de').read('404.html')
    heading = '404<span class="cv-said"> steht nicht in diesem Lebenslauf</span>'
    assert f'<h1>{heading}</h1>' in page
    assert '<title>Nicht gefunden – Ada Lovelace</title>' in page
