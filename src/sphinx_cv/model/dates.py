"""Dates that keep the precision they were given with.

A CV says "2024", "2009 Q3", "March 2010" or "March 5, 2010", and each says how
much is known.  Nothing here invents the rest: a year stays a year in every
output.  The levels are those of the Extended Date/Time Format (ISO 8601-2),
plus the quarter that internships are counted in.
"""

from __future__ import annotations

import calendar
import datetime as dt
import os
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton
from babel.units import format_unit

from sphinx_cv.locale import _

if TYPE_CHECKING:
    from collections.abc import Iterable

_PATTERN = re.compile(
    r'(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?'
)
_DURATION = re.compile(r'(?P<count>[1-9]\d*) (?P<unit>day|week|month|year)s?')
_MONTHS_IN = {'day': 12 / 365.25, 'week': 7 * 12 / 365.25, 'month': 1.0, 'year': 12.0}

#: How a date that is still going on is written in a page.
PRESENT = 'present'


class Precision(IntEnum):
    """How much of a date is known, from coarse to fine."""

    YEAR = 1
    QUARTER = 2
    MONTH = 3
    DAY = 4


@dataclass(frozen=True)
class PartialDate:
    """A date of year, quarter, month or day precision.

    ``first`` and ``last`` are the days it may mean, so a longer interval means
    less is known.
    """

    year: int
    quarter: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2024``, ``2009-Q3``, ``2010-03`` or ``2010-03-05``.

        :raises ValueError: if the text is none of these, or no day of the calendar
        """
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise ValueError(text)
        parts = {name: int(value) for name, value in match.groupdict().items() if value}
        date = cls(**parts)
        if date.year == 0:
            raise ValueError(text)
        dt.date(date.year, date.month or 1, date.day or 1)
        return date

    @property
    def precision(self) -> Precision:
        if self.day:
            return Precision.DAY
        if self.month:
            return Precision.MONTH
        return Precision.QUARTER if self.quarter else Precision.YEAR

    @property
    def first(self) -> dt.date:
        """The first day that the date may mean."""
        month = self.month or (self.quarter * 3 - 2 if self.quarter else 1)
        return dt.date(self.year, month, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that the date may mean."""
        month = self.month or (self.quarter * 3 if self.quarter else 12)
        day = self.day or calendar.monthrange(self.year, month)[1]
        return dt.date(self.year, month, day)

    @property
    def middle(self) -> float:
        """The middle of what the date may mean, in months since year 0.

        Differences of middles give lengths of time without a bias: from 2011
        to 2013 is two years, though it may be anything from one to three.
        """
        return (_in_months(self.first) + _in_months(self.last + _DAY)) / 2

    def __str__(self) -> str:
        """The form it is written in: ``2009-Q3``, ``2010-03``."""
        if self.quarter:
            return f'{self.year:04}-Q{self.quarter}'
        return '-'.join([f'{self.year:04}'] + [f'{p:02}' for p in (self.month, self.day) if p])

    def format(self, language: str) -> str:
        """Write the date for a reader of *language* (a Babel locale's name)."""
        match self.precision:
            case Precision.DAY:
                return format_date(self.first, 'long', locale=language)
            case Precision.MONTH:
                return format_skeleton('yMMMM', self.first, locale=language)
            case Precision.QUARTER:
                # Babel's own pattern leaves the year last in English ("Q3 2009").
                return _('%(year)s Q%(quarter)s') % {'year': self.year, 'quarter': self.quarter}
            case _:
                return f'{self.year}'


@dataclass(frozen=True)
class Duration:
    """A length of time as it was given: "4 months"."""

    count: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read ``4 months``, ``1 year``, ``10 weeks``.

        :raises ValueError: if the text is not a whole number of days, weeks, months or years
        """
        match = _DURATION.fullmatch(text)
        if match is None:
            raise ValueError(text)
        return cls(int(match['count']), match['unit'])

    @property
    def months(self) -> float:
        return self.count * _MONTHS_IN[self.unit]

    def __str__(self) -> str:
        return f'{self.count} {self.unit}{"s" if self.count > 1 else ""}'

    def format(self, language: str) -> str:
        return format_unit(self.count, f'duration-{self.unit}', 'long', locale=language)


@dataclass(frozen=True)
class Period:
    """When something was: a date, or from one date to another or to the present.

    ``end`` is None for a single date; ``ongoing`` says that there is no end yet.
    """

    start: PartialDate
    end: PartialDate | None = None
    ongoing: bool = False
    duration: Duration | None = None

    def format(self, language: str) -> str:
        """Write the period without its duration: "2011 – 2013", "2009 Q3"."""
        start = self.start.format(language)
        if self.ongoing:
            return _('%(start)s – %(end)s') % {'start': start, 'end': _('present')}
        if self.end is None:
            return start
        return _('%(start)s – %(end)s') % {'start': start, 'end': self.end.format(language)}

    @property
    def first_year(self) -> int:
        return self.start.year

    @property
    def last_year(self) -> int:
        return today().year if self.ongoing else (self.end or self.start).year

    @property
    def last_day(self) -> dt.date:
        """The last day it may have lasted to; far in the future while it goes on."""
        return dt.date.max if self.ongoing else (self.end or self.start).last

    @property
    def recency(self) -> tuple[dt.date, dt.date]:
        """The key of reverse chronological order: by the end, then by the start."""
        return self.last_day, self.start.first

    def overlaps(self, other: Period) -> bool:
        """Whether both surely have time in common, as far as their precision tells.

        A role that ended in 2013 and one that began in 2013 do not overlap:
        years that only touch are how consecutive roles are written.
        """
        (a, b), (c, d) = self.interval, other.interval
        return max(a, c) < min(b, d)

    @property
    def interval(self) -> tuple[float, float]:
        """Where it most likely lay, in months since year 0; empty for a mere date."""
        if self.ongoing:
            return self.start.middle, max(_in_months(today()), self.start.middle)
        if self.end is not None:
            return self.start.middle, self.end.middle
        half = self.duration.months / 2 if self.duration else 0.0
        return self.start.middle - half, self.start.middle + half

    @property
    def exact(self) -> bool:
        """Whether its length is known to the month."""
        if self.duration is not None:
            return True
        ends = [self.start, self.end or self.start]
        return all(date.precision >= Precision.MONTH for date in ends)


@dataclass(frozen=True)
class Span:
    """The years something was in use, and for how long in all."""

    first_year: int
    last_year: int
    ongoing: bool
    months: float
    exact: bool

    @classmethod
    def of(cls, periods: Iterable[Period]) -> Span | None:
        """Add up *periods*, counting time that several share once."""
        periods = list(periods)
        if not periods:
            return None
        return cls(
            first_year=min(p.first_year for p in periods),
            last_year=max(p.last_year for p in periods),
            ongoing=any(p.ongoing for p in periods),
            months=sum(end - start for start, end in _union(p.interval for p in periods)),
            exact=all(p.exact for p in periods),
        )

    def format_years(self) -> str:
        """Write the years: "2010", "2010 – 2013", "2010 – present"."""
        if self.ongoing:
            return _('%(start)s – %(end)s') % {'start': self.first_year, 'end': _('present')}
        if self.first_year == self.last_year:
            return f'{self.first_year}'
        return _('%(start)s – %(end)s') % {'start': self.first_year, 'end': self.last_year}

    def format_total(self, language: str) -> str:
        """Write the total: "4 months", "about 3 years"; nothing for mere dates."""
        months = round(self.months)
        if months < 1:
            return ''
        years = round(self.months / 12)
        if self.exact:
            years, months = divmod(months, 12)
            parts = [(years, 'duration-year'), (months, 'duration-month')]
            return ' '.join(
                format_unit(count, unit, 'long', locale=language) for count, unit in parts if count
            )
        if years < 1:
            return _('less than a year')
        return _('about %s') % format_unit(years, 'duration-year', 'long', locale=language)


_DAY = dt.timedelta(days=1)


def today() -> dt.date:
    """The day of the build: that of ``SOURCE_DATE_EPOCH`` where it is set.

    Follows https://reproducible-builds.org/specs/source-date-epoch/.
    """
    epoch = os.environ.get('SOURCE_DATE_EPOCH')
    now = dt.datetime.now(dt.UTC)
    return (dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else now).date()


def _in_months(day: dt.date) -> float:
    length = calendar.monthrange(day.year, day.month)[1]
    return day.year * 12 + day.month - 1 + (day.day - 1) / length


def _union(intervals: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in sorted(intervals):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged
