"""The site in WebKitGTK, the engine of iPhones: what stands on scripts and new styles, once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from web import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from projects import Build
    from webkit import WebKit

_OPEN = "document.querySelectorAll('details.cv-row[open]').length"
_ROWS = "document.querySelectorAll('details.cv-row').length"
_WIDE = 'document.documentElement.scrollWidth > innerWidth'
# What older browsers do not know.
_NEW = ('::details-content', 'color-mix(')


@pytest.fixture(scope='module')
def safari(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebKit]:
    # Imported only here, because most tests must run without a browser.
    from webkit import webkit  # noqa: PLC0415

    with webkit(tmp_path_factory.mktemp('webkit') / 'home') as started:
        yield started


def test_the_list_opens_and_the_search_lights_it(safari: WebKit, ada_site: Build) -> None:
    with serve(ada_site.out) as address:
        safari.open(f'{address}/index.html')
        assert safari.evaluate(_OPEN) == 0
        safari.click('.cv-row summary')
        assert safari.evaluate(_OPEN) == 1
        safari.click('.cv-all')
        assert safari.evaluate(_OPEN) == safari.evaluate(_ROWS) > 1
        for width in (360, 1440):
            safari.resize(width, 800)
            assert not safari.evaluate(_WIDE)
        safari.press('/')
        assert safari.evaluate('document.activeElement.name') == 'q'
        safari.press(*'engine')
        safari.wait("document.querySelector('.cv-hit-row')")
        assert safari.evaluate('location.search') == '?q=engine'
        safari.press('Escape')
        safari.wait("!document.querySelector('.cv-hit-row')")


def test_the_popup_of_other_pages_leads_on(safari: WebKit, ada_site: Build) -> None:
    with serve(ada_site.out) as address:
        safari.open(f'{address}/skills.html')
        safari.press('/', *'engine')
        safari.wait("document.querySelector('.cv-popup .cv-hit')")
        safari.click('.cv-popup .cv-hit')
        safari.wait("location.pathname !== '/skills.html'")


def test_the_switch_of_colours_works(safari: WebKit, ada_site: Build) -> None:
    ground = 'getComputedStyle(document.body).backgroundColor'
    with serve(ada_site.out) as address:
        safari.open(f'{address}/work/engine.html')
        seen = {safari.evaluate(ground)}
        for _mode in ('light', 'dark', 'auto'):
            safari.click('.theme-toggle')
            seen.add(safari.evaluate(ground))
    assert len(seen) == 2


def test_older_browsers_do_without_new_styles(
    safari: WebKit, ada_site: Build, tmp_path: Path
) -> None:
    out = tmp_path / 'older'
    shutil.copytree(ada_site.out, out)
    for file in [*out.rglob('*.css'), *out.rglob('*.js')]:
        text = file.read_text('utf-8')
        for name in _NEW:
            text = text.replace(name, name.replace('-', '-unknown-'))
        file.write_text(text, 'utf-8')
    with serve(out) as address:
        safari.open(f'{address}/index.html')
        closed = safari.evaluate(_OPEN)
        # Printing opens all rows for as long as it takes.
        safari.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert safari.evaluate(_OPEN) == safari.evaluate(_ROWS) > closed
        safari.evaluate("dispatchEvent(new Event('afterprint'))")
        assert safari.evaluate(_OPEN) == closed
        # Bars and what was found have a colour all the same.
        fill = "getComputedStyle(document.querySelector('.cv-bars rect')).fill"
        assert safari.evaluate(fill) not in {'', 'none', 'rgb(0, 0, 0)', 'rgba(0, 0, 0, 0)'}
        tint = "getComputedStyle(document.body).getPropertyValue('--cv-tint').trim()"
        assert safari.evaluate(tint).startswith('#')
