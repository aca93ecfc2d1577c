"""The builder ``cv``: site, PDF and data in one process.

Pages are read once.  The LaTeX file comes first, because LaTeX then works while Sphinx writes the
pages of the site.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.logging import NAMESPACE, WarningStreamHandler, get_node_location, getLogger

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import offered, pdf_name
from sphinx_cv.html.files import export_files, offer_only
from sphinx_cv.html.withheld import withhold
from sphinx_cv.latex.builder import NO_LATEX, has_latex
from sphinx_cv.latex.document import THEME
from sphinx_cv.latex.variants import as_pdf, folder_of, start_variants
from sphinx_cv.latex.waiting import Ahead, Waiting, head_in, remove_left_over

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.latex.builder import PDFBuilder

logger = getLogger(__name__)


class CVBuilder(StandaloneHTMLBuilder):
    """Builds the site as ``html`` does, and the PDF beside its pages.

    It has the name of the builder ``html``, so that other extensions treat it as such.
    """

    name = 'html'
    epilog = 'The site is in %(outdir)s, with the PDF and the data.'

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        self._sphinx = app
        # Those of the command line and of conf.py; each output adds its own.
        self._tags = list(app.tags)
        super().__init__(app, env)
        self._pdf: PDFBuilder | None = None
        self._variants: list[PDFBuilder] = []
        self._waiting: Waiting | None = None
        self._says_once = _Once()
        #: Whether this build makes the PDF.
        self.makes_pdf = False
        #: The pages that the site may have, but not the PDF, which is for other tags.
        self.left_out_of_pdf: frozenset[str] = frozenset()

    def init(self) -> None:
        """Prepare the build, and look whether there is a LaTeX."""
        super().init()
        wanted = bool(pdf_name(self.config))
        self.makes_pdf = wanted and has_latex()
        if wanted and not self.makes_pdf:
            logger.error(NO_LATEX)
            self._sphinx.statuscode = 1

    def start_latex(self) -> None:
        """Have LaTeX load what every CV needs, while Sphinx reads the pages."""
        if self.makes_pdf and self.config.latex_theme == THEME:
            remove_left_over(folder_of(self._sphinx))
            files = [self.confdir / file for file in self.config.latex_additional_files]
            head = head_in(self.config.language)
            self._waiting = Ahead.take(head, files) or Waiting(folder_of(self._sphinx), head, files)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Start LaTeX, then prepare to write the pages."""
        if self.makes_pdf:
            self._says_once.begin()
            if self._waiting is None:
                remove_left_over(folder_of(self._sphinx))
            with as_pdf(self._sphinx, self._tags) as pdf:
                self._pdf = pdf
                self.left_out_of_pdf = cv_domain(self.env).hidden
                pdf.write_latex()
                waiting, self._waiting = self._waiting, None
                pdf.start(waiting)
            self._variants = start_variants(self._sphinx, self._tags, Path(self.outdir))
            # The PDFs may have pages that the site has not.
            withhold(self)
        super().prepare_writing(docnames)

    def complete(self) -> None:
        """Wait for the PDF.  If there is none, not even an old one, the pages don't link to it."""
        pdf, self._pdf = self._pdf, None
        if pdf is None:
            return
        for made in (pdf, *self._variants):
            made.complete()
        self._says_once.end()
        linked = [pdf_name(self.config), *(variant.pdf for variant in offered(self.config))]
        if not all(map(self._is_there, linked)):
            self.makes_pdf = False
            offer_only(self.config, self._is_there)
            cv_domain(self.env).forget()
            self.build(None, method='all')
            export_files(self._sphinx, None)

    def _is_there(self, name: str) -> bool:
        return (Path(self.outdir) / name).is_file()

    def end(self) -> None:
        """End LaTeX, because the build has failed."""
        self._says_once.end()
        if self._waiting:
            self._waiting.end()
        for pdf in (self._pdf, *self._variants):
            if pdf:
                pdf.end()
        self._variants = []


class _Once(logging.Filter):
    """Drops a warning of the site that is one of the PDF too: a slip is told once."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[tuple[str, str]] = set()

    def begin(self) -> None:
        for handler in self._handlers():
            # Before the filter that counts warnings.
            handler.filters.insert(0, self)

    def end(self) -> None:
        for handler in self._handlers():
            handler.removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        place = getattr(record, 'location', None)
        key = record.getMessage(), str(place if isinstance(place, str | tuple) else '')
        if place is not None and not isinstance(place, str | tuple):
            key = key[0], str(get_node_location(place))
        fresh = key not in self._seen
        self._seen.add(key)
        return fresh

    @staticmethod
    def _handlers() -> list[logging.Handler]:
        found = logging.getLogger(NAMESPACE).handlers
        return [handler for handler in found if isinstance(handler, WarningStreamHandler)]


def start_latex(app: Sphinx, _env: BuildEnvironment, docnames: Sequence[str]) -> None:
    """Start LaTeX if there are pages to read (event ``env-before-read-docs``)."""
    if docnames and isinstance(app.builder, CVBuilder):
        app.builder.start_latex()


def complete_pdf(app: Sphinx, exception: Exception | None) -> None:
    """Have the PDF completed once all else is there (event ``build-finished``)."""
    builder = app.builder
    if not isinstance(builder, CVBuilder):
        return
    if exception is None:
        builder.complete()
    builder.end()


def setup_cv_builder(app: Sphinx) -> None:
    """Register the builder ``cv``."""
    # Under another name than its own.
    app.registry.builders['cv'] = CVBuilder
    app.connect('env-before-read-docs', start_latex)
    # After the data is written, and before it is remembered what was.
    app.connect('build-finished', complete_pdf, priority=450)
