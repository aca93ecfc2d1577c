"""The Content Security Policy of each page: this origin, and nothing from elsewhere.

Of inline scripts only those of the theme's own template run, by their hashes
(https://www.w3.org/TR/CSP3/).  Styles may stand inline: docutils writes widths of columns
and pictures so.  What Read the Docs adds is served from the site's own origin.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_INLINE = re.compile(r'<script>(.*?)</script>', re.DOTALL)


def write_policy(templates: Iterable[str]) -> str:
    """Write the policy for pages made from these *templates*, given as their texts."""
    scripts = [script for text in templates for script in _INLINE.findall(text)]
    hashes = ' '.join(f"'sha256-{_hash(script)}'" for script in dict.fromkeys(scripts))
    return '; '.join(
        [
            "default-src 'self'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
