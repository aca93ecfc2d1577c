"""The builder ``cv-pdf``: it writes the LaTeX file, has it typeset, and reports what went wrong.

A build that failed leaves the last PDF that could be made, and says so.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.latex.util import ExtBabel
from sphinx.util import logging

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import RESUME, remove_others
from sphinx_cv.exports.json_resume import write_resume
from sphinx_cv.latex.letters import work_folder, write_letters
from sphinx_cv.latex.log import Finding
from sphinx_cv.latex.typesetting import Made, Running, Typesetting, TypesettingError
from sphinx_cv.warnings import CVWarning, warn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.latex.letters import WrittenLetter
    from sphinx_cv.latex.waiting import Waiting
    from sphinx_cv.model.variants import Variant

logger = logging.getLogger(__name__)

_BOOKMARK = re.compile(r'^%% bookmark: (?P<level>\d+) (?P<name>\S+) (?P<title>.*)')

#: What to do where there is no LaTeX.
NO_LATEX = (
    'lualatex cannot be found, and the PDF needs it. '
    'Debian, Ubuntu: apt-get install fonts-lato texlive-latex-extra texlive-luatex; '
    'Fedora: dnf install lato-fonts texlive-collection-latexextra texlive-collection-luatex; '
    'macOS: brew install --cask mactex font-lato'
)


class NoLaTeXError(SystemExit):
    """There is no LaTeX.  It ends the build with one line, because nothing has crashed."""


def has_latex() -> bool:
    """Whether there is a program that can typeset the PDF."""
    return shutil.which('lualatex') is not None


class PDFBuilder(LaTeXBuilder):
    """Builds the CV as PDF, into the output folder with the files that it is made from."""

    name = 'cv-pdf'
    epilog = 'The PDF is in %(outdir)s.'

    def __init__(self, app: Sphinx, env: BuildEnvironment, variant: Variant | None = None) -> None:
        super().__init__(app, env)
        self._sphinx = app
        self._variant = variant
        #: The folder of the finished PDFs.
        self.target = Path(self.outdir)
        self._jobs: list[tuple[Path, Made | Running]] = []
        self._letters: list[WrittenLetter] = []

    def init(self) -> None:
        """Prepare the build.

        :raises NoLaTeXError: if there is no ``lualatex``
        """
        if not has_latex():
            raise NoLaTeXError(NO_LATEX)
        super().init()

    def init_document_data(self) -> None:
        """Find what is to be set: a variant is one file, of the whole CV."""
        super().init_document_data()
        if self._variant:
            tex = str(Path(self._variant.pdf).with_suffix('.tex'))
            root = self.config.root_doc
            found = [data for data in self.document_data if data[0] == root][:1]
            self.document_data = [(data[0], tex, *data[2:]) for data in found]

    def write_latex(self) -> None:
        """Write the LaTeX files, as Sphinx would have it done in a build of its own."""
        self.init()
        self.prepare_writing(set())
        self.copy_assets()
        self.write_documents(set())

    def init_babel(self) -> None:
        """Ask for no package of hyphenation, and warn of none that is lacking."""
        self.babel = ExtBabel(self.config.language)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the LaTeX file of the CV, and those of the letters, of which no variant has any."""
        super().write_documents(docnames)
        if self._variant is None:
            self._letters = write_letters(self, self.target)

    def start(self, waiting: Waiting | None = None) -> None:
        """Start to typeset each document that has changed, by a LaTeX that is *waiting* if any."""
        super().finish()
        for root, name, title, author, *_rest in self.document_data:
            tex = Path(self.outdir) / name
            pdf = self.target / tex.with_suffix('.pdf').name
            about = self._about(tex, title, author, whole=root == self.config.root_doc)
            most = self.config.cv_pdf_max_pages if self.config.cv_pdf_fit else 0
            typesetting = Typesetting(tex, pdf, about, most)
            made = typesetting.made()
            self._jobs.append((pdf, made or typesetting.start(waiting)))
            waiting = waiting if made else None
        # By the time that all is typeset, others may have changed what the records say.
        self._limit: int = self.config.cv_pdf_max_pages
        self._entries = cv_domain(self.env).outline.entries
        self._pages = {doc: Path(self.env.doc2path(doc)) for doc in sorted(self.env.found_docs)}
        if waiting:
            waiting.end()

    def complete(self) -> bool:
        """Wait until all is typeset, and report what went wrong; give whether the CV is there.

        It may be an older one.
        """
        documents = [pdf for pdf, _job in self._jobs]
        for pdf, job in self._jobs:
            self._finish(pdf, job, self._pages)
        for letter in self._letters:
            self._typeset(letter)
        if self._variant is None:
            self._remove_old_letters()
        return all(pdf.exists() for pdf in documents)

    def _finish(self, pdf: Path, job: Made | Running, pages: Mapping[str, Path]) -> None:
        """Wait for a PDF, and report what went wrong; *pages* are its sources by their names."""
        if isinstance(job, Made):
            self._warn(pdf.name, job)
            return
        logger.info('typesetting %s… ', pdf.name, nonl=True)
        try:
            sources = {doc: file.read_text('utf-8') for doc, file in pages.items()}
            made = job.complete(self.config.cv_pdf_timeout, sources)
        except TypesettingError as error:
            self._report(pdf, *error.findings)
        except OSError as error:
            self._report(pdf, Finding('', f'{error.filename or pdf.name}: {error.strerror}'))
        else:
            logger.info('done')
            self._warn(pdf.name, made)

    def _typeset(self, letter: WrittenLetter) -> None:
        about = self._about(letter.tex, letter.title, letter.author, whole=False)
        # These are the CV's.
        about |= {'subject': '', 'keywords': ()}
        typesetting = Typesetting(letter.tex, letter.pdf, about)
        job = typesetting.made() or typesetting.start()
        self._jobs.append((letter.pdf, job))
        self._finish(letter.pdf, job, {letter.docname: letter.source})

    def _remove_old_letters(self) -> None:
        """Remove the PDFs of letters that are gone, or that everybody may no longer read."""
        where = hashlib.sha256(str(self.target).encode()).hexdigest()[:12]
        # With the letters, so that nothing published has even their names.
        store = work_folder(self.target) / f'{where}.json'
        remove_others(store, [letter.pdf for letter in self._letters])

    def end(self) -> None:
        """End all that still runs."""
        for _pdf, job in self._jobs:
            if isinstance(job, Running):
                job.end()

    def _report(self, pdf: Path, *findings: Finding) -> None:
        logger.info('failed')
        for finding in findings:
            logger.error(finding.message, location=self._place(finding.docname))
        if pdf.exists():
            made = dt.datetime.fromtimestamp(pdf.stat().st_mtime, dt.UTC).astimezone()
            when = made.isoformat(' ', 'minutes')
            logger.error('%s is still the last one that could be made, of %s', pdf.name, when)
        self._sphinx.statuscode = 1

    def _place(self, docname: str) -> str | None:
        """Where a page is; Sphinx does not know the letters."""
        files = {letter.docname: f'{letter.source}:1' for letter in self._letters}
        return files.get(docname, docname) or None

    def _about(self, tex: Path, title: str, author: str, *, whole: bool) -> dict[str, Any]:
        """Collect what a PDF says of itself; only a PDF of the *whole* CV holds its data."""
        domain = cv_domain(self.env)
        career = domain.career
        resume = write_resume(domain.outline, self.config.html_baseurl)
        marks = (_BOOKMARK.match(line) for line in tex.read_text('utf-8').splitlines())
        return {
            'title': title,
            'author': author,
            'language': self.config.language.replace('_', '-'),
            'when': dt.datetime.fromtimestamp(domain.source_time, dt.UTC),
            'subject': career.person.tagline if career.person else '',
            'keywords': tuple(topic.label for topic in career.skills.values()),
            'bookmarks': tuple((int(m['level']), m['name'], m['title']) for m in marks if m),
            'attachments': ((RESUME, resume),) if whole else (),
        }

    def _warn(self, name: str, made: Made) -> None:
        """Warn of what is worth a look; each build does so until it is mended."""
        for docname, message in made.overfull:
            warn(CVWarning.OVERFULL, message, self._place(docname))
        limit = self._limit
        # What others are called is said, for there may be several.
        named = name if self._variant else 'the PDF'
        setting = f'"max_pages": {limit}' if self._variant else f'cv_pdf_max_pages = {limit}'
        if made.compact:
            logger.info('%s is set close, to hold %s', named, setting)
        if made.left_out:
            logger.info('%s has no room for %s', named, '; '.join(made.left_out))
        if not limit or made.pages <= limit:
            return
        entries = [e for e in self._entries if e.id in made.places]
        # If no entry begins too late, the last one begins in time but is too long.
        late = [e for e in entries if made.places[e.id] >= limit] or entries[-1:]
        message = f'{named} has {made.pages} pages, more than {setting}'
        if late:
            pages = ', '.join(entry.docname for entry in late)
            message += f'; these entries would have to go: {pages}'
        warn(CVWarning.PDF_PAGES, message, None)
