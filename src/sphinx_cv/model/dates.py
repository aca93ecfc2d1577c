"""Dates that keep the precision they were given with.

A CV says "2024", "2009 Q3", "March 2010" or "March 5, 2010", and each of these also says how
much is known.  Nothing here invents the rest: a year stays a year in every output.  The levels
of precision are those of the Extended Date/Time Format, EDTF
(https://www.loc.gov/standards/datetime/), which writes the quarters as the months 33 to 36.

Nothing here reads the clock.  A function that needs to know what day it is takes it as *today*.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton

from sphinx_cv.locale import _, counted
from sphinx_cv.locale import mark_plural as ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

_PATTERN = re.compile(
    r'(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|3(?P<edtf>[3-6]))|-(?P<month>\d{2})'
    r'(?:-(?P<day>\d{2}))?)?'
)
# EDTF writes the first quarter as the month 33.  The pattern captures only the last figure.
_EDTF_QUARTERS = 2
_DURATION = re.compile(r'(?P<count>[1-9]\d*) (?P<unit>day|week|month|year)s?')
# Our own labels, because Babel lacks words for lengths of time in several languages.
_UNITS = {
    'day': ngettext('%(count)s day', '%(count)s days'),
    'week': ngettext('%(count)s week', '%(count)s weeks'),
    'month': ngettext('%(count)s month', '%(count)s months'),
    'year': ngettext('%(count)s year', '%(count)s years'),
}
_MONTHS_IN = {'day': 12 / 365.25, 'week': 7 * 12 / 365.25, 'month': 1.0, 'year': 12.0}

#: What a page writes as the end of something that is still going on.
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

    It may mean any day from ``first`` to ``last``; a longer interval means that less is known.
    """

    year: int
    quarter: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2024``, ``2009-Q3`` or EDTF's ``2009-35``, ``2010-03``, ``2010-03-05``.

        :raises ValueError: if the text has none of these forms, or the calendar has no such day
        """
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise ValueError(text)
        parts = {name: int(value) for name, value in match.groupdict().items() if value}
        if 'edtf' in parts:
            parts['quarter'] = parts.pop('edtf') - _EDTF_QUARTERS
        date = cls(**parts)
        if date.year == 0:
            raise ValueError(text)
        # A month or a day of 00 is not one that is left out.
        dt.date(date.year, *(1 if part is None else part for part in (date.month, date.day)))
        return date

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
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

        The difference of two middles is a length of time without a bias: from 2011 to 2013 it is
        two years, though the time may have been anything from one year to three.
        """
        return (_in_months(self.first) + _in_months(_day_after(self.last))) / 2

    def __str__(self) -> str:
        """Write the date in the form that ``parse`` reads: ``2009-Q3``, ``2010-03``."""
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
                # Babel's own pattern would put the year last in English: "Q3 2009".
                return _('%(year)s Q%(quarter)s') % {'year': self.year, 'quarter': self.quarter}
            case _:
                return format_year(self.year)


@dataclass(frozen=True)
class Duration:
    """A length of time as it was given: "4 months".

    ``unit`` is ``day``, ``week``, ``month`` or ``year``; ``count`` says how many, at least 1.
    """

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
        """The length in months; an average year has 365.25 days."""
        return self.count * _MONTHS_IN[self.unit]

    def __str__(self) -> str:
        """Write the length in the form that ``parse`` reads: ``4 months``."""
        return f'{self.count} {self.unit}{"s" if self.count > 1 else ""}'

    def format(self) -> str:
        """Write the length in the language of the CV."""
        return counted(_UNITS[self.unit], self.count) % {'count': self.count}


@dataclass(frozen=True)
class Period:
    """When something was: one date, or a time from one date to another or to the present.

    ``end`` is None for a single date, and while the time is ``ongoing``.
    """

    start: PartialDate
    end: PartialDate | None = None
    ongoing: bool = False
    duration: Duration | None = None

    def format(self, language: str) -> str:
        """Write the period without its duration: "2011 – 2013", "2009 Q3".

        *language* is a Babel locale's name.
        """
        start = self.start.format(language)
        if self.ongoing:
            return _('%(start)s – %(end)s') % {'start': start, 'end': _('present')}
        if self.end is None:
            return start
        return _('%(start)s – %(end)s') % {'start': start, 'end': self.end.format(language)}

    @property
    def first_year(self) -> int:
        """The year in which it began."""
        return self.start.year

    def last_year(self, today: dt.date) -> int:
        """The year in which it ended; while it goes on that of *today*, or of a start to come."""
        return max(today.year, self.start.year) if self.ongoing else (self.end or self.start).year

    @property
    def last_day(self) -> dt.date:
        """The last day on which it may have ended; ``date.max`` while it goes on."""
        return dt.date.max if self.ongoing else (self.end or self.start).last

    @property
    def recency(self) -> tuple[dt.date, dt.date]:
        """The key to sort periods by: their ends, then their starts."""
        return self.last_day, self.start.first

    def touches(self, other: Period) -> bool:
        """Whether there may be no free day between the two, as far as their precision tells.

        A period that ended in 2012 touches one that began in 2013.  Two that overlap touch too.
        """
        return self.start.first <= _day_after(other.last_day) and other.start.first <= _day_after(
            self.last_day
        )

    def interval(self, today: dt.date) -> tuple[float, float]:
        """When it most likely began and ended, in months since year 0.

        A single date without a duration begins and ends at its middle.
        """
        if self.ongoing:
            return self.start.middle, max(_in_months(today), self.start.middle)
        if self.end is not None:
            return self.start.middle, self.end.middle
        half = self.duration.months / 2 if self.duration else 0.0
        return self.start.middle - half, self.start.middle + half

    @classmethod
    def around(cls, periods: Iterable[Period]) -> Period:
        """Make the period from the earliest start to the latest end of *periods*.

        :raises ValueError: if there are no periods
        """
        periods = list(periods)
        start = min((p.start for p in periods), key=lambda date: date.first)
        if any(p.ongoing for p in periods):
            return cls(start, ongoing=True)
        end = max((p.end or p.start for p in periods), key=lambda date: date.last)
        return cls(start, end)


def format_year(year: int) -> str:
    """Write a year in the language of the CV: "2009年" in Japanese."""
    return _('%(year)s') % {'year': year}


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two intervals most likely have time in common; both are in months since year 0.

    A role that ended in 2013 and one that began in 2013 do not overlap, because this is how
    people write roles that followed each other.
    """
    return max(one[0], other[0]) < min(one[1], other[1])


def years_of(periods: Iterable[Period], today: dt.date) -> list[tuple[int, int | None]]:
    """Give the runs of years that *periods* cover, each by its first and its last year.

    Years that follow each other are one run.  The last year of a run that goes on is None.
    """
    runs: list[tuple[int, int, bool]] = []
    for period in sorted(periods, key=lambda p: (p.first_year, p.last_year(today))):
        first, last, ongoing = period.first_year, period.last_year(today), period.ongoing
        if runs and first <= runs[-1][1] + 1:
            before = runs.pop()
            first, last, ongoing = before[0], max(last, before[1]), ongoing or before[2]
        runs.append((first, last, ongoing))
    return [(first, None if ongoing else last) for first, last, ongoing in runs]


def _day_after(day: dt.date) -> dt.date:
    return day if day == dt.date.max else day + dt.timedelta(days=1)


def _in_months(day: dt.date) -> float:
    length = calendar.monthrange(day.year, day.month)[1]
    return day.year * 12 + day.month - 1 + (day.day - 1) / length
