"""Words by which people ask, in the language of the CV: what the search makes of a question.

Each class of words is one label, so that a catalogue can have as many words for it as its
language needs.  Alternatives stand between ``|``, and all forms that people type are alternatives.
Words that Sphinx's own list for the language ignores (``who``, ``did``) need not stand here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_cv.locale import mark as _
from sphinx_cv.locale import translate
from sphinx_cv.model.entry_types import ENTRY_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_cv.model.outline import Outline

# Titles, degrees and departments, after the corporate titles and academic degrees that
# dictionaries list.  English ones stand in job advertisements of every language, so they always
# count beside those of the language.
_SHORT = _(
    'CEO=chief executive officer|CFO=chief financial officer|CIO=chief information officer'
    '|CISO=chief information security officer|CMO=chief marketing officer'
    '|COO=chief operating officer|CPO=chief product officer|CTO=chief technology officer'
    '|VP=vice president|SVP=senior vice president|MD=managing director|Sr=senior|Jr=junior'
    '|Dr=doctor|Prof=professor|DBA=database administrator|SRE=site reliability engineer'
    '|SWE=software engineer|SDET=software development engineer in test|RN=registered nurse'
    '|AI=artificial intelligence|HR=human resources|IT=information technology'
    '|ML=machine learning|PR=public relations|QA=quality assurance|R&D=research and development'
    '|UI=user interface|UX=user experience|BA=bachelor of arts|BSc=bachelor of science'
    '|MA=master of arts|MBA=master of business administration|MSc=master of science'
    '|PhD=doctor of philosophy'
)


_CLASSES = {
    'asking': _(
        'attend|attended|can|do|done|ever|experience|experienced|hold|held|join|joined|know'
        '|knows|known|knowledge|leave|left|long|many|much|show|speak|speaks|start|started|tell'
        '|use|used|uses|using|work|worked|working|works|write|writes|written|year|years|date'
        '|dates'
    ),
    'first': _('first|earliest|oldest'),
    'last': _('last|latest|newest|most recent|current|currently|now|present|today'),
    'longest': _('longest'),
    'before': _('before|until|till|up to'),
    'after': _('after|since|from'),
}


def words_of_questions() -> dict[str, str]:
    """Give the classes of words that the engine knows, each with its words."""
    found = {name: translate(words) for name, words in _CLASSES.items()}
    return {**found, 'short': '|'.join(dict.fromkeys([_SHORT, translate(_SHORT)]))}


def words_of_kinds(outline: Outline) -> Mapping[int, str]:
    """Give, for the rank of each type of entry and of the person, what else questions call it."""
    types = {entry.type for entry in outline.entries}
    found = {each.rank: translate(each.asked) for each in types if each.asked}
    return dict(
        sorted({**found, len(ENTRY_TYPES): translate(_('contact|phone|live|based'))}.items())
    )
