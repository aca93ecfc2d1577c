"""The built site in a real browser: what people see, and what they can do."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest
from pictures import draw_readme
from PIL import Image
from projects import ROOT
from pypdf import PdfReader
from web import CHROMIUM, KINDS, chromium, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request
    from projects import CVSite
    from web import Watched

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
    row = article.locator('details', has_text='Technical Support Engineer')
    row.locator('summary').click()
    row.get_by_text('Level 2 enterprise vendor support').wait_for()
    row.get_by_role('link', name='Open as a page').click()
    page.wait_for_url('**/experience/red-hat.html')
    assert page.locator('h1').inner_text().startswith('Technical Support Engineer')
    article.get_by_role('link', name='gdb', exact=True).first.click()
    page.wait_for_url('**/skills.html#skill-gdb')
    term = page.locator('#skill-gdb')
    assert 'GNU Debugger' in (term.text_content() or '')
    wait_until(page, lambda: bool(term.evaluate(_ON_SCREEN)))
    article.get_by_role('link', name='Airbnb', exact=True).first.click()
    page.wait_for_url('**/experience/airbnb.html')
    article.get_by_role('link', name='Airbnb', exact=True).first.click()
    page.wait_for_url('**/organizations.html#org-airbnb')
    assert page.locator('#org-airbnb').inner_text().startswith('Airbnb')
    link = page.locator('a[href$="pierre-carrier-cv.pdf"]').first
    target = str(link.evaluate('e => e.href'))
    if target.startswith('http'):
        assert page.request.get(target).body() == cv.pdf.read_bytes()
    else:
        assert target == f'file://{cv.html}/pierre-carrier-cv.pdf'


@pytest.mark.parametrize(
    ('width', 'height', 'rows'), [(360, 740, 4), (390, 844, 5), (1280, 900, 9), (1440, 900, 9)]
)
def test_the_first_screen_says_who_what_and_where(
    browser: Browser, served: str, width: int, height: int, rows: int
) -> None:
    page = browser.new_page(viewport={'width': width, 'height': height})
    page.goto(f'{served}/index.html')
    article = page.locator('article')
    shown = [
        *('Pierre Carrier', 'How can I help?', 'Founding engineer at Twin Labs until 2025;'),
        *('Geneva, Switzerland', 'Native French', 'PDF', 'E-mail', 'Save contact', 'Open all'),
    ]
    parts = [article.get_by_text(text).first for text in shown]
    parts += [article.get_by_role('searchbox'), article.locator('.cv-axis')]
    parts += article.locator('details > summary').all()[:rows]
    for part in parts:
        box = part.bounding_box()
        assert box is not None
        assert box['y'] + box['height'] <= height, part
    actions = [part.bounding_box() for part in article.locator('.cv-actions a').all()]
    assert len({box['y'] for box in actions if box}) == 1
    for name, end in (('PDF', 'pierre-carrier-cv.pdf'), ('Save contact', 'pierre-carrier.vcf')):
        link = article.get_by_role('link', name=name, exact=True)
        address = str(link.evaluate('e => e.href'))
        assert address.endswith(end)
        assert page.request.get(address).ok
    page.close()


def test_rows_open_by_themselves_together_and_by_an_address(watched: Watched, served: str) -> None:
    page = watched.page
    page.goto(f'{served}/index.html')
    opened = page.locator('details[open]')
    count = page.locator('details').count()
    assert opened.count() == 0
    page.get_by_role('button', name='Open all').click()
    assert opened.count() == count > 10
    button = page.get_by_role('button', name='Close all')
    button.click()
    assert opened.count() == 0
    page.goto(f'{served}/index.html?open=all')
    assert opened.count() == count
    # A row, and an entry that shares a row with others.
    for name in ('red-hat', 'rhce'):
        page.goto('about:blank')
        page.goto(f'{served}/index.html#{name}')
        assert opened.count() == 1
        wait_until(page, lambda name=name: bool(page.locator(f'#{name}').evaluate(_ON_SCREEN)))  # type: ignore[misc]


def test_bars_lie_where_the_axis_says(watched: Watched, served: str) -> None:
    page = watched.page
    page.goto(f'{served}/index.html')
    edges = 'e => { const b = e.getBoundingClientRect(); return [b.left, b.right] }'
    spans = [
        page.locator('summary', has_text=who).locator('.cv-bars').first.evaluate(edges)
        for who in ('VP', 'Independent', 'Licence', 'Service Desk')
    ]
    vice, independent, licence, desk = spans
    assert vice[0] == independent[0] < licence[1] < vice[1]
    assert desk[1] > independent[0]
    axis = page.locator('.cv-find .cv-axis').evaluate(edges)
    # The first of twenty-one years is that in which the studies began.
    assert licence[0] == pytest.approx(axis[0], abs=1)
    year = (axis[1] - axis[0]) / 21
    assert licence[1] == pytest.approx(axis[0] + 5 * year, abs=1)


def test_skills_can_be_sorted_and_filtered(watched: Watched, served: str) -> None:
    page = watched.page
    page.goto(f'{served}/skills.html')
    first, last = page.locator('ul.cv-index').first, page.locator('ul.cv-index').last
    headings = page.locator('.cv-indexes .cv-heading')
    shown = page.locator('.cv-topic:visible .cv-name')
    assert shown.count() > 100
    # Each group stands by itself; the first is of programming.
    assert first.locator('.cv-name').first.inner_text() == 'backends'
    assert last.locator('.cv-name').first.inner_text() == 'accounting'
    page.get_by_role('button', name='last use').click()
    assert '2025' in (first.locator('.cv-topic').first.text_content() or '')
    assert not headings.first.is_visible()
    assert page.get_by_role('button', name='last use').get_attribute('aria-pressed') == 'true'
    page.get_by_role('button', name='name').click()
    assert first.locator('.cv-name').first.inner_text() == '3DVIA'
    page.get_by_role('button', name='group').click()
    assert first.locator('.cv-name').first.inner_text() == 'backends'
    assert headings.first.is_visible()
    page.get_by_role('searchbox', name='Filter').fill('twitter')
    assert 'Manhattan' in shown.all_inner_texts()
    assert 'gdb' not in shown.all_inner_texts()
    assert not headings.filter(has_text='Debugging').is_visible()


def test_a_hundred_skills_are_six_screens_of_a_phone(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport={'width': 360, 'height': 740})
    page.goto(f'{served}/skills.html')
    assert page.locator('.cv-topic').count() > 100
    assert page.evaluate("document.querySelector('article').offsetHeight / innerHeight") < 6
    page.close()


def test_without_a_script_everything_can_be_read(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f'{served}/skills.html')
    assert page.locator('.cv-topic').count() > 100
    assert not page.get_by_role('button', name='last use').is_visible()
    page.goto(f'{served}/index.html')
    page.locator('summary', has_text='Red Hat').first.click()
    page.get_by_text('Level 2 enterprise vendor support').wait_for()
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
    for hidden in ('Save contact', 'Open all', 'Open as a page', 'Skip to content', 'More ('):
        assert hidden not in text
    # It is a whole CV: rows are open on paper.
    for whole in ('customer satisfaction, setting and', 'Knowledge-Centered Support'):
        assert whole in ' '.join(text.split())


def test_an_entry_prints_on_one_sheet(browser: Browser, served: str, tmp_path: Path) -> None:
    page = browser.new_page()
    for name in ('experience/red-hat', 'certifications/rhce'):
        page.goto(f'{served}/{name}.html')
        file = tmp_path / 'entry.pdf'
        page.pdf(path=file, format='A4', prefer_css_page_size=True)
        assert len(PdfReader(file).pages) == 1
    page.close()


def sizes_of(browser: Browser, address: str) -> list[int]:
    """How many bytes each file has that a first visit of a page loads."""
    context = browser.new_context()
    page = context.new_page()
    requests: list[Request] = []
    # Playwright takes no method of a list for a listener.
    page.on('requestfinished', lambda request: requests.append(request))  # noqa: PLW0108
    # A busy machine may make a pause before all is asked for, so the pause alone ends nothing.
    page.goto(address, wait_until='load')
    page.wait_for_load_state('networkidle')
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


# A quarter of a minute for each page.
@pytest.mark.prove
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


@pytest.mark.parametrize(
    'watched', ['phone', pytest.param('desktop', marks=pytest.mark.prove)], indirect=True
)
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


@pytest.mark.prove
@pytest.mark.browser
def test_the_picture_of_the_readme_can_be_taken(cv: CVSite, tmp_path: Path) -> None:
    draw_readme(cv.html, tmp_path / 'cv.webp')
    assert (tmp_path / 'cv.webp').stat().st_size < 80_000
    with Image.open(tmp_path / 'cv.webp') as picture, Image.open(ROOT / 'docs/cv.webp') as kept:
        assert picture.size == kept.size
        # More than an empty window, on either side.
        for left in (0, picture.width * 2 // 3):
            half = picture.crop((left, 0, left + picture.width // 3, picture.height))
            assert len(half.getcolors(1 << 20) or []) > 1000


@pytest.mark.parametrize('scheme', ['light', 'dark'])
@pytest.mark.parametrize('width', [390, 1280])
def test_screenshots(
    browser: Browser, served: str, tmp_path: Path, width: int, scheme: Literal['light', 'dark']
) -> None:
    """Take pictures of each kind of page; ``make screenshots`` keeps them to be looked at."""
    kept = os.environ.get('CV_SCREENSHOTS')
    folder = Path(kept or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={'width': width, 'height': 900}, color_scheme=scheme, reduced_motion='reduce'
    )
    tab = context.new_page()
    for name in KINDS if kept else KINDS[:1]:
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
