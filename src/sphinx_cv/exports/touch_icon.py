"""The icon that a telephone shows on its home screen, made from the site's favicon.

Phones take no SVG for it, so that one is drawn by resvg, which needs no program of the system.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import resvg_py
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from pathlib import Path

# How wide and high it is, in pixels.
_SIZE = 180


def draw_icon(favicon: Path) -> bytes:
    """Draw the icon as PNG: on white, because phones show what is transparent as black.

    :raises ValueError: if the file is no picture
    """
    content = favicon.read_bytes()
    if favicon.suffix.lower() == '.svg':
        content = resvg_py.svg_to_bytes(svg_string=content.decode(), width=_SIZE)
    try:
        with Image.open(io.BytesIO(content)) as picture:
            drawn = ImageOps.pad(picture.convert('RGBA'), (_SIZE, _SIZE))
    except OSError as error:
        raise ValueError('it is no picture') from error
    icon = Image.new('RGB', drawn.size, 'white')
    icon.paste(drawn, mask=drawn)
    file = io.BytesIO()
    icon.save(file, 'PNG', optimize=True)
    return file.getvalue()
