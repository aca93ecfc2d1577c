"""The same page in other languages: each language has a site of its own, in a folder beside."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from posixpath import join
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sphinx.util.osutil import relative_uri

from sphinx_cv.exports.files import site_address
from sphinx_cv.locale import own_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders.html import StandaloneHTMLBuilder


@dataclass(frozen=True)
class Version:
    """A page in one of the languages of ``cv_languages``.

    ``code`` is the language as HTML has it (BCP 47), ``name`` what it calls itself.  ``link`` leads
    there from the page in the language that is built, which is the ``own`` one.  ``address`` is
    that of the page on the web, or '' if it is not known.
    """

    code: str
    name: str
    link: str
    address: str
    own: bool


def versions_of(builder: StandaloneHTMLBuilder, pagename: str) -> list[Version]:
    """Give the versions of a page in the order of ``cv_languages``."""
    folders: dict[str, str] = builder.config.cv_languages
    language = builder.config.language
    site, page = site_address(builder.config), builder.get_target_uri(pagename)
    found = []
    for each, folder in folders.items():
        link = relative_uri(join(folders[language], page), join(folder, page))
        address = urljoin(f'{site}{page}', link) if site else ''
        code = each.replace('_', '-')
        found.append(Version(code, own_name(each), link, address, own=each == language))
    return found


def head_links(versions: Iterable[Version]) -> str:
    """Tell search engines of all versions, the own one too, where their addresses are known.

    So they ask for it: https://developers.google.com/search/docs/specialty/international.
    """
    return '\n    '.join(
        f'<link rel="alternate" hreflang="{v.code}" href="{escape(v.address)}">'
        for v in versions
        if v.address
    )
