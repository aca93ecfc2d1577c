"""The career as a picture: one bar an entry on one axis, as a drawing that scales with the page.

A date is no more precise than it is known.  A bar is pale where something may have been,
from the first day that its dates can mean to the last, and full where it surely was.
Places on the axis are percentages and everything else is in pixels, so that the text
stays readable on any screen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from sphinx_cv.locale import _
from sphinx_cv.model.career import latest_first
from sphinx_cv.model.dates import today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_cv.model.career import Career
    from sphinx_cv.model.records import Entry

#: The types of entry that a picture of the career shows.
TYPES = ('role', 'internship', 'volunteer', 'education', 'project', 'certification')
_ROW = 24
_TOP = 26
# So many letters of a label fit into the width of a phone.
_LETTERS = 56
# Of more years than these only those that are named have a line.
_MOST_LINES = 40


@dataclass(frozen=True)
class Bar:
    """An entry on the axis; the places are parts of its length, from 0 to 1.

    It may have begun at ``start`` and ended at ``end``, and was surely going on between
    ``sure_start`` and ``sure_end``, if these are in order.
    """

    docname: str
    kind: str
    label: str
    title: str
    when: str
    start: float
    end: float
    sure_start: float
    sure_end: float


@dataclass(frozen=True)
class Timeline:
    """Bars, latest first, and the years of the axis with their places."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[int, float], ...]


def draw_bars(career: Career, language: str) -> Timeline:
    """Lay the dated entries of a career out on an axis of whole years."""
    entries = [e for e in latest_first(career.entries) if e.period and e.type in TYPES]
    if not entries:
        return Timeline((), ())
    first = min(e.period.start.year for e in entries if e.period)
    last = max(e.period.last_year for e in entries if e.period) + 1
    axis = dt.date(first, 1, 1), dt.date(last, 1, 1)
    years = range(first, last + 1)
    return Timeline(
        tuple(_bar(entry, axis, language) for entry in entries),
        tuple((year, _place(dt.date(year, 1, 1), axis)) for year in years),
    )


def _bar(entry: Entry, axis: tuple[dt.date, dt.date], language: str) -> Bar:
    period = entry.period
    if period is None:
        raise ValueError(entry.docname)
    day = dt.timedelta(days=1)
    end = period.end or period.start
    last, sure = (today(), today()) if period.ongoing else (end.last + day, end.first)
    return Bar(
        docname=entry.docname,
        kind=entry.type,
        label=str(entry.kind.label),
        title=entry.title,
        when=period.format(language),
        start=_place(period.start.first, axis),
        end=_place(max(last, period.start.last), axis),
        # A date alone is of unknown length, however precise it is.
        sure_start=_place(period.start.last if period.end or period.ongoing else dt.date.max, axis),
        sure_end=_place(sure, axis),
    )


def _place(day: dt.date, axis: tuple[dt.date, dt.date]) -> float:
    whole = (axis[1] - axis[0]).days
    return min(1.0, max(0.0, (day - axis[0]).days / whole))


def write_svg(timeline: Timeline, address: Callable[[str], str]) -> str:
    """Write the picture as SVG for a page; *address* gives that of an entry's page."""
    height = _TOP + _ROW * len(timeline.bars) + 4
    label = _('Timeline')
    first, last = timeline.years[0][0], timeline.years[-1][0] - 1
    about = _('Entries from %(first)s to %(last)s, latest first; each bar is a link.') % {
        'first': first,
        'last': last,
    }
    head = (
        f'<svg class="cv-timeline" role="group" width="100%" height="{height}" '
        'aria-labelledby="cv-timeline-title" aria-describedby="cv-timeline-about">'
        f'<title id="cv-timeline-title">{escape(label)}</title>'
        f'<desc id="cv-timeline-about">{escape(about)}</desc>'
    )
    bars = [_link(bar, row, address) for row, bar in enumerate(timeline.bars)]
    return ''.join([head, *_grid(timeline, height), *bars, '</svg>', _legend(timeline)])


def _legend(timeline: Timeline) -> str:
    kinds = dict.fromkeys((bar.kind, bar.label) for bar in timeline.bars)
    items = [
        f'<span class="cv-key cv-{kind}">{escape(label)}</span>'
        for kind, label in sorted(kinds, key=lambda pair: TYPES.index(pair[0]))
    ]
    pale = _('Pale: the day is not known')
    items.append(f'<span class="cv-key cv-pale">{escape(pale)}</span>')
    return f'<p class="cv-legend">{" ".join(items)}</p>'


def _grid(timeline: Timeline, height: int) -> Iterable[str]:
    # At most seven years are named, at round distances.
    years = [year for year, _at in timeline.years]
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if len(years) <= 7 * n)
    yield '<g class="cv-axis" aria-hidden="true">'
    for year, at in timeline.years:
        named = year % step == 0
        if not named and len(years) > _MOST_LINES:
            continue
        mark = ' class="cv-named"' if named else ''
        place = f'{at * 100:.4g}%'
        top = _TOP - 6 if named else _TOP
        yield f'<line{mark} x1="{place}" x2="{place}" y1="{top}" y2="{height}"/>'
        if named:
            anchor = 'start' if at < 0.04 else 'end' if at > 0.96 else 'middle'  # noqa: PLR2004
            yield f'<text x="{place}" y="14" text-anchor="{anchor}">{year}</text>'
    yield '</g>'


def _link(bar: Bar, row: int, address: Callable[[str], str]) -> str:
    top = _TOP + _ROW * row
    right = bar.start > 1 - bar.end
    room = int(_LETTERS * (bar.end if right else 1 - bar.start))
    words = bar.title
    if len(words) > room:
        words = f'{words[:room].rsplit(" ", 1)[0].rstrip(",")}…'
    at = (
        f'x="{bar.end * 100:.4g}%" dx="-5" text-anchor="end"'
        if right
        else (f'x="{bar.start * 100:.4g}%" dx="5"')
    )
    whole = f'{bar.title}, {bar.label}, {bar.when}'
    sure = (
        _rect('cv-sure', bar.sure_start, bar.sure_end, top)
        if (bar.sure_end > bar.sure_start)
        else ''
    )
    # The title is a tooltip; in the link it would be read as a part of its text.
    return (
        f'<g><title>{escape(whole)}</title>'
        f'<a class="cv-bar cv-{bar.kind}" href="{escape(address(bar.docname))}" '
        f'aria-label="{escape(whole)}">{_rect("cv-maybe", bar.start, bar.end, top)}{sure}'
        f'<text {at} y="{top + 16}">{escape(words)}</text></a></g>'
    )


def _rect(css: str, start: float, end: float, top: int) -> str:
    width = max(end - start, 0.004)
    return (
        f'<rect class="{css}" x="{start * 100:.4g}%" y="{top + 1}" '
        f'width="{width * 100:.4g}%" height="{_ROW - 2}" rx="3"/>'
    )
