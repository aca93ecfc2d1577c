"""Dates keep their precision, and lengths of time are not counted twice."""

from __future__ import annotations

import datetime as dt

import pytest

from sphinx_cv.model.dates import Duration, PartialDate, Period, Precision, Span, today


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
    'text', ['', '24', '2024-13', '2023-02-29', '2024-Q5', '2024-1', '0000', ' 2024', '2024/01']
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
    assert duration.format('en') == text


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
    ('one', 'other', 'overlap'),
    [
        (period('2011', '2013'), period('2012', '2014'), True),
        (period('2011', '2013'), period('2013', '2014'), False),
        (period('2005', '2009'), period('2007-Q3', duration='3 months'), True),
        (period('2011-01', '2011-03'), period('2011-05', '2011-07'), False),
        (period('2020', 'present'), period('2022', 'present'), True),
    ],
)
def test_overlap(one: Period, other: Period, *, overlap: bool) -> None:
    assert one.overlaps(other) is overlap
    assert other.overlaps(one) is overlap


def test_a_shared_year_counts_once_in_a_span() -> None:
    span = Span.of([period('2008', '2010'), period('2008', '2009'), period('2013', '2014')])
    assert span is not None
    assert (span.first_year, span.last_year) == (2008, 2014)
    assert span.months == pytest.approx(36, abs=0.1)
    assert span.format_years() == '2008 – 2014'
    assert span.format_total('en') == 'about 3 years'


def test_exact_spans_are_not_called_about() -> None:
    span = Span.of([period('2009-Q3', duration='4 months'), period('2007-Q3', duration='3 months')])
    assert span is not None
    assert span.format_total('en') == '7 months'
    years = Span.of([period('2006-09-01', '2009-10-01')])
    assert years is not None
    assert years.format_total('en') == '3 years 1 month'
    short = Span.of([period('2010-Q1', '2010-Q2')])
    assert short is not None
    assert short.format_total('en') == 'less than a year'


def test_a_mere_date_has_no_length() -> None:
    span = Span.of([period('2010')])
    assert span is not None
    assert span.format_total('en') == ''
    assert Span.of([]) is None


def test_today_is_the_day_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1000000000')
    assert today() == dt.date(2001, 9, 9)
    assert period('2000', 'present').last_year == 2001
