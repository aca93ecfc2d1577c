"""The built site for everybody: by keyboard, by touch, enlarged, in forced colours, for axe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from web import KINDS, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser
    from projects import CVSite
    from web import Watched

_AXE = """axe.run(document, {runOnly: [
    'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"""
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


def test_on_touch_everything_to_press_is_large_enough(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={'width': 360, 'height': 740}, has_touch=True)
    page = context.new_page()
    for name in ('index.html?open=all', 'experience/red-hat.html', 'skills.html'):
        page.goto(f'{served}/{name}')
        small = page.evaluate("""[...document.querySelectorAll(
            'summary, button, input, .cv-actions a, .cv-chips a, .cv-foot a, .cv-act, .cv-line a'
        )].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML)""")
        assert small == [], name
    context.close()


def test_forced_colours_lose_no_bar(browser: Browser, served: str) -> None:
    context = browser.new_context(forced_colors='active')
    page = context.new_page()
    page.goto(f'{served}/index.html')
    colour = 'e => getComputedStyle(e).fill'
    background = page.evaluate('getComputedStyle(document.body).backgroundColor')
    for kind in ('rise', 'sure', 'fall', 'maybe'):
        fill = page.locator(f'.cv-track .cv-{kind}').first.evaluate(colour)
        assert fill not in {background, 'none'}
    context.close()


@pytest.mark.parametrize(
    'watched', ['phone', pytest.param('desktop', marks=pytest.mark.prove)], indirect=True
)
def test_no_page_is_wider_than_the_screen(watched: Watched, cv: CVSite) -> None:
    page = watched.page
    first = page.viewport_size
    assert first
    for file in sorted(cv.html.rglob('*.html')):
        if file.name == '404.html':
            # Its links lead from the root of a host.
            continue
        page.set_viewport_size(first)
        page.goto(f'file://{file}')
        # 640 is what a window of 1280 has at a zoom of 200 %, 320 at 400 %.
        for width in (first['width'], 640, 320):
            page.set_viewport_size({'width': width, 'height': 800})
            wide = page.evaluate(
                'document.documentElement.scrollWidth - document.documentElement.clientWidth'
            )
            assert wide <= 0, f'{file.name} at {width}'


@pytest.mark.parametrize(
    ('width', 'scheme'),
    [
        (390, 'dark'),
        (1280, 'light'),
        pytest.param(390, 'light', marks=pytest.mark.prove),
        pytest.param(1280, 'dark', marks=pytest.mark.prove),
    ],
)
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
        if name.startswith('search'):
            page.locator('.cv-hits').first.wait_for()
        page.evaluate(axe)
        for violation in page.evaluate(_AXE)['violations']:
            found += [f'{name}: {violation["id"]}: {n["html"]}' for n in violation['nodes']]
    context.close()
    assert found == []


@pytest.mark.parametrize(
    'watched', ['desktop', pytest.param('phone', marks=pytest.mark.prove)], indirect=True
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    watched: Watched, served: str
) -> None:
    page = watched.page
    for name in ('index.html?open=all', 'experience/red-hat.html'):
        page.goto(f'{served}/{name}')
        seen = set()
        for _step in range(500):
            page.keyboard.press('Tab')
            address, shown = page.evaluate(_FOCUS)
            if address is None:
                break
            if not shown:
                # What slides into view needs a moment.
                wait_until(page, lambda: bool(page.evaluate(_FOCUS)[1]))
            seen.add(address)
        links = page.locator('article a:not(.headerlink), footer a, header a').evaluate_all(
            'es => es.map(e => e.href.baseVal ?? e.href)'
        )
        assert len(links) > 20
        assert set(links) <= seen


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
