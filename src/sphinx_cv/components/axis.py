"""The axis of years that all bars share, and where an entry lies on it.

A bar claims no more than the dates say.  It fades where the entry may have been going on, from
the first day that its dates can mean to the last.  It is solid where the entry was surely going on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sphinx_cv.domain.nodes import axis_labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element

    from sphinx_cv.model.dates import Period
    from sphinx_cv.model.outline import Outline
    from sphinx_cv.model.records import Entry

_DAY = dt.timedelta(days=1)
# More bars than these in one row say together when something was, and no longer which entry each
# of them is.
MOST_APART = 12
# On so many places of the axis a day can be told from the next.
_DAYS = 250


@dataclass(frozen=True)
class Bar:
    """An entry on the axis.  Places on the axis are parts of its length, from 0 to 1.

    The entry of the page ``docname``, or several where that is '', began at ``start`` or later, and
    ended at ``end`` or before.  It was surely going on from ``sure_start`` to ``sure_end``; if
    these are not in that order, no such time is known.  ``type`` is the name of its type.  A
    ``day`` is a single day.
    """

    docname: str
    type: str
    start: float
    end: float
    sure_start: float
    sure_end: float
    day: bool = False


@dataclass(frozen=True)
class Axis:
    """Whole years: from the beginning of ``first`` to the end of ``last``."""

    first: int
    last: int

    def position(self, day: dt.date) -> float:
        """Where the beginning of a day lies, from 0 to 1."""
        start = dt.date(self.first, 1, 1)
        # The calendar of Python ends with the year 9999.
        whole = (dt.date(self.last, 12, 31) - start).days + 1
        return round(min(1.0, max(0.0, (day - start).days / whole)), 5)

    @property
    def years(self) -> tuple[tuple[int, float], ...]:
        """Each year with the place where it begins."""
        years = range(self.first, self.last + 1)
        return tuple((year, self.position(dt.date(year, 1, 1))) for year in years)


def axis_of(outline: Outline) -> Axis | None:
    """The axis of a CV; None if no entry has a date."""
    return Axis(*outline.years_covered) if outline.years_covered else None


def bars_of(outline: Outline, entries: Iterable[Entry]) -> tuple[Bar, ...]:
    """Lay entries on the axis; those without a date have no bar."""
    axis = axis_of(outline)
    if axis is None:
        return ()
    return tuple(_bar(entry, axis, outline.career.today) for entry in entries if entry.period)


def merged_bars(
    outline: Outline, entries: Iterable[Entry], most: int = MOST_APART
) -> tuple[Bar, ...]:
    """Lay entries on the axis for a row that is about something else, such as a skill.

    More than *most* become bars of their common time: where one may have been going on, and upon
    these where one surely was.  So a row stays light, however many entries it has.
    """
    bars = bars_of(outline, entries)
    if len(bars) <= most:
        return bars
    lasting = [bar for bar in bars if not bar.day]
    maybe = _joined((bar.start, bar.end) for bar in lasting)
    sure = _joined(
        (bar.sure_start, bar.sure_end) for bar in lasting if bar.sure_start < bar.sure_end
    )
    days = {round(bar.start * _DAYS): (bar.start, bar.end) for bar in bars if bar.day}
    return (
        *(Bar('', '', start, end, 1.0, 0.0) for start, end in maybe),
        *(Bar('', '', start, end, start, end) for start, end in sure),
        *(Bar('', '', start, end, 1.0, 0.0, day=True) for start, end in sorted(days.values())),
    )


def _joined(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Make one of all spans that touch or overlap."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _bar(entry: Entry, axis: Axis, today: dt.date) -> Bar:
    if entry.period is None:
        raise ValueError(entry.docname)
    return Bar(entry.docname, entry.type.name, *_places(entry.period, axis, today))


# An entry has a bar on its own page, in each listing, and on the pages of those it is related to.
@lru_cache(maxsize=1024)
def _places(period: Period, axis: Axis, today: dt.date) -> tuple[float, float, float, float, bool]:
    """Lay a period on the axis: a bar from its ``start`` on, as its fields say."""
    end = period.end or period.start
    last, sure = (today, today) if period.ongoing else (_after(end.last), end.first)
    # A single date does not say how long the entry took, so no part of it is sure.
    lasts = bool(period.end or period.ongoing)
    return (
        axis.position(period.start.first),
        axis.position(max(last, _after(period.start.last))),
        axis.position(period.start.last if lasts else dt.date.max),
        axis.position(sure),
        not lasts and period.start.first == period.start.last,
    )


def _after(day: dt.date) -> dt.date:
    return day if day == dt.date.max else day + _DAY


def draw_axis(axis: Axis) -> Element:
    """Make the labels of the axis; only a site shows them."""
    return axis_labels(axis=axis)
