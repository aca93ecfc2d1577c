"""The picture that a message shows of a shared link: who it is, where, and for whom they worked.

It is drawn by Pillow, which pikepdf needs anyway.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category

from PIL import Image, ImageDraw, ImageFont, ImageOps

from sphinx_cv.exports.files import PREVIEW_SIZE
from sphinx_cv.locale import direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sphinx_cv.model.records import Person

_MARGIN = 90
_INK, _GREY = '#111111', '#595959'
# How employers are parted, and how many lines they have at most.
_BETWEEN, _MOST_LINES = ' · ', 3
# Lato is what the PDF is set in; the others have more scripts.  Where none has them all, Pillow's
# own draws what it has.
_FAMILIES = (
    *('Lato', 'NotoSans', 'NotoSansArabic', 'NotoSansHebrew', 'NotoSansDevanagari'),
    *('NotoSansBengali', 'NotoSansThai', 'NotoSansGeorgian', 'NotoSansArmenian', 'DejaVuSans'),
)
_CJK = {'bold': 'NotoSansCJK-Bold.ttc', 'regular': 'NotoSansCJK-Regular.ttc'}
# The fonts of that file are in this order.
_CJK_FONTS = ('ja', 'ko', 'zh', 'zh_TW', 'zh_HK')
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


# How wide and high a picture is on a contact card, in pixels.
_SMALL = 320
# The photo's place in a preview: its size, and where its left upper corner is.
_PHOTO = (330, (790, 150))


@dataclass(frozen=True)
class Preview:
    """The picture as PNG, and the letters that no font had."""

    png: bytes
    lost: str = ''


@dataclass(frozen=True)
class _Line:
    """A line of the picture: its text, weight, size and colour, and the room above it."""

    text: str
    weight: str
    size: int
    color: str
    above: int


def draw_preview(
    person: Person,
    employers: Sequence[str],
    accent: str,
    photo: Path | None = None,
    *,
    language: str = 'en',
) -> Preview:
    """Draw the picture; *employers* are names, latest first, and *accent* is like ``#1F5582``.

    In a *language* that is written from right to left all stands on the other side.
    """
    rtl = direction(language) == 'rtl'
    full, height = PREVIEW_SIZE
    width = full - 2 * _MARGIN
    image = Image.new('RGB', PREVIEW_SIZE, 'white')
    draw = ImageDraw.Draw(image)
    draw.rectangle((full - 25 if rtl else 0, 0, full if rtl else 24, height), fill=accent)
    if photo:
        side, (left, top) = _PHOTO
        with Image.open(photo) as picture:
            fitted = ImageOps.fit(picture.convert('RGB'), (side, side))
        image.paste(fitted, (full - left - side if rtl else left, top))
        width = left - 2 * _MARGIN
    lines = [
        _Line(person.name, 'bold', 112, _INK, 0),
        _Line(person.tagline, 'regular', 50, accent, 34),
        _Line(person.location, 'regular', 38, _GREY, 26),
        *_employer_lines(employers, width, language),
    ]
    lost: dict[str, None] = {}
    shown = [line for line in lines if line.text]
    fonts = [
        _fit(line.text, line.weight, line.size, width=width, language=language) for line in shown
    ]
    # The block stands in the middle; a line takes as much room as its letters are high.
    top = (height - sum(line.size + line.above for line in shown)) // 2
    for line, font in zip(shown, fonts, strict=True):
        lost |= dict.fromkeys(_missing(font, line.text))
        top += line.above + line.size
        at = (full - _MARGIN if rtl else _MARGIN, top - line.size // 5)
        draw.text(at, line.text, fill=line.color, font=font, anchor='rs' if rtl else 'ls')
    file = io.BytesIO()
    # Few colours are enough for letters, and a third of the bytes.  An octree finds them in a
    # fifth of the time, but a face shows its steps.
    few = image.quantize(256) if photo else image.quantize(32, Image.Quantize.FASTOCTREE)
    few.save(file, 'PNG')
    return Preview(file.getvalue(), ''.join(lost))


def _employer_lines(employers: Sequence[str], width: int, language: str) -> list[_Line]:
    """Set the names in lines; those that have no room any more are the oldest."""
    lines: list[_Line] = []
    text = ''
    for name in employers:
        longer = f'{text}{_BETWEEN}{name}' if text else name
        font = _font(longer, 'bold', 38, language)
        # A line has one font, so names in scripts that no font has together stand apart.
        if text and (font.getlength(longer) > width or _missing(font, longer)):
            lines.append(_Line(text, 'bold', 38, _INK, 18 if lines else 64))
            longer = name
        if len(lines) == _MOST_LINES:
            return lines
        text = longer
    return [*lines, _Line(text, 'bold', 38, _INK, 18 if lines else 64)]


def small_photo(photo: Path) -> bytes:
    """The person's picture as a small JPEG, square, as contact cards show it."""
    file = io.BytesIO()
    with Image.open(photo) as picture:
        ImageOps.fit(picture.convert('RGB'), (_SMALL, _SMALL)).save(file, 'JPEG', quality=85)
    return file.getvalue()


def _fit(text: str, weight: str, size: int, *, width: int, language: str) -> _Font:
    """The largest font up to *size* pixels in which the text is at most so wide."""
    font = _font(text, weight, size, language)
    while size > 16 and font.getlength(text) > width:  # noqa: PLR2004
        size -= 2
        font = _font(text, weight, size, language)
    return font


def _font(text: str, weight: str, size: int, language: str) -> _Font:
    """The font that has most letters of a text, the first of those that have all."""
    found: list[_Font] = []
    for name, index in _files(weight, language):
        try:
            font = ImageFont.truetype(name, size, index=index)
        except OSError:
            continue
        if not _missing(font, text):
            return font
        found.append(font)
    found.append(ImageFont.load_default(size))
    return min(found, key=lambda font: len(_missing(font, text)))


def _files(weight: str, language: str) -> Iterator[tuple[str, int]]:
    for family in _FAMILIES:
        # DejaVu's regular weight has no name.
        plain = '' if family == 'DejaVuSans' else '-Regular'
        yield f'{family}{"-Bold" if weight == "bold" else plain}.ttf', 0
    names = (language, language.partition('_')[0], 'zh')
    yield _CJK[weight], next(_CJK_FONTS.index(name) for name in names if name in _CJK_FONTS)


def _missing(font: _Font, text: str) -> list[str]:
    """The letters of a text that a font has not: each looks like one that is in no font."""
    box = bytes(font.getmask('\U0010ffff'))
    letters = dict.fromkeys(c for c in text if not c.isspace() and category(c) not in {'Cf', 'Mn'})
    return [char for char in letters if bytes(font.getmask(char)) == box]
