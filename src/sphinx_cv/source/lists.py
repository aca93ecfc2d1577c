"""Whether a text was meant as a list: ``authors: A, B and C``, ``skills: C, Lua, Rust``.

A text is never split behind its owner's back, because what looks like a list may be one name:
so this only finds what to ask about, and ``[one name]`` answers.  The rules, which rather stay
silent than ask in vain:

- Texts such as skills and courses have a comma or a semicolon outside brackets.
- Authors have a semicolon, or two commas, or a comma and an "and".  One comma alone parts two
  people only if both have two words, none of them initials: "Lovelace, Ada" is one person.
  An "and" alone parts two only if both look like names of people, and both or neither have a
  first name: "Health and Safety Executive" is one author.
- Places have a semicolon, or an "and" with commas on both sides: "Paris, France" is one place,
  and so is "Trinidad and Tobago".
- "Red Hat, Inc." and "Ada Lovelace, PhD" have no comma that counts.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMA = re.compile(r',\s+|,(?=[^\W\d])')
_SEMICOLON = re.compile(r'\s*;\s*')
_AND = re.compile(r',?\s+and\s+')
_BRACKETS = re.compile(r'\([^()]*\)')
_SUFFIX = re.compile(
    r'(?:Inc|Ltd|LLC|LLP|PLC|GmbH|AG|S\.?A|Co|Corp|Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D|M\.?Sc|B\.?Sc)\.?',
    re.IGNORECASE,
)
_INITIALS = re.compile(r'(?:[A-ZÀ-ÖØ-Þ](?:\.|\b)[\s-]*)+')
# Small words within the name of a person.
_PARTICLES = frozenset(
    {'al', 'af', 'ap', 'av', 'bin', 'bint', 'da', 'das', 'de', 'del', 'della', 'den', 'der', 'di'}
    | {'dos', 'du', 'e', 'el', 'ibn', 'la', 'le', 'ten', 'ter', 'van', 'von', 'y', 'zu'}
)
_PLACES = re.compile(
    r'\b(?:Antigua and Barbuda|Bosnia and Herzegovina|Brighton and Hove|Dumfries and Galloway|'
    r'Jammu and Kashmir|Newfoundland and Labrador|Saint Kitts and Nevis|St\.? Kitts and Nevis|'
    r'Saint Vincent and the Grenadines|St\.? Vincent and the Grenadines|'
    r'São Tomé and Príncipe|Trinidad and Tobago|Turks and Caicos|Tyne and Wear|'
    r'Wallis and Futuna)\b'
)
# Last name and first name, or two people.
_PAIR = 2
# What a text cannot have in a list between brackets without quotation marks.
_SPECIAL = re.compile(r'[,\[\]{}?#:"\'&*!|>%@`]|^[-\s]')


def texts_meant(text: str) -> list[str]:
    """The texts that a *text* may have been meant as; none if it is surely one."""
    parts = _split(_SEMICOLON if ';' in text else _COMMA, text)
    if len(parts) > 1:
        parts[-1:] = _split(_AND, parts[-1].removeprefix('and ').replace(' & ', ' and '))
    return _several(parts)


def people_meant(text: str) -> list[str]:
    """The people that a *text* may have been meant as; none if it is surely one."""
    if ';' in text:
        return _several(_split(_SEMICOLON, text))
    # After a comma, "&" is an "and"; alone, it is most likely a company's.
    people = _split(_AND, text.replace(' & ', ' and ') if ',' in text else text)
    parts = [_split(_COMMA, each) for each in people]
    if len(people) < _PAIR:
        return _people_between_commas(parts[0])
    if all(len(each) == 1 for each in parts):
        return people if len(people) > _PAIR or _are_people(people) else []
    if all(len(each) == _PAIR for each in parts):
        return people
    return [part for each in parts for part in each]


def _people_between_commas(names: list[str]) -> list[str]:
    if len(names) > _PAIR:
        initials = names[1::_PAIR]
        if len(names) % _PAIR == 0 and all(_INITIALS.fullmatch(each) for each in initials):
            return [', '.join(both) for both in zip(names[::_PAIR], initials, strict=True)]
        return names
    whole = all(len(each.split()) > 1 and not _INITIALS.fullmatch(each) for each in names)
    return _several(names) if whole else []


def places_meant(text: str) -> list[str]:
    """The places that a *text* may have been meant as; none if it is surely one."""
    if ';' in text:
        return _several(_split(_SEMICOLON, text))
    hidden = _PLACES.sub(lambda match: match[0].replace(' and ', ' AND '), text)
    places = [place.replace(' AND ', ' and ') for place in hidden.split(' and ')]
    return places if len(places) > 1 and all(',' in place for place in places) else []


def written(texts: Sequence[str]) -> str:
    """A list as it stands in the front matter."""
    return f'[{", ".join(_quoted_if_need_be(each) for each in texts)}]'


def _quoted_if_need_be(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if _SPECIAL.search(text) else text


def _split(mark: re.Pattern[str], text: str) -> list[str]:
    """Split a text, but not within brackets, and not before a suffix."""
    hidden = _BRACKETS.sub(lambda match: '\0' * len(match[0]), text)
    parts, begin = [''], 0
    cuts = [match.span() for match in mark.finditer(hidden)]
    for end, after in [*cuts, (len(text), 0)]:
        part = text[begin:end].strip()
        if _SUFFIX.fullmatch(part) and parts[-1]:
            parts[-1] += f', {part}'
        elif part:
            parts.append(part)
        begin = after
    return parts[1:]


def _several(parts: list[str]) -> list[str]:
    return parts if len(parts) > 1 else []


def _are_people(names: list[str]) -> bool:
    """Whether texts are all surnames, or all names with a first name before it."""
    words = [name.split() for name in names]
    alike = len({len(each) > 1 for each in words}) == 1
    return alike and all(word[0].isupper() or word in _PARTICLES for each in words for word in each)
