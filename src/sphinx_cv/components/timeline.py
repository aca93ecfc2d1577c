"""The career as a picture: where each entry lies on one axis of years.

A date is no more precise than it is known.  A bar is pale where something may have been,
from the first day that its dates can mean to the last, and full where it surely was.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_cv.domain.nodes import timeline
from sphinx_cv.model.career import latest_first

if TYPE_CHECKING:
    from docutils.nodes import Node

    from sphinx_cv.model.outline import Outline
    from sphinx_cv.model.records import Entry


@dataclass(frozen=True)
class Bar:
    """An entry on the axis; its ends are parts of the length, from 0 to 1.

    It may have begun at ``start`` and ended at ``end``, and was surely going on between
    ``sure_start`` and ``sure_end``, if these are in order.
    """

    docname: str
    type: str
    rank: int
    label: str
    title: str
    when: str
    start: float
    end: float
    sure_start: float
    sure_end: float


@dataclass(frozen=True)
class Timeline:
    """Bars, latest first, and the years of the axis with where they begin."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[int, float], ...]


def lay_out(outline: Outline) -> Timeline | None:
    """Lay the dated entries of a career out on an axis of whole years; None if there are none."""
    today = outline.career.today
    entries = [e for e in latest_first(outline.entries) if e.period and e.type.drawn]
    if not entries:
        return None
    first = min(e.period.start.year for e in entries if e.period)
    last = max(e.period.last_year(today) for e in entries if e.period) + 1
    axis = dt.date(first, 1, 1), dt.date(last, 1, 1)
    years = range(first, last + 1)
    return Timeline(
        tuple(_bar(outline, entry, axis) for entry in entries),
        tuple((year, _position(dt.date(year, 1, 1), axis)) for year in years),
    )


def draw_timeline(drawn: Timeline, docname: str) -> list[Node]:
    """Have the picture drawn where a site can show it."""
    return [timeline(timeline=drawn, docname=docname)]


def _bar(outline: Outline, entry: Entry, axis: tuple[dt.date, dt.date]) -> Bar:
    period, today = entry.period, outline.career.today
    if period is None:
        raise ValueError(entry.docname)
    item = outline.item(entry)
    day = dt.timedelta(days=1)
    end = period.end or period.start
    last, sure = (today, today) if period.ongoing else (end.last + day, end.first)
    return Bar(
        docname=entry.docname,
        type=entry.type.name,
        rank=entry.type.rank,
        label=item.label,
        title=entry.title,
        when=period.format(outline.language),
        start=_position(period.start.first, axis),
        end=_position(max(last, period.start.last), axis),
        # A date alone is of unknown length, however precise it is.
        sure_start=_position(
            period.start.last if period.end or period.ongoing else dt.date.max, axis
        ),
        sure_end=_position(sure, axis),
    )


def _position(day: dt.date, axis: tuple[dt.date, dt.date]) -> float:
    whole = (axis[1] - axis[0]).days
    return min(1.0, max(0.0, (day - axis[0]).days / whole))
