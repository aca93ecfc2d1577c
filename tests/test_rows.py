"""The rows of a career: what shares a row, and bars as long, and as sure, as the dates are."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise, product
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from docutils import nodes

from sphinx_cv.components.axis import Axis, Bar, axis_of, bars_of
from sphinx_cv.components.rows import Rows, career_rows, draw_rows, timeline_rows
from sphinx_cv.html.bars import write_axis, write_map, write_track
from sphinx_cv.model.career import Career
from sphinx_cv.model.dates import PartialDate, Period
from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.outline import Outline
from sphinx_cv.model.records import Entry
from sphinx_cv.model.tree import PageTree

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from projects import Project

_TODAY = dt.date(2020, 7, 1)
_ROW = re.compile(r'<details class="[^"]*" data-cv-page="work/job">.*?</details>', re.DOTALL)


def entry(  # noqa: PLR0913  # what the tests vary
    name: str,
    start: str,
    end: str = '',
    *,
    ongoing: bool = False,
    type_: str = 'role',
    at: str = '',
) -> Entry:
    period = Period(
        PartialDate.parse(start), PartialDate.parse(end) if end else None, ongoing=ongoing
    )
    values = {'organization': at} if at else {}
    title = name.capitalize()
    return Entry(name, ENTRY_TYPES[type_], 1, name, period=period, title=title, values=values)


def outline_of(*entries: Entry, today: dt.date = _TODAY) -> Outline:
    records = {each.docname: each for each in entries}
    tree = PageTree({'index': list(records)}, 'index', ['index', *records])
    return Outline(Career(records, today), tree, {}, 'en')


def lay_out(*entries: Entry, today: dt.date = _TODAY) -> tuple[Axis, dict[str, Bar]]:
    outline = outline_of(*entries, today=today)
    axis = axis_of(outline)
    assert axis
    return axis, {bar.docname: bar for bar in bars_of(outline, outline.entries)}


def shown(rows: Rows) -> list[tuple[str, list[str], str]]:
    """Who, what and when of each row."""
    return [
        (row.who, [part.item.title for part in row.parts], row.when)
        for block in rows.blocks
        for row in block.rows
    ]


def rows_of(*entries: Entry) -> list[tuple[str, list[str], str]]:
    outline = outline_of(*entries)
    return shown(career_rows(outline, outline.whole, {}))


# ---- bars --------------------------------------------------------------------------------------


def test_a_year_alone_is_sure_of_nothing() -> None:
    axis, bars = lay_out(entry('a', '2010'), entry('b', '2011', '2014'))
    single, later = bars['a'], bars['b']
    assert axis == Axis(2010, 2014)
    assert (single.start, single.end) == pytest.approx((0, 0.2), abs=0.001)
    assert single.sure_end < single.sure_start
    assert (later.start, later.end) == pytest.approx((0.2, 1), abs=0.001)
    # It surely went on from the last day of 2011 to the first of 2014.
    assert (later.sure_start, later.sure_end) == pytest.approx((0.4, 0.8), abs=0.001)


def test_days_are_sure_and_what_goes_on_is_until_today() -> None:
    _axis, bars = lay_out(
        entry('a', '2019-01-01', '2019-12-31'), entry('b', '2020-01-01', ongoing=True)
    )
    exact, going = bars['a'], bars['b']
    assert (exact.start, exact.end) == pytest.approx((0, 0.5), abs=0.003)
    assert (exact.sure_start, exact.sure_end) == pytest.approx((0, 0.5), abs=0.003)
    assert (going.start, going.end) == pytest.approx((0.5, 0.75), abs=0.002)
    assert going.sure_end == going.end


@pytest.mark.parametrize('year', [2021, 2022, 2030])
def test_what_is_still_to_begin_and_has_no_end_is_drawn_in_its_year(year: int) -> None:
    axis, bars = lay_out(entry('a', f'{year}', ongoing=True))
    assert (bars['a'].start, bars['a'].end) == pytest.approx((0, 1), abs=0.01)
    assert bars['a'].sure_end < bars['a'].sure_start
    assert axis == Axis(year, year)


def test_a_day_is_a_mark_and_nothing_longer() -> None:
    _axis, bars = lay_out(entry('a', '2010-05-01'), entry('b', '2011-05'), entry('c', '2012'))
    assert {name: bar.day for name, bar in bars.items()} == {'a': True, 'b': False, 'c': False}
    assert 'cv-day' in write_track([bars['a']], rtl=False)
    assert 'cv-day' not in write_track([bars['b'], bars['c']], rtl=False)


def test_the_calendar_may_end() -> None:
    axis, bars = lay_out(entry('a', '9999'), entry('b', '0001', '9999'))
    assert axis == Axis(1, 9999)
    assert bars['b'].end == 1
    assert write_axis(axis, rtl=False, shared=True)


def test_there_is_nothing_to_draw_without_dates() -> None:
    undated = Entry('a', ENTRY_TYPES['project'], 1, 'a')
    assert axis_of(outline_of(undated)) is None
    assert timeline_rows(outline_of(undated)) is None
    assert rows_of(undated) == [('', [''], '')]


@pytest.mark.parametrize('last', [2003, 2009, 2050, 2400])
def test_it_is_well_formed_and_names_at_most_eight_years(last: int) -> None:
    axis, bars = lay_out(entry('a<b', '2001', '2002'), entry('c', f'{last}'))
    tree = ET.fromstring(write_axis(axis, rtl=False, shared=True))  # noqa: S314  # it is ours
    assert 1 <= len(list(tree.iter('text'))) <= 8
    assert len(list(tree.iter('line'))) == len(list(tree.iter('text')))
    track = ET.fromstring(write_track(list(bars.values()), rtl=False))  # noqa: S314
    assert sorted(g.get('data-cv-page') or '' for g in track.iter('g'))[1:] == ['a<b', 'c']
    lanes = ET.fromstring(write_map(list(bars.values()), 'c', rtl=False))  # noqa: S314
    assert [each.get('class') for each in lanes.iter('svg')].count('cv-here') == 1


def test_a_bar_rises_is_solid_and_falls() -> None:
    _axis, bars = lay_out(entry('a', '2010', '2015'))
    track = write_track([bars['a']], rtl=False)
    assert re.findall(r'class="cv-(rise|sure|fall|maybe)"', track) == ['rise', 'sure', 'fall']
    found = re.findall(r' x="([\d.]+)%" width="([\d.]+)%"', track)
    pieces = [(float(left), float(width)) for left, width in found]
    after = [*(left for left, _width in pieces[1:]), 100]
    for (left, width), following in zip(pieces, after, strict=True):
        assert left + width == pytest.approx(following, abs=0.05)


def test_bars_that_share_a_row_fade_where_all_of_them_end() -> None:
    first = Bar('first', 'role', 0.1, 0.5, 0.2, 0.4)
    track = write_track([Bar('second', 'role', 0.4, 0.9, 0.5, 0.8), first], rtl=False)
    found = re.findall(r'data-cv-page="(\w+)"|<rect class="cv-(\w+)"', track)
    pieces = [page or piece for page, piece in found]
    assert pieces == ['second', 'sure', 'fall', 'first', 'rise', 'sure']
    # What is only possible lies below what is sure.
    year = Bar('year', 'role', 0.2, 0.4, 1, 0.2)
    assert write_track([first, year], rtl=False).startswith(write_track([year], rtl=False)[:-10])


@pytest.mark.parametrize('rtl', [False, True])
def test_years_near_an_end_stand_within_a_narrow_column(*, rtl: bool) -> None:
    written = write_axis(Axis(2004, 2025), rtl=rtl, shared=False)
    marked = re.findall(r'<text(?: class="(cv-\w+)")? [^>]*>(\d+)</text>', written)
    assert marked == [
        ('cv-early', '2005'),
        ('', '2010'),
        ('', '2015'),
        ('', '2020'),
        ('cv-late', '2025'),
    ]


# ---- rows --------------------------------------------------------------------------------------


def test_an_employer_has_one_row_for_roles_that_touch() -> None:
    found = rows_of(
        entry('lead', '2015', '2018', at='Acme'),
        entry('junior', '2012', '2015', at='Acme'),
        entry('other', '2010', '2012', at='Bolt'),
        entry('first', '2001', '2002', at='Acme'),
    )
    assert found == [
        ('Acme', ['Lead', 'Junior'], '2012 – 2018'),
        ('Bolt', ['Other'], '2010 – 2012'),
        ('Acme', ['First'], '2001 – 2002'),
    ]


@pytest.mark.parametrize(('entries', 'rows', 'more'), [(200, 150, 0), (202, 12, 140)])
def test_a_long_career_shows_a_share_of_each_section(entries: int, rows: int, more: int) -> None:
    """Those that have no page but the front page stay there."""
    papers = [entry(f'papers/{n}', '2015', type_='publication') for n in range(entries - 50)]
    roles = [entry(f'job{n}', '2016') for n in range(50)]
    records = {each.docname: each for each in (*papers, *roles)}
    children = {
        'index': ['papers/index', *(role.docname for role in roles)],
        'papers/index': [paper.docname for paper in papers],
    }
    tree = PageTree(children, 'index', ['index', 'papers/index', *records])
    outline = Outline(Career(records, _TODAY), tree, {'papers/index': 'Papers'}, 'en')
    texts = dict.fromkeys(records, '1')
    found = career_rows(outline, outline.whole, texts)
    drawn = {block.docname: (len(block.rows), block.more) for block in found.blocks}
    assert drawn == {'index': (50, 0), 'papers/index': (rows, more)}
    whole = {part.text for block in found.blocks for row in block.rows for part in row.parts}
    assert whole == ({''} if more else {'1'})
    links = [
        node.astext()
        for drawn_row in draw_rows(found, 'index')
        for node in drawn_row.findall(nodes.paragraph)
        if 'cv-rest' in node['classes']
    ]
    assert links == ([f'More ({more})'] if more else [])


def test_certificates_of_one_body_share_a_row_and_claim_no_span() -> None:
    found = rows_of(
        entry('d', '2014', at='Acme', type_='certification'),
        entry('c', '2013', at='Bolt', type_='certification'),
        entry('b', '2010', at='Bolt', type_='certification'),
        entry('a', '2009', at='Bolt', type_='award'),
    )
    assert found == [
        ('Acme', ['D'], '2014'),
        ('Bolt', ['C', 'B'], '2010, 2013'),
        ('Bolt', ['A'], '2009'),
    ]


def test_a_gloss_stays_with_the_name_in_the_open_row(project: Project) -> None:
    project.write(
        'index.md',
        '---\ncv: {type: person}\n---\n# Ada\n\n:::{entries}\n:::\n\n```{toctree}\njob\n```\n',
    )
    project.write(
        'job.md',
        '---\ncv: {type: role, organization: AS (London), date: 1843}\n---\n# Programmer\n',
    )
    build = project.build(nitpicky=True)
    assert build.warnings == []
    page = build.read('index.html')
    assert '<span class="cv-who">AS</span>' in page
    assert build.text('index.html').count('AS (London)') == 1
    assert 'Programmer at AS until 1843.' in build.text('index.html')


def test_a_row_has_the_whole_text_of_its_page(project: Project) -> None:
    project.write(
        'index.md',
        """
        ---
        cv: {type: person}
        ---
        # Ada

        :::{entries}
        :::

        ```{toctree}
        work/job
        work/more
        ```
        """,
    )
    job = """
        ---
        cv: {type: project, date: 1843}
        ---
        # Notes

        First {skill}`maths`, see {ref}`there <end>`, [more](more.md) and [this](#tail)[^1].

        (end)=
        ## Tail

        | a | b |
        |---|---|
        | 1 | 2 |

        [^1]: A footnote.
        """
    project.write('work/job.md', job)
    project.write('work/more.md', job.replace('# Notes', '# More').replace('(end)=', ''))
    project.write(
        'conf.py', "project = 'Ada'\nextensions = ['sphinx_cv']\nmyst_heading_anchors = 3\n"
    )
    for builder, address in (('html', 'work/more.html'), ('dirhtml', 'work/more/')):
        build = project.build(builder, nitpicky=True)
        assert build.warnings == []
        page = build.read('index.html')
        ids = re.findall(r' id="([^"]*)"', page)
        assert sorted(set(ids)) == sorted(ids)
        [row] = re.findall(
            r'<details class="[^"]*" data-cv-page="work/job">.*?</details>', page, re.DOTALL
        )
        assert '<h2>Tail' in row
        assert '<table' in row
        assert 'A footnote.' in row
        assert f'href="{address}"' in row
        inner = re.findall(r'href="#([^"]*)"', row)
        assert inner
        assert set(inner) <= set(ids)


def test_a_long_line_of_code_makes_no_phone_scroll_sideways(ada: Project, browser: Browser) -> None:
    ada.write(
        'work/engine.md', f'{ada.read("work/engine.md")}\n```text\n{"0123456789 " * 20}\n```\n'
    )
    page = browser.new_page(viewport={'width': 360, 'height': 740})
    page.goto(f'file://{ada.build().out}/index.html?open=all')
    assert page.locator('.cv-row pre').is_visible()
    assert page.evaluate('document.documentElement.scrollWidth') == 360
    page.close()


def test_a_text_that_has_changed_is_on_the_front_page(ada: Project) -> None:
    front = ada.read('index.md')
    assert '{entries}' in front
    ada.build()
    ada.edit('work/engine.md', '\n# ', '\n%\n# ')
    ada.write('work/engine.md', ada.read('work/engine.md') + '\n\nOne line *more*.\n')
    assert 'One line <em>more</em>.' in ada.build().read('index.html')


@pytest.mark.prove
def test_above_two_hundred_entries_rows_have_summaries(project: Project) -> None:
    names = [f'p{number:03}' for number in range(201)]
    listed = '\n'.join(names)
    project.write('index.md', f'# Ada\n\n:::{{entries}}\n:::\n\n```{{toctree}}\n{listed}\n```\n')
    for name in names:
        project.write(
            f'{name}.md',
            f'---\ncv: {{type: project, date: 1843}}\n---\n# {name}\n\nFirst.\n\nLast.\n',
        )
    text = project.build(nitpicky=True).text('index.html')
    assert text.count('First.') == 201
    assert 'Last.' not in text
    project.edit('index.md', 'p200\n', '')
    project.remove('p200.md')
    assert project.build(nitpicky=True).text('index.html').count('Last.') == 200


def test_links_lead_on_from_any_page(project: Project) -> None:
    project.write('index.md', '# Ada\n\n```{toctree}\nmore/now\njob\n```\n')
    project.write('more/now.md', '# Now\n\n:::{timeline}\n:::\n')
    project.write('job.md', '---\ncv: {type: project, date: 1843}\n---\n# Bernoulli\n')
    for builder, page, address in (
        ('html', 'more/now.html', '../job.html'),
        ('dirhtml', 'more/now/index.html', '../../job/'),
    ):
        build = project.build(builder, nitpicky=True)
        assert build.warnings == []
        [line] = re.findall(r'<li class="cv-project cv-line">.*?</li>', build.read(page), re.DOTALL)
        assert f'href="{address}"' in line
        assert 'data-cv-page="job"' in line


# ---- the line that says who it is ----------------------------------------------------------------


def test_the_lead_says_that_somebody_left_only_where_they_did() -> None:
    outline = outline_of(
        entry('lead', '2022', at='Acme', ongoing=True),
        entry('lecturer', '2018', at='University', ongoing=True),
        entry('junior', '2012', '2015', at='Bolt'),
    )
    assert outline.lead() == 'Lead at Acme since 2022; before that at Bolt.'


@pytest.mark.parametrize('rtl', [False, True])
def test_the_names_of_years_keep_apart(rtl: bool) -> None:  # noqa: FBT001
    # The narrowest column is 256 pixels wide, and a year of four figures 31.
    for first, length in product((1015, 1990), range(2, 130)):
        svg = write_axis(Axis(first, first + length - 1), rtl=rtl, shared=False)
        found = re.findall(r'x="([\d.]+)%" y="17" text-anchor="(\w+)"', svg)
        moved = {'start': 0, 'middle': -0.5, 'end': -1}
        sign = -1 if rtl else 1
        spans = sorted(
            sorted((x, x + sign * 31))
            for place, anchor in found
            for x in [float(place) * 2.56 + sign * 31 * moved[anchor]]
        )
        assert len(spans) > 1, (first, length)
        gaps = [after[0] - before[1] for before, after in pairwise(spans)]
        assert min(gaps) >= 6, (first, length)
