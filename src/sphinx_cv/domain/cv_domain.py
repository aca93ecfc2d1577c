"""The ``cv`` domain: entries, skills and organisations as objects to refer to."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from sphinx_cv.domain.directives import EntriesDirective, LanguagesDirective, TimelineDirective
from sphinx_cv.domain.roles import FieldRole, ObjectRole
from sphinx_cv.locale import _
from sphinx_cv.model.career import Career
from sphinx_cv.model.records import Entry, Reading

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


@dataclass
class Page:
    """What the domain keeps of a page.

    ``placements`` are the derived parts that stand in it, ``references`` the objects
    that it refers to, each as role and target.
    """

    reading: Reading
    placements: tuple[Placement, ...] = ()
    references: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class Target:
    """Where an object lies, and what it is called there; no page, no link."""

    name: str
    docname: str = ''
    anchor: str = ''


class CVDomain(Domain):
    """Entries, skills and organisations; every page's record, by the page's name."""

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
        'field': FieldRole(),
    }
    directives: ClassVar[dict[str, type[Directive]]] = {
        'entries': EntriesDirective,
        'languages': LanguagesDirective,
        'timeline': TimelineDirective,
    }
    initial_data: ClassVar[dict[str, Any]] = {'pages': {}}
    data_version = 1

    _career: Career | None = None

    @property
    def pages(self) -> dict[str, Page]:
        return cast('dict[str, Page]', self.data['pages'])

    @property
    def career(self) -> Career:
        """What all pages say together; valid once every page has been read."""
        if self._career is None:
            records = {d: p.reading.record for d, p in sorted(self.pages.items())}
            self._career = Career(
                {docname: record for docname, record in records.items() if record},
                self.env.toctree_includes,
                self.env.config.root_doc,
            )
        return self._career

    def forget_career(self) -> None:
        """Have the career worked out again: a page has changed."""
        self._career = None

    def clear_doc(self, docname: str) -> None:
        self.pages.pop(docname, None)
        self.forget_career()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for docname in docnames:
            if docname in otherdata['pages']:
                self.pages[docname] = otherdata['pages'][docname]
        self.forget_career()

    def target(self, role: str, name: str) -> Target | None:
        """Find what a role's target names; None if there is no such object."""
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
        found = self.target(typ, target)
        if found is None:
            return None
        if typ == 'entry' and not node['refexplicit']:
            contnode = nodes.inline('', found.name)
        # The printed CV has no index pages to link to.
        if not found.docname or (typ != 'entry' and builder.format == 'latex'):
            return cast('nodes.reference', contnode)
        if builder.name == 'singlehtml' and found.anchor:
            # All is one page there; Sphinx 9 would write "#document-skills#skill-lua".
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
        results = []
        for typ in ('entry', 'skill', 'org'):
            found = self.target(typ, target)
            if found is None or not found.docname:
                continue
            # An id that is the file's name too is found as a document already.
            if typ == 'entry' and self._as_document(fromdocname, target) == found.docname:
                continue
            node['refexplicit'] = node.get('refexplicit', False)
            resolved = self.resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
            if isinstance(resolved, nodes.reference):
                results.append((f'cv:{typ}', resolved))
        return results

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for entry in self.career.entries:
            yield entry.id, entry.title, 'entry', entry.docname, entry.id, 1
        for type_, topics in self._topics():
            page = self.career.name_page(f'{type_}s')
            for topic in topics if page else ():
                yield topic.name, topic.name, type_, page.docname, topic.anchor, 1  # type: ignore[union-attr]

    def get_full_qualified_name(self, node: Element) -> str | None:
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


class Titles(Mapping[str, str]):
    """The title of each page, as text; made when it is asked for, since there may be many."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._titles = env.titles

    def __getitem__(self, docname: str) -> str:
        return self._titles[docname].astext()

    def __iter__(self) -> Iterator[str]:
        return iter(self._titles)

    def __len__(self) -> int:
        return len(self._titles)


def cv_domain(env: BuildEnvironment) -> CVDomain:
    """The ``cv`` domain of a build."""
    return cast('CVDomain', env.domains['cv'])


def record_of(env: BuildEnvironment, docname: str) -> Entry | None:
    """The entry that a page is about, if it is one."""
    page = cv_domain(env).pages.get(docname)
    return page.reading.record if page and isinstance(page.reading.record, Entry) else None
