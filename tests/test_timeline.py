"""The picture of a career: as long, and as sure, as its dates are."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from sphinx_cv.components.timeline import Timeline, lay_out
from sphinx_cv.html.timeline import write_svg
from sphinx_cv.model.career import Career
from sphinx_cv.model.dates import PartialDate, Period
from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.outline import Outline
from sphinx_cv.model.records import Entry
from sphinx_cv.model.tree import PageTree

if TYPE_CHECKING:
    from projects import Project


def entry(name: str, start: str, end: str = '', *, ongoing: bool = False) -> Entry:
    period = Period(
        PartialDate.parse(start), PartialDate.parse(end) if end else None, ongoing=ongoing
    )
    return Entry(name, ENTRY_TYPES['role'], 1, name, period=period, title=name.capitalize())


def draw(*entries: Entry, today: dt.date = dt.date(2020, 7, 1)) -> Timeline:
    drawn = lay_out(outline_of(*entries, today=today))
    assert drawn
    return drawn


def outline_of(*entries: Entry, today: dt.date) -> Outline:
    records = {each.docname: each for each in entries}
    tree = PageTree({'index': list(records)}, 'index', ['index', *records])
    return Outline(Career(records, today), tree, {}, 'en')


def test_a_year_alone_is_sure_of_nothing() -> None:
    drawn = draw(entry('a', '2010'), entry('b', '2011', '2014'))
    later, single = drawn.bars
    # The axis is five years: 2010 to the end of 2014.
    assert (single.start, single.end) == pytest.approx((0, 0.2), abs=0.001)
    assert single.sure_end < single.sure_start
    assert (later.start, later.end) == pytest.approx((0.2, 1), abs=0.001)
    # It surely went on from the last day of 2011 to the first of 2014.
    assert (later.sure_start, later.sure_end) == pytest.approx((0.4, 0.8), abs=0.001)


def test_days_are_sure_and_what_goes_on_is_until_today() -> None:
    exact, going = sorted(
        draw(entry('a', '2019-01-01', '2019-12-31'), entry('b', '2020-01-01', ongoing=True)).bars,
        key=lambda bar: bar.docname,
    )
    assert (exact.start, exact.end) == pytest.approx((0, 0.5), abs=0.003)
    assert (exact.sure_start, exact.sure_end) == pytest.approx((0, 0.5), abs=0.003)
    assert (going.start, going.end) == pytest.approx((0.5, 0.75), abs=0.002)
    assert going.sure_end == going.end


@pytest.mark.parametrize('year', [2021, 2022, 2030])
def test_what_is_still_to_begin_and_has_no_end_is_drawn_in_its_year(year: int) -> None:
    drawn = draw(entry('a', f'{year}', ongoing=True))
    [bar] = drawn.bars
    assert (bar.start, bar.end) == pytest.approx((0, 1), abs=0.01)
    assert bar.sure_end < bar.sure_start
    assert drawn.years == ((year, 0), (year + 1, 1))
    assert write_svg(drawn, str)


def test_there_is_nothing_to_draw_without_dates() -> None:
    undated = Entry('a', ENTRY_TYPES['project'], 1, 'a')
    assert lay_out(outline_of(undated, today=dt.date(2020, 7, 1))) is None


def test_it_is_well_formed_and_names_at_most_eight_years() -> None:
    for last in (2003, 2009, 2050, 2400):
        drawn = draw(entry('a<b', '2001', '2002'), entry('c', f'{last}'))
        svg, _legend = write_svg(drawn, lambda name: f'{name}.html').split('<p class="cv-legend">')
        tree = ET.fromstring(svg)  # noqa: S314  # it is ours
        named = [e for e in tree.iter('line') if e.get('class') == 'cv-named']
        assert 1 <= len(named) <= 8
        assert len(list(tree.iter('line'))) <= 42
        assert [a.get('href') for a in tree.iter('a')] == ['c.html', 'a<b.html']
        assert tree.find('title') is not None
        assert tree.find('desc') is not None


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
        assert f'<a class="cv-bar cv-project" href="{address}"' in build.read(page)


def test_a_long_title_is_cut_between_its_words(project: Project) -> None:
    long = 'Programmer of the Engine and ' + 'of all that it may ever be asked to do, ' * 4
    project.write('index.md', '# Ada\n\n:::{timeline}\n:::\n\n```{toctree}\njob\nnext\n```\n')
    project.write('job.md', f'---\ncv: {{type: project, date: 1843}}\n---\n# {long}\n')
    project.write('next.md', '---\ncv: {type: project, date: 1848}\n---\n# Next\n')
    [_head, picture] = (
        project.build(nitpicky=True).read('index.html').split('<svg class="cv-timeline')
    )
    assert re.search(r'>Programmer of the Engine and [\w ,]*\w…<', picture)
