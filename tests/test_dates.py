"""Dates keep their precision, and lengths of time are not counted twice."""

from __future__ import annotations

import datetime as dt

import pytest

from sphinx_cv.model.dates import Duration, PartialDate, Period, Precision, overlap, years_of

TODAY = dt.date(2024, 7, 1)


def period(start: str, end: str = '', duration: str = '') -> Period:
    return Period(
        PartialDate.parse(start),
        PartialDate.parse(end) if end not in {'', 'present'} else None,
        ongoing=end == 'present',
        duration=Duration.parse(duration) if duration else None,
    )


@pytest.mark.parametrize(
    ('text', 'precision', 'first', 'last', 'written'),
    [
        ('2024', Precision.YEAR, '2024-01-01', '2024-12-31', '2024'),
        ('2009-Q3', Precision.QUARTER, '2009-07-01', '2009-09-30', '2009 Q3'),
        ('2010-02', Precision.MONTH, '2010-02-01', '2010-02-28', 'February 2010'),
        ('2012-02-29', Precision.DAY, '2012-02-29', '2012-02-29', 'February 29, 2012'),
        ('0843', Precision.YEAR, '0843-01-01', '0843-12-31', '843'),
    ],
)
def test_date_keeps_its_precision(
    text: str, precision: Precision, first: str, last: str, written: str
) -> None:
    date = PartialDate.parse(text)
    assert date.precision is precision
    assert (date.first, date.last) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert str(date) == text
    assert date.format('en') == written


@pytest.mark.parametrize(
    'text',
    [
        '',
        '24',
        '2024-13',
        '2023-02-29',
        '2024-Q5',
        '2024-32',
        '2024-37',
        '2024-1',
        '0000',
        ' 2024',
        '2024/01',
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r'.*'):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ('text', 'months'), [('4 months', 4), ('1 year', 12), ('1 month', 1), ('52 weeks', 11.96)]
)
def test_duration(text: str, months: float) -> None:
    duration = Duration.parse(text)
    assert duration.months == pytest.approx(months, abs=0.01)
    assert str(duration) == text
    assert duration.format() == text


@pytest.mark.parametrize('text', ['', 'months', '0 months', '4', '4 moons', '1.5 years'])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r'.*'):
        Duration.parse(text)


@pytest.mark.parametrize(
    ('when', 'written'),
    [
        (period('2024', '2025'), '2024 – 2025'),
        (period('2009-Q3', duration='4 months'), '2009 Q3'),
        (period('2024-03', 'present'), 'March 2024 – present'),
        (period('2010'), '2010'),
    ],
)
def test_period_is_written_as_precisely_as_it_is_known(when: Period, written: str) -> None:
    assert when.format('en') == written


def test_reverse_chronological_order_is_by_end_then_start() -> None:
    periods = {
        'going on': period('2001', 'present'),
        'later start': period('2008', '2010'),
        'earlier start': period('2007', '2010'),
        'single': period('2009'),
        'quarter': period('2009-Q3'),
    }
    ordered = sorted(periods, key=lambda name: periods[name].recency, reverse=True)
    assert ordered == ['going on', 'later start', 'earlier start', 'single', 'quarter']


@pytest.mark.parametrize(
    ('one', 'other', 'overlapping'),
    [
        (period('2011', '2013'), period('2012', '2014'), True),
        (period('2011', '2013'), period('2013', '2014'), False),
        (period('2005', '2009'), period('2007-Q3', duration='3 months'), True),
        (period('2011-01', '2011-03'), period('2011-05', '2011-07'), False),
        (period('2020', 'present'), period('2022', 'present'), True),
    ],
)
def test_overlap(one: Period, other: Period, *, overlapping: bool) -> None:
    assert overlap(one.interval(TODAY), other.interval(TODAY)) is overlapping
    assert overlap(other.interval(TODAY), one.interval(TODAY)) is overlapping


@pytest.mark.parametrize(
    ('one', 'other', 'touch'),
    [
        (period('2011', '2013'), period('2013', '2014'), True),
        (period('2011', '2012'), period('2013', '2014'), True),
        (period('2011', '2012'), period('2014', '2015'), False),
        (period('2011-01', '2011-03'), period('2011-04', '2011-07'), True),
        (period('2011-01', '2011-03'), period('2011-05', '2011-07'), False),
        (period('2011', 'present'), period('2020'), True),
    ],
)
def test_periods_touch_where_no_day_need_lie_between(
    one: Period, other: Period, *, touch: bool
) -> None:
    assert one.touches(other) is touch
    assert other.touches(one) is touch


def test_a_period_around_others_has_their_precision() -> None:
    around = Period.around([period('2011-05', '2013'), period('2013', '2014-02')])
    assert around == period('2011-05', '2014-02')
    assert Period.around([period('2011', '2013'), period('2013', 'present')]).ongoing
    assert Period.around([period('2010')]) == period('2010', '2010')


@pytest.mark.parametrize(
    ('periods', 'runs'),
    [
        ([], []),
        ([period('2010')], [(2010, 2010)]),
        # Years that follow each other are one run, however they came together.
        (
            [period('2013', '2014'), period('2008', '2010'), period('2009-Q3')],
            [(2008, 2010), (2013, 2014)],
        ),
        ([period('2010'), period('2011')], [(2010, 2011)]),
        ([period('2001', '2003'), period('2019', 'present')], [(2001, 2003), (2019, None)]),
    ],
)
def test_years_of(periods: list[Period], runs: list[tuple[int, int | None]]) -> None:
    assert years_of(periods, TODAY) == runs


def test_what_goes_on_lasts_until_the_day_that_it_is_told() -> None:
    assert period('2000', 'present').last_year(dt.date(2001, 9, 9)) == 2001
    assert period('2000', '2003').last_year(dt.date(2001, 9, 9)) == 2003


@pytest.mark.parametrize(('text', 'quarter'), [('2009-33', 1), ('2009-35', 3), ('2009-36', 4)])
def test_quarters_of_edtf_are_quarters(text: str, quarter: int) -> None:
    assert PartialDate.parse(text) == PartialDate(2009, quarter=quarter)
    assert str(PartialDate.parse(text)) == f'2009-Q{quarter}'


@pytest.mark.parametrize('text', ['2010-00', '2010-00-05', '2010-03-00'])
def test_no_calendar_has_a_day_or_a_month_of_zero(text: str) -> None:
    with pytest.raises(ValueError, match=r'month|day'):
        PartialDate.parse(text)
