"""The built site in a real browser: what people see, and what they can do."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader
from web import CHROMIUM, chromium, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request
    from projects import CVSite
    from web import Watched

#: One page of each kind.
KINDS = (
    'index.html',
    'experience/index.html',
    'experience/red-hat.html',
    'experience/automated-proving.html',
    'certifications/rhce.html',
    'skills.html',
    'organizations.html',
    '404.html',
    'search.html?q=gdb',
)
_AXE = """axe.run(document, {runOnly: [
    'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"""
_AT_REST = """e => e.getAnimations().length === 0 && e.getBoundingClientRect().left === 0"""
_ON_SCREEN = """e => {
    const top = e.getBoundingClientRect().top
    return top >= 0 && top < innerHeight
}"""
# Those of Lighthouse's audits of performance that count, and so hold on a busy machine too.
_COUNTED = (
    *('cumulative-layout-shift', 'total-byte-weight', 'uses-text-compression', 'redirects'),
    *('unused-css-rules', 'unused-javascript', 'duplicated-javascript', 'legacy-javascript'),
    *('uses-responsive-images', 'uses-optimized-images', 'unsized-images', 'no-document-write'),
    'third-parties-insight',
)
# What has the focus, and whether one sees that it has.
_FOCUS = """() => {
    const e = document.activeElement
    if (e === document.body) return [null, true]
    const outlined = one => one && getComputedStyle(one).outlineStyle !== 'none'
    const shaded = one => one && getComputedStyle(one).boxShadow !== 'none'
    const box = e.getBoundingClientRect()
    const shown = box.right > 0 && box.left < innerWidth &&
        getComputedStyle(e).visibility === 'visible' &&
        (outlined(e) || shaded(e.parentElement) || outlined(e.nextElementSibling))
    return [e.href?.baseVal ?? e.href ?? e.id, shown]
}"""


@pytest.fixture(params=['http', 'file'])
def start(request: pytest.FixtureRequest, cv: CVSite) -> str:
    if request.param == 'file':
        return f'file://{cv.html}/index.html'
    return f'{request.getfixturevalue("served")}/index.html'


def test_from_the_front_page_to_the_pdf(watched: Watched, start: str, cv: CVSite) -> None:
    page = watched.page
    page.goto(start)
    assert page.title() == 'Pierre Carrier'
    article = page.locator('article')
    article.get_by_role('link', name='Technical Support Engineer', exact=True).click()
    page.wait_for_url('**/experience/red-hat.html')
    assert page.locator('h1').inner_text().startswith('Technical Support Engineer')
    article.get_by_role('link', name='gdb', exact=True).first.click()
    page.wait_for_url('**/skills.html#skill-gdb')
    term = page.locator('#skill-gdb')
    assert 'GNU Debugger' in term.inner_text()
    wait_until(page, lambda: bool(term.evaluate(_ON_SCREEN)))
    article.get_by_role('link', name='Airbnb', exact=True).first.click()
    page.wait_for_url('**/organizations.html#org-airbnb')
    assert page.locator('#org-airbnb').inner_text().startswith('Airbnb')
    link = page.locator('a[href$="pierre-carrier-cv.pdf"]').first
    target = str(link.evaluate('e => e.href'))
    if target.startswith('http'):
        assert page.request.get(target).body() == cv.pdf.read_bytes()
    else:
        assert target == f'file://{cv.html}/pierre-carrier-cv.pdf'


def test_the_first_screen_says_who_and_what_to_do(watched: Watched, served: str) -> None:
    page = watched.page
    page.goto(f'{served}/index.html')
    for text in [
        *('How can I help?', 'Geneva, Switzerland', 'pc@carrier.ch', 'pcarrier.com'),
        *('Native French', 'Download the PDF', 'Save contact', 'E-mail'),
    ]:
        box = page.locator('article').get_by_text(text).first.bounding_box()
        assert box is not None
        assert box['y'] + box['height'] < 844, text
    for name, end in (
        ('Download the PDF', 'pierre-carrier-cv.pdf'),
        ('Save contact', 'pierre-carrier.vcf'),
    ):
        link = page.locator('article').get_by_role('link', name=name)
        address = str(link.evaluate('e => e.href'))
        assert address.endswith(end)
        assert page.request.get(address).ok


def test_no_page_is_wider_than_the_screen(watched: Watched, cv: CVSite) -> None:
    # 640 is what a window of 1280 has at a zoom of 200 %, 320 at 400 %.
    for width in (None, 640, 320):
        if width:
            watched.page.set_viewport_size({'width': width, 'height': 800})
        for file in sorted(cv.html.rglob('*.html')):
            if file.name == '404.html':
                # Its links lead from the root of a host.
                continue
            watched.page.goto(f'file://{file}')
            wide = watched.page.evaluate(
                'document.documentElement.scrollWidth - document.documentElement.clientWidth'
            )
            assert wide <= 0, f'{file.name} at {width}'


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('width', [390, 1280])
def test_axe_finds_nothing(
    browser: Browser, served: str, packages: Path, width: int, scheme: Literal['light', 'dark']
) -> None:
    # The checker itself is an inline script, which the pages' policy keeps out.
    context = browser.new_context(
        viewport={'width': width, 'height': 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    axe = (packages / 'axe-core' / 'axe.min.js').read_text('utf-8')
    found = []
    for name in KINDS:
        page.goto(f'{served}/{name}')
        if name == 'index.html' and width < 1000:
            page.locator('.nav-overlay-icon').click()
            drawer = page.locator('.sidebar-drawer')
            wait_until(page, lambda drawer=drawer: bool(drawer.evaluate(_AT_REST)))  # type: ignore[misc]
        if name.startswith('search'):
            page.locator('.cv-hits').first.wait_for()
        page.evaluate(axe)
        for violation in page.evaluate(_AXE)['violations']:
            found += [f'{name}: {violation["id"]}: {n["html"]}' for n in violation['nodes']]
    context.close()
    assert found == []


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    watched: Watched, served: str
) -> None:
    page = watched.page
    for name in ('index.html', 'experience/red-hat.html'):
        page.goto(f'{served}/{name}')
        seen = set()
        for _step in range(300):
            page.keyboard.press('Tab')
            address, shown = page.evaluate(_FOCUS)
            if address is None:
                break
            if not shown:
                # What slides into view needs a moment.
                wait_until(page, lambda: bool(page.evaluate(_FOCUS)[1]))
            seen.add(address)
            if address == '__navigation' and page.locator('.nav-overlay-icon').is_visible():
                page.keyboard.press('Space')
        links = page.locator('article a:not(.headerlink), nav.sidebar-tree a').evaluate_all(
            'es => es.map(e => e.href.baseVal ?? e.href)'
        )
        assert len(links) > 20
        assert set(links) <= seen


def test_escape_closes_the_menu(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={'width': 390, 'height': 844})
    page.goto(f'{served}/index.html')
    entry = page.locator('nav.sidebar-tree a').first
    assert not entry.is_visible()
    page.locator('.nav-overlay-icon').click()
    entry.wait_for(state='visible')
    page.keyboard.press('Escape')
    entry.wait_for(state='hidden')
    page.close()


def test_nothing_moves_for_those_who_ask_for_it(browser: Browser, served: str) -> None:
    context = browser.new_context(reduced_motion='reduce', viewport={'width': 390, 'height': 844})
    page = context.new_page()
    page.goto(f'{served}/index.html')
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter(e => {
            const style = getComputedStyle(e)
            return parseFloat(style.transitionDuration) || style.animationName !== 'none'
        }).length"""
    )
    assert moving == 0
    context.close()


def test_the_timeline_is_a_picture_of_links(watched: Watched, served: str) -> None:
    page = watched.page
    page.goto(f'{served}/index.html')
    picture = page.locator('svg.cv-timeline')
    bars = picture.locator('a')
    assert bars.count() == 20
    # Three at once: each covers a part of what the others do.
    spans = [
        bars.filter(has_text=re.compile(f'^{name}'))
        .locator('rect.cv-maybe')
        .evaluate('e => { const b = e.getBoundingClientRect(); return [b.left, b.right] }')
        for name in ('VP', 'Independent', 'Licence', 'Service Desk')
    ]
    vice, independent, licence, desk = spans
    assert vice[0] == independent[0] < licence[1] < vice[1]
    assert desk[1] > independent[0]
    for text in picture.locator('text').all():
        box = text.bounding_box()
        assert box is not None
        size = page.viewport_size
        assert size is not None
        assert box['x'] >= 0
        assert box['x'] + box['width'] <= size['width']
        assert box['height'] >= 12
    bars.filter(has_text='Principal Engineer').click()
    page.wait_for_url('**/experience/apollo-graph.html')


def test_skills_can_be_sorted(watched: Watched, served: str) -> None:
    page = watched.page
    page.goto(f'{served}/skills.html')
    # Each group is sorted by itself; the first is of programming.
    first, last = page.locator('dl.cv-index').first, page.locator('dl.cv-index').last
    assert first.locator('dt').first.inner_text().startswith('backends')
    assert last.locator('dt').first.inner_text().startswith('Accounting')
    page.get_by_role('button', name='number of entries').click()
    assert first.locator('.cv-topic').first.locator('.cv-entry').count() > 1
    page.get_by_role('button', name='last use').click()
    assert '2025' in first.locator('dt').first.inner_text()
    assert page.get_by_role('button', name='last use').get_attribute('aria-pressed') == 'true'
    page.get_by_role('button', name='name').click()
    assert first.locator('dt').first.inner_text().startswith('backends')


def test_without_a_script_everything_can_be_read(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f'{served}/skills.html')
    assert page.locator('dl.cv-index dt').count() > 100
    assert not page.get_by_role('button', name='last use').is_visible()
    page.goto(f'{served}/search.html')
    # Playwright's own selectors pass over what stands in it.
    assert page.locator('noscript p').inner_text().startswith('Searching needs JavaScript')
    page.locator('noscript a[href="skills.html"]').click()
    page.wait_for_url('**/skills.html')
    context.close()


def test_it_prints_as_one_document(browser: Browser, served: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(f'{served}/index.html')
    file = tmp_path / 'front.pdf'
    page.pdf(path=file, format='A4', prefer_css_page_size=True)
    page.close()
    reader = PdfReader(file)
    text = '\n'.join(sheet.extract_text() for sheet in reader.pages)
    assert len(reader.pages) <= 3
    for shown in ('Pierre Carrier', 'pc@carrier.ch', 'Founding engineer', 'IPv6'):
        assert shown in text
    for hidden in ('Download the PDF', 'Save contact', 'Skip to content', 'Menu'):
        assert hidden not in text


def sizes_of(browser: Browser, address: str) -> list[int]:
    """How many bytes each file has that a first visit of a page loads."""
    context = browser.new_context()
    page = context.new_page()
    requests: list[Request] = []
    # Playwright takes no method of a list for a listener.
    page.on('requestfinished', lambda request: requests.append(request))  # noqa: PLW0108
    page.goto(address, wait_until='networkidle')
    sizes = [request.sizes()['responseBodySize'] for request in requests]
    context.close()
    return sizes


def test_pages_stay_light(browser: Browser, served: str) -> None:
    """Count what the first visit of each kind of page loads: plain Furo has 38 kB and 11 files."""
    for name in KINDS[:-1]:
        sizes = sizes_of(browser, f'{served}/{name}')
        assert sum(sizes) < 38_000, name
        assert 5 <= len(sizes) < 11, name


def test_only_this_origin_may_be_loaded(browser: Browser, served: str) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on('console', lambda message: refused.append(message.text))
    page.goto(f'{served}/experience/red-hat.html')
    assert page.evaluate('document.body.dataset.theme') == 'auto'
    assert refused == []
    page.evaluate("""() => {
        const script = document.createElement('script')
        script.textContent = 'window.intruder = true'
        document.head.append(script)
        const picture = new Image()
        picture.src = 'https://example.org/pixel.png'
        document.body.append(picture)
    }""")
    wait_until(page, lambda: sum('Content Security Policy' in text for text in refused) == 2)
    assert page.evaluate('window.intruder') is None
    # What Read the Docs adds comes from the site's own origin.
    added = page.evaluate("""() => new Promise(done => {
        const script = document.createElement('script')
        script.src = '../_static/sphinx-cv-engine.js'
        script.onload = () => done(typeof window.cvEngine)
        document.head.append(script)
    })""")
    assert added == 'function'
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    'name', ['index.html', 'experience/red-hat.html', 'skills.html', 'search.html?q=gdb']
)
def test_lighthouse_gives_full_marks(
    served: str, packages: Path, tmp_path: Path, request: pytest.FixtureRequest, name: str
) -> None:
    report = tmp_path / 'report.json'
    subprocess.run(
        [
            *('node', packages / 'lighthouse' / 'cli' / 'index.js', f'{served}/{name}'),
            *('--quiet', '--output=json', f'--output-path={report}'),
            '--max-wait-for-load=180000',
            f'--chrome-flags=--headless=new {" ".join(CHROMIUM)}',
        ],
        check=True,
        env=os.environ | {'CHROME_PATH': chromium()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    found = json.loads(report.read_text('utf-8'))
    marks = {category: result['score'] for category, result in found['categories'].items()}
    performance = marks.pop('performance')
    assert marks == dict.fromkeys(('accessibility', 'best-practices', 'seo'), 1)
    counted = {audit: found['audits'][audit]['score'] for audit in _COUNTED}
    assert counted == dict.fromkeys(_COUNTED, 1)
    if request.config.getoption('--timed'):
        assert performance == 1


def test_the_html_is_valid(cv: CVSite, packages: Path) -> None:
    jar = packages / 'vnu-jar' / 'build' / 'dist' / 'vnu.jar'
    pages = sorted(cv.html.rglob('*.html'))
    assert len(pages) > 25
    run = subprocess.run(
        ['java', '-jar', jar, '--errors-only', '--format', 'gnu', *pages],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, '')


# How far the page's parts have moved by the second frame after it was loaded.  The mark comes
# to the observer with all that came before it: there is nothing to wait for any longer.
_LAYOUT_SHIFT = """() => new Promise(done => {
    requestAnimationFrame(() => requestAnimationFrame(() => {
        let sum = 0
        const observer = new PerformanceObserver(list => {
            for (const entry of list.getEntriesByType('layout-shift'))
                if (!entry.hadRecentInput) sum += entry.value
            if (list.getEntriesByName('seen').length) done(sum)
        })
        performance.mark('seen')
        observer.observe({type: 'layout-shift', buffered: true})
        observer.observe({type: 'mark', buffered: true})
    }))
})"""


def test_nothing_shifts_while_a_page_loads(watched: Watched, served: str) -> None:
    for name in KINDS:
        watched.page.goto(f'{served}/{name}')
        if name.startswith('search'):
            watched.page.locator('.cv-hits .cv-hit').first.wait_for()
        assert watched.page.evaluate(_LAYOUT_SHIFT) < 0.01, name


def test_a_shift_would_be_seen(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / 'page.html'
    file.write_text('<!doctype html><p>First</p>' + '<p>More</p>' * 20, encoding='utf-8')
    page = browser.new_page()
    page.goto(f'file://{file}')
    page.evaluate("""() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
        document.querySelector('p').style.height = '200px'
        done()
    })))""")
    assert page.evaluate(_LAYOUT_SHIFT) > 0.01
    page.close()


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('width', [390, 1280])
def test_screenshots(
    browser: Browser, served: str, tmp_path: Path, width: int, scheme: Literal['light', 'dark']
) -> None:
    """Take pictures of each kind of page; ``make screenshots`` keeps them to be looked at."""
    folder = Path(os.environ.get('CV_SCREENSHOTS', tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={'width': width, 'height': 900}, color_scheme=scheme, reduced_motion='reduce'
    )
    tab = context.new_page()
    for name in KINDS:
        tab.goto(f'{served}/{name}')
        if name.startswith('search'):
            tab.locator('.cv-hits .cv-hit').first.wait_for()
        stem = urlsplit(name).path.removesuffix('.html').replace('/', '-')
        file = folder / f'{stem}-{width}-{scheme}.png'
        tab.screenshot(
            path=file, full_page=True, clip={'x': 0, 'y': 0, 'width': width, 'height': 2000}
        )
        assert file.stat().st_size > 10_000
    context.close()
