"""The map of a site for crawlers (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_sitemap(addresses: Iterable[str]) -> str:
    """Write the map of all pages; *addresses* are theirs, and absolute."""
    lines = [f'<url><loc>{escape(address)}</loc></url>' for address in addresses]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    space = 'http://www.sitemaps.org/schemas/sitemap/0.9'
    return '\n'.join([head, f'<urlset xmlns="{space}">', *lines, '</urlset>', ''])
