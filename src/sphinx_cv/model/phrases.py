"""How the CV says things: dates, places, languages, summaries.

Every output takes its words from here.  A *language* is a Babel locale's name.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.lists import format_list

from sphinx_cv.locale import _, comma, full_stop
from sphinx_cv.model.dates import format_year, years_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sphinx_cv.model.dates import PartialDate, Period
    from sphinx_cv.model.records import Address, Entry, Language, Person, Prose

# About how many characters of a description search engines show.
_DESCRIPTION = 160
# A list of more runs of years is harder to take in than the first and the last year.
_MOST_RUNS = 3
# Words in brackets at the end of a name, with something before them.
_GLOSS = re.compile(r'(?<=\S)\s*[(（][^()（）]*[)）]$')
# What parts a town from its country.
_COMMA = re.compile(r'\s*[,،、，]\s*')
# How many earlier employers a lead names.
_MOST_BEFORE = 5


def when(period: Period | None, language: str) -> str:
    """Say when something was, and for how long: "2009 Q3, 4 months"; '' without a period."""
    if period is None:
        return ''
    text = period.format(language)
    return f'{text}, {period.duration.format()}' if period.duration else text


def end(value: PartialDate | str, language: str) -> str:
    """Write the end of a period: a date, or "present" for any text."""
    return _('present') if isinstance(value, str) else value.format(language)


def years(periods: Iterable[Period], today: dt.date) -> str:
    """Say which years *periods* cover: "2010", "2010 – 2013, 2024 – present".

    It claims no length of time, because a skill that a role of nine years shows may have been used
    for only a part of them.
    """
    runs = years_of(periods, today)
    if len(runs) > _MOST_RUNS:
        runs = [(runs[0][0], runs[-1][1])]
    return comma().join(_years(first, last) for first, last in runs)


def _years(first: int, last: int | None) -> str:
    start = format_year(first)
    if first == last:
        return start
    end = format_year(last) if last else _('present')
    return _('%(start)s – %(end)s') % {'start': start, 'end': end}


def lead(role: Entry, organizations: list[str], today: dt.date, language: str) -> str:
    """Say what the person does in *role*, and at which *organizations* they were, its own first.

    Languages with cases have patterns that put names beside each other, without prepositions.
    """
    if role.period is None:
        return role.title
    words = {'title': role.title, 'organization': organizations[0]}
    if role.period.ongoing:
        words['year'] = format_year(role.period.first_year)
        latest = _('%(title)s at %(organization)s since %(year)s') % words
    else:
        words['year'] = format_year(role.period.last_year(today))
        latest = _('%(title)s at %(organization)s until %(year)s') % words
    if before := organizations[1 : _MOST_BEFORE + 1]:
        names = format_list(before, locale=language)
        latest = _('%(latest)s; before that at %(organizations)s') % {
            'latest': latest,
            'organizations': names,
        }
    return sentences([latest])


def updated(day: dt.date, language: str) -> str:
    """Say on which day a CV was last changed."""
    return _('Updated %(date)s') % {'date': format_date(day, 'long', locale=language)}


def brief(name: str) -> str:
    """A name without the words in brackets that explain it: "Apollo Graph (Meteor)"."""
    return _GLOSS.sub('', name)


def places(location: tuple[str, ...]) -> str:
    """Write all places in one text, with " & " between them as in the front matter."""
    return ' & '.join(location)


def short_places(locations: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Give the short forms of the places of a CV that have one: that of "Paris, France" is "Paris".

    What two of them would be called, such as Cambridge, stays whole.
    """
    whole = {place for location in locations for place in location if _COMMA.search(place)}
    towns = {place: _COMMA.split(place, maxsplit=1)[0] for place in whole}
    named = Counter(towns.values())
    return {place: town for place, town in towns.items() if named[town] == 1}


def spoken(language: Language) -> str:
    """Write a language with how well it is spoken: "Native French", "French (good knowledge)".

    One word stands before the language in English, as an adjective would; several do not read as
    one, nor does a level such as C1.
    """
    if not language.fluency:
        return language.name
    is_word = language.fluency.isalpha()
    pattern = _('%(fluency)s %(language)s') if is_word else _('%(language)s (%(fluency)s)')
    return pattern % {
        'fluency': language.fluency,
        'language': language.name,
    }


def postal(address: Address) -> str:
    """Write a postal address in one line: street, postcode and city, region, country."""
    city = ' '.join(part for part in (address.postcode, address.city) if part)
    parts = (address.text, address.street, city, address.region, address.country)
    return comma().join(part for part in parts if part)


def telephone(phone: str) -> str:
    """Give the address of a telephone number: its figures, and the plus before them.

    The form is that of RFC 3966 (https://www.rfc-editor.org/rfc/rfc3966).
    """
    return 'tel:' + ''.join(char for char in phone if char.isdigit() or char == '+')


def bare(url: str) -> str:
    """Write an address of the web as people do: without its scheme and the slash at its end."""
    return url.partition('://')[2].rstrip('/')


def summary(record: Entry | Person | Prose) -> str:
    """Give the first paragraph of a text, whole; '' if there is no text.

    The caption of a picture above it is no paragraph, unless there is nothing else.

    A paragraph that ends in a colon says little without the list that follows, so it brings
    that list with it.
    """
    if not record.body:
        return ''
    at = next((n for n, block in enumerate(record.body) if not block.aside), 0)
    text = record.body[at].text
    if not text.endswith(':'):
        return text
    items = []
    for block in record.body[at + 1 :]:
        if not block.depth:
            break
        items.append(block.text.rstrip('.;,'))
    return f'{text} {"; ".join(items)}.' if items else text


def sentences(parts: Iterable[str]) -> str:
    """Join *parts* into one text, and end each with a full stop if it has no end of its own."""
    stop = full_stop()
    end = stop.rstrip()
    ended = ('.', '!', '?', '…', '。', '！', '？', '؟', end)
    gap = stop.removeprefix(end)
    return gap.join(part if part.endswith(ended) else part + end for part in parts if part)


def shorten(text: str, length: int = _DESCRIPTION) -> str:
    """Cut a text between two words, so that it has at most *length* characters."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(' ', 1)[0].rstrip(',;.') + '…'
