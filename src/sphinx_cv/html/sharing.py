"""What a page says of itself to programs that link to it: description, Open Graph, its twin."""

from __future__ import annotations

from html import escape

from sphinx_cv.exports.files import PREVIEW, PREVIEW_SIZE


def tags(  # noqa: PLR0913  # each is one of the page's facts
    *, title: str, name: str, description: str, address: str, site: str, person: bool, twin: str
) -> str:
    """Write the tags for the head of a page; Open Graph is specified at https://ogp.me.

    *title* is the page's title, and *name* the name of the whole site.  *address* and *site* are
    the addresses of the page and of the site, '' if they are not known.  *person* says whether
    the page is about the person.  *twin* is the address of the page's Markdown twin, or ''.
    """
    shown = title if person else f'{title} – {name}'
    properties = {
        'og:title': shown,
        'og:type': 'profile' if person else 'article',
        'og:site_name': name,
        'og:description': description,
        'og:url': address,
        'og:image': f'{site}{PREVIEW}' if site else '',
        'og:image:width': str(PREVIEW_SIZE[0]) if site else '',
        'og:image:height': str(PREVIEW_SIZE[1]) if site else '',
        'og:image:alt': name if site else '',
    }
    found = [f'<meta name="description" content="{escape(description)}">'] if description else []
    found += [
        f'<meta property="{key}" content="{escape(value)}">'
        for key, value in properties.items()
        if value
    ]
    if site:
        found.append('<meta name="twitter:card" content="summary_large_image">')
    if twin:
        found.append(f'<link rel="alternate" type="text/markdown" href="{escape(twin)}">')
    return '\n    '.join(found)
