"""Cover letters: each is typeset as a PDF of its own, with the CV's head.

Sphinx does not know them as pages, so they are read here, and nothing of them is kept.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.readers import standalone
from sphinx.transforms import DoctreeReadEvent, SphinxTransformer
from sphinx.util.docutils import LoggingReporter, new_document, sphinx_domains

from sphinx_cv.components.headers import contact_nodes
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.domain.letters import LETTERS
from sphinx_cv.exports.files import pdf_name
from sphinx_cv.latex.nodes import latex_argument, latex_letter, latex_person
from sphinx_cv.latex.translator import PrintTranslator
from sphinx_cv.model.entry_types import LETTER
from sphinx_cv.model.records import Letter
from sphinx_cv.source.front_matter import front_matter_of
from sphinx_cv.source.record_reader import read_record
from sphinx_cv.source.text import plain_text
from sphinx_cv.warnings import CVWarning, warn

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.builders.latex import LaTeXBuilder
    from sphinx.environment import BuildEnvironment

#: The folder of the letters that are not for everybody, beside the output's folder.
FOLDER = 'letters'


@dataclass(frozen=True)
class WrittenLetter:
    """A letter whose LaTeX file ``tex`` is written: its ``source``, and its PDF."""

    source: Path
    docname: str
    title: str
    author: str
    tex: Path
    pdf: Path


def letters_folder(target: Path) -> Path:
    """Where the letters lie that are not for everybody: outside of what is published."""
    return target.parent / FOLDER


def work_folder(target: Path) -> Path:
    """Where the letters' PDFs are made."""
    return letters_folder(target) / '.tex'


def write_letters(builder: LaTeXBuilder, target: Path) -> list[WrittenLetter]:
    """Write the LaTeX file of each letter; *target* is the folder of the CV's PDF."""
    found: dict[str, WrittenLetter] = {}
    for name in builder.config[LETTERS]:
        letter = _write(builder, Path(builder.srcdir) / name, PurePath(name), target)
        if letter is None:
            continue
        taken = {pdf_name(builder.config): 'the CV'} | {
            w.pdf.name: w.docname for w in found.values()
        }
        if letter.pdf.name in taken:
            message = f'the PDF of {taken[letter.pdf.name]} is "{letter.pdf.name}" too; rename one'
            warn(CVWarning.DUPLICATE_PAGE, message, f'{letter.source}:1')
            continue
        found[letter.docname] = letter
    return list(found.values())


def _write(builder: LaTeXBuilder, file: Path, name: PurePath, target: Path) -> WrittenLetter | None:
    source, docname = file.read_text('utf-8'), name.with_suffix('').as_posix()
    page = read_record(docname, source, {LETTER.name: LETTER})
    for problem in page.problems:
        warn(problem.warning, problem.message, f'{file}:{problem.line}')
    letter = page.record
    if not isinstance(letter, Letter):
        return None
    document = _parse(builder.env, source, docname, file)
    subject = letter.subject or _heading(document)
    if not subject:
        message = 'a letter needs "subject", or a heading: what it is about'
        warn(CVWarning.TITLE, message, f'{file}:{letter.line}')
        return None
    author = _arrange(document, letter, subject, builder.env)
    builder.env.resolve_references(document, docname, builder)
    for link in [n for n in document.findall(nodes.reference) if n.get('internal')]:
        # What it leads to is not in this PDF.
        link.replace_self(link.children)
    folder = work_folder(target) / docname.replace('/', '-')
    folder.mkdir(parents=True, exist_ok=True)
    _copy_pictures(builder, document, folder)
    theme = builder.themes.get(builder.config.latex_documents[0][4])
    document.settings._title, document.settings._author = subject, author  # noqa: SLF001  # Sphinx's way
    translator = LetterTranslator(document, builder, theme)
    document.walkabout(translator)
    tex = folder / f'{name.stem}.tex'
    tex.write_text(translator.astext(), 'utf-8')
    for other in builder.config.latex_additional_files:
        shutil.copy(builder.confdir / other, folder)
    pdf = (target if letter.public else letters_folder(target)) / f'{name.stem}.pdf'
    return WrittenLetter(file, docname, subject, author, tex, pdf)


def _parse(env: BuildEnvironment, source: str, docname: str, file: Path) -> nodes.document:
    """Parse a letter as Sphinx parses a page, but tell nobody: it is in no list of anything."""
    registry = env._registry  # noqa: SLF001  # Sphinx's own builders read it too
    parser = registry.create_source_parser('markdown', config=env.config, env=env)
    document = new_document(str(file))
    # Sphinx's own is that of the first document of all.
    document.reporter = LoggingReporter(str(file))
    for name, value in env.settings.items():
        setattr(document.settings, name, value)
    document.settings.env = env
    document.transformer = SphinxTransformer(document)
    document.transformer.add_transforms(standalone.Reader().get_transforms())
    document.transformer.add_transforms(
        [each for each in registry.get_transforms() if each is not DoctreeReadEvent]
    )
    document.transformer.add_transforms(parser.get_transforms())
    head = front_matter_of(source)
    # Lines keep their numbers.
    text = source.replace(f'---\n{head}', '\n' * (head.count('\n') + 1), 1).replace('---', '', 1)
    env.prepare_settings(docname)
    with sphinx_domains(env):
        parser.parse(text, document)
        document.transformer.apply_transforms()
    env.current_document.clear()
    document['docname'] = docname
    return document


def _heading(document: nodes.document) -> str:
    title = document.next_node(nodes.title)
    return plain_text(title) if title else ''


def _arrange(document: nodes.document, letter: Letter, subject: str, env: BuildEnvironment) -> str:
    """Put the head of a letter above its text; give the sender's name."""
    outline = cv_domain(env).outline
    person = outline.career.person
    tagline = person.tagline if person else ''
    # When and where somebody was born is for the CV.
    facts = tuple(fact for fact in outline.person_facts() if fact.name != 'details')
    contacts = (latex_argument('', each) for each in contact_nodes(facts, letter.docname))
    date = letter.date.format(env.config.language) if letter.date else ''
    head = latex_letter(
        '',
        latex_person('', _argument(tagline), *contacts),
        name=person.name if person else outline.titles[outline.tree.root],
        date=date,
        to=letter.to,
        subject=subject,
        closing=letter.closing,
    )
    section = next(document.findall(nodes.section), None)
    body: list[Node] = list(document.children)
    if section is not None and section in body:
        # The heading names the letter, and is printed as its subject.
        at = body.index(section)
        body[at : at + 1] = [n for n in section.children if not isinstance(n, nodes.title)]
    document.children = []
    head.extend(body)
    document += head
    name: str = head['name']
    return name


def _argument(text: str) -> latex_argument:
    return latex_argument('', nodes.Text(text))


def _copy_pictures(builder: LaTeXBuilder, document: nodes.document, folder: Path) -> None:
    """Put the pictures of a letter beside its LaTeX file, such as a signature."""
    for image in document.findall(nodes.image):
        relative, file = builder.env.relfn2path(image['uri'], document['docname'])
        if Path(file).is_file():
            image['uri'] = relative
            builder.images[relative] = Path(file).name
            shutil.copy(file, folder)


class LetterTranslator(PrintTranslator):
    """Writes a letter as a LaTeX file of the class ``sphinxcv``."""

    def _fitting(self) -> list[str]:
        return [r'\cvpages{0}', r'\cvsteps{0}{1}', r'\cvletter']

    def visit_latex_letter(self, node: Element) -> None:
        person = next(iter(node.findall(latex_person)))
        self.body.append(rf'\cvheader{{{self.escape(node["name"])}}}')
        self._person(person)
        lines = ''.join(rf'\cvletterline{{{self.escape(line)}}}' for line in node['to'])
        date, subject = self.escape(node['date']), self.escape(node['subject'])
        self.body.append(f'\n\\cvletterhead{{{date}}}{{{lines}}}{{{subject}}}\n')

    def depart_latex_letter(self, node: Element) -> None:
        closing, name = self.escape(node['closing']), self.escape(node['name'])
        self.body.append(f'\\cvletterclose{{{closing}}}{{{name}}}\n')

    def _name(self) -> str:
        return str(self.document.settings._author)  # noqa: SLF001

    def depart_paragraph(self, node: Element) -> None:
        super().depart_paragraph(node)
        self._gap(node)

    def depart_list(self, node: Element) -> None:
        super().depart_list(node)
        self._gap(node)

    depart_bullet_list = depart_list
    depart_enumerated_list = depart_list

    def _gap(self, node: Element) -> None:
        """Part the paragraphs of a letter, which a CV does not."""
        if isinstance(node.parent, latex_letter):
            self.body.append('\\cvgap\n')
