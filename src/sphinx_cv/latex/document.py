"""The printed CV: pages become entries of one document, and its settings.

``printing.py`` writes the nodes that are made here, ``theme/sphinx_cv/sphinxcv.cls`` has
the macros that it writes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ConfigError
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_cv.components.parts import contact_nodes, language_texts
from sphinx_cv.config import is_chosen, set_defaults
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.domain.nodes import placeholder
from sphinx_cv.exports.files import pdf_name
from sphinx_cv.latex.nodes import latex_argument, latex_entry, latex_head, latex_person
from sphinx_cv.latex.translator import PAPERS, PrintTranslator
from sphinx_cv.model.records import Entry, NamePage, Person

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.config import Config

THEME = 'sphinx_cv'
_THEMES = Path(__file__).parent / 'theme'

_DEFAULTS: dict[str, Any] = {
    'latex_engine': 'lualatex',
    'latex_theme': THEME,
    # A CV has no index to sort.
    'latex_use_xindy': False,
}
_BUILDERS = ('latex', 'cv-pdf')
_COLOR = re.compile(r'#[0-9A-Fa-f]{6}')
# The contrast that WCAG's level AA asks for, and what red, green and blue give to luminance.
_AA = 4.5
_LUMINANCE = (0.2126, 0.7152, 0.0722)


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
        printed = latex_entry('', head, *body, ids=section['ids'], name=entry.id)
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


def use_theme(app: Sphinx, config: Config) -> None:
    """Set up the printed CV where conf.py does not say otherwise (``config-inited``)."""
    set_defaults(config, _DEFAULTS)
    if config.latex_theme == THEME:
        for builder in _BUILDERS:
            app.set_translator(builder, PrintTranslator)
    config.latex_theme_path = [*config.latex_theme_path, str(_THEMES)]
    own_class = str(_THEMES / THEME / 'sphinxcv.cls')
    config.latex_additional_files = [*config.latex_additional_files, own_class]
    if not is_chosen(config, 'latex_documents'):
        tex = Path(pdf_name(config) or 'cv.pdf').with_suffix('.tex').name
        author = config.author if is_chosen(config, 'author') else config.project
        config.latex_documents = [(config.root_doc, tex, config.project, author, THEME)]


def check_settings(_app: Sphinx, config: Config) -> None:
    """Refuse values that the printed CV has no use for (``config-inited``).

    :raises ConfigError: if one of them is not what it has to be
    """
    for name, expected, good in (
        ('cv_pdf_paper', "'a4' or 'letter'", config.cv_pdf_paper in PAPERS),
        ('cv_pdf_dates', "'margin' or 'right'", config.cv_pdf_dates in {'margin', 'right'}),
        ('cv_pdf_accent', "a colour such as '#1F5582'", _COLOR.fullmatch(config.cv_pdf_accent)),
        ('cv_pdf_max_pages', 'a number of pages, or 0 for any', config.cv_pdf_max_pages >= 0),
    ):
        if not good:
            found = config[name]
            raise ConfigError(f'conf.py: {name}: expected {expected}, found {found!r}')
    contrast = _contrast_with_white(config.cv_pdf_accent)
    if contrast < _AA:
        raise ConfigError(
            'conf.py: cv_pdf_accent: expected a colour that can be read on white (a contrast of '
            f'{_AA} or more), found {config.cv_pdf_accent!r} with {contrast:.1f}'
        )


def _contrast_with_white(color: str) -> float:
    """The contrast of a colour such as ``#1F5582`` with white, from 1 to 21 (WCAG 2.2)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    luminance = sum(w * _linear(part) for w, part in zip(_LUMINANCE, parts, strict=True))
    return 1.05 / (luminance + 0.05)


def _linear(part: float) -> float:
    """The light of a part of sRGB; both from 0 to 1."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def setup_latex(app: Sphinx) -> None:
    """Register what the printed CV is made of."""
    for name, default, description in (
        ('cv_pdf_paper', 'a4', "The size of the paper: 'a4' or 'letter'"),
        ('cv_pdf_font', 'Lato', 'The family of fonts, by the name that the system has for it'),
        ('cv_pdf_accent', '#1F5582', 'The colour of headings and links'),
        ('cv_pdf_dates', 'margin', "Where the dates stand: in the 'margin', or to the 'right'"),
        ('cv_pdf_max_pages', 0, 'Warn if the PDF has more pages than this; 0 for any number'),
    ):
        app.add_config_value(name, default, 'env', description=description)
    app.add_post_transform(PrintedCV)
    app.connect('config-inited', use_theme, priority=400)
    app.connect('config-inited', check_settings)
