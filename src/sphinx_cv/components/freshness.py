"""Keep derived pages right when another page changes.

A listing follows pages that Sphinx does not know it depends on.  So each build works
out what the derived parts of every page say, and has those pages written whose parts
say something else than when this builder last wrote them.  The record is kept for each
output folder, because two builders may share what was read.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from sphinx_cv.components.fill import fill
from sphinx_cv.domain.cv_domain import Titles, cv_domain
from sphinx_cv.exports.jsonld import describe_page
from sphinx_cv.model.navigation import find_place

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Freshness:
    """Knows what the pages of one build say, from when all are read until all are written."""

    def __init__(self) -> None:
        self._digests: dict[str, str] = {}

    def find_stale(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Name the pages whose derived parts have changed (event ``env-updated``)."""
        self._digests = _digests(env)
        written = _read(_store(app))
        return sorted(d for d, digest in self._digests.items() if written.get(d) != digest)

    def remember(self, app: Sphinx, exception: Exception | None) -> None:
        """Keep what was written, after a build that went well (event ``build-finished``)."""
        if exception is None and self._digests:
            text = json.dumps(self._digests, indent=0, sort_keys=True)
            _store(app).write_text(text, encoding='utf-8')


def _store(app: Sphinx) -> Path:
    where = hashlib.sha256(str(app.outdir).encode()).hexdigest()[:12]
    return app.doctreedir / f'sphinx-cv-{app.builder.name}-{where}.json'


def _read(store: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(store.read_text(encoding='utf-8'))
    except (FileNotFoundError, ValueError):
        return {}
    return found


def _digests(env: BuildEnvironment) -> dict[str, str]:
    domain = cv_domain(env)
    titles = Titles(env)
    digests = {}
    for docname, page in domain.pages.items():
        parts = [node.pformat() for placed in page.placements for node in fill(env, placed)]
        parts += [repr(domain.target(role, name)) for role, name in page.references]
        parts.append(json.dumps(describe_page(domain.career, docname, str), sort_keys=True))
        parts.append(repr(find_place(domain.career, titles, docname)))
        digests[docname] = hashlib.sha256('\0'.join(parts).encode()).hexdigest()
    return digests
