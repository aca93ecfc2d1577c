"""The printed CV: pages become entries of one document, in the outline's order.

This module makes the nodes, ``translator.py`` writes them as macros of LaTeX, and
``theme/sphinx_cv/sphinxcv.cls`` defines these macros.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_cv.components.headers import contact_nodes
from sphinx_cv.components.pieces import fact_nodes
from sphinx_cv.config import is_chosen, set_defaults
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.domain.nodes import placeholder
from sphinx_cv.exports.files import pdf_name
from sphinx_cv.latex.nodes import (
    latex_argument,
    latex_entry,
    latex_facts,
    latex_group,
    latex_head,
    latex_person,
    latex_photo,
)
from sphinx_cv.latex.translator import PrintTranslator
from sphinx_cv.locale import comma
from sphinx_cv.model.records import Entry, NamePage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_cv.model.facts import Fact
    from sphinx_cv.model.outline import Group, Item, Outline

#: The name of the LaTeX theme.
THEME = 'sphinx_cv'
_THEMES = Path(__file__).parent / 'theme'

_DEFAULTS: dict[str, Any] = {
    'latex_engine': 'lualatex',
    'latex_theme': THEME,
    # A CV has no index to sort.
    'latex_use_xindy': False,
}
_BUILDERS = ('latex', 'cv-pdf')
_SEPARATOR = ' · '


class PrintedCV(SphinxPostTransform):
    """Turns the pages of entries into nodes for print, and leaves out what only a screen needs.

    Listings are left out, because the entries themselves stand there.  The pages about skills and
    organisations are left out too, because they are indexes to a site.
    """

    default_priority = 4
    formats = ('latex',)

    def run(self, **_kwargs: Any) -> None:
        """Rearrange one document."""
        domain = cv_domain(self.env)
        self.outline = domain.outline
        self.says_languages = any(
            node.placement.part == 'languages' for node in self.document.findall(placeholder)
        )
        for file in list(self.document.findall(addnodes.start_of_file)):
            index = isinstance(self.outline.career.record(file['docname']), NamePage)
            # One with entries below it is a section of the CV as well.
            if index and not self.outline.section(file['docname']):
                file.parent.remove(file)
        _order_pages(self.document, self.env.config.root_doc, self.outline)
        for file in list(self.document.findall(addnodes.start_of_file)):
            record = self.outline.career.record(file['docname'])
            if isinstance(record, Entry):
                self._print_entry(file, record)
        # The photo has a place in the head of the CV; in the text it would push everything down.
        self.photo = next(
            (node for node in self.document.findall(nodes.image) if 'cv-photo' in node['classes']),
            None,
        )
        if self.photo is not None:
            self.photo.parent.remove(self.photo)
        for node in list(self.document.findall(placeholder)):
            node.replace_self(self._print_part(node))

    def _print_entry(self, file: Element, entry: Entry) -> None:
        section = next(file.findall(nodes.section))
        title = section.next_node(nodes.title)
        item = self.outline.item(entry)
        facts = {fact.name: fact for fact in item.facts}
        short = facts.pop('abbreviation', None)
        words = [child.deepcopy() for child in title.children] if title else []
        if short:
            words.append(nodes.Text(f' ({short.text})'))
        organization, place = facts.pop('organization', None), facts.pop('location', None)
        employer = file.parent.get('employer') if isinstance(file.parent, latex_group) else ''
        if organization and organization.text == employer:
            organization = None
        duration = entry.period.duration if entry.period else None
        details = [place.text if place else '']
        details += [duration.format() if duration else '']
        head = latex_head(
            '',
            _argument(entry.period.format(self.config.language) if entry.period else ''),
            latex_argument('', *words),
            _argument(organization.text if organization else ''),
            _argument(comma().join(text for text in details if text)),
        )
        body = [child for child in section.children if not isinstance(child, nodes.title)]
        printed = latex_entry('', head, *_facts(facts.values(), entry.docname), *body)
        printed['ids'], printed['name'] = section['ids'], entry.id
        section.replace_self(printed)

    def _print_part(self, node: placeholder) -> list[Node]:
        docname = node.placement.docname
        facts = self.outline.person_facts()
        named = {fact.name: fact for fact in facts}
        languages, tagline = named.get('languages'), named.get('tagline')
        if node.placement.part == 'languages' and languages:
            return [nodes.paragraph('', _SEPARATOR.join(words.text for words in languages.words))]
        if node.placement.part != 'person_header':
            return []
        contacts = contact_nodes(facts, docname)
        if languages and not self.says_languages:
            contacts += [nodes.Text(words.text) for words in languages.words]
        arguments = (latex_argument('', contact) for contact in contacts)
        person = latex_person('', _argument(tagline.text if tagline else ''), *arguments)
        return [person] if self.photo is None else [latex_photo('', self.photo), person]


def _facts(facts: Iterable[Fact], docname: str) -> list[Element]:
    """Make the nodes for the facts that have no place in the head, with labels where needed."""
    rows = [
        latex_argument(
            '',
            *([] if fact.headline else [nodes.Text(f'{fact.label}: ')]),
            *fact_nodes(fact, docname),
        )
        for fact in facts
    ]
    return [latex_facts('', *rows)] if rows else []


def _order_pages(document: nodes.document, root: str, outline: Outline) -> None:
    """Put the pages in the outline's order, each below the page that names it.

    Sphinx puts pages where their toctree stands, in the toctree's order.  If the toctree stands
    below a heading in the text, the sections of the CV would become parts of that heading.
    """
    files = {file['docname']: file for file in document.findall(addnodes.start_of_file)}
    for docname, page in ((root, document), *files.items()):
        section = next(iter(page.findall(nodes.section)), None)
        below = [files[name] for name in outline.children(docname).names if name in files]
        if section is None or not below:
            continue
        first = next(iter(section.findall(addnodes.start_of_file)), below[0])
        at = _child_with(section, first)
        for file in below:
            if file.parent is not None:
                file.parent.remove(file)
        section[at:at] = _grouped(outline, docname, below)


def _child_with(section: Element, node: Element) -> int:
    """Find where in a section pages belong, by a *node* that stands somewhere in it.

    It is the place of the child that holds the node, or the place after it if that is a section.
    """
    while node.parent is not section:
        if node.parent is None:
            return len(section)
        node = node.parent
    number: int = section.index(node)
    return number + 1 if isinstance(node, nodes.section) else number


def _grouped(outline: Outline, docname: str, pages: Sequence[Element]) -> list[Element]:
    """Put the roles at one employer under a head in common."""
    groups = {
        item.docname: group
        for group in outline.section(docname).groups
        if group.organization
        for item in group.items
    }
    found: list[Element] = []
    made: dict[int, latex_group] = {}
    for page in pages:
        group = groups.get(page['docname'])
        if group is None:
            found.append(page)
            continue
        if id(group) not in made:
            made[id(group)] = _group(group)
            found.append(made[id(group)])
        made[id(group)] += page
    return found


def _group(group: Group) -> latex_group:
    first: Item = group.items[0]
    organization = group.organization.text if group.organization else ''
    head = latex_head(
        '', _argument(group.when), _argument(organization), _argument(''), _argument('')
    )
    return latex_group('', head, name=f'{first.id}-at', employer=organization, ids=[])


def _argument(text: str) -> latex_argument:
    return latex_argument('', nodes.Text(text))


def use_theme(app: Sphinx, config: Config) -> None:
    """Set up the printed CV, except what conf.py sets itself (event ``config-inited``)."""
    set_defaults(config, _DEFAULTS)
    if config.latex_theme == THEME:
        for builder in _BUILDERS:
            app.set_translator(builder, PrintTranslator)
    config.latex_theme_path = [*config.latex_theme_path, str(_THEMES)]
    own = [str(_THEMES / THEME / name) for name in ('sphinxcv.cls', 'sphinxcv.lua')]
    config.latex_additional_files = [*config.latex_additional_files, *own]
    if not is_chosen(config, 'latex_documents'):
        tex = Path(pdf_name(config) or 'cv.pdf').with_suffix('.tex').name
        author = config.author if is_chosen(config, 'author') else config.project
        config.latex_documents = [(config.root_doc, tex, config.project, author, THEME)]


def setup_latex(app: Sphinx) -> None:
    """Register the transform and the settings of the printed CV."""
    app.add_post_transform(PrintedCV)
    app.connect('config-inited', use_theme, priority=400)
