"""Which known word an unknown one may be a slip for.

A wrong guess is worse than none, because it is believed.  So only what one slip of the hand or
two would make is taken for a word: letters left out, doubled, changed or swapped, another
ending, another case, a hyphen for a space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# A word of up to so many letters may have one slip, a longer one two.
_SHORT = 5
# Of one letter or two, every other word is near.
_SHORTEST = 3
# "ended" for "end", "issue" for "issued".
_ENDING = 2


def plain(word: str) -> str:
    """What two ways to write one word share: ``startDate``, ``start_date``, ``Start date``."""
    return re.sub(r'[\s_-]+', '', word).casefold()


def closest(word: str, known: Iterable[str]) -> str | None:
    """The *known* word that an unknown *word* most likely means, if any comes close."""
    said = plain(word)
    best, fewest = None, 1 + _slips_allowed(said)
    for other in known:
        slips = _slips(said, plain(other))
        if slips < fewest:
            best, fewest = other, slips
    return best


def _slips_allowed(word: str) -> int:
    if len(word) < _SHORTEST:
        return 0
    return 1 if len(word) <= _SHORT else 2


def _slips(one: str, other: str) -> int:
    """How many slips part two words; as many as their letters if it is not worth counting."""
    if one == other:
        return 0
    many = len(one) + len(other)
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _SHORTEST or len(longer) - len(shorter) > _ENDING:
        return many
    if longer.startswith(shorter):
        return 1
    if one[0] != other[0] and one[:2] != other[1::-1]:
        return many
    return _distance(one, other)


def _distance(one: str, other: str) -> int:
    """Count letters to insert, delete, change or swap with the next (Damerau and Levenshtein).

    It is the plainer form, which takes no letter twice: "optimal string alignment".
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for to, its in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != its))
            swapped = at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == its
            row.append(min(cost, earlier[to - 2] + 1) if swapped else cost)
    return row[-1]
