"""Keep derived pages right when another page changes.

A listing follows pages that Sphinx does not know it depends on.  So each build compares
what every page says with what it said when this builder last wrote it, and has those
written that say something else.  The record is kept for each output folder, because two
builders may share what was read.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sphinx_cv import __version__
from sphinx_cv.components.content import contents_of
from sphinx_cv.domain.cv_domain import cv_domain

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# What the files beside the pages depend on besides the pages.
_SETTINGS = ('project', 'language', 'root_doc', 'html_baseurl', 'cv_pdf', 'cv_pdf_accent')


class Freshness:
    """Knows what the pages of one build say, from when all are read until all are written."""

    def __init__(self) -> None:
        self._now: dict[str, Any] = {}

    def find_stale(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Name the pages that say something else than before (event ``env-updated``)."""
        written = _read(_store(app))
        inputs = _digest_inputs(env)
        if written.get('inputs') == inputs:
            # The same records in the same places say the same.
            self._now = written
            cv_domain(env).whole.derived['unchanged'] = True
            return []
        contents = contents_of(env)
        pages = {docname: contents[docname].digest for docname in sorted(cv_domain(env).pages)}
        self._now = {'inputs': inputs, 'pages': pages}
        before = written.get('pages', {})
        return [docname for docname, digest in pages.items() if before.get(docname) != digest]

    def remember(self, app: Sphinx, exception: Exception | None) -> None:
        """Keep what was written, after a build that went well (event ``build-finished``)."""
        if exception is None and self._now:
            text = json.dumps(self._now, indent=0, sort_keys=True)
            _store(app).write_text(text, encoding='utf-8')


def is_unchanged(env: BuildEnvironment) -> bool:
    """Whether nothing that this builder's output is made from has changed since it was written."""
    return bool(cv_domain(env).whole.derived.get('unchanged'))


def _digest_inputs(env: BuildEnvironment) -> str:
    """A number for all that contents are made from: records, places, titles, settings, time."""
    domain = cv_domain(env)
    outline = domain.outline
    inputs = (
        __version__,
        [str(env.config[name]) for name in _SETTINGS],
        str(outline.career.today),
        [(docname, page.digest) for docname, page in sorted(domain.pages.items())],
        sorted(outline.tree.children.items()),
        sorted(outline.titles.items()),
    )
    return hashlib.sha256(repr(inputs).encode()).hexdigest()


def _store(app: Sphinx) -> Path:
    where = hashlib.sha256(str(app.outdir).encode()).hexdigest()[:12]
    return app.doctreedir / f'sphinx-cv-{app.builder.name}-{where}.json'


def _read(store: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(store.read_text(encoding='utf-8'))
    except (FileNotFoundError, ValueError):
        return {}
    return found
