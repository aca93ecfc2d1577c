"""Dates as people write them: "Mar 2010", "2009 Q3, 4 months", "June 2019 – present".

What is not understood as a whole is no date: nothing is guessed, and no month is made up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_cv.model.dates import PRESENT, Duration, PartialDate
from sphinx_cv.model.synonyms import PRESENT_WORDS

if TYPE_CHECKING:
    End = PartialDate | str | None

_MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')
_NAMES = (
    *('january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september'),
    *('october', 'november', 'december'),
)
_MONTH = r'(?P<month>[A-Za-z]+)\.?'
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf'{_MONTH},? (?P<year>\d{{4}})',
        rf'{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})',
        rf'(?P<day>\d{{1,2}})\.? {_MONTH},? (?P<year>\d{{4}})',
        r'(?P<year>\d{4})[ -]Q(?P<quarter>[1-4])',
        r'Q(?P<quarter>[1-4])[ -](?P<year>\d{4})',
        r'(?P<number>\d{2})[/.](?P<year>\d{4})',
    )
)
_BETWEEN = re.compile(r'\s*[–—]\s*|\s+(?:-|to|until)\s+|(?<=\d{4})-(?=\d{4}(?!\d))')
_DURATION = re.compile(r'(?:,\s*|\s*\()(?P<duration>\d+ [a-z]+)\)?')
_YEAR = re.compile(r'(?<!\d)\d{4}(?!\d)')


def read_date(text: str) -> PartialDate | None:
    """Read one date; None if the text is none."""
    text = ' '.join(text.split())
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _parsed(_written({k: v for k, v in match.groupdict().items() if v}))
    return _parsed(text)


def _written(parts: dict[str, str]) -> str:
    """Write the parts of a date as a page has them; '' if the month is none."""
    if 'quarter' in parts:
        return f'{parts["year"]}-Q{parts["quarter"]}'
    if 'number' in parts:
        return f'{parts["year"]}-{parts["number"]}'
    name = parts['month'].lower()
    short = name[:3] if name in (*_NAMES, 'sept') else name
    if short not in _MONTHS:
        return ''
    date = f'{parts["year"]}-{_MONTHS.index(short) + 1:02}'
    return f'{date}-{int(parts["day"]):02}' if 'day' in parts else date


def _parsed(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


def read_end(text: str) -> End:
    """Read the end of a period: a date, or a word such as "present"."""
    return PRESENT if text.strip(' .').casefold() in PRESENT_WORDS else read_date(text)


def when(start: PartialDate | None, end: End) -> dict[str, str]:
    """Give the fields for a start and an end; none if the end comes before the start."""
    if start is None or end is None:
        date = start or end
        return {'date': str(date)} if isinstance(date, PartialDate) else {}
    if isinstance(end, PartialDate):
        if end == start:
            return {'date': str(start)}
        if end.last < start.first:
            return {}
    return {'start': str(start), 'end': str(end)}


def read_when(text: str) -> dict[str, str]:
    """Read a date or a period, with or without its length; {} if the text is none of these."""
    length = {}
    if match := _DURATION.search(text):
        try:
            length = {'duration': str(Duration.parse(match['duration']))}
        except ValueError:
            return {}
        text = text[: match.start()] + text[match.end() :]
    parts = _BETWEEN.split(text.strip())
    start = read_date(parts[0])
    end = read_end(parts[-1]) if len(parts) > 1 else None
    if start is None or len(parts) > 2 or (len(parts) > 1 and end is None):  # noqa: PLR2004
        return {}
    found = when(start, end)
    return found | length if found else {}


def only_year(text: str) -> str:
    """The year in a text that has one year, and is no date: "Fall 2023"; else ''."""
    years = _YEAR.findall(text)
    return years[0] if len(years) == 1 and _parsed(years[0]) else ''
