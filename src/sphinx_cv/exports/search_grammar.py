"""What the search knows of a language beyond the stemmer and the stop words of Sphinx.

English alone has it so far; the search of other languages does without.
"""

from __future__ import annotations

from typing import Any

# Regular expressions and what stands in place of what they match, so that both spellings of a
# word are one.  The kinds of variants are those of VarCon, the list of the spelling checkers.
_SPELLINGS = {
    '(?<=[aeiou].{1,3})our': 'or',
    'is(?=e|ing|ation)': 'iz',
    'ys(?=e|ing)': 'yz',
    '(?<=[bt])re(?=[sd]?$)': 'er',
    '[ao]e(?=..)': 'e',
    'ogue(?=s?$)': 'og',
    'mme(?=s?$)': 'm',
}

# Irregular verbs, each with its other forms: those of Quirk et al. (A Comprehensive Grammar of
# the English Language, 1985) that are told of work.
_VERBS = (
    'begin began begun|bring brought|build built|come came|draw drew drawn'
    '|drive drove driven|find found|give gave given|go went gone|grow grew grown|keep kept'
    '|lead led|learn learnt|make made|meet met|oversee oversaw overseen'
    '|rewrite rewrote rewritten|run ran|sell sold|speak spoke spoken|take took taken'
    '|teach taught|win won|write wrote written'
)

# Endings that make another word of a word and are left by the stemmer, after Lovins (Development
# of a Stemming Algorithm, 1968); they count only where nothing else is found.
_ENDINGS = (
    'ician|ian|ation|ion|ment|ship|ness|ing|ist|ism|ance|ence|ant|ent|ity|ive|ary|ory|ur|al|ic|er'
    '|or|y|i|e'
)

# The most frequent verbs of the British National Corpus (Leech, Rayson and Wilson: Word Frequencies
# in Written and Spoken English, 2001) that neither Sphinx's stop words have nor those that ask.
_LIGHT = (
    'say|get|make|go|see|take|think|come|give|look|find|want|put|mean|become|need|feel|seem|ask'
    '|try|call|provide|keep|turn|follow|begin|bring|like|help|run|set|move|play|pay|hear|include'
    '|believe|allow|meet|live|happen'
)

_GRAMMARS: dict[str, dict[str, Any]] = {
    'en': {'spellings': _SPELLINGS, 'verbs': _VERBS, 'endings': _ENDINGS, 'light': _LIGHT},
}
_NONE = {'spellings': {}, 'verbs': '', 'endings': '(?!)', 'light': ''}


def grammar_of(language: str) -> dict[str, Any]:
    """Give what the engine knows of a language; *language* is a Babel locale's name."""
    return _GRAMMARS.get(language.partition('_')[0], _NONE)
