"""How the CV says things: dates, places, languages, summaries.

Every output has its words from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_cv.locale import _
from sphinx_cv.model.dates import format_year, years_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sphinx_cv.model.dates import PartialDate, Period
    from sphinx_cv.model.records import Address, Entry, Language, Person, Prose

# Search engines show about so many characters of a description.
_DESCRIPTION = 160
# More runs of years than these say less than the first and the last.
_MOST_RUNS = 3


def when(period: Period | None, language: str) -> str:
    """Say when something was, with its duration: "2009 Q3, 4 months"; '' without a period."""
    if period is None:
        return ''
    text = period.format(language)
    return f'{text}, {period.duration.format()}' if period.duration else text


def end(value: PartialDate | str, language: str) -> str:
    """Write the end of a period: a date, or that it goes on."""
    return _('present') if isinstance(value, str) else value.format(language)


def years(periods: Iterable[Period], today: dt.date) -> str:
    """Say in which years *periods* lay: "2010", "2010 – 2013, 2024 – present".

    No length of time is claimed: that something was used in a role of nine years does not
    mean that it was used for nine years.
    """
    runs = years_of(periods, today)
    if len(runs) > _MOST_RUNS:
        runs = [(runs[0][0], runs[-1][1])]
    return ', '.join(_years(first, last) for first, last in runs)


def _years(first: int, last: int | None) -> str:
    start = format_year(first)
    if first == last:
        return start
    end = format_year(last) if last else _('present')
    return _('%(start)s – %(end)s') % {'start': start, 'end': end}


def places(location: tuple[str, ...]) -> str:
    """Write all places in one text, as they are written in a page."""
    return ' & '.join(location)


def spoken(language: Language) -> str:
    """Write a language with how well it is spoken: "Native French"."""
    if not language.fluency:
        return language.name
    return _('%(fluency)s %(language)s') % {
        'fluency': language.fluency,
        'language': language.name,
    }


def postal(address: Address) -> str:
    """Write a postal address in one line: street, postcode and city, region, country."""
    city = ' '.join(part for part in (address.postcode, address.city) if part)
    parts = (address.text, address.street, city, address.region, address.country)
    return ', '.join(part for part in parts if part)


def telephone(phone: str) -> str:
    """The address of a telephone number (RFC 3966): its figures, and the plus before them."""
    return 'tel:' + ''.join(char for char in phone if char.isdigit() or char == '+')


def bare(url: str) -> str:
    """Write an address without what every address has."""
    return url.partition('://')[2].rstrip('/')


def summary(record: Entry | Person | Prose) -> str:
    """Give what a text begins with: its first paragraph, whole.

    A paragraph that announces a list says little without it, so the list goes with it.
    """
    if not record.body:
        return ''
    text = record.body[0].text
    if not text.endswith(':'):
        return text
    items = []
    for block in record.body[1:]:
        if not block.depth:
            break
        items.append(block.text.rstrip('.;,'))
    return f'{text} {"; ".join(items)}.' if items else text


def sentences(parts: Iterable[str]) -> str:
    """Join what is said into sentences."""
    ended = ('.', '!', '?', '…', '。')
    return ' '.join(part if part.endswith(ended) else f'{part}.' for part in parts if part)


def shorten(text: str, length: int = _DESCRIPTION) -> str:
    """Cut a text between words, so that it has at most *length* characters."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(' ', 1)[0].rstrip(',;.') + '…'
