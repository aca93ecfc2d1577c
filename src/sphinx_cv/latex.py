"""The printed CV: pages become entries of one document, set by the theme's macros.

The macros are in ``theme/sphinx_cv/sphinxcv.cls``.  Content stays in child nodes, so
that Sphinx's LaTeX writer does all escaping; the visitors here write only the wrappers.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_cv.domain import cv_domain
from sphinx_cv.names import slug
from sphinx_cv.parts import contact_nodes, language_texts
from sphinx_cv.placeholders import placeholder
from sphinx_cv.records import Entry, NamePage, Person

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.latex import LaTeXTranslator

THEME = 'sphinx_cv'
_THEMES = Path(__file__).parent / 'theme'

_DEFAULTS: dict[str, Any] = {
    'latex_engine': 'lualatex',
    'latex_theme': THEME,
    # A CV has no index to sort.
    'latex_use_xindy': False,
}
_ELEMENTS = {
    'papersize': 'a4paper',
    'pointsize': '10pt',
    'babel': '',
    'polyglossia': '',
    'fontpkg': '',
    'fncychap': '',
    'geometry': '',
    'fvset': '',
    'tableofcontents': '',
    'printindex': '',
    'makeindex': '',
    # FontAwesome would load only where it happens to be installed.
    'sphinxsetup': 'iconpackage=none',
}


class latex_entry(nodes.section):  # noqa: N801  # docutils' way to name nodes
    """An entry of the printed CV: its head, then its text."""


class latex_head(nodes.General, nodes.Element):  # noqa: N801
    r"""What an entry opens with, as arguments to the macro ``\cventryhead``."""


class latex_person(nodes.General, nodes.Element):  # noqa: N801
    r"""What the CV opens with, as arguments to the macro ``\cvperson``."""


class latex_argument(nodes.General, nodes.Element):  # noqa: N801
    """One argument of a macro."""


class PrintedCV(SphinxPostTransform):
    """Turns the pages of entries into the nodes above, and leaves out what a screen needs.

    Listings go, since the entries stand there in full; so do the pages about skills and
    organisations, which are indexes to a site.
    """

    default_priority = 4
    formats = ('latex',)

    def run(self, **_kwargs: Any) -> None:
        pages = cv_domain(self.env).pages
        for file in list(self.document.findall(addnodes.start_of_file)):
            page = pages.get(file['docname'])
            record = page.reading.record if page else None
            if isinstance(record, NamePage):
                file.parent.remove(file)
            elif isinstance(record, Entry):
                self._print_entry(file, record)
        for node in list(self.document.findall(placeholder)):
            node.replace_self(self._print_part(node))

    def _print_entry(self, file: nodes.Element, entry: Entry) -> None:
        section = next(file.findall(nodes.section))
        title = section.next_node(nodes.title)
        heading = title.children if title else []
        head = latex_head(
            '',
            _argument(entry.period.format(self.config.language) if entry.period else ''),
            latex_argument('', *[child.deepcopy() for child in heading]),
            _argument(entry.organization),
            _argument(', '.join(self._details(entry))),
        )
        body = [child for child in section.children if not isinstance(child, nodes.title)]
        printed = latex_entry('', head, *body, ids=section['ids'], docname=entry.docname)
        section.replace_self(printed)

    def _details(self, entry: Entry) -> list[str]:
        duration = entry.period.duration if entry.period else None
        found = [entry.place, duration.format(self.config.language) if duration else '']
        return [text for text in found if text]

    def _print_part(self, node: placeholder) -> list[nodes.Node]:
        person = cv_domain(self.env).career.person
        if node.placement.part == 'person_header' and isinstance(person, Person):
            contacts = [latex_argument('', contact) for contact in contact_nodes(person)]
            return [latex_person('', _argument(person.tagline), *contacts)]
        if node.placement.part == 'languages' and person:
            return [nodes.paragraph('', ' · '.join(language_texts(person)))]
        return []


def _argument(text: str) -> latex_argument:
    return latex_argument('', nodes.Text(text))


def visit_entry(self: LaTeXTranslator, node: latex_entry) -> None:
    self.sectionlevel += 1
    targets = self.hypertarget_to(node, anchor=True)
    self.body.append('\n\\begin{cventry}{%s}{%s}' % (node['docname'], targets))


def depart_entry(self: LaTeXTranslator, _node: latex_entry) -> None:
    self.body.append('\n\\end{cventry}\n')
    self.sectionlevel -= 1


def visit_head(self: LaTeXTranslator, _node: latex_head) -> None:
    self.body.append('\\cventryhead')


def depart_head(self: LaTeXTranslator, _node: latex_head) -> None:
    self.body.append('\n')


def visit_person(self: LaTeXTranslator, node: latex_person) -> None:
    self.body.append('\n\\cvperson')
    node.children[0].walkabout(self)
    self.body.append('{')
    for contact in node.children[1:]:
        self.body.append('\\cvcontact')
        contact.walkabout(self)
    self.body.append('}\n')
    raise nodes.SkipNode


def visit_argument(self: LaTeXTranslator, _node: latex_argument) -> None:
    self.body.append('{')


def depart_argument(self: LaTeXTranslator, _node: latex_argument) -> None:
    self.body.append('}')


def pdf_name(config: Config) -> str:
    """The name of the PDF: that of ``cv_pdf``, else made from the project's."""
    name: str | None = config.cv_pdf
    return f'{slug(config.project)}-cv.pdf' if name is None else name


def use_theme(_app: Sphinx, config: Config) -> None:
    """Set up the printed CV where conf.py does not say otherwise (``config-inited``)."""
    given = config._raw_config  # noqa: SLF001  # the only way to tell a default from a choice
    for name, value in _DEFAULTS.items():
        if name not in given:
            setattr(config, name, value)
    config.latex_elements = _ELEMENTS | config.latex_elements
    config.latex_theme_path = [*config.latex_theme_path, str(_THEMES)]
    own_class = str(_THEMES / THEME / 'sphinxcv.cls')
    config.latex_additional_files = [*config.latex_additional_files, own_class]
    if 'latex_documents' not in given:
        tex = Path(pdf_name(config) or 'cv.pdf').with_suffix('.tex').name
        author = config.author if 'author' in given else config.project
        config.latex_documents = [(config.root_doc, tex, config.project, author, THEME)]


def setup_latex(app: Sphinx) -> None:
    """Register what the printed CV is made of."""
    app.add_node(latex_entry, latex=(visit_entry, depart_entry))
    app.add_node(latex_head, latex=(visit_head, depart_head))
    app.add_node(latex_person, latex=(visit_person, None))
    app.add_node(latex_argument, latex=(visit_argument, depart_argument))
    app.add_post_transform(PrintedCV)
    app.connect('config-inited', use_theme, priority=400)
