"""The whole CV in one piece: what the text and the Word document say, in the outline's order.

The facts come from the outline, and the texts from the pages as the site shows them.  So what the
site leaves out, these leave out too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from docutils import nodes
from sphinx import addnodes
from sphinx.util.logging import suppress_logging

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.domain.nodes import ON_SITES_ONLY, placeholder
from sphinx_cv.locale import comma
from sphinx_cv.model.records import Entry, NamePage, Person
from sphinx_cv.source.text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docutils.nodes import Element, Node
    from sphinx.builders import Builder

    from sphinx_cv.model.facts import Fact
    from sphinx_cv.model.outline import Group, Item, Outline

#: The attribute of a link that names the page which it leads to.
PAGE = 'cv-page'
#: The nodes of a text that have nothing to say on paper.
SKIPPED = (
    nodes.Invisible,
    nodes.raw,
    nodes.colspec,
    nodes.label,
    nodes.docinfo,
    addnodes.index,
    addnodes.toctree,
    *ON_SITES_ONLY,
)


@dataclass(frozen=True)
class Heading:
    """The heading of a section; ``level`` 1 is that of the CV's sections.

    That of a page has its ``docname``, which links name.
    """

    title: str
    level: int
    docname: str = ''


@dataclass(frozen=True)
class Head:
    """The head of an entry, or of several at one employer.

    ``first`` is what a reader looks for first, ``second`` what belongs to it.  ``details`` need no
    label, ``facts`` do.  One of several at one employer is ``within`` their head, which has no
    ``docname``.
    """

    first: str
    second: str
    when: str
    level: int
    details: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    within: bool = False
    docname: str = ''


@dataclass(frozen=True)
class Text:
    """What a page says below a heading, as docutils' nodes without headings."""

    nodes: tuple[Element, ...]


@dataclass(frozen=True)
class Row:
    """A label, or '' without one, and what it names."""

    label: str
    words: tuple[str, ...]


Part = Heading | Head | Text | Row


@dataclass(frozen=True)
class Manuscript:
    """A whole CV: who it is about, then its parts in their order.

    ``facts`` are the person's, without the tagline and the languages.  ``photo`` is a file.
    """

    name: str
    tagline: str
    facts: tuple[Fact, ...]
    photo: Path | None
    parts: tuple[Part, ...]


def read_manuscript(builder: Builder) -> Manuscript:
    """Read the whole CV, once in a build; valid once every page has been read."""
    derived = cv_domain(builder.env).whole.derived
    if 'manuscript' not in derived:
        derived['manuscript'] = _Reader(builder).read()
    found: Manuscript = derived['manuscript']
    return found


class _Reader:
    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.domain = cv_domain(builder.env)
        self.outline: Outline = self.domain.outline
        self.facts = {fact.name: fact for fact in self.outline.person_facts()}
        self.placed_languages = False
        uris = ((builder.get_target_uri(name), name) for name in self.outline.reading_order)
        self.pages = dict(uris)

    def read(self) -> Manuscript:
        root = self.outline.tree.root
        person = self.outline.career.person
        parts = [*self._page(root, 0), *self._last_rows()]
        return Manuscript(
            person.name if person else self.outline.titles[root],
            self.facts['tagline'].text if 'tagline' in self.facts else '',
            tuple(f for f in self.outline.person_facts() if f.name not in {'tagline', 'languages'}),
            self.domain.photo,
            tuple(parts),
        )

    # ---- pages ---------------------------------------------------------------------------------

    def _page(self, docname: str, level: int) -> Iterator[Part]:
        """Read a page and those below it, which stand where it lists them."""
        record = self.outline.career.record(docname)
        if isinstance(record, NamePage) and not self.outline.section(docname):
            # It is an index for a site.
            return
        if level and not isinstance(record, Person):
            yield Heading(self.outline.titles[docname], level, docname)
        yield from self._below_heading(docname, level)

    def _below_heading(self, docname: str, level: int) -> Iterator[Part]:
        before, after = self._text(docname)
        yield from _texts(before, level + 1)
        yield from self._children(docname, level + 1)
        yield from _texts(after, level + 1)

    def _children(self, docname: str, level: int) -> Iterator[Part]:
        groups = {
            item.docname: group
            for group in self.outline.section(docname).groups
            if group.organization
            for item in group.items
        }
        for child in self.outline.children(docname).names:
            record = self.outline.career.record(child)
            if not isinstance(record, Entry):
                yield from self._page(child, level)
                continue
            group = groups.get(child)
            if group and group.items[0].docname == child:
                yield Head(_organization(group), '', group.when, level)
            yield _head(self.outline.item(record), record, group, level + bool(group))
            yield from self._below_heading(child, level)

    def _last_rows(self) -> Iterator[Part]:
        """Read the owner's groups of skills, and the languages if no page has placed them."""
        page = self.outline.career.name_page('skills')
        groups = self.outline.career.skill_groups if page else ()
        named = [group for group in groups if group.name]
        if page and groups:
            yield Heading(self.outline.titles[page.docname], 1)
        for group in named or groups:
            topics = (f'{t.label} ({t.level})' if t.level else t.label for t in group.topics)
            yield Row(group.name, tuple(topics))
        if 'languages' in self.facts and not self.placed_languages:
            languages = self.facts['languages']
            yield Heading(languages.label, 1)
            yield Row('', tuple(words.text for words in languages.words))

    # ---- texts ---------------------------------------------------------------------------------

    def _text(self, docname: str) -> tuple[Sequence[Node], Sequence[Node]]:
        """Read the text of a page: what stands before the pages that it lists, and after them."""
        document = self.builder.env.get_doctree(docname)
        section = next(document.findall(nodes.section), None)
        if section is None:
            return (), ()
        for node in list(document.findall(placeholder)):
            node.replace_self(self._placed(node))
        for photo in [n for n in document.findall(nodes.image) if 'cv-photo' in n['classes']]:
            photo.parent.remove(photo)
        # What is wrong with it is reported where the page is written.
        with suppress_logging():
            self.builder.env.apply_post_transforms(document, docname)
        for link in list(document.findall(nodes.reference)):
            # On a screen it lies over all of a card, and its words are the card's.
            if 'sd-stretched-link' in link['classes'] and link.parent.parent is not None:
                link.parent.parent.remove(link.parent)
            elif link.get('internal') and 'refuri' in link:
                here = self.builder.get_target_uri(docname)
                link[PAGE] = self.pages.get(urldefrag(urljoin(here, link['refuri'])).url, '')
        content = [n for n in section.children if not isinstance(n, nodes.title)]
        # Footnotes come after the section.
        rest = [n for n in document.children if n is not section]
        at = _place_of_pages(content)
        return content[:at], [*content[at:], *rest]

    def _placed(self, node: placeholder) -> list[Node]:
        if node.placement.part != 'languages' or 'languages' not in self.facts:
            return []
        self.placed_languages = True
        text = comma().join(words.text for words in self.facts['languages'].words)
        return [nodes.paragraph('', text)]


def _organization(group: Group) -> str:
    return group.organization.text if group.organization else ''


def _head(item: Item, entry: Entry, group: Group | None, level: int) -> Head:
    """Make the head of an entry; in a group it does not repeat the employer."""
    named = {fact.name: fact for fact in item.facts}
    title = item.title
    if abbreviation := named.pop('abbreviation', None):
        title = f'{title} ({abbreviation.text})'
    organization = named.pop('organization', None)
    employer = organization.text if organization else ''
    if group and employer == _organization(group):
        employer = ''
    employer_first = not group and entry.type.takes_time and 'organization' in entry.type.required
    first, second = (employer, title) if employer_first and employer else (title, employer)
    return Head(
        first,
        second,
        item.when,
        level,
        tuple(fact for fact in named.values() if fact.headline),
        tuple(fact for fact in named.values() if not fact.headline),
        within=group is not None,
        docname=entry.docname,
    )


def _place_of_pages(content: Sequence[Node]) -> int:
    """Find where in a text the pages belong that it lists: after a section that lists them."""
    for number, node in enumerate(content):
        if isinstance(node, nodes.Element) and any(True for _ in node.findall(addnodes.toctree)):
            return number + 1 if isinstance(node, nodes.section) else number
    return len(content)


def _texts(content: Sequence[Node], level: int) -> Iterator[Heading | Text]:
    """Part a text at its headings, the first of which are of the *level*."""
    found: list[Element] = []
    for node in content:
        if isinstance(node, nodes.section):
            if found:
                yield Text(tuple(found))
            title, *below = node.children
            yield Heading(plain_text(title), level)  # type: ignore[arg-type]
            yield from _texts(below, level + 1)
            found = []
        elif isinstance(node, nodes.Element) and _says(node):
            found.append(node)
    if found:
        yield Text(tuple(found))


def _says(node: Element) -> bool:
    if isinstance(node, SKIPPED) or 'toctree-wrapper' in node['classes']:
        return False
    return bool(node.astext().strip()) or any(True for _ in node.findall(nodes.image))
