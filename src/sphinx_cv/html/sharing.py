"""What a page says of itself to those who link to it: description, Open Graph, its twin."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sphinx_cv.components.parts import summary
from sphinx_cv.exports.files import PREVIEW
from sphinx_cv.exports.social_card import SIZE
from sphinx_cv.model.records import Entry, NamePage, Person

if TYPE_CHECKING:
    from sphinx_cv.model.career import Career

# Search engines show about so many characters.
_LENGTH = 160


def describe(career: Career, docname: str, language: str) -> str:
    """Say in a sentence or two what a page is about; '' if its record does not tell."""
    match record := career.record(docname):
        case Entry():
            when = record.period.format(language) if record.period else ''
            facts = [record.title, record.organization, record.place, when]
            return _shorten(_sentences([', '.join(f for f in facts if f), summary(record)]))
        case Person():
            latest = ', '.join(e.title for e in career.entries[:3])
            facts = [record.name, record.tagline, record.location, latest]
            return _shorten(_sentences(facts))
        case NamePage():
            topics = career.skills if record.type == 'skills' else career.organizations
            return _shorten(', '.join(topic.name for topic in topics.values()))
    titles = [e.title for group in career.below(docname) for e in group.entries]
    return _shorten(', '.join(titles))


def tags(  # noqa: PLR0913  # each is one of the page's facts
    *, title: str, name: str, description: str, address: str, site: str, person: bool, twin: str
) -> str:
    """Write the tags of a page's head (https://ogp.me).

    *address* is the page's and *site* the whole site's; '' where it is not known.
    """
    shown = title if person else f'{title} – {name}'
    properties = {
        'og:title': shown,
        'og:type': 'profile' if person else 'article',
        'og:site_name': name,
        'og:description': description,
        'og:url': address,
        'og:image': f'{site}{PREVIEW}' if site else '',
        'og:image:width': str(SIZE[0]) if site else '',
        'og:image:height': str(SIZE[1]) if site else '',
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


def write_sitemap(addresses: list[str]) -> str:
    """Write the map of a site for crawlers (https://www.sitemaps.org/protocol.html)."""
    lines = [f'<url><loc>{escape(address)}</loc></url>' for address in addresses]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    space = 'http://www.sitemaps.org/schemas/sitemap/0.9'
    return '\n'.join([head, f'<urlset xmlns="{space}">', *lines, '</urlset>', ''])


def _sentences(parts: list[str]) -> str:
    return ' '.join(p if p.endswith(('.', '!', '?', '…')) else f'{p}.' for p in parts if p)


def _shorten(text: str) -> str:
    if len(text) <= _LENGTH:
        return text
    return text[: _LENGTH - 1].rsplit(' ', 1)[0].rstrip(',;.') + '…'
