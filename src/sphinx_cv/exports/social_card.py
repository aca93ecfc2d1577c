"""The picture that a message shows of a shared link: the person's name and tagline.

It is drawn by Pillow, which pikepdf needs anyway.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont, ImageOps

from sphinx_cv.exports.files import PREVIEW_SIZE

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_cv.model.records import Person

_MARGIN = 90
# Lato is what the PDF is set in; the others have more scripts; the last comes with Pillow.
_FONTS = {
    'bold': ('Lato-Bold.ttf', 'NotoSans-Bold.ttf', 'DejaVuSans-Bold.ttf'),
    'regular': ('Lato-Regular.ttf', 'NotoSans-Regular.ttf', 'DejaVuSans.ttf'),
}
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


# How wide and high a picture is on a contact card, in pixels.
_SMALL = 320
# The photo's place in a preview: its size, and where its left upper corner is.
_PHOTO = (330, (790, 150))


def draw_preview(person: Person, accent: str, photo: Path | None = None) -> bytes:
    """Draw the picture, as PNG; *accent* is a colour such as ``#1F5582``."""
    width = PREVIEW_SIZE[0] - 2 * _MARGIN
    image = Image.new('RGB', PREVIEW_SIZE, 'white')
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 24, PREVIEW_SIZE[1]), fill=accent)
    if photo:
        side, corner = _PHOTO
        with Image.open(photo) as picture:
            image.paste(ImageOps.fit(picture.convert('RGB'), (side, side)), corner)
        width = corner[0] - 2 * _MARGIN
    name = _fit(draw, person.name, 'bold', 120, width)
    draw.text((_MARGIN, 300), person.name, fill='#111111', font=name, anchor='ls')
    if person.tagline:
        font = _fit(draw, person.tagline, 'regular', 54, width)
        draw.text((_MARGIN, 390), person.tagline, fill=accent, font=font, anchor='ls')
    if person.location:
        font = _fit(draw, person.location, 'regular', 38, width)
        draw.text((_MARGIN, 540), person.location, fill='#595959', font=font, anchor='ls')
    file = io.BytesIO()
    # Few colours are enough for letters, and a third of the bytes.
    image.quantize(256 if photo else 32).save(file, 'PNG', optimize=True)
    return file.getvalue()


def small_photo(photo: Path) -> bytes:
    """The person's picture as a small JPEG, square, as contact cards show it."""
    file = io.BytesIO()
    with Image.open(photo) as picture:
        ImageOps.fit(picture.convert('RGB'), (_SMALL, _SMALL)).save(file, 'JPEG', quality=85)
    return file.getvalue()


def _fit(draw: ImageDraw.ImageDraw, text: str, weight: str, size: int, width: int) -> _Font:
    """The largest font up to *size* pixels in which the text is at most so wide."""
    while size > 16 and draw.textlength(text, font=_font(text, weight, size)) > width:  # noqa: PLR2004
        size -= 2
    return _font(text, weight, size)


def _font(text: str, weight: str, size: int) -> _Font:
    for name in _FONTS[weight]:
        try:
            font = ImageFont.truetype(name, size)
        except OSError:
            continue
        if _has(font, text):
            return font
    return ImageFont.load_default(size)


def _has(font: ImageFont.FreeTypeFont, text: str) -> bool:
    """Whether a font has all letters of a text: none looks like one that is in no font."""
    missing = bytes(font.getmask('\U0010ffff'))
    return all(bytes(font.getmask(char)) != missing for char in set(text) if not char.isspace())
