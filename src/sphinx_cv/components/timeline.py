"""The career as a picture: where each entry lies on one axis of years.

The picture claims no more than the dates say.  A bar is pale where the entry may have been going
on, from the first day that its dates can mean to the last.  It is full where the entry was surely
going on.
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
    """An entry on the axis.  Places on the axis are parts of its length, from 0 to 1.

    The entry began at ``start`` or later, and ended at ``end`` or before.  It was surely going on
    from ``sure_start`` to ``sure_end``; if these are not in that order, no such time is known.
    ``type`` is the name of its type, ``rank`` the place of the type among all types, and
    ``label`` what people call the type.
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
    """Bars, latest first, and the years of the axis, each with its place from 0 to 1."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[int, float], ...]


def lay_out(outline: Outline) -> Timeline | None:
    """Lay out the dated entries on an axis of whole years; None if no entry is to be drawn."""
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
    """Place the picture in the page *docname*; only a site can show it."""
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
        # A single date does not say how long the entry took, so no part of it is sure.
        sure_start=_position(
            period.start.last if period.end or period.ongoing else dt.date.max, axis
        ),
        sure_end=_position(sure, axis),
    )


def _position(day: dt.date, axis: tuple[dt.date, dt.date]) -> float:
    whole = (axis[1] - axis[0]).days
    return min(1.0, max(0.0, (day - axis[0]).days / whole))
