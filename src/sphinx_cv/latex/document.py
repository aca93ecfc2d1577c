"""The printed CV: pages become entries of one document, in the outline's order.

This module makes the nodes, ``translator.py`` writes them as macros of LaTeX, and
``theme/sphinx_cv/sphinxcv.cls`` defines these macros.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.latex.nodes import footnotetext
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_cv.components.headers import contact_nodes
from sphinx_cv.components.pieces import fact_nodes
from sphinx_cv.config import is_chosen, set_defaults
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.domain.nodes import placeholder
from sphinx_cv.exports.files import pdf_name
from sphinx_cv.latex.fitting import COMPACT, mark_steps
from sphinx_cv.latex.nodes import (
    latex_argument,
    latex_entry,
    latex_facts,
    latex_group,
    latex_head,
    latex_letter,
    latex_list,
    latex_person,
    latex_photo,
    latex_place,
    latex_row,
    latex_skills,
)
from sphinx_cv.latex.translator import PrintTranslator
from sphinx_cv.latex.waiting import CLASS_FILES, THEMES
from sphinx_cv.locale import comma
from sphinx_cv.model.phrases import places, short_places
from sphinx_cv.model.records import Entry, NamePage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_cv.model.career import TopicGroup
    from sphinx_cv.model.facts import Fact
    from sphinx_cv.model.outline import Group, Item, Outline

#: The name of the LaTeX theme.
THEME = 'sphinx_cv'

_DEFAULTS: dict[str, Any] = {
    'latex_engine': 'lualatex',
    'latex_theme': THEME,
    # A CV has no index to sort.
    'latex_use_xindy': False,
}
_BUILDERS = ('latex', 'cv-pdf')
# A text of so many characters stands in the row of a certificate, unless it holds one of these.
_ROW = 200
_NOT_IN_ROWS = (nodes.image, nodes.footnote, nodes.footnote_reference, footnotetext)
# Facts of so few characters stand in the head of any entry, and need no line of their own.
_IN_HEAD = 40


class PrintedCV(SphinxPostTransform):
    """Turns the pages of entries into nodes for print, and leaves out what only a screen needs.

    Listings are left out, because the entries themselves stand there.  The pages about skills and
    organisations are left out too, because they are indexes to a site.
    """

    default_priority = 4
    formats = ('latex',)

    def run(self, **_kwargs: Any) -> None:
        """Rearrange one document."""
        if not any(self.document.findall(nodes.section)) or any(
            self.document.findall(latex_letter)
        ):
            # An extension has made a document of a note, to resolve the references in it.
            return
        domain = cv_domain(self.env)
        self.outline = domain.outline
        self.printed: list[tuple[Entry, Element]] = []
        self._add_private_photo()
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
        _shorten_places(self.document, self.outline)
        _list_publications(self.document)
        # The photo has a place in the head of the CV; in the text it would push everything down.
        self.photo = next(
            (node for node in self.document.findall(nodes.image) if 'cv-photo' in node['classes']),
            None,
        )
        if self.photo is not None:
            self.photo.parent.remove(self.photo)
        self._print_skills()
        for node in list(self.document.findall(placeholder)):
            node.replace_self(self._print_part(node))
        self.document['last_step'] = mark_steps(self.printed)

    def _add_private_photo(self) -> None:
        """Show a private photo, which no doctree has, where the private fields are shown."""
        domain = cv_domain(self.env)
        person = self.outline.career.person
        if not (domain.shows_private and person and person.photo):
            return
        if any('cv-photo' in node['classes'] for node in self.document.findall(nodes.image)):
            return
        file, _whole = self.env.relfn2path(person.photo, person.docname)
        self.env.images.add_file(person.docname, file)
        picture = nodes.image(uri=file, candidates={'*': file}, alt=person.name)
        picture['classes'].append('cv-photo')
        next(self.document.findall(nodes.section)).insert(1, picture)

    def _print_entry(self, file: Element, entry: Entry) -> None:
        section = next(file.findall(nodes.section))
        facts = {fact.name: fact for fact in self.outline.item(entry).facts}
        body = [child for child in section.children if not _is_left_out(child)]
        kind = _kind(entry, file, body)
        title = section.next_node(nodes.title)
        words = [child.deepcopy() for child in title.children] if title else []
        if abbreviation := facts.pop('abbreviation', None):
            words.append(nodes.Text(f' ({abbreviation.text})'))
        if kind == 'role' and 'place' in file.parent:
            facts.pop('location', None)
        if kind == 'role' and facts['organization'].text == file.parent['employer']:
            del facts['organization']
        second, details = self._also_in_head(entry, kind, facts)
        arguments = [latex_argument('', *parts) for parts in details]
        if kind == 'row' and body:
            arguments.append(latex_argument('', *body.pop().children, classes=['text']))
        when = entry.period.format(self.config.language) if entry.period else ''
        title_and_second = (latex_argument('', *words), latex_argument('', *second))
        head = latex_head('', _argument(when), *title_and_second, *arguments, kind=kind)
        if not facts and not body:
            head['bare'] = COMPACT
        printed = latex_entry('', head, *_facts(facts.values(), entry.docname), *body, kind=kind)
        printed['ids'], printed['name'] = section['ids'], entry.id
        section.replace_self(printed)
        self.printed.append((entry, printed))

    def _also_in_head(
        self, entry: Entry, kind: str, facts: dict[str, Fact]
    ) -> tuple[list[Node], list[list[Node]]]:
        """Take from the *facts* of an entry what stands in its head beside the title.

        It is the employer, or the authors, and then the details, each a list of nodes.
        """
        organization, place = facts.pop('organization', None), facts.pop('location', None)
        second: list[Node] = []
        details: list[list[Node]] = []
        if organization and kind == 'role':
            # The head of the roles has another spelling.
            details.append([nodes.Text(organization.text)])
        elif organization:
            second.append(nodes.Text(organization.text))
        if kind == 'publication':
            authors = facts.pop('authors', None)
            details += [second] if second else []
            second = fact_nodes(authors, entry.docname) if authors else []
        duration = entry.period.duration if entry.period else None
        where: list[Node] = [_place(entry)] if place else []
        if duration:
            where.append(nodes.Text((comma() if where else '') + duration.format()))
        details += [where] if where else []
        if kind == 'publication' and 'venue' in facts:
            details.append(_imprint(facts, entry.docname))
        length = sum(len(fact.label) + len(fact.text) for fact in facts.values())
        if length <= _IN_HEAD or kind in {'row', 'publication'}:
            details += [_labelled(fact, entry.docname) for fact in facts.values()]
            facts.clear()
        return second, details

    def _print_skills(self) -> None:
        """Put the owner's groups of skills and the languages last, each in a row."""
        root = self.document.get('docname', self.env.config.root_doc)
        if root != self.env.config.root_doc:
            return
        page = self.outline.career.name_page('skills')
        groups = [g for g in self.outline.career.skill_groups if page and g.name]
        rows: list[Element] = [
            latex_row('', _argument(group.name), *map(_argument, _skills(group)))
            for group in groups
        ]
        title = self.outline.titles.get(page.docname, '') if page and rows else ''
        languages = self._languages()
        if languages is not None:
            rows.append(languages)
        if rows:
            section = next(self.document.findall(nodes.section))
            section += latex_skills('', *rows, title=title, name=page.docname if page else '')

    def _languages(self) -> Element | None:
        """Make a row of the languages, in place of a section that has nothing else."""
        fact = next((f for f in self.outline.person_facts() if f.name == 'languages'), None)
        if fact is None:
            return None
        label, ids = nodes.Text(fact.label), []
        found = [n for n in self.document.findall(placeholder) if n.placement.part == 'languages']
        for node in found:
            section = node.parent
            alone = isinstance(section, nodes.section) and len(section.children) == 2  # noqa: PLR2004
            if not alone or not isinstance(section[0], nodes.title):
                # They stand with what the owner says of them.
                return None
            label, ids = nodes.Text(section[0].astext()), section['ids']
            section.parent.remove(section)
        words = (_argument(each.text) for each in fact.words)
        return latex_row('', latex_argument('', label), *words, classes=['languages'], ids=ids)

    def _print_part(self, node: placeholder) -> list[Node]:
        docname = node.placement.docname
        facts = self.outline.person_facts()
        named = {fact.name: fact for fact in facts}
        languages, tagline = named.get('languages'), named.get('tagline')
        if node.placement.part == 'languages' and languages:
            return [nodes.paragraph('', comma().join(words.text for words in languages.words))]
        if node.placement.part != 'person_header':
            return []
        contacts = (latex_argument('', each) for each in contact_nodes(facts, docname))
        person = latex_person('', _argument(tagline.text if tagline else ''), *contacts)
        return [person] if self.photo is None else [latex_photo('', self.photo), person]


def _is_left_out(node: Node) -> bool:
    """Whether a node of an entry's text has no words of its own in print."""
    site = isinstance(node, placeholder) and node.placement.part != 'languages'
    return site or isinstance(node, nodes.title | nodes.comment)


def _kind(entry: Entry, file: Element, body: Sequence[Node]) -> str:
    """Choose how an entry's head is set (see :class:`.latex_head`)."""
    if isinstance(file.parent, latex_group):
        return 'role'
    if entry.type.section == 'publications':
        return 'publication'
    if entry.type.takes_time:
        return 'employer-first' if 'organization' in entry.type.required else 'entry'
    short = not body or (
        len(body) == 1
        and isinstance(body[0], nodes.paragraph)
        and len(body[0].astext()) <= _ROW
        and not any(body[0].findall(lambda node: isinstance(node, _NOT_IN_ROWS)))
    )
    return 'row' if short else 'entry'


def _skills(group: TopicGroup) -> list[str]:
    return [f'{t.label} ({t.level})' if t.level else t.label for t in group.topics]


def _labelled(fact: Fact, docname: str) -> list[Node]:
    """Say a fact, with its label where the words alone would not tell what they are."""
    if fact.name == 'doi':
        words = fact.words[0]
        return [nodes.reference('', f'doi:{words.text}', refuri=words.uri)]
    # "Skills:" would begin a section for the programs that read CVs, in the middle of another.
    bare = fact.headline or fact.name in {'venue', 'skills'}
    label = [] if bare else [nodes.Text(f'{fact.label}: ')]
    return [*label, *fact_nodes(fact, docname)]


def _imprint(facts: dict[str, Fact], docname: str) -> list[Node]:
    """Say where it was published, as bibliographies do: "Phil. Mag. 3 (24), 666–731"."""
    found = fact_nodes(facts.pop('venue'), docname)
    for name, before in (('volume', ' '), ('pages', comma())):
        if fact := facts.pop(name, None):
            found += [nodes.Text(before), *fact_nodes(fact, docname)]
    return found


def _list_publications(document: nodes.document) -> None:
    """Make a list of publications that follow each other."""
    for page in list(document.findall(addnodes.start_of_file)):
        entries = [entry for entry in page.children if isinstance(entry, latex_entry)]
        if not any(entry['kind'] == 'publication' for entry in entries):
            continue
        holder = page.parent
        number = holder.index(page)
        before = holder[number - 1] if number else None
        if isinstance(before, latex_list):
            holder.remove(page)
            before += page
        else:
            holder[number] = latex_list('', page)


def _facts(facts: Iterable[Fact], docname: str) -> list[Element]:
    """Make the nodes for the facts that have no place in the head, with labels where needed."""
    rows = [latex_argument('', *_labelled(fact, docname)) for fact in facts]
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
            made[id(group)] = _print_group(group, outline)
            found.append(made[id(group)])
        made[id(group)] += page
    return found


def _print_group(group: Group, outline: Outline) -> latex_group:
    first: Item = group.items[0]
    organization = group.organization.text if group.organization else ''
    # A place that they have in common stands in their head.
    wheres = {fact.text if (fact := item.fact('location')) else '' for item in group.items}
    place = wheres.pop() if len(wheres) == 1 else ''
    head = latex_head('', _argument(group.when), _argument(organization), _argument(''))
    head['kind'] = 'employer'
    made = latex_group('', head, name=f'{first.id}-at', employer=organization, ids=[])
    role = outline.career.record(first.docname)
    if place and isinstance(role, Entry):
        head += latex_argument('', _place(role))
        made['place'] = place
    return made


def _shorten_places(document: nodes.document, outline: Outline) -> None:
    """Give each place the form that it has in the compact layout."""
    towns = short_places(entry.location for entry in outline.entries)
    for node in document.findall(latex_place):
        node['short'] = places(tuple(towns.get(place, place) for place in node['location']))


def _place(entry: Entry) -> latex_place:
    return latex_place('', nodes.Text(places(entry.location)), location=entry.location)


def _argument(text: str) -> latex_argument:
    return latex_argument('', nodes.Text(text))


def use_theme(app: Sphinx, config: Config) -> None:
    """Set up the printed CV, except what conf.py sets itself (event ``config-inited``)."""
    set_defaults(config, _DEFAULTS)
    if config.latex_theme == THEME:
        for builder in _BUILDERS:
            app.set_translator(builder, PrintTranslator)
    config.latex_theme_path = [*config.latex_theme_path, str(THEMES)]
    own = map(str, CLASS_FILES)
    config.latex_additional_files = [*config.latex_additional_files, *own]
    if not is_chosen(config, 'latex_documents'):
        tex = Path(pdf_name(config) or 'cv.pdf').with_suffix('.tex').name
        author = config.author if is_chosen(config, 'author') else config.project
        config.latex_documents = [(config.root_doc, tex, config.project, author, THEME)]


def setup_latex(app: Sphinx) -> None:
    """Register the transform and the settings of the printed CV."""
    app.add_post_transform(PrintedCV)
    app.connect('config-inited', use_theme, priority=400)
