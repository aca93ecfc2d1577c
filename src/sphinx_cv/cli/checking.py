"""What can be found fault with in a CV: one function for each kind of finding.

They judge an outline, and what was read out of the outputs.  Nothing here builds or reads files.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from dataclasses import astuple, dataclass, field
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

from sphinx_cv.model.facts import words_of
from sphinx_cv.model.fields import PERSON_FIELDS, WHEN, Form
from sphinx_cv.model.names import name_key
from sphinx_cv.model.records import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx_cv.model.dates import PartialDate, Period
    from sphinx_cv.model.fields import Field
    from sphinx_cv.model.outline import Outline
    from sphinx_cv.model.records import Person

# A gap or an overlap of a few months is how people change jobs.
_FEW_MONTHS = dt.timedelta(days=92)
_A_DAY = dt.timedelta(days=1)
_DAYS_IN_MONTH = 365.25 / 12
# No words of their own: they name files, are parts of the heading, or only programs read them.
_UNSAID = {'id', 'photo', 'given', 'family', 'extra', *WHEN}
# A word as short as this may stand within others by chance: "3" in "1843".
_SHORT = 6
# Unicode's marks of direction (https://www.unicode.org/reports/tr9/) stand between words.
_DIRECTION = re.compile('[\u200e\u200f\u202a-\u202e\u2066-\u2069]')
# No word goes on with a figure where its script is not that of the figures.
_NO_WORD = re.compile(r'[\W_]+|(?<=[0-9])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[0-9])')
# C, C++ and C# are three languages.
_PLUS = re.compile(r'(?<=[a-z])\+')
_SHARP = re.compile(r'(?<=[a-z])#')


@dataclass(frozen=True)
class Finding:
    """Something that the owner may want to change.

    ``kind`` says which function found it, ``subject`` what it is about; together they are the
    ``key`` by which the owner can acknowledge it.
    """

    kind: str
    subject: str
    message: str

    @property
    def key(self) -> str:
        """What ``cv_acknowledged`` calls it, such as ``gap:spotify/airbnb``."""
        return f'{self.kind}:{self.subject}'


@dataclass(frozen=True)
class Reading:
    """What a machine reads out of an output.

    ``pages`` has the text about a record, by the name of its page, where the output parts it;
    otherwise all of it is in ``text``.  The pages that it ``leaves_out`` are for other tags.
    """

    name: str
    text: str = ''
    pages: Mapping[str, str] = field(default_factory=dict)
    leaves_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Declared:
    """A fact that a record declares.

    It has one or several ``pieces``, each with the ways in which an output may write it.
    """

    docname: str
    subject: str
    label: str
    title: str
    pieces: tuple[tuple[str, ...], ...]


# ---- facts ---------------------------------------------------------------------------------------


def declared(outline: Outline) -> Iterator[Declared]:
    """Give all facts that the records of the person and of the entries declare."""
    language, person = outline.language, outline.career.person
    records: list[Entry | Person] = [person] if person else []
    for record in [*records, *outline.entries]:
        entry = record if isinstance(record, Entry) else None
        fields = entry.type.fields if entry else PERSON_FIELDS
        shown = entry.shown if entry else {}
        facts: dict[str, tuple[str, list[tuple[str, ...]]]] = {}
        facts['title'] = ('Title', [(record.title,)])
        if entry and entry.period:
            facts['date'] = ('Date', [*_when(entry.period, language)])
        for name, row in fields.items():
            if name in record.values and name not in _UNSAID:
                pieces = _pieces(row, record.values[name], language, shown)
                facts[name] = (row.label, [*pieces])
        for name, (label, said) in facts.items():
            subject = f'{entry.id if entry else "person"}/{name}'
            yield Declared(record.docname, subject, label, record.title, tuple(said))


def _when(period: Period, language: str) -> Iterator[tuple[str, ...]]:
    for date in (period.start, period.end):
        if date:
            yield _ways(date, language)
    if period.duration:
        yield period.duration.format(), str(period.duration)


def _ways(date: PartialDate, language: str) -> tuple[str, ...]:
    return date.format(language), str(date)


def _pieces(
    row: Field, value: Any, language: str, shown: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    match row.form:
        case Form.DATE:
            yield _ways(value, language)
        case Form.ADDRESS:
            yield from ((part,) for part in astuple(value) if part)
        case Form.DETAILS:
            yield from chain.from_iterable(((d.label,), (d.value,)) for d in value)
        case Form.PROFILES:
            yield from ((f'{p.network}: {p.username}', p.url) for p in value)
        case _:
            for words in words_of(row, value, language):
                yield tuple(filter(None, (words.text, shown.get(words.text), words.uri)))


def missing(outline: Outline, readings: Sequence[Reading]) -> Iterator[Finding]:
    """Find the facts that are declared, and cannot be read in one of the outputs."""
    for fact, lost in _lost(outline, readings):
        if lost:
            said = '; '.join(f'“{text}” not in {", ".join(names)}' for text, names in lost.items())
            yield Finding('missing', fact.subject, f'{fact.label} of “{fact.title}”: {said}')


def seen(outline: Outline, readings: Sequence[Reading]) -> tuple[int, dict[str, int]]:
    """Count the facts that are declared, and those that can be read in each output."""
    lacking = [set(chain(*lost.values())) for _fact, lost in _lost(outline, readings)]
    names = [reading.name for reading in readings]
    return len(lacking), {name: sum(name not in each for each in lacking) for name in names}


def _lost(
    outline: Outline, readings: Sequence[Reading]
) -> Iterator[tuple[Declared, dict[str, list[str]]]]:
    """Give each fact with those of its pieces that are lost, and the outputs that lack them."""
    texts = {(r.name, name): _Words(text) for r in readings for name, text in r.pages.items()}
    whole = {reading.name: _Words(reading.text) for reading in readings}
    left_out = {(reading.name, page) for reading in readings for page in reading.leaves_out}
    for fact in declared(outline):
        lost: dict[str, list[str]] = defaultdict(list)
        for name, all_of_it in whole.items():
            if (name, fact.docname) in left_out:
                continue
            text = texts.get((name, fact.docname), all_of_it)
            for ways in fact.pieces:
                if not any(text.say(way) for way in ways):
                    lost[ways[0]].append(name)
        yield fact, lost


class _Words:
    """A text as it is searched: letters and figures only, because line breaks fall anywhere."""

    def __init__(self, text: str) -> None:
        self._words = f' {_plain(text)} '
        self._run = self._words.replace(' ', '')

    def say(self, way: str) -> bool:
        words = _plain(way)
        run = words.replace(' ', '')
        if f' {words} ' in self._words or not run:
            return True
        # Only in scripts that have no spaces do short words stand within others.
        return (len(run) > _SHORT or not run.isascii()) and run in self._run


def _plain(text: str) -> str:
    """Leave the words: without case, accents, signs, and what only directs the text."""
    text = _DIRECTION.sub(' ', unicodedata.normalize('NFKD', text).casefold())
    text = ''.join(c for c in text if unicodedata.category(c) not in {'Cf', 'Mn'})
    text = _PLUS.sub('plus', _SHARP.sub('sharp', text))
    return ' '.join(_NO_WORD.sub(' ', text).split())


# ---- dates ---------------------------------------------------------------------------------------


def gaps(outline: Outline) -> Iterator[Finding]:
    """Find the times of more than a few months in which no activity can have been."""
    activities = [
        (*_widest(entry.period), entry)
        for entry in outline.entries
        if entry.period and entry.type.takes_time
    ]
    covered: tuple[dt.date, Entry] | None = None
    for first, last, entry in sorted(activities, key=lambda found: found[:2]):
        if covered and first - covered[0] - _A_DAY > _FEW_MONTHS:
            before, since = covered[1], covered[0] + _A_DAY
            message = f'at least {_months(since, first)} months between {_two(before, entry)}'
            yield Finding('gap', f'{before.id}/{entry.id}', message)
        if covered is None or last > covered[0]:
            covered = last, entry


def overlaps(outline: Outline, today: dt.date) -> Iterator[Finding]:
    """Find pairs of work that must have gone on at once for more than a few months."""
    work = [
        (*_surest(entry.period, today), entry)
        for entry in outline.entries
        if entry.period and entry.type.takes_time and entry.type.section == 'work'
    ]
    for one, other in combinations(sorted(work, key=lambda found: found[:2]), 2):
        first, last = max(one[0], other[0]), min(one[1], other[1])
        if last - first > _FEW_MONTHS:
            message = f'at least {_months(first, last)} months both {_two(one[2], other[2])}'
            yield Finding('overlap', f'{one[2].id}/{other[2].id}', message)


def _widest(period: Period) -> tuple[dt.date, dt.date]:
    """The first and the last day that a period may have."""
    first, last = period.start.first, period.last_day
    if period.duration and not (period.end or period.ongoing):
        length = dt.timedelta(days=period.duration.months * _DAYS_IN_MONTH)
        first -= min(length, first - dt.date.min)
        last += min(length, dt.date.max - last)
    return first, last


def _surest(period: Period, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days from which, and until which, a period lasted for certain."""
    if period.ongoing:
        return period.start.last, today
    return period.start.last, (period.end or period.start).first


def _two(one: Entry, other: Entry) -> str:
    return f'“{one.title}” ({_dates(one)}) and “{other.title}” ({_dates(other)})'


def _dates(entry: Entry) -> str:
    period = entry.period
    if period is None:
        return ''
    if period.ongoing:
        return f'{period.start} to the present'
    return f'{period.start} to {period.end}' if period.end else str(period.start)


def _months(first: dt.date, last: dt.date) -> int:
    """Count the whole months from one day to another."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def contradictions(outline: Outline) -> Iterator[Finding]:
    """Find the certificates that were issued at another time than they are of.

    A patent, however, is of the day on which it was filed.
    """
    for entry in outline.entries:
        issued = entry.values.get('issued')
        certificate = entry.type.section == 'certificates'
        if certificate and issued and entry.period and not _within(issued, entry.period):
            message = f'“{entry.title}” is of {_dates(entry)}, but was issued {issued}'
            yield Finding('issued', entry.id, message)


def _within(date: PartialDate, period: Period) -> bool:
    return date.last >= period.start.first and date.first <= period.last_day


def expired(outline: Outline, today: dt.date) -> Iterator[Finding]:
    """Find the credentials that were valid until a day before *today*."""
    for entry in outline.entries:
        expires = entry.values.get('expires')
        if expires and expires.last < today:
            yield Finding('expired', entry.id, f'“{entry.title}” expired {expires}')


# ---- names ---------------------------------------------------------------------------------------


def unused(outline: Outline) -> Iterator[Finding]:
    """Find the skills that the page about skills lists, and no entry shows."""
    for topic in outline.career.skills.values():
        if not topic.entries:
            yield Finding('unused', topic.name, f'no entry shows the skill “{topic.name}”')


def spellings(outline: Outline) -> Iterator[Finding]:
    """Find the skills and organisations whose spellings differ in nothing but case."""
    for what, names in _names(outline).items():
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for name in names:
            found[name_key(name)][' '.join(name.split())] = None
        for key, ways in found.items():
            # A marked word may begin a sentence.
            same = {way[:1].casefold() + way[1:] for way in ways} if what == 'skill' else ways
            if len(same) > 1:
                listed = ' and '.join(f'“{way}”' for way in ways)
                yield Finding('case', key, f'the {what} is written {listed}')


def _names(outline: Outline) -> dict[str, list[str]]:
    career = outline.career
    found: dict[str, list[str]] = {'skill': [], 'organization': []}
    for what, type_ in (('skill', 'skills'), ('organization', 'organizations')):
        page = career.name_page(type_)
        if page:
            found[what] += [name.name for name in page.names]
            found[what] += chain.from_iterable(group.skills for group in page.groups)
    for entry in outline.entries:
        found['skill'] += entry.skills
        found['organization'] += [entry.organization] if entry.organization else []
    return found


# ---- all -----------------------------------------------------------------------------------------


def over_budget(pages: int | None, most: int) -> Iterator[Finding]:
    """Find a PDF of more *pages* than *most*, where 0 is any number; or none, if LaTeX failed."""
    if pages is None:
        yield Finding('pages', 'pdf', 'LaTeX made no PDF; the warnings of the build say why')
    elif most and pages > most:
        message = f'the PDF has {pages} pages, of which cv_pdf_max_pages allows {most}'
        yield Finding('pages', 'pdf', message)


def findings(
    outline: Outline, readings: Sequence[Reading], today: dt.date, pages: int | None, most: int
) -> list[Finding]:
    """Collect the findings of all kinds; *pages* and *most* are as in :func:`over_budget`."""
    return [
        *missing(outline, readings),
        *gaps(outline),
        *overlaps(outline, today),
        *contradictions(outline),
        *expired(outline, today),
        *unused(outline),
        *spellings(outline),
        *over_budget(pages, most),
    ]
