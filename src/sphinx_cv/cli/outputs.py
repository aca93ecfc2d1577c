"""A build of a project, and what machines read out of it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pikepdf import Pdf
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_cv.cli.checking import Reading
from sphinx_cv.cli.starting import Starting
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import download_names, pdf_name
from sphinx_cv.latex.builder import has_latex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from sphinx_cv.model.outline import Outline
    from sphinx_cv.model.records import Entry

# How long a program may take to read a PDF, in seconds.
_PATIENCE = 60
_COLOUR = re.compile(r'\x1b\[[0-9;]*m')


class BuildError(Exception):
    """The project cannot be built; the text says why."""


@dataclass
class Outputs:
    """What a build made.

    ``pages`` are those of the PDF: 0 if none was to be made, None if LaTeX failed.  ``most`` is how
    many there should be, 0 for any number.  ``warnings`` are those of the build, ``notes`` say
    what could not be looked at.
    """

    outline: Outline
    readings: list[Reading]
    pages: int | None
    most: int
    acknowledged: tuple[str, ...]
    warnings: str
    notes: list[str] = field(default_factory=list)


def build(project: Path, scratch: Path) -> Outputs:
    """Build the project in the folder *project* below *scratch*, and read what came out.

    :raises BuildError: if conf.py is wrong, or Sphinx cannot go on
    """
    source, out = project.resolve(), scratch / 'html'
    warnings = io.StringIO()
    builder = 'cv' if has_latex() else 'html'
    try:
        with patch_docutils(source), docutils_namespace():
            app = Starting(
                source,
                source,
                out,
                scratch / 'doctrees',
                builder,
                # Variants are for some readers; some of them would be written into the project.
                confoverrides={'cv_variants': {}},
                status=None,
                warning=warnings,
            )
            # A failed PDF takes its name from the settings.
            name, downloads = pdf_name(app.config), download_names(app.config).values()
            app.build()
    except (SphinxError, SystemExit) as error:
        # A wrong setting ends the build with a SystemExit, which has one line for each.
        raise BuildError(str(error)) from error
    outline = cv_domain(app.env).outline
    said = _COLOUR.sub('', warnings.getvalue()).replace(f'{source}/', '')
    readings = [
        _read_site(app.builder, outline),
        _read_resume(outline, json.loads((out / 'resume.json').read_text('utf-8'))),
        *(_read_download(out / file) for file in downloads),
    ]
    acknowledged = tuple(app.config.cv_acknowledged)
    made = Outputs(outline, readings, 0, app.config.cv_pdf_max_pages, acknowledged, said)
    _add_pdf(made, out, name, getattr(app.builder, 'left_out_of_pdf', frozenset()))
    return made


def _add_pdf(made: Outputs, out: Path, name: str, leaves_out: frozenset[str]) -> None:
    """Read the PDF, or note why it cannot be read."""
    if not has_latex():
        made.notes.append('No PDF was looked at: there is no LaTeX here (lualatex).')
    elif not name:
        made.notes.append('No PDF was looked at: conf.py wants none.')
    elif not (out / name).is_file():
        made.pages = None
    else:
        made.pages, text, why = _read_pdf(out / name)
        if text is None:
            made.notes.append(f'The text of the PDF was not read: {why}.')
        else:
            made.readings.insert(1, Reading('PDF', text, leaves_out=leaves_out))


# ---- site ----------------------------------------------------------------------------------------


def _read_site(builder: Builder, outline: Outline) -> Reading:
    """Read each page by itself: what an entry declares should stand on its own page."""
    if not isinstance(builder, StandaloneHTMLBuilder):
        raise TypeError(builder)
    pages = {docname: Path(builder.get_output_path(docname)) for docname in outline.reading_order}
    return Reading(
        'site', pages={name: text_of_html(page.read_text('utf-8')) for name, page in pages.items()}
    )


def text_of_html(html: str) -> str:
    """The words of a page, and the addresses that it links to; no scripts or styles."""
    reader = _PageReader()
    reader.feed(html)
    return ''.join(reader.words)


class _PageReader(HTMLParser):
    _SILENT = ('script', 'style', 'head')
    # These stand within a word; other tags stand between words.
    _INLINE = ('a', 'abbr', 'b', 'bdi', 'code', 'em', 'i', 'span', 'strong', 'sub', 'sup', 'wbr')

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self._SILENT
        if tag not in self._INLINE:
            self.words.append('\n')
        if tag == 'a':
            self._links = [value for name, value in attrs if name == 'href' and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self._SILENT
        if tag == 'a':
            self.words += [f'\n{link}\n' for link in self._links]
        if tag not in self._INLINE:
            self.words.append('\n')

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


# ---- PDF -----------------------------------------------------------------------------------------


def _read_pdf(pdf: Path) -> tuple[int, str | None, str]:
    """Count the pages; give the text and the addresses of links, or None and why not."""
    with Pdf.open(pdf) as document:
        count = len(document.pages)
        links = [
            str(note.A.URI)
            for page in document.pages
            for note in page.get('/Annots', [])
            if '/A' in note and '/URI' in note.A
        ]
    program = shutil.which('pdftotext')
    if program is None:
        return count, None, 'there is no pdftotext (Poppler)'
    # As it stands on the page, where dates in the margin part what goes on in the next line, and
    # as it was written.
    try:
        texts = [_pdf_text(program, pdf), _pdf_text(program, pdf, '-raw')]
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, 'stderr', None) or b'').decode('utf-8', 'replace').split('\n')[0]
        return count, None, f'{said or error} (pdftotext)'
    # A fact may go on where a line or a page ends, with a hyphen or without.
    wholes = [_without_feet(text) for text in texts]
    joined = [re.sub(r'[-\u00ad]\n', '', whole) for whole in wholes]
    return count, '\n'.join([*texts, *wholes, *joined, *links]), ''


def _pdf_text(program: str, pdf: Path, *options: str) -> str:
    run = subprocess.run(  # noqa: S603  # our own PDF
        [program, *options, '-enc', 'UTF-8', pdf, '-'],
        capture_output=True,
        check=True,
        timeout=_PATIENCE,
    )
    return run.stdout.decode('utf-8', 'replace')


def _without_feet(text: str) -> str:
    """Leave out the last lines of pages, if they stand on each of them but for the numbers."""
    pages = [page.rstrip().splitlines() for page in text.split('\f') if page.strip()]
    while len(pages) > 1 and all(pages) and len({_unnumbered(page[-1]) for page in pages}) == 1:
        pages = [page[:-1] for page in pages]
    return '\n'.join(line for page in pages for line in page)


def _unnumbered(line: str) -> str:
    return re.sub(r'\d+', '#', line.strip())


# ---- downloads -----------------------------------------------------------------------------------


def _read_download(file: Path) -> Reading:
    word = file.suffix == '.docx'
    return Reading(file.suffix[1:], _read_word(file) if word else file.read_text('utf-8'))


def _read_word(file: Path) -> str:
    """The text of a Word document, also that in tables, and the addresses of its links."""
    # It is an extra, and slow to load.
    import docx  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    document = docx.Document(str(file))
    paragraphs = (Paragraph(p, document) for p in document.element.body.iter(qn('w:p')))
    links = (link.target_ref for link in document.part.rels.values() if link.is_external)
    return '\n'.join([*(p.text for p in paragraphs), *links])


# ---- data ----------------------------------------------------------------------------------------


def _read_resume(outline: Outline, resume: dict[str, Any]) -> Reading:
    """Read each item with its exact form under ``meta``, and all of it for the person."""
    exact = resume.get('meta', {}).get('exact', {})
    counts: Counter[str] = Counter()
    pages = {}
    for entry in outline.entries:
        section, number = entry.type.section, counts[entry.type.section]
        counts[section] += 1
        pages[entry.docname] = '\n'.join(
            [*_texts(resume.get(section, [])[number : number + 1]), *_texts(_exact(exact, entry))]
        )
    person = outline.career.person
    if person:
        own = {name: part for name, part in resume.items() if name in {'basics', 'languages'}}
        pages[person.docname] = '\n'.join([*_texts(own), *_texts(exact.get('basics', {}))])
    return Reading('resume.json', pages=pages)


def _exact(exact: dict[str, Any], entry: Entry) -> Any:
    found = exact.get(entry.id, {})
    if found.get('type') == entry.type.name:
        return found
    return exact.get(f'{entry.type.name}-{entry.id}', {})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif value is not None:
        yield str(value)
