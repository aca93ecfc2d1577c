"""What a page says of itself to programs that link to it: description, Open Graph, its twin."""

from __future__ import annotations

import re
from html import escape

from babel import Locale
from babel.core import get_global

from sphinx_cv.exports.files import PREVIEW, PREVIEW_SIZE

# docutils adds one to each page, although every theme has one of its own.
_VIEWPORT = re.compile(r'\s*<meta content="[^"]*" name="viewport" ?/?>')


def full_title(title: str, name: str) -> str:
    """Join the title of a page with the name of the site, unless they are the same."""
    return title if title == name else f'{title} – {name}'


def without_viewport(metatags: str) -> str:
    """Leave out the second tag that says how wide a page is."""
    return _VIEWPORT.sub('', metatags)


def locale_name(language: str) -> str:
    """Give a language with its country, as Open Graph has it: the one that most likely is meant."""
    found = Locale.parse(language.replace('-', '_'))
    likely = get_global('likely_subtags').get(found.language, '').rpartition('_')[2]
    territory = found.territory or likely
    return f'{found.language}_{territory}' if territory else found.language


def tags(  # noqa: PLR0913  # each is one of the page's facts
    *,
    title: str,
    name: str,
    description: str,
    language: str,
    address: str,
    site: str,
    person: bool,
    twin: str,
) -> str:
    """Write the tags for the head of a page; Open Graph is specified at https://ogp.me.

    *title* is the page's whole title, *name* the name of the site, and *language* a Babel locale's
    name.  *address* and *site* are
    the addresses of the page and of the site, '' if they are not known.  *person* says whether
    the page is about the person.  *twin* is the address of the page's Markdown twin, or ''.
    """
    properties = {
        'og:title': title,
        'og:type': 'profile' if person else 'article',
        'og:site_name': name,
        'og:locale': locale_name(language),
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
