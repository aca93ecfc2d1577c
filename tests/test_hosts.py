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
from urllib.parse import urlsplit

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
