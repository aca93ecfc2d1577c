"""The picture of the career as SVG that scales with the page.

Where something lies on the axis is a percentage, and everything else is in pixels, so that
the text stays readable on any screen.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sphinx_cv.locale import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_cv.components.timeline import Bar, Timeline

_ROW = 24
_TOP = 26
# So many letters of a label fit into the width of a phone.
_LETTERS = 56
# Of more years than these only those that are named have a line.
_MOST_LINES = 40


def write_svg(timeline: Timeline, address: Callable[[str], str], *, rtl: bool = False) -> str:
    """Write the picture as SVG for a page; *address* gives that of an entry's page.

    In a page that is written from right to left (*rtl*), time runs that way too.  What the
    anchors of texts call their start is on the right there by itself.
    """
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
    bars = [_link(bar, row, address, rtl=rtl) for row, bar in enumerate(timeline.bars)]
    return ''.join([head, *_grid(timeline, height, rtl=rtl), *bars, '</svg>', _legend(timeline)])


def _legend(timeline: Timeline) -> str:
    types = {(bar.rank, bar.type, bar.label) for bar in timeline.bars}
    items = [
        f'<span class="cv-key cv-{type_}">{escape(label)}</span>'
        for _rank, type_, label in sorted(types)
    ]
    pale = _('Pale: the day is not known')
    items.append(f'<span class="cv-key cv-pale">{escape(pale)}</span>')
    return f'<p class="cv-legend">{" ".join(items)}</p>'


def _grid(timeline: Timeline, height: int, *, rtl: bool) -> Iterable[str]:
    # At most seven years are named, at round distances.
    years = [year for year, _at in timeline.years]
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if len(years) <= 7 * n)
    yield '<g class="cv-axis" aria-hidden="true">'
    for year, at in timeline.years:
        named = year % step == 0
        if not named and len(years) > _MOST_LINES:
            continue
        mark = ' class="cv-named"' if named else ''
        left = _percent(1 - at if rtl else at)
        top = _TOP - 6 if named else _TOP
        yield f'<line{mark} x1="{left}" x2="{left}" y1="{top}" y2="{height}"/>'
        if named:
            anchor = 'start' if at < 0.04 else 'end' if at > 0.96 else 'middle'  # noqa: PLR2004
            yield f'<text x="{left}" y="14" text-anchor="{anchor}">{year}</text>'
    yield '</g>'


def _link(bar: Bar, row: int, address: Callable[[str], str], *, rtl: bool) -> str:
    top = _TOP + _ROW * row
    right = bar.start > 1 - bar.end
    room = int(_LETTERS * (bar.end if right else 1 - bar.start))
    words = bar.title
    if len(words) > room:
        words = f'{words[:room].rsplit(" ", 1)[0].rstrip(",")}…'
    edge = bar.end if right else bar.start
    shift = -5 if right != rtl else 5
    at = f'x="{_percent(1 - edge if rtl else edge)}" dx="{shift}"'
    at += ' text-anchor="end"' if right else ''
    whole = f'{bar.title}, {bar.label}, {bar.when}'
    sure = (
        _rect('cv-sure', bar.sure_start, bar.sure_end, top, rtl=rtl)
        if (bar.sure_end > bar.sure_start)
        else ''
    )
    # The title is a tooltip; in the link it would be read as a part of its text.
    return (
        f'<g><title>{escape(whole)}</title>'
        f'<a class="cv-bar cv-{bar.type}" href="{escape(address(bar.docname))}" '
        f'aria-label="{escape(whole)}">{_rect("cv-maybe", bar.start, bar.end, top, rtl=rtl)}{sure}'
        f'<text {at} y="{top + 16}">{escape(words)}</text></a></g>'
    )


def _rect(css: str, start: float, end: float, top: int, *, rtl: bool) -> str:
    width = max(end - start, 0.004)
    left = 1 - start - width if rtl else start
    return (
        f'<rect class="{css}" x="{_percent(left)}" y="{top + 1}" '
        f'width="{_percent(width)}" height="{_ROW - 2}" rx="3"/>'
    )


def _percent(part: float) -> str:
    return f'{part * 100:.4g}%'
