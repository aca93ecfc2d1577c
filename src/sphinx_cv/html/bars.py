"""Bars on the axis of years, as SVG: no style attribute is needed to say where they lie.

Where something lies on the axis is a percentage, so the picture is as wide as its column.  A bar
has three pieces: it rises where the entry may have begun, is solid where it surely went on, and
falls where it may have ended.  Bars that share a row fade where all of them end, not where one
hands over to another.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_cv.components.axis import Axis, Bar

# At most so many years are named, at round distances.
_MOST_NAMED = 6
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
# Names this near to an end of the axis stand within it, not around their place; the next name has
# to keep its distance there, by the narrowest column that there is.
_FIRST_PART, _LAST_PART = 0.04, 0.955
_APART = 0.215
# Names this near stand within half a column, which is narrower still.
_NEAR = 0.1
# No bar is narrower than this part of the axis.
_NARROWEST = 0.008
_LANE = 6
# Of so many parts the axis consists where shapes lie on it.
_SCALE = 2000
# A picture of what the text beside it says; its edges are those of pixels.
_HIDDEN = 'shape-rendering="crispEdges" aria-hidden="true"'
# Where there is no shade, as on a page without an axis, the piece is solid.
_RISE, _FALL = 'url(#cv-rise) currentColor', 'url(#cv-fall) currentColor'


def write_axis(axis: Axis, *, rtl: bool, shared: bool) -> str:
    """Write the years of the axis.

    *shared* adds what the tracks of the page refer to; that may stand on a page only once.  In a
    page that is written from right to left (*rtl*), time runs that way too.
    """
    labels = []
    for year, at in _named(axis):
        # What the anchors of texts call their start is on the right there by itself.
        anchor = 'start' if at < _FIRST_PART else 'end' if at > _LAST_PART else 'middle'
        left = _percent(1 - at if rtl else at)
        css = ' class="cv-early"' if at < _NEAR else ' class="cv-late"' if at > 1 - _NEAR else ''
        labels.append(f'<text{css} x="{left}" y="17" text-anchor="{anchor}">{year}</text>')
    return (
        f'<svg class="cv-axis" width="100%" height="24" aria-hidden="true" '
        f'data-cv-first="{axis.first}" data-cv-last="{axis.last}">'
        f'{_shared(axis, rtl=rtl) if shared else ""}{"".join(labels)}</svg>'
    )


def write_track(bars: Sequence[Bar], *, rtl: bool) -> str:
    """Write the bars of one row, on the lines of the axis."""
    return (
        f'<svg class="cv-track" width="100%" height="6" {_HIDDEN}>'
        f'<use href="#cv-lines"/><g class="cv-bars">{"".join(_groups(bars, rtl=rtl))}</g></svg>'
    )


def _common(bars: Iterable[Bar], *, rtl: bool) -> str:
    """Write the bars of several entries: a shape for where they may be, and one for where sure.

    A shape has a scale of its own, because its corners cannot be percentages.
    """
    bars = list(bars)
    days = ''.join(piece for bar in bars if bar.day for piece in _pieces(bar, rtl=rtl))
    shapes = ''
    for css, least in (('cv-maybe', _NARROWEST), ('cv-sure', 0.002)):
        corners = ''
        for bar in bars:
            if not bar.day and (bar.sure_start <= bar.sure_end) == (css == 'cv-sure'):
                width = max(bar.end - bar.start, least)
                left = 1 - bar.start - width if rtl else bar.start
                x, wide = round(left * _SCALE), round(width * _SCALE)
                corners += f'M{x} 0h{wide}v6h-{wide}z'
        shapes += f'<path class="{css}" d="{corners}"/>' if corners else ''
    scale = f'viewBox="0 0 {_SCALE} 6" preserveAspectRatio="none"'
    return f'<svg width="100%" height="6" {scale}>{shapes}</svg>{days}'


def write_map(bars: Sequence[Bar], page: str, *, rtl: bool) -> str:
    """Write a lane for each of the *bars*, in which that of *page* stands out."""
    height = _LANE * len(bars) + 2
    lanes = []
    for number, bar in enumerate(bars):
        css = ' class="cv-here"' if bar.docname == page else ''
        pieces = ''.join(_pieces(bar, rtl=rtl))
        lanes.append(f'<svg{css} y="{_LANE * number + 1}" height="4" width="100%">{pieces}</svg>')
    return (
        f'<svg class="cv-lanes" width="100%" height="{height}" {_HIDDEN}>'
        f'<use href="#cv-lines"/>{"".join(lanes)}</svg>'
    )


def _named(axis: Axis) -> list[tuple[int, float]]:
    years = axis.years
    for step in _STEPS:
        named = [(year, at) for year, at in years if year % step == 0]
        if len(years) <= _MOST_NAMED * step and not _crowded([at for _year, at in named]):
            break
    return named


def _crowded(places: list[float]) -> bool:
    """Whether a name that stands within an end of the axis nearly touches the next one."""
    return any(
        other - one < _APART and (one < _FIRST_PART or other > _LAST_PART)
        for one, other in pairwise(places)
    )


def _shared(axis: Axis, *, rtl: bool) -> str:
    """What every bar refers to: the lines of the axis, and the shades of uncertain ends."""
    lines = ''.join(
        f'<line x1="{left}" x2="{left}" y2="100%"/>'
        for _year, at in _named(axis)
        for left in [_percent(1 - at if rtl else at)]
    )
    shades = ''
    for name, forwards in (('rise', not rtl), ('fall', rtl)):
        first, last = ('faint', 'full') if forwards else ('full', 'faint')
        shades += (
            f'<linearGradient id="cv-{name}"><stop class="cv-{first}"/>'
            f'<stop class="cv-{last}" offset="1"/></linearGradient>'
        )
    return f'<defs><symbol id="cv-lines" class="cv-lines">{lines}</symbol>{shades}</defs>'


def _groups(bars: Sequence[Bar], *, rtl: bool) -> Iterable[str]:
    if common := [bar for bar in bars if not bar.docname]:
        yield _common(common, rtl=rtl)
    own = [bar for bar in bars if bar.docname]
    # What is drawn later lies above: the surest.
    for bar in sorted(own, key=lambda bar: (bar.day, bar.sure_end >= bar.sure_start)):
        pieces = ''.join(_pieces(_within(bar, own), rtl=rtl))
        yield f'<g data-cv-page="{escape(bar.docname)}">{pieces}</g>'


def _within(bar: Bar, bars: Sequence[Bar]) -> Bar:
    """Take as sure those ends of a bar that lie within another one, so that no seam is seen."""
    if bar.day or bar.sure_end < bar.sure_start:
        return bar
    inside = [any(b.start < end < b.end for b in bars) for end in (bar.start, bar.end)]
    return replace(
        bar,
        sure_start=bar.start if inside[0] else bar.sure_start,
        sure_end=bar.end if inside[1] else bar.sure_end,
    )


def _pieces(bar: Bar, *, rtl: bool) -> Iterable[str]:
    if bar.day:
        left = _percent(1 - bar.start if rtl else bar.start)
        yield f'<rect class="cv-day" x="{left}" y="-4" width="3" height="14"/>'
    elif bar.sure_end < bar.sure_start:
        yield _rect('cv-maybe', bar.start, bar.end, rtl=rtl)
    else:
        if bar.sure_start > bar.start:
            yield _rect(
                'cv-rise', bar.start, bar.sure_start, rtl=rtl, fill='url(#cv-rise) currentColor'
            )
        if bar.sure_end > bar.sure_start:
            yield _rect('cv-sure', bar.sure_start, bar.sure_end, rtl=rtl)
        if bar.end > bar.sure_end:
            yield _rect(
                'cv-fall', bar.sure_end, bar.end, rtl=rtl, fill='url(#cv-fall) currentColor'
            )


def _rect(css: str, start: float, end: float, *, rtl: bool, fill: str = '') -> str:
    width = end - start
    if css in {'cv-maybe', 'cv-sure'}:
        width = max(width, _NARROWEST if css == 'cv-maybe' else 0.002)
    left = 1 - start - width if rtl else start
    paint = f' fill="{fill}"' if fill else ''
    return f'<rect class="{css}" x="{_percent(left)}" width="{_percent(width)}" height="8"{paint}/>'


def _percent(part: float) -> str:
    return f'{round(part * 100, 2):g}%'
