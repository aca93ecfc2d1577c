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
from sphinx_cv.domain.roles import FieldRole, ObjectRole
from sphinx_cv.locale import _
from sphinx_cv.model.career import Career
from sphinx_cv.model.entry_types import record_types
from sphinx_cv.model.outline import Outline
from sphinx_cv.model.tree import PageTree
from sphinx_cv.source.clock import source_time
from sphinx_cv.source.text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator
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
    """

    record: Record | None
    problems: list[Problem]
    placements: tuple[Placement, ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    digest: str = ''
    face: str = ''
    text: str = ''
    unread: str = ''


@dataclass
class Whole:
    """What all pages say together, worked out once in a build.

    Other modules keep in ``derived`` what they work out from it, each under a name of its own.
    """

    outline: Outline
    derived: dict[str, Any] = field(default_factory=dict)


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
    }
    directives: ClassVar[dict[str, type[Directive]]] = {
        'entries': EntriesDirective,
        'languages': LanguagesDirective,
        'timeline': TimelineDirective,
    }
    initial_data: ClassVar[dict[str, Any]] = {'pages': {}, 'read_from': {}}
    data_version = 5

    _whole: Whole | None = None

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

    @property
    def whole(self) -> Whole:
        """What all pages say together; valid once every page has been read."""
        if self._whole is None:
            self._whole = Whole(self._make_outline())
        return self._whole

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

    def _make_outline(self) -> Outline:
        env = self.env
        titles = {docname: plain_text(title) for docname, title in env.titles.items()}
        tree = PageTree(env.toctree_includes, env.config.root_doc, titles)
        ordered = (docname for docname in (*tree.pages, *tree.others) if docname in self.pages)
        records = {docname: record for docname in ordered if (record := self.pages[docname].record)}
        today = dt.datetime.fromtimestamp(self.source_time, dt.UTC).date()
        return Outline(Career(records, today), tree, titles, env.config.language)

    def forget(self) -> None:
        """Forget what was worked out from all pages, because a page has changed."""
        self._whole = None

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


def cv_domain(env: BuildEnvironment) -> CVDomain:
    """The ``cv`` domain of a build."""
    return cast('CVDomain', env.domains['cv'])
