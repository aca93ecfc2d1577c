"""The axis of years that all bars share, and where an entry lies on it.

A bar claims no more than the dates say.  It fades where the entry may have been going on, from
the first day that its dates can mean to the last.  It is solid where the entry was surely going on.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_cv.domain.nodes import axis_labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element

    from sphinx_cv.model.outline import Outline
    from sphinx_cv.model.records import Entry

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """An entry on the axis.  Places on the axis are parts of its length, from 0 to 1.

    The entry of the page ``docname`` began at ``start`` or later, and ended at ``end`` or before.
    It was surely going on from ``sure_start`` to ``sure_end``; if these are not in that order,
    no such time is known.  ``type`` is the name of its type.  A ``day`` is a single day.
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


def _bar(entry: Entry, axis: Axis, today: dt.date) -> Bar:
    period = entry.period
    if period is None:
        raise ValueError(entry.docname)
    end = period.end or period.start
    last, sure = (today, today) if period.ongoing else (_after(end.last), end.first)
    # A single date does not say how long the entry took, so no part of it is sure.
    lasts = bool(period.end or period.ongoing)
    return Bar(
        docname=entry.docname,
        type=entry.type.name,
        start=axis.position(period.start.first),
        end=axis.position(max(last, _after(period.start.last))),
        sure_start=axis.position(period.start.last if lasts else dt.date.max),
        sure_end=axis.position(sure),
        day=not lasts and period.start.first == period.start.last,
    )


def _after(day: dt.date) -> dt.date:
    return day if day == dt.date.max else day + _DAY


def draw_axis(axis: Axis) -> Element:
    """Make the labels of the axis; only a site shows them."""
    return axis_labels(axis=axis)
