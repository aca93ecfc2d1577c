"""A long career: what a page shows of it, and how much Sphinx keeps of it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from sphinx_cv import extension
from sphinx_cv.components.axis import Bar
from sphinx_cv.exports.jsonld import describe_page
from sphinx_cv.html.bars import write_track
from sphinx_cv.model.career import Career
from sphinx_cv.model.dates import PartialDate, Period
from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.outline import Children, Outline
from sphinx_cv.model.records import Entry, Person
from sphinx_cv.model.tree import PageTree

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser
    from projects import Build, Project

    from sphinx_cv.model.records import Record

_NAMES = [f'craft {number}' for number in range(250)]


@pytest.fixture
def long(project: Project) -> Build:
    """Build a career of 250 skills, of which the last fifty have the most uses."""
    said = ', '.join(f'{{skill}}`{name}`' for name in _NAMES)
    often = ', '.join(f'{{skill}}`{name}`' for name in _NAMES[-50:])
    for number in range(16):
        head = f'---\ncv: {{type: publication, date: {1990 + number}}}\n---\n# Paper {number}\n\n'
        project.write(f'work/p{number}.md', head + (said if number == 3 else often) + '.\n')
    project.write('skills.md', '---\ncv: {type: skills}\n---\n# Skills\n')
    project.write(
        'index.md',
        '---\ncv: {type: person}\n---\n# Ada Lovelace\n\n:::{entries}\n:::\n\n'
        '```{toctree}\n:hidden:\n:glob:\n\nwork/*\nskills\n```\n',
    )
    return project.build(nitpicky=True)


def test_a_long_index_shows_the_skills_of_the_most_uses_and_folds_the_others(long: Build) -> None:
    page = long.read('skills.html')
    rows = re.findall(r'<li class="cv-topic".*?</li>', page, re.DOTALL)
    names = [found for row in rows for found in re.findall(r'"cv-name">(.*?)<', row)]
    assert sorted(names) == sorted(_NAMES)
    above, more = page.split('<details class="cv-more">')
    assert '<summary class="cv-more-head">More (50)</summary>' in more
    assert all(f'>{name}<' in above for name in _NAMES[-50:])
    assert above.count('<li class="cv-topic"') == 200
    # Of sixteen papers three are named, and of one in the fold that one.
    often, once = (re.search(rf'id="skill-craft-{n}">.*?</li>', page, re.DOTALL) for n in (249, 0))
    assert often
    assert once
    assert '+ 13' in often[0]
    assert often[0].count('<a ') == 3
    assert 'Paper 3' in once[0]
    assert 'sphinx-cv-rows.js' in page
    # Sixteen years in a row are one shape.
    assert often[0].count('<path ') == 1
    assert 'data-cv-page' not in often[0]
    front = long.read('index.html')
    assert 'craft 249 · + 190' in front
    assert 'craft 0 ·' in front


def test_a_person_is_described_by_the_latest_entries_and_the_skills_of_the_most_uses() -> None:
    roles = [
        Entry(
            f'job{number}',
            ENTRY_TYPES['role'],
            1,
            f'job{number}',
            period=Period(PartialDate.parse(str(1700 + number)), None),
            title=f'Job {number}',
            skills=(f'craft {number}', 'weaving'),
        )
        for number in range(250)
    ]
    person = Person('index', 1, {}, title='Ada')
    records: dict[str, Record] = {'index': person, **{role.docname: role for role in roles}}
    tree = PageTree({'index': list(records)[1:]}, 'index', list(records))
    outline = Outline(Career(records, dt.date(2020, 1, 1)), tree, {}, 'en')
    page = describe_page(outline, 'index')
    assert page
    described = page['mainEntity']
    titles = [role['name'] for role in described['hasOccupation']]
    assert titles == [f'Job {number}' for number in range(249, 49, -1)]
    assert len(described['knowsAbout']) == 200
    assert 'weaving' in described['knowsAbout']


@pytest.mark.prove
@pytest.mark.browser
def test_a_filter_and_a_link_open_what_is_folded(long: Build, browser: Browser) -> None:
    page = browser.new_page()
    address = (long.out / 'skills.html').as_uri()
    page.goto(address)
    shown = page.locator('.cv-topic:visible')
    head = page.locator('.cv-more-head')
    folded = page.locator('.cv-more .cv-topic').last.get_attribute('id')
    assert shown.count() == 200
    page.get_by_role('searchbox', name='Filter').fill('craft 24')
    assert {'craft 24', 'craft 249'} <= set(shown.locator('.cv-name').all_inner_texts())
    page.get_by_role('searchbox', name='Filter').fill('')
    assert shown.count() == 200
    assert head.inner_text() == 'More (50)'
    page.get_by_role('button', name='last use').click()
    assert shown.count() == 200
    assert page.locator('.cv-index').first.locator('.cv-topic').count() == 200
    page.goto(f'{address}?#{folded}')
    page.locator(f'#{folded}').wait_for()
    assert shown.count() == 250
    page.close()


def test_bars_of_many_entries_are_a_shape_that_says_no_more_than_they_do() -> None:
    bars = (
        Bar('', '', 0.1, 0.4, 1.0, 0.0),
        Bar('', '', 0.2, 0.3, 0.2, 0.3),
        Bar('', '', 0.5, 0.501, 1.0, 0.0, day=True),
    )
    track = ET.fromstring(write_track(bars, rtl=False))  # noqa: S314  # it is our own
    shapes = {path.get('class'): path.get('d') for path in track.iter('path')}
    assert shapes == {'cv-maybe': 'M200 0h600v6h-600z', 'cv-sure': 'M400 0h200v6h-200z'}
    assert [day.get('x') for day in track.iter('rect')] == ['50%']
    turned = write_track(bars, rtl=True)
    assert 'class="cv-maybe" d="M1200 0h600v6h-600z"' in turned


def test_of_many_sections_a_page_names_those_near_its_own_and_the_last() -> None:
    few, many = (tuple(f's{number}' for number in range(count)) for count in (24, 400))
    assert Children(few, ()).sections('s7') == few
    near = Children(many, ()).sections('s70')
    assert near == (*many[66:75], *many[-4:])
    assert Children(many, ()).sections('') == (*many[:5], *many[-4:])
    assert len(set(Children(many, ()).sections('s398'))) == len(Children(many, ()).sections('s398'))


def test_forgotten_doctrees_change_no_byte(
    ada: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ada.build()
    pages = {file.name: file.read_bytes() for file in kept.out.rglob('*.html')}
    assert pages
    kept.out.rename(tmp_path / 'kept')
    monkeypatch.setattr(extension, '_DOCTREES', 0)
    forgotten = ada.build()
    assert {file.name: file.read_bytes() for file in forgotten.out.rglob('*.html')} == pages
