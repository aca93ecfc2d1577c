"""Keep derived pages right when another page changes.

A listing depends on other pages, and Sphinx does not know which.  So each build compares what
every page says now with what it said when this builder last wrote it.  Pages that say something
else are written again.  Two builders may share the environment but not their output, so what
was written is remembered for each output folder.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_cv.components.content import contents_of
from sphinx_cv.domain import checks
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import favicon_of, offered
from sphinx_cv.locale import OWN_LABELS
from sphinx_cv.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.domain.cv_domain import CVDomain

# The settings that the files for machines depend on; they depend on the pages too.
_SETTINGS = (
    'project',
    'language',
    'root_doc',
    'html_baseurl',
    'cv_pdf',
    'cv_pdf_accent',
    'cv_pdf_font',
    'cv_pdf_paper',
    'cv_downloads',
    OWN_LABELS,
)


class Freshness:
    """Remembers what the pages of one build say, until the build has written them."""

    def __init__(self) -> None:
        self._now: dict[str, Any] = {}

    def find_stale(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Check all pages, and name those that have to be written (event ``env-updated``)."""
        domain = cv_domain(env)
        written = _read(_store(app))
        same_faces = written.get('faces') == (faces := _digest_inputs(env, 'face'))
        inputs = _digest_inputs(env, 'digest')
        person = _digest_person(env)
        domain.whole.derived['unchanged'] = {
            'all': written.get('inputs') == inputs,
            'person': written.get('person') == person,
        }
        # A CV without mistakes still has none if no page reports one and no face has changed.
        slips = any(page.problems for page in domain.pages.values())
        right = bool(same_faces and written.get('right') and not slips) or not checks.report(env)
        hidden = sorted(domain.hidden)
        now = {'faces': faces, 'inputs': inputs, 'person': person, 'right': right}
        now['hidden'] = hidden
        before = written.get('pages', {})
        if hidden != written.get('hidden', []):
            # Menus have lost or won pages.
            before = {}
        # If at most the text of some pages has changed, Sphinx writes these by itself; only what
        # shows texts of other pages is left to look at.
        shown = sorted(domain.pages.keys() - domain.hidden)
        looked_at = _with_texts(domain) if same_faces else shown
        contents = contents_of(env)
        pages = {docname: contents[docname].digest for docname in looked_at}
        self._now = {**now, 'pages': {**before, **pages} if same_faces else pages}
        return [docname for docname, digest in pages.items() if before.get(docname) != digest]

    def remember(self, app: Sphinx, exception: Exception | None) -> None:
        """Save what was written, if the build went well (event ``build-finished``)."""
        if exception is None and self._now:
            text = json.dumps(self._now, sort_keys=True)
            _store(app).write_text(text, encoding='utf-8')


def forget_written(app: Sphinx) -> None:
    """Forget what was written, so that all is written again."""
    _store(app).unlink(missing_ok=True)


def is_unchanged(env: BuildEnvironment, what: str = 'all') -> bool:
    """Whether nothing has changed since this builder last wrote.

    *what* is ``all`` for everything, or ``person`` for what the contact card and the drawn
    pictures show.
    """
    return bool(cv_domain(env).whole.derived.get('unchanged', {}).get(what))


def _with_texts(domain: CVDomain) -> list[str]:
    """The pages that may show the texts of other pages: the front page."""
    root = domain.outline.tree.root
    return [root] if any(p.part == 'entries' for p in domain.placements(root)) else []


def _digest_inputs(env: BuildEnvironment, of_page: str) -> str:
    """Make a number from all that contents depend on: pages, tree, titles, settings, time.

    *of_page* names the number that stands for each page: its ``digest``, or its ``face``.
    """
    domain = cv_domain(env)
    outline = domain.outline
    return _digest(
        _settings(env),
        str(outline.career.today),
        [(docname, getattr(page, of_page)) for docname, page in sorted(domain.pages.items())],
        sorted(outline.tree.children.items()),
        sorted(outline.titles.items()),
    )


def _digest_person(env: BuildEnvironment) -> str:
    """Make a number from all that the card and the drawn pictures depend on."""
    outline = cv_domain(env).outline
    favicon = favicon_of(env.config, Path(env.app.confdir))
    drawn = favicon.read_bytes() if favicon else b''
    return _digest(_settings(env), outline.career.person, outline.employers, drawn)


def _settings(env: BuildEnvironment) -> list[str]:
    tags = sorted(env._tags)  # noqa: SLF001  # Sphinx has no other name for them
    links = [(variant.label, variant.pdf) for variant in offered(env.config)]
    values = [str(env.config[name]) for name in _SETTINGS]
    return [__version__, *values, str(tags), str(links)]


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()


def _store(app: Sphinx) -> Path:
    where = hashlib.sha256(str(app.outdir).encode()).hexdigest()[:12]
    return app.doctreedir / f'sphinx-cv-{app.builder.name}-{where}.json'


def _read(store: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(store.read_text(encoding='utf-8'))
    except (FileNotFoundError, ValueError):
        return {}
    return found
