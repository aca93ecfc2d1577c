"""Formulas: from TeX to MathML for pages, and to plain text for all that has no markup.

MathML needs no script and nothing from another host, and every browser draws it
(https://www.w3.org/TR/mathml-core/).
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

#: What Sphinx's setting ``html_math_renderer`` calls the way to show formulas as MathML.
RENDERER = 'mathml'

_XMLNS = ' xmlns="http://www.w3.org/1998/Math/MathML"'
_ENTITY = re.compile(r'&(?!amp;|lt;|gt;|quot;|#)\w+;')
_PLACE = re.compile(r'(?P<at>\d+): (?P<words>.*)', re.DOTALL)
# An environment that has none in it.
_INNER = re.compile(r'\\begin\{(\w+\*?)\}(?:(?!\\begin\{).)*?\\end\{\1\}', re.DOTALL)
_ROWS = re.compile(r'\\\\|(?<!\\)&')
# Those that count their equations: Sphinx counts them too, and refers to its own numbers.
_COUNTED = re.compile(r'\\(begin|end)\{(align|alignat|equation|flalign|gather|multline)\}')
# Those that make a display of their own, and what they are called within one.
_WITHIN = {
    'align': 'aligned',
    'alignat': 'alignedat',
    'equation': 'gathered',
    'flalign': 'aligned',
    'gather': 'gathered',
    'multline': 'gathered',
}
_DISPLAYED = re.compile(rf'\\(begin|end)\{{({"|".join(_WITHIN)})\*?\}}')


class FormulaError(ValueError):
    """A formula that cannot be converted; the message says why."""


def to_mathml(tex: str, *, block: bool, xml: bool = False) -> str:
    """Convert a formula to MathML; *xml* for a page that is XHTML, with all that that needs.

    :raises FormulaError: if it cannot be converted
    """
    mathml = _convert(_whole(tex) if block else tex, block)
    return mathml.replace('<math', f'<math{_XMLNS}', 1) if xml else mathml


def is_shown(tex: str) -> bool:
    """Whether a formula can be converted to MathML."""
    try:
        to_mathml(tex, block=True)
    except FormulaError:
        return False
    return True


def to_text(tex: str) -> str:
    """Write a formula as plain text, or as its TeX where it cannot be converted."""
    try:
        mathml = _convert(_whole(tex), block=False)
    except FormulaError:
        return ' '.join(tex.split())
    # It is what the converter wrote, in which names cannot be declared.
    return ' '.join(_text(ET.fromstring(mathml)).split())  # noqa: S314


@lru_cache(maxsize=1000)
def _convert(tex: str, block: bool) -> str:  # noqa: FBT001  # the cache knows no names
    # Most CVs have no formula.
    from math_core import LatexError, LatexToMathML  # noqa: PLC0415

    converter = LatexToMathML(fancy_error=False)
    try:
        mathml = converter.convert_with_local_state(tex, displaystyle=block)
    except LatexError as error:
        found = _PLACE.fullmatch(str(error))
        words = found['words'] if found else str(error)
        raise FormulaError(words.replace('\\"', '"').rstrip('.')) from error
    # MathML Core allows it, validators do not yet; only a table in an exponent would need it.
    mathml = mathml.replace(' scriptlevel="0"', '')
    # XML does not know HTML's names of characters.
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), mathml)


def _whole(tex: str) -> str:
    r"""The formulas of a block as one: Sphinx parts them by blank lines, TeX by ``\\``."""
    parts = [part.strip() for part in re.split(r'\n\s*\n', tex) if part.strip()]
    tex = _COUNTED.sub(r'\\\1{\2*}', r' \\ '.join(parts))
    outside, found = tex, 1
    while found:
        outside, found = _INNER.subn('', outside)
    return rf'\begin{{aligned}}{tex}\end{{aligned}}' if _ROWS.search(outside) else tex


def to_latex(tex: str) -> str:
    r"""The formulas of a block as one for LaTeX, to stand between ``\[`` and ``\]``."""
    return _DISPLAYED.sub(lambda found: rf'\{found[1]}{{{_WITHIN[found[2]]}}}', _whole(tex))


# ---- plain text ------------------------------------------------------------------------------

_UPPER = dict(
    zip(
        '0123456789+−-=()abcdefghijklmnoprstuvwxyzT⊤∗*∘',
        '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵀ**°',
        strict=True,
    )
) | {'′': '′', '″': '″', '‴': '‴'}
_LOWER = dict(
    zip(
        '0123456789+−-=()aehijklmnoprstuvxβγρφχ',
        '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ',
        strict=True,
    )
)
# More than this many small letters cannot be read.
_MOST = 4
_ACCENTS = {
    **dict.fromkeys('^ˆ\N{COMBINING CIRCUMFLEX ACCENT}', '\N{COMBINING CIRCUMFLEX ACCENT}'),
    **dict.fromkeys('~˜\N{COMBINING TILDE}', '\N{COMBINING TILDE}'),
    **dict.fromkeys('¯‾\N{COMBINING MACRON}\N{COMBINING LOW LINE}', '\N{COMBINING MACRON}'),
    **dict.fromkeys('˙\N{COMBINING DOT ABOVE}', '\N{COMBINING DOT ABOVE}'),
    **dict.fromkeys('¨\N{COMBINING DIAERESIS}', '\N{COMBINING DIAERESIS}'),
    **dict.fromkeys('→⃗', '\N{COMBINING RIGHT ARROW ABOVE}'),
}
_ONLY_IN_FORMULAS = re.compile('[\U0001d400-\U0001d7ff\u03d0-\u03d6\u03f0-\u03f5]')
_INVISIBLE = dict.fromkeys([*range(0x2061, 0x2065), *range(0xFE00, 0xFE10)])
_OPENING = frozenset('([{|‖⟨⌈⌊,;:')
_PUNCTUATION = frozenset(',;')
_BETWEEN = frozenset('+−±∓×÷⋅∗∘⊕⊗∧∨∩∪∖=≠≔<>≤≥≪≫≈≃≅∼≡∝∈∉∋⊂⊆⊃⊇→←↔↦⇒⇐⇔⟶⟹⟺∣')
_SUMS = frozenset('∑∏∐∫∬∭∮⋃⋂⨁⨂')
_WITH_LIMITS = frozenset(['munder', 'mover', 'munderover', 'msub', 'msup', 'msubsup'])
_LOOSE = frozenset(['mfrac', 'msqrt', 'mroot', 'munder', 'mover'])
_BRACES = frozenset('⏞⏟⎴⎵')
_ROOTS = {'2': '√', '3': '∛', '4': '∜'}


def _text(node: Element) -> str:  # noqa: C901, PLR0911  # one branch an element
    children = list(node)
    match node.tag:
        case 'mi' | 'mn' | 'mo' | 'mtext' | 'ms':
            return _plain(node.text or '')
        case 'mspace':
            return ' ' if re.match(r'0?\.?[1-9]', node.get('width', '')) else ''
        case 'mphantom' | 'annotation':
            return ''
        case 'mfrac':
            numerator, denominator = (_text(child) for child in children)
            if node.get('linethickness') == '0':
                return f'{numerator} choose {denominator}'
            return f'{_grouped(numerator)}/{_grouped(denominator)}'
        case 'msqrt':
            return f'√{_grouped(_row(children))}'
        case 'mroot':
            index = _text(children[1])
            sign = _ROOTS.get(index, f'{_small(children[1], _UPPER, "")}√')
            return f'{sign}{_grouped(_text(children[0]))}'
        case 'munder' | 'mover' if children[1].text in _BRACES:
            return _text(children[0])
        case 'msub' | 'munder':
            return _base(children[0]) + _small(children[1], _LOWER, '_')
        case 'msup' | 'mover':
            return _raised(children[0], children[1])
        case 'msubsup' | 'munderover':
            base, below, above = children
            return _base(base) + _small(below, _LOWER, '_') + _small(above, _UPPER, '^')
        case 'mtable':
            return '; '.join(row for row in (_cells(row) for row in children) if row)
    return _row(children)


def _raised(base: Element, above: Element) -> str:
    mark = _ACCENTS.get(_text(above))
    if mark is None:
        return _base(base) + _small(above, _UPPER, '^')
    return unicodedata.normalize('NFC', ''.join(letter + mark for letter in _text(base)))


def _base(node: Element) -> str:
    """What small letters stand at; a fraction, a root or what a brace spans is held together."""
    return f'({_text(node)})' if node.tag in _LOOSE and len(_text(node)) > 1 else _text(node)


def _row(children: Iterable[Element]) -> str:
    """Elements beside each other, with spaces around what stands between two."""
    text = ''
    for child in children:
        part = _text(child)
        if child.tag == 'mo' and (child.text or '') == '\N{FUNCTION APPLICATION}':
            text += ' ' if child.get('lspace') else ''
        elif child.tag == 'mo' and part in _BETWEEN and _has_room(child, text):
            text = f'{text.rstrip()} {part} '
        elif child.tag == 'mo' and part in _PUNCTUATION and not child.get('form'):
            text = f'{text.rstrip()}{part} '
        else:
            text += part
            if child.tag in _WITH_LIMITS and child[0].tag == 'mo' and child[0].text in _SUMS:
                text += ' '
    return text.replace('...', '…')


def _has_room(sign: Element, before: str) -> bool:
    """Whether a sign stands between two things, not before one, nor in small letters."""
    tight = sign.get('lspace') == '0' and sign.get('rspace') == '0'
    before = before.rstrip()
    return bool(before) and not tight and before[-1] not in _OPENING | _BETWEEN


def _cells(row: Element) -> str:
    """A row of a table; a cell that begins with a sign goes on with what is before it."""
    parts: list[list[Element]] = []
    for cell in row:
        content = list(cell)
        if parts and content and content[0].tag == 'mo' and content[0].text in _BETWEEN:
            parts[-1] += content
        elif content:
            parts.append(content)
    return ', '.join(_row(part).strip() for part in parts)


def _small(node: Element, letters: dict[str, str], sign: str) -> str:
    """A text as small letters, raised or lowered, or after a *sign* where there are none."""
    text = _text(node).replace(' ', '')
    if len(text) <= _MOST and node.tag != 'mtext' and all(letter in letters for letter in text):
        return ''.join(letters[letter] for letter in text)
    return f'{sign}{_grouped(_text(node))}'


def _grouped(text: str) -> str:
    text = text.strip()
    return text if len(text) == 1 or text.isalnum() else f'({text})'


def _plain(text: str) -> str:
    """Letters of the alphabet instead of those that only formulas have, bold or slanted."""
    return ''.join(
        unicodedata.normalize('NFKC', letter) if _ONLY_IN_FORMULAS.match(letter) else letter
        for letter in text.translate(_INVISIBLE)
    )
