"""The ``cv`` domain: entries, skills and organisations as objects to refer to.

Domains are explained at https://www.sphinx-doc.org/en/master/extdev/domainapi.html.
"""

from __future__ import annotations

import datetime as dt
import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from sphinx_cv.domain.directives import EntriesDirective, LanguagesDirective, TimelineDirective
from sphinx_cv.domain.roles import FieldRole, ObjectRole, OnlyRole
from sphinx_cv.locale import _
from sphinx_cv.model.career import Career
from sphinx_cv.model.editions import edit
from sphinx_cv.model.entry_types import record_types
from sphinx_cv.model.outline import Outline
from sphinx_cv.model.records import Entry, Person, Prose
from sphinx_cv.model.tree import PageTree
from sphinx_cv.source.clock import source_time
from sphinx_cv.source.private import read_private
from sphinx_cv.source.text import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element
    from docutils.parsers.rst import Directive
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction

    from sphinx_cv.domain.nodes import Placement
    from sphinx_cv.model.career import Topic
    from sphinx_cv.model.entry_types import RecordType
    from sphinx_cv.model.records import Record
    from sphinx_cv.source.private import PrivateFields
    from sphinx_cv.warnings import Problem


@dataclass
class Page:
    """What the domain keeps of a page.

    ``placements`` are the derived parts that stand in it, ``references`` the objects
    that it refers to, each as role and target.  ``digest`` tells two versions of it apart;
    ``face`` does so for what other pages can say of it, which its text is no part of, and
    ``text`` for the text, which only the front page shows.
    ``unread`` is what a page with slips says that may not be in its record: its front matter,
    or all of it if it has no record.  What others refer to may be there, so it is not called
    unknown as well.

    ``withheld`` says whether its source says more than the site does.  ``tied`` is what Sphinx
    keeps of its text elsewhere, with the tags that this is for (see ``names_and_files``).
    """

    record: Record | None
    problems: list[Problem]
    placements: tuple[Placement, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    digest: str = ''
    face: str = ''
    text: str = ''
    unread: str = ''
    withheld: bool = False
    tied: tuple[tuple[str, str, str], ...] = ()

    @property
    def expressions(self) -> Iterator[str]:
        """All expressions of tags in the page, each perhaps several times."""
        record = self.record
        if isinstance(record, Entry):
            yield record.only
            yield from (said.only for said in (*record.marks, *record.prints))
        if isinstance(record, Entry | Person | Prose):
            yield from (block.only for block in record.body)
        yield from (placement.only for placement in self.placements)
        yield from (only for _kind, _name, only in self.tied)


@dataclass
class Whole:
    """What all pages say together, worked out once in a build.

    ``hidden`` are the pages that are left out.  Other modules keep in ``derived`` what they work
    out from it, each under a name of its own.
    """

    outline: Outline
    hidden: frozenset[str] = frozenset()
    derived: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Edition:
    """What an output shows: whether each expression of tags is true, and what is private."""

    true: tuple[bool, ...]
    private: bool


@dataclass(frozen=True)
class Target:
    """What an object is called, and where it lies: a page, and a place in that page.

    Without a page there can be no link to it.
    """

    name: str
    docname: str = ''
    anchor: str = ''


class CVDomain(Domain):
    """Keeps the record of every page, and finds entries, skills and organisations."""

    name = 'cv'
    label = 'CV'
    object_types: ClassVar[dict[str, ObjType]] = {
        'entry': ObjType(_('entry'), 'entry'),
        'skill': ObjType(_('skill'), 'skill'),
        'organization': ObjType(_('organization'), 'org'),
    }
    roles: ClassVar[dict[str, RoleFunction]] = {
        'entry': ObjectRole(warn_dangling=True),
        'skill': ObjectRole(warn_dangling=True),
        'org': ObjectRole(warn_dangling=True),
        'organization': ObjectRole(warn_dangling=True),
        'field': FieldRole(),
        'only': OnlyRole(),
    }
    directives: ClassVar[dict[str, type[Directive]]] = {
        'entries': EntriesDirective,
        'languages': LanguagesDirective,
        'timeline': TimelineDirective,
    }
    initial_data: ClassVar[dict[str, Any]] = {'pages': {}, 'read_from': {}}
    data_version = 6

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: Whether the output that is made shows what is private.
        self.shows_private = False
        self._wholes: dict[_Edition | None, Whole] = {}
        self._known: tuple[str, ...] | None = None

    @property
    def pages(self) -> dict[str, Page]:
        """What is kept of each page, by its name."""
        return cast('dict[str, Page]', self.data['pages'])

    @property
    def read_from(self) -> dict[str, tuple[int, ...]]:
        """Sizes and times of the files that each page was read from, by the page's name."""
        return cast('dict[str, tuple[int, ...]]', self.data['read_from'])

    @cached_property
    def types(self) -> dict[str, RecordType]:
        """The types of record that a page may name, with the owner's own."""
        return record_types(self.env.config.cv_types)

    @cached_property
    def private_fields(self) -> PrivateFields:
        """The private fields that stand elsewhere than in the pages."""
        return read_private(self.env.config, Path(self.env._app.confdir))  # noqa: SLF001

    @property
    def whole(self) -> Whole:
        """What all pages say together in the output that is made, once every page has been read.

        Outputs that show the same share it.
        """
        edition = self._edition
        if edition not in self._wholes:
            self._wholes[edition] = self._make_whole(self.shows, private=edition.private)
        return self._wholes[edition]

    @property
    def everything(self) -> Outline:
        """All that the pages say, whatever their tags, and what is private: for checks."""
        if not self._expressions and not self._any_private:
            return self.outline
        if None not in self._wholes:
            self._wholes[None] = self._make_whole(lambda _expression: True, private=True)
        return self._wholes[None].outline

    def shows(self, expression: str) -> bool:
        """Whether what is for an expression of tags is shown in the output that is made."""
        # Whoever translates sees all parts, because Sphinx's own tags for that are always true.
        return not expression or bool(self.env._tags.eval_condition(expression))  # noqa: SLF001

    @property
    def _edition(self) -> _Edition:
        """What tells the outputs apart that don't show the same."""
        private = self.shows_private and self._any_private
        return _Edition(tuple(map(self.shows, self._expressions)), private)

    @property
    def _expressions(self) -> tuple[str, ...]:
        """All expressions of tags that pages have."""
        if self._known is None:
            found = {only for page in self.pages.values() for only in page.expressions if only}
            self._known = tuple(sorted(found))
        return self._known

    @property
    def _any_private(self) -> bool:
        return any(getattr(page.record, 'private', None) for page in self.pages.values())

    def placements(self, docname: str) -> tuple[Placement, ...]:
        """The derived parts of a page that the output shows."""
        page = self.pages.get(docname)
        return tuple(p for p in page.placements if self.shows(p.only)) if page else ()

    @property
    def hidden(self) -> frozenset[str]:
        """The pages that the output leaves out: entries for other tags, and what is below them."""
        return self.whole.hidden

    @property
    def outline(self) -> Outline:
        """The order, groups and words of the CV; valid once every page has been read."""
        return self.whole.outline

    @property
    def career(self) -> Career:
        """All records of the CV; valid once every page has been read."""
        return self.whole.outline.career

    @cached_property
    def source_time(self) -> int:
        """When the sources were last changed, in seconds since 1970."""
        pages = (self.env.doc2path(docname, base=False) for docname in self.env.found_docs)
        return source_time(Path(self.env.srcdir), [*map(str, pages), 'conf.py'])

    @property
    def photo(self) -> Path | None:
        """The file of the person's photo; None if there is none."""
        person = self.career.person
        if person is None or not person.photo:
            return None
        _relative, file = self.env.relfn2path(person.photo, person.docname)
        return Path(file) if Path(file).is_file() else None

    @property
    def photo_name(self) -> str:
        """The address of the person's photo, relative to the site's first page; '' without one."""
        person = self.career.person
        if person is None or not person.photo:
            return ''
        relative, _file = self.env.relfn2path(person.photo, person.docname)
        image = self.env.images.get(relative)
        return f'_images/{image[1]}' if image else ''

    def _make_whole(self, shows: Callable[[str], bool], *, private: bool) -> Whole:
        env = self.env
        titles = {docname: plain_text(title) for docname, title in env.titles.items()}
        all_pages = PageTree(env.toctree_includes, env.config.root_doc, titles)
        ordered = (name for name in (*all_pages.pages, *all_pages.others) if name in self.pages)
        records = {docname: record for docname in ordered if (record := self.pages[docname].record)}
        hidden = _hidden(records, all_pages, shows)
        tree = all_pages
        if hidden:
            titles = {name: title for name, title in titles.items() if name not in hidden}
            tree = PageTree(env.toctree_includes, env.config.root_doc, titles)
        shown = edit(records, hidden, shows, private=private)
        today = dt.datetime.fromtimestamp(self.source_time, dt.UTC).date()
        outline = Outline(Career(shown, today), tree, titles, env.config.language)
        return Whole(outline, hidden)

    def forget(self) -> None:
        """Forget what was worked out from all pages, because a page has changed."""
        self._wholes = {}
        self._known = None

    def clear_doc(self, docname: str) -> None:
        """Remove what is kept of a page that is read again, or is gone."""
        self.pages.pop(docname, None)
        self.forget()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Add the pages that another process of a parallel build has read."""
        for docname in docnames:
            if docname in otherdata['pages']:
                self.pages[docname] = otherdata['pages'][docname]
        self.forget()

    def target(self, role: str, name: str) -> Target | None:
        """Find the object that *role* and *name* refer to; None if it does not exist."""
        if role == 'entry':
            entry = self.career.by_id.get(name)
            return Target(entry.title, entry.docname) if entry else None
        is_skill = role == 'skill'
        topic = self.career.skill(name) if is_skill else self.career.organization(name)
        page = self.career.name_page('skills' if is_skill else 'organizations')
        if topic is None:
            return None
        return Target(topic.name, page.docname, topic.anchor) if page else Target(topic.name)

    def resolve_xref(  # noqa: PLR0913, PLR0917  # Sphinx's signature
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Make the link for a reference; None if its target does not exist.

        It is the mere text where the target has no page.  The PDF links only to entries.
        """
        found = self.target(typ, target)
        if found is None:
            return None
        if typ == 'entry' and not node['refexplicit']:
            contnode = nodes.inline('', found.name)
        # The printed CV has no indexes of skills and organisations to link to.
        if not found.docname or (typ != 'entry' and builder.format == 'latex'):
            return cast('nodes.reference', contnode)
        if builder.name == 'singlehtml' and found.anchor:
            # All is one page there, but Sphinx 9 would write "#document-skills#skill-lua".
            fromdocname = found.docname
        return make_refnode(builder, fromdocname, found.docname, found.anchor, contnode)

    def resolve_any_xref(  # noqa: PLR0913, PLR0917  # Sphinx's signature
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Find all objects that a reference without a role may mean: roles, each with a link."""
        results = []
        for typ in ('entry', 'skill', 'org'):
            found = self.target(typ, target)
            if found is None or not found.docname:
                continue
            # If the id of an entry is also the name of its file, Sphinx finds the document itself.
            if typ == 'entry' and self._as_document(fromdocname, target) == found.docname:
                continue
            node['refexplicit'] = node.get('refexplicit', False)
            resolved = self.resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
            if isinstance(resolved, nodes.reference):
                results.append((f'cv:{typ}', resolved))
        return results

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """List all objects for the inventory, with which other projects link to them.

        Each is a name, a title, a type, a page, an anchor and the priority 1.  Skills and
        organisations are listed only if they have a page.
        """
        for entry in self.career.entries:
            yield entry.id, entry.title, 'entry', entry.docname, entry.id, 1
        for type_, topics in self._topics():
            page = self.career.name_page(f'{type_}s')
            for topic in topics if page else ():
                yield topic.name, topic.name, type_, page.docname, topic.anchor, 1  # type: ignore[union-attr]

    def get_full_qualified_name(self, node: Element) -> str | None:
        """The name of the object that a reference means; it is the target itself."""
        return cast('str | None', node.get('reftarget'))

    def _topics(self) -> list[tuple[str, list[Topic]]]:
        return [
            ('skill', list(self.career.skills.values())),
            ('organization', list(self.career.organizations.values())),
        ]

    def _as_document(self, fromdocname: str, target: str) -> str:
        folder = posixpath.dirname(fromdocname)
        return (
            target[1:]
            if target.startswith('/')
            else posixpath.normpath(posixpath.join(folder, target))
        )


def _hidden(
    records: Mapping[str, Record], tree: PageTree, shows: Callable[[str], bool]
) -> frozenset[str]:
    """The entries that are for other tags, with all pages below them."""
    waiting = [
        docname
        for docname, record in records.items()
        if isinstance(record, Entry) and record.only and not shows(record.only)
    ]
    found: set[str] = set()
    while waiting:
        docname = waiting.pop()
        if docname not in found:
            found.add(docname)
            waiting.extend(tree.children.get(docname, ()))
    return frozenset(found)


def cv_domain(env: BuildEnvironment) -> CVDomain:
    """The ``cv`` domain of a build."""
    return cast('CVDomain', env.domains['cv'])
