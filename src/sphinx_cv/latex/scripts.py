"""The scripts of a text and the fonts that print them.

A font may have the letters of a script without the knowledge how they join or stand round each
other: then every letter is there, and the words are wrong.  So each such script has a font of
its own with its shaping, and a text that needs it is not printed without it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may not stand in an argument of TeX.
_TEX = re.compile(r'[\\{}%#~^$]')
_PACKAGE = 'fonts-noto-core'


class Font(NamedTuple):
    """A font for a script: its name, and the features with which luaotfload loads it."""

    name: str
    features: str


class Need(NamedTuple):
    """A script that only one font sets right, or none, and the word with which it begins."""

    script: str
    font: Font | None
    docname: str
    word: str

    def __str__(self) -> str:
        """Write it as a macro of LaTeX that looks for the font."""
        name = self.font.name if self.font else ''
        page = _TEX.sub('?', self.docname)
        found = f'{page}: "{self.word}" is {self.script.capitalize()}'
        lacking = (
            f'{found}, for which no font "{name}" is installed (Debian: {_PACKAGE})'
            if name
            else f'{found}, whose lines run downwards; the PDF cannot set it'
        )
        wrong = f'{found}; the font of "cv_pdf_font" has its letters but no way to join them'
        return rf'\cvscript{{{name}}}{{{ord(self.word[0])}}}{{{lacking}}}{{{wrong}}}'


# The first word of a letter's name in Unicode says its script.  The tags are those of OpenType
# (https://learn.microsoft.com/typography/opentype/spec/scripttags).
_SHAPED = {
    'ARABIC': Font('Noto Sans Arabic', 'mode=node;script=arab;'),
    'HEBREW': Font('Noto Sans Hebrew', 'mode=harf;script=hebr;'),
    'TIBETAN': Font('Noto Serif Tibetan', 'mode=harf;script=tibt;'),
    'NKO': Font('Noto Sans NKo', 'mode=harf;script=nko;'),
    **{
        name.upper(): Font(f'Noto Sans {name}', f'mode=harf;script={tag};')
        for name, tag in (
            *(('Devanagari', 'dev2'), ('Bengali', 'bng2'), ('Gurmukhi', 'gur2')),
            *(('Gujarati', 'gjr2'), ('Oriya', 'ory2'), ('Tamil', 'tml2'), ('Telugu', 'tel2')),
            *(('Kannada', 'knd2'), ('Malayalam', 'mlm2'), ('Sinhala', 'sinh'), ('Thai', 'thai')),
            *(('Lao', 'lao'), ('Khmer', 'khmr'), ('Myanmar', 'mym2'), ('Syriac', 'syrc')),
            *(('Thaana', 'thaa'), ('Javanese', 'java'), ('Balinese', 'bali')),
        )
    },
}
# Scripts whose lines run downwards; across the page they would lie on their side.
_DOWNWARDS = frozenset({'MONGOLIAN', 'PHAGS-PA'})
# Fonts whose letters stand side by side as they are, and symbols.  Those that are not installed
# do not count; a character that none has is an error of its own.
_OTHERS = (
    *('Noto Sans Georgian', 'Noto Sans Armenian', 'Noto Sans Ethiopic', 'Noto Sans Cherokee'),
    *('Noto Sans Canadian Aboriginal', 'Noto Sans Tifinagh', 'Noto Sans', 'Noto Sans CJK {cjk}'),
    *('Noto Emoji', 'Symbola', 'Noto Sans Symbols2', 'Noto Sans Symbols'),
)
_LAST = (Font('Noto Color Emoji', 'mode=harf;'), Font('FreeSans', ''))
# One sign has several shapes: each language has a font of its own.
_CJK = {'ja': 'JP', 'ko': 'KR', 'zh_TW': 'TC', 'zh_HK': 'HK', 'zh_Hant': 'TC'}
_PAGE = '%% page: '
# A letter, then letters and marks.
_WORD = re.compile(r'[^\W\d_][\w\u0300-\uffff]{0,23}')


def fallback_fonts(text: str, language: str) -> tuple[Font, ...]:
    """Give the fonts for what a font for Latin text lacks, in the order in which they are asked.

    They are none for a *text* that needs none.
    """
    if not any(_is_unusual(char) for char in text):
        return ()
    scripts = {_script(char) for char in set(text)}
    cjk = _CJK.get(language) or _CJK.get(language.partition('_')[0], 'SC')
    others = (Font(name.format(cjk=cjk), '') for name in _OTHERS)
    return (*(font for script, font in _SHAPED.items() if script in scripts), *others, *_LAST)


def script_needs(tex: str) -> Iterator[Need]:
    """Find the scripts of a file of LaTeX that not every font sets right, where each begins."""
    docname, seen = '', set()
    for line in tex.splitlines():
        if line.startswith(_PAGE):
            docname = line.removeprefix(_PAGE)
        elif not line.isascii():
            for word in _WORD.findall(line):
                script = _script(word[0])
                if script in _SHAPED.keys() | _DOWNWARDS and script not in seen:
                    seen.add(script)
                    yield Need(script, _SHAPED.get(script), docname, word)


def _script(char: str) -> str:
    return unicodedata.name(char, '').partition(' ')[0].partition('-INDIC')[0]


def _is_unusual(char: str) -> bool:
    """Whether a font for Latin text may lack a character: neither Latin nor punctuation."""
    return char > '\u024f' and not '\u1e00' <= char <= '\u206f' and char not in '€™−'
