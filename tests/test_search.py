"""The search, as it is typed into: what it finds, and how it is used."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest
from projects import LANGUAGES, in_use
from web import Watched, wait_until

from sphinx_cv.locale import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route
    from projects import Build, CVSite, Project

_ENGINE = ('_static/language_data.js', 'cv-index.js', '_static/sphinx-cv-engine.js')
# Languages that differ in how they count; the night tries all.
_COUNTS = {'ar', 'pl'}
_ASK = """query => {
    window.engine ??= cvEngine(cvIndex, new Stemmer(), stopwords)
    const name = entry => entry.page.split('/').pop()
    const { results, topics, unknown, nearest, complete, answer } = engine.search(query)
    return {
        found: results.map(name),
        topics: topics.map(topic => topic.names[0]),
        lines: results.map(entry => entry.line),
        unknown, complete, nearest: nearest?.topic.names[0],
        answer: answer && [answer.name, ...answer.results.map(name)],
    }
}"""


@pytest.fixture(scope='module')
def engine(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f'{served}/index.html')
    for name in _ENGINE:
        page.add_script_tag(url=f'{served}/{name}')
    yield page
    context.close()


def ask(engine: Page, query: str) -> dict[str, Any]:
    found: dict[str, Any] = engine.evaluate(_ASK, query)
    return found


@pytest.mark.parametrize(
    ('query', 'first'),
    [
        ('debug', {'red-hat', 'plm-meta-model'}),  # an inflection
        ('distrib', {'twitter'}),  # a beginning
        ('Chromuim', {'twin-labs'}),  # typing errors
        ('Sotckholm', {'spotify'}),
        ('Universite', {'universite-joseph-fourier', 'licence'}),  # accents, either way
        ('Lycée', {'baccalaureat'}),
        ('C++', {'plm-meta-model'}),  # symbols
        ('B-tree', {'twitter'}),
        ('btree', {'twitter'}),
        ('2012', {'spotify'}),  # a year within a period
        ('2011-2013', {'spotify'}),
        ('2015 to 2024', {'apollo-graph'}),
        ('Farnborough', {'red-hat'}),  # places
        ('SRE', {'airbnb', 'spotify'}),  # short forms and long ones
        ('RHCE', {'rhce'}),
        ('MDG', {'apollo-graph'}),
        ('Meteor Development Group', {'apollo-graph'}),
        ('virtualisation', {'rhcva'}),  # another spelling
        ('502010723600697', {'rhcva'}),  # a serial number
        ('"low-latency distributed store"', {'twitter'}),  # a phrase
        ('Spotify automation', {'spotify'}),  # words from several fields
        ('engineer Stockholm', {'spotify'}),
        ('Grenoble internship', {'automated-proving', 'group-oriented-cryptography'}),
        ('opensource', {'spotify'}),  # one word for two, two for one
        ('multi cloud', {'apollo-graph'}),
        ('Red Hat', {'red-hat'}),  # the role before its certificates
        ('Spanish', {'index'}),
        ('where does he live?', {'index'}),
        ('last mile delivery', {'apollo-graph'}),  # "last" asks for no order here
    ],
)
def test_it_finds(engine: Page, query: str, first: set[str]) -> None:
    assert ask(engine, query)['found'][0] in first


@pytest.mark.parametrize(
    'query', ['Haskell', 'C#', '.NET', 'Node.js', 'Rust', '1999', '"distributed low-latency"']
)
def test_it_finds_nothing_where_there_is_nothing(engine: Page, query: str) -> None:
    assert ask(engine, query)['found'] == []


def test_what_nothing_holds_is_named_with_what_its_owner_calls_near(engine: Page) -> None:
    found = ask(engine, 'erlang Spotify')
    assert found['unknown'] == ['erlang']
    assert found['found'][0] == 'spotify'
    assert not found['complete']
    assert ask(engine, 'wirehsark')['found'] == ['red-hat']
    assert ask(engine, 'Kubernetes')['nearest'] == 'containers'
    assert ask(engine, 'Kubernetes')['found'] == []
    assert ask(engine, 'Haskell')['nearest'] is None


@pytest.mark.parametrize(
    ('question', 'answer'),
    [
        ('gdb', ['gdb', 'red-hat']),
        ('When did he leave Twitter?', ['Twitter', 'twitter']),
        ('what was he doing in 2014?', ['', 'twitter', 'airbnb']),
        ('current employer', ['', 'twin-labs']),
        ('earliest role', ['', 'grenoble-universites']),
        ('longest job', ['', 'apollo-graph']),
        ('courses in law', ['', 'licence']),
        ('can he write SQL?', ['SQL', 'snibbits']),
        ('positions in Sweden', ['', 'spotify']),
        ('first job after Spotify', ['', 'airbnb', 'twitter', 'apollo-graph', 'twin-labs']),
        ('what happened in 2012?', ['', 'spotify']),
        ('who built container management?', ['', 'twin-labs']),
    ],
)
def test_it_answers(engine: Page, question: str, answer: list[str]) -> None:
    assert ask(engine, question)['answer'] == answer


def test_words_that_no_entry_has_together_are_said_to(engine: Page) -> None:
    assert not ask(engine, 'gdb Stockholm')['complete']
    assert ask(engine, 'gdb Farnborough')['complete']


def test_the_line_that_matched_is_shown(engine: Page) -> None:
    [line, *_rest] = ask(engine, 'tcpdump')['lines']
    assert line.startswith('Intensive use of gdb')


def test_skills_and_organizations_come_apart(engine: Page) -> None:
    assert 'gdb' in ask(engine, 'gdb')['topics']
    assert 'Red Hat' in ask(engine, 'red hat')['topics']


def test_it_costs_little_and_is_loaded_on_first_use(
    browser: Browser, served: str, cv: CVSite
) -> None:
    parts = [*_ENGINE, '_static/sphinx-cv-search.js']
    size = sum(len(gzip.compress((cv.html / name).read_bytes(), 9)) for name in parts)
    assert size < 20_000
    page = browser.new_page()
    loaded: list[str] = []
    page.on('request', lambda request: loaded.append(request.url.removeprefix(f'{served}/')))
    page.goto(f'{served}/experience/spotify.html', wait_until='networkidle')
    assert not set(parts) & set(loaded)
    page.locator('.sidebar-search').focus()
    page.wait_for_selector('#cv-popup', state='attached')
    assert set(parts) <= set(loaded)
    page.close()


def open_search(watched: Watched, address: str) -> Page:
    page = watched.page
    page.goto(address)
    page.keyboard.press('/')
    page.wait_for_selector('#cv-popup', state='attached')
    return page


def start(request: pytest.FixtureRequest, cv: CVSite, page: str) -> str:
    if request.param == 'file':
        return f'file://{cv.html}/{page}'
    return f'{request.getfixturevalue("served")}/{page}'


@pytest.fixture(params=['http', 'file'])
def entry_page(request: pytest.FixtureRequest, cv: CVSite) -> str:
    return start(request, cv, 'experience/airbnb.html')


def test_it_is_a_combobox(watched: Watched, entry_page: str) -> None:
    page = open_search(watched, entry_page)
    box = page.get_by_role('combobox')
    assert box.get_attribute('aria-expanded') == 'false'
    page.keyboard.type('gdb')
    options = page.get_by_role('option')
    options.first.wait_for()
    assert box.get_attribute('aria-expanded') == 'true'
    assert box.get_attribute('aria-controls') == page.get_by_role('listbox').get_attribute('id')
    cells = ['Red Hat', '2010 – 2011', 'Technical Support Engineer · Farnborough, UK']
    assert options.first.inner_text().splitlines()[:3] == cells
    assert options.first.locator('mark').first.inner_text() == 'gdb'
    assert page.locator('.cv-status').inner_text() == 'gdb · Red Hat, 2010 – 2011 2 found'
    groups = page.get_by_role('group').filter(has=options)
    assert [groups.nth(at).get_attribute('aria-labelledby') for at in range(2)] == [
        'cv-group-entries',
        'cv-group-topics',
    ]
    for place, expected in (('ArrowDown', 0), ('ArrowDown', 1), ('ArrowDown', None)):
        page.keyboard.press(place)
        active = box.get_attribute('aria-activedescendant')
        assert active == (None if expected is None else f'cv-option-{expected}')
    page.keyboard.press('ArrowUp')
    assert page.locator('#cv-option-1').get_attribute('aria-selected') == 'true'
    page.keyboard.press('ArrowUp')
    page.keyboard.press('Enter')
    page.wait_for_url('**/experience/red-hat.html')


def test_escape_closes_it_and_a_click_opens_a_page(watched: Watched, entry_page: str) -> None:
    page = open_search(watched, entry_page)
    page.keyboard.type('chromium')
    page.get_by_role('option').first.wait_for()
    page.keyboard.press('Escape')
    page.get_by_role('listbox').wait_for(state='hidden')
    assert page.get_by_role('combobox').input_value() == 'chromium'
    page.keyboard.press('ArrowDown')
    page.get_by_role('option').first.click()
    page.wait_for_url('**/experience/twin-labs.html')


def test_enter_goes_to_results_that_can_be_linked(watched: Watched, entry_page: str) -> None:
    page = open_search(watched, entry_page)
    page.keyboard.type('site reliability')
    page.keyboard.press('Enter')
    page.wait_for_url('**/search.html?q=site+reliability')
    hits = page.locator('.cv-hits .cv-hit')
    hits.first.wait_for()
    assert 'Airbnb' in hits.first.inner_text()
    page.locator('#cv-query').fill('nothing-like-it')
    page.wait_for_url('**/search.html?q=nothing-like-it')
    assert 'No match for “nothing-like-it”.' in page.locator('#cv-status').inner_text()
    page.locator('#cv-query').fill('gdb')
    hits.first.click()
    page.wait_for_url('**/experience/red-hat.html')


def test_the_slash_is_ours_and_only_outside_of_texts(browser: Browser, served: str) -> None:
    page = browser.new_page()
    # As Read the Docs listens for its own search.
    page.add_init_script(
        """document.addEventListener('keydown', event => {
            if (event.key === '/') window.theirs = (window.theirs ?? 0) + 1
        })"""
    )
    page.goto(f'{served}/skills.html')
    page.keyboard.press('/')
    page.wait_for_selector('#cv-popup', state='attached')
    assert page.evaluate('document.activeElement.name') == 'q'
    assert page.evaluate('window.theirs') is None
    page.keyboard.type('CI/CD')
    assert page.get_by_role('combobox').input_value() == 'CI/CD'
    page.close()


def test_a_phone_has_it_one_tap_away(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={'width': 390, 'height': 844}, has_touch=True)
    page = context.new_page()
    page.goto(f'{served}/experience/airbnb.html')
    page.locator('.sidebar-search').tap()
    page.wait_for_selector('#cv-popup', state='attached')
    assert page.evaluate('document.activeElement.name') == 'q'
    page.keyboard.type('monitoring')
    page.get_by_role('option').first.tap()
    page.wait_for_url('**/experience/*.html')
    context.close()


@pytest.fixture(params=['http', 'file'])
def front_page(request: pytest.FixtureRequest, cv: CVSite) -> str:
    return start(request, cv, 'index.html')


def lit(page: Page) -> list[str | None]:
    rows = page.locator('.cv-row.cv-hit-row')
    return [rows.nth(at).get_attribute('data-cv-page') for at in range(rows.count())]


def test_the_rows_of_the_front_page_are_the_results(watched: Watched, front_page: str) -> None:
    page = watched.page
    page.goto(front_page)
    page.keyboard.press('Control+k')
    page.keyboard.type('gdb')
    page.locator('.cv-row.cv-hit-row').wait_for()
    assert lit(page) == ['experience/red-hat']
    row = page.locator('.cv-row.cv-hit-row')
    assert row.locator('.cv-found mark').inner_text() == 'gdb'
    assert 'postmortem debugging' in row.locator('.cv-found').inner_text()
    assert page.locator('.cv-row .cv-lit').evaluate_all('all => all.length') > 0
    group = page.locator('.cv-skill-rows > .cv-hit-row')
    assert group.locator('.cv-who').all_inner_texts() == ['Debugging']
    assert group.locator('mark').all_inner_texts() == ['gdb']
    assert group.locator('.cv-lit').get_attribute('data-cv-page') == 'experience/red-hat'
    said = page.locator('.cv-say')
    assert said.get_attribute('role') == 'status'
    assert ' '.join(said.inner_text().split()) == 'gdb · Red Hat, 2010 – 2011 · 1 found'
    page.wait_for_url(lambda url: url.endswith('index.html?q=gdb'))
    page.keyboard.press('Enter')
    assert row.get_attribute('open') is not None
    page.keyboard.press('/')
    page.keyboard.press('Escape')
    assert page.locator('.sidebar-search').input_value() == ''
    assert lit(page) == []
    assert page.locator('.cv-say').inner_text() == ''
    assert page.locator('.cv-asked, .cv-hit-row, .cv-names mark').count() == 0
    assert page.url.endswith('index.html')


def test_a_link_holds_the_question_and_a_year_is_tinted(watched: Watched, front_page: str) -> None:
    page = watched.page
    page.goto(f'{front_page}?q=2012')
    page.locator('.cv-row.cv-hit-row').wait_for()
    assert lit(page) == ['experience/spotify']
    tint = page.locator('#cv-lines .cv-year')
    lines = page.locator('.cv-axis')
    first, last = (int(lines.get_attribute(f'data-cv-{end}') or '') for end in ('first', 'last'))
    left, width = (float((tint.get_attribute(name) or '').rstrip('%')) for name in ('x', 'width'))
    years = last + 1 - first
    assert left == pytest.approx(100 * (2012 - first) / years)
    assert width == pytest.approx(100 / years)
    page.goto(f'{front_page}?q=Kubernetes')
    page.locator('.cv-row.cv-hit-row').wait_for()
    assert lit(page) == ['experience/twin-labs']
    said = page.locator('.cv-say').inner_text()
    assert 'No match for “kubernetes”' in said
    assert 'Nearest: containers' in said
    page.goto(f'{front_page}?q=nothing-like-it')
    page.locator('.cv-asked').wait_for()
    assert lit(page) == []


@pytest.mark.parametrize(
    'language',
    ['ar', 'zh', *(pytest.param(name, marks=pytest.mark.prove) for name in ('fr', 'ja'))],
)
def test_it_works_in_every_language(everything: Project, browser: Browser, language: str) -> None:
    out = everything.build(language=language).out
    page = browser.new_page()
    watched = Watched(page)
    for asked in ('日本語', 'Инженер', 'Đặng', 'dang thi', '한국어', 'مرحبا', 'Lodz', 'zurich'):
        page.goto(f'file://{out}/search.html?q={asked}')
        page.locator('.cv-hits .cv-hit').first.wait_for()
    page.close()
    # Sphinx's file for Chinese names a stemmer that it does not have.
    assert [p for p in watched.problems if p != 'ChineseStemmer is not defined'] == []


@pytest.mark.parametrize(
    'language',
    [
        pytest.param(language, marks=() if language in _COUNTS else pytest.mark.prove)
        for language in LANGUAGES
    ],
)
def test_it_counts_in_every_language(ada: Project, browser: Browser, language: str) -> None:
    out = ada.build(language=language).out
    page = browser.new_page()
    watched = Watched(page)
    with in_use(language):
        for asked, count in (('Medal', 1), ('debugging', 2), ('Analytical', 5)):
            page.goto(f'file://{out}/search.html?q={asked}')
            page.locator('.cv-hits .cv-hit').first.wait_for()
            assert page.locator('.cv-hits .cv-hit').count() == count
            expected = counted(('{count} found', '{count} found'), count)
            said = page.locator('#cv-status').inner_text()
            assert said == expected.format(count=count)
    page.close()
    assert [p for p in watched.problems if p != 'ChineseStemmer is not defined'] == []


def test_what_was_typed_before_the_script_came_is_in_the_address(
    ada_site: Build, browser: Browser
) -> None:
    page = browser.new_page()
    held: list[Route] = []
    page.route('**/sphinx-cv-engine.js*', lambda route: held.append(route))  # noqa: PLW0108  # Playwright needs one of Python's
    page.goto(f'file://{ada_site.out}/search.html', wait_until='commit')
    page.locator('#cv-query').fill('medal')
    wait_until(page, lambda: len(held) == 1)
    assert '?' not in page.url
    held[0].continue_()
    page.wait_for_url('**/search.html?q=medal')
    page.close()


def test_names_that_are_markup_stay_text(ada: Project, browser: Browser) -> None:
    ada.edit('more/award.md', '# Medal', '# Medal </script><img src=x onerror=alert(1)>')
    out = ada.build(nitpicky=True).out
    page = browser.new_page()
    alerts: list[str] = []
    page.on('dialog', lambda dialog: alerts.append(dialog.message))
    page.goto(f'file://{out}/search.html?q=medal')
    page.locator('.cv-hits .cv-hit').first.wait_for()
    assert page.locator('.cv-hits img').count() == 0
    assert alerts == []
    page.close()
