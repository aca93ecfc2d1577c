"""The picture that a message shows of a shared link: the person's name and tagline.

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
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_cv.model.records import Person

_MARGIN = 90
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


def draw_preview(
    person: Person, accent: str, photo: Path | None = None, *, language: str = 'en'
) -> Preview:
    """Draw the picture; *accent* is a colour such as ``#1F5582``.

    In a *language* that is written from right to left all stands on the other side.
    """
    rtl = direction(language) == 'rtl'
    full = PREVIEW_SIZE[0]
    width = full - 2 * _MARGIN
    image = Image.new('RGB', PREVIEW_SIZE, 'white')
    draw = ImageDraw.Draw(image)
    draw.rectangle((full - 25 if rtl else 0, 0, full if rtl else 24, PREVIEW_SIZE[1]), fill=accent)
    if photo:
        side, (left, top) = _PHOTO
        with Image.open(photo) as picture:
            fitted = ImageOps.fit(picture.convert('RGB'), (side, side))
        image.paste(fitted, (full - left - side if rtl else left, top))
        width = left - 2 * _MARGIN
    lost: dict[str, None] = {}
    for text, weight, size, bottom, color in (
        (person.name, 'bold', 120, 300, '#111111'),
        (person.tagline, 'regular', 54, 390, accent),
        (person.location, 'regular', 38, 540, '#595959'),
    ):
        if text:
            font = _fit(text, weight, size, width=width, language=language)
            lost |= dict.fromkeys(_missing(font, text))
            at = (full - _MARGIN if rtl else _MARGIN, bottom)
            draw.text(at, text, fill=color, font=font, anchor='rs' if rtl else 'ls')
    file = io.BytesIO()
    # Few colours are enough for letters, and a third of the bytes.
    image.quantize(256 if photo else 32).save(file, 'PNG', optimize=True)
    return Preview(file.getvalue(), ''.join(lost))


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
