"""The site in Firefox: what stands on scripts there, looked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from web import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from firefox import Firefox
    from projects import Build, Project

_OPEN = "document.querySelectorAll('details.cv-row[open]').length"
_ROWS = "document.querySelectorAll('details.cv-row').length"


@pytest.fixture(scope='module')
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    # Imported only here, because most tests must run without a browser.
    from firefox import firefox  # noqa: PLC0415

    with firefox(tmp_path_factory.mktemp('firefox') / 'profile') as started:
        yield started


@pytest.fixture
def address(ada_site: Build) -> Iterator[str]:
    with serve(ada_site.out) as found:
        yield found


def test_the_list_opens(fox: Firefox, address: str) -> None:
    fox.open(f'{address}/index.html')
    assert fox.evaluate(_OPEN) == 0
    fox.evaluate("document.querySelector('.cv-row summary').click()")
    assert fox.evaluate(_OPEN) == 1
    fox.evaluate("document.querySelector('.cv-all').click()")
    assert fox.evaluate(_OPEN) == fox.evaluate(_ROWS) > 1
    wide = 'document.documentElement.scrollWidth > innerWidth'
    for width in (360, 1440):
        fox.resize(width, 800)
        assert not fox.evaluate(wide)
    assert fox.problems == []


def test_the_search_answers(fox: Firefox, address: str) -> None:
    fox.open(f'{address}/skills.html')
    fox.press('/')
    assert fox.evaluate('document.activeElement.name') == 'q'
    # The list below the field comes with the focus, which a window without a screen never has.
    fox.open(f'{address}/search.html?q=engine')
    fox.wait("document.querySelector('#cv-found a')")
    fox.wait("document.querySelector('#cv-found').innerText.includes('Programmer of the Engine')")
    assert fox.problems == []


def test_the_switch_of_colours_works(fox: Firefox, address: str) -> None:
    fox.open(f'{address}/work/engine.html')
    ground = 'getComputedStyle(document.body).backgroundColor'
    seen = {fox.evaluate(ground)}
    for _mode in ('light', 'dark', 'auto'):
        fox.evaluate("document.querySelector('.theme-toggle').click()")
        seen.add(fox.evaluate(ground))
    assert len(seen) == 2
    assert fox.problems == []


def test_the_menu_of_the_columns_opens_on_a_phone(fox: Firefox, ada: Project) -> None:
    out: Path = ada.build(cv_frame='furo').out
    with serve(out) as address:
        fox.resize(360, 740)
        fox.open(f'{address}/index.html')
        left = "document.querySelector('.sidebar-drawer').getBoundingClientRect().left"
        assert fox.evaluate(left) < 0
        fox.evaluate("document.querySelector('#__navigation').click()")
        fox.wait(f'{left} === 0')
        fox.press('Escape')
        fox.wait(f'{left} < 0')
    assert fox.problems == []
