"""The Content Security Policy of each page: this origin, and nothing from elsewhere.

Of inline scripts only those run that the theme's template and extensions add, by their hashes
(https://www.w3.org/TR/CSP3/).  Styles may stand inline: docutils writes widths of columns
and pictures so.  What Read the Docs adds is served from the site's own origin, and on that
host alone the policy lets it compile code.

What an extension would load from another host is kept out until the owner allows it, and a
warning says so: a page that is silently without its script is worse than none.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SCRIPT = re.compile(
    r'<script\b(?P<attributes>[^>]*)>(?P<body>.*?)</script>', re.DOTALL | re.IGNORECASE
)
_ATTRIBUTE = re.compile(r'([\w-]+)\s*=\s*["\']([^"\']*)["\']')
_IMPORT = re.compile(r'\b(?:from|import)\s*\(?\s*["\']((?:https?:)?//[^"\']+)["\']')
_RUN = frozenset(['', 'module', 'text/javascript', 'application/javascript'])
_DIRECTIVES = {
    'default-src': "'self'",
    'script-src': "'self'",
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data:",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
}


#: The host that adds a menu of versions, notices and a search of its own to each page.
READ_THE_DOCS = 'readthedocs'
# What a host's own scripts need beyond what every page allows.  Those of Read the Docs compile the
# schemas of the data that they fetch (https://github.com/readthedocs/addons); all else that they
# do is allowed already.
_HOSTS = {READ_THE_DOCS: {'script-src': "'unsafe-eval'"}}


@dataclass(frozen=True)
class Script:
    """A script of a page: where it is loaded from, or what it says, and its ``type``."""

    source: str = ''
    body: str = ''
    type: str = ''

    @property
    def runs(self) -> bool:
        """Whether it is a program, not data."""
        return self.type in _RUN

    @property
    def inline(self) -> bool:
        """Whether it is a program that stands in the page itself."""
        return self.runs and not self.source

    def addresses(self) -> Iterator[str]:
        """From where the browser loads it, and what it imports."""
        if self.source:
            yield self.source
        elif self.runs:
            yield from _IMPORT.findall(self.body)


def scripts_in(html: str) -> list[Script]:
    """Find the scripts of a template or of a page's text."""
    found = []
    for match in _SCRIPT.finditer(html) if '<script' in html else ():
        attributes = dict(_ATTRIBUTE.findall(match['attributes']))
        source, type_ = attributes.get('src', ''), attributes.get('type', '')
        found.append(Script(source, match['body'], type_))
    return found


def host_in(environment: Mapping[str, str]) -> str:
    """The host that a site is built for and built by; '' for any other place.

    Read the Docs says so in the environment of its builds
    (https://docs.readthedocs.com/platform/stable/reference/environment-variables.html).
    """
    return READ_THE_DOCS if environment.get('READTHEDOCS') == 'True' else ''


def write_policy(scripts: Iterable[Script], added: Mapping[str, str], host: str = '') -> str:
    """Write the policy for pages on which these *scripts* run, if they are inline.

    *added* has the owner's sources, by the directive that they are added to, and *host* is
    what :func:`host_in` gave.
    """
    hashes = dict.fromkeys(f"'sha256-{_hash(s.body)}'" for s in scripts if s.inline)
    directives = _DIRECTIVES | {'script-src': ' '.join([_DIRECTIVES['script-src'], *hashes])}
    for name, sources in (*_HOSTS.get(host, {}).items(), *added.items()):
        # One that is not there yet would take the place of default-src.
        directives[name] = f'{directives.get(name, _DIRECTIVES["default-src"])} {sources}'
    return '; '.join(f'{name} {sources}' for name, sources in directives.items())


def host_of(address: str) -> str:
    """The host that an address asks, as a policy names it; none for the site's own files."""
    parts = urlsplit(address)
    return f'{parts.scheme or "https"}://{parts.netloc}' if parts.netloc else ''


def allows(added: Mapping[str, str], directive: str, host: str) -> bool:
    """Whether the owner's sources let a host through."""
    scheme, _, name = host.partition('://')
    wild = f'*.{name.partition(".")[2]}'
    allowed = {'*', f'{scheme}:', host, name, wild, f'{scheme}://{wild}'}
    # Of longer addresses only the host is looked at: more precise ones are the owner's affair.
    sources = (source.strip('/') for source in added.get(directive, '').split())
    return any(source in allowed or host_of(source) == host for source in sources)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
