"""The checks that need all pages, and the reports of all problems.

The problems of a page are kept with it, and every build reports them, even if it does not read
the page again.  A warning that a second ``make`` did not repeat would get lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.model.names import name_key
from sphinx_cv.model.records import NamePage, Person, default_id, type_name
from sphinx_cv.warnings import CVWarning, Problem, suggestion, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.domain.cv_domain import CVDomain
    from sphinx_cv.domain.nodes import Placement
    from sphinx_cv.model.career import Career, Topic
    from sphinx_cv.model.outline import Outline

_UNKNOWN = {
    'skill': (CVWarning.UNKNOWN_SKILL, 'no entry shows the skill "%s"'),
    'org': (CVWarning.UNKNOWN_ORGANIZATION, 'no entry names the organization "%s"'),
    'entry': (CVWarning.UNKNOWN_ENTRY, 'there is no entry with the id "%s"'),
}


def report(env: BuildEnvironment) -> bool:
    """Report what is wrong in the pages, as warnings; give whether anything is wrong."""
    found = list(_problems(cv_domain(env)))
    for docname, problem in found:
        warn(problem.warning, problem.message, (docname, problem.line))
    return bool(found)


def _problems(domain: CVDomain) -> Iterator[tuple[str, Problem]]:
    """Find all problems, each with its page: first those of single pages, then of several."""
    for docname, page in sorted(domain.pages.items()):
        for problem in sorted(page.problems, key=lambda p: (p.line, p.message)):
            yield docname, problem
    career = domain.everything.career
    yield from _check_private(domain)
    yield from _check_ids(career)
    yield from _check_pages(career)
    yield from _check_names(domain, career)
    if any(page.unread for page in domain.pages.values()):
        # What there is to list may be in a page with slips.
        return
    for docname, page in sorted(domain.pages.items()):
        for placement in page.placements:
            if _is_empty(placement, domain.everything):
                message = f'"{placement.part}" has nothing to list here'
                yield docname, Problem(placement.line or 1, CVWarning.EMPTY_LISTING, message)


def _is_empty(placement: Placement, outline: Outline) -> bool:
    if placement.part == 'languages':
        person = outline.career.person
        return not (person and person.languages)
    if placement.part != 'entries':
        return False
    if placement.types:
        return not outline.of_types(placement.types)
    return not outline.section(placement.docname)


def report_unknown_target(app: Sphinx, domain: Domain | None, node: Element) -> bool | None:
    """Report a reference that leads nowhere (event ``warn-missing-reference``).

    It gives True if it has reported the reference, so that Sphinx does not; else None.
    """
    if domain is None or domain.name != 'cv' or node['reftype'] not in _UNKNOWN:
        return None
    cv = cv_domain(app.env)
    career = cv.career
    known = {
        'skill': [topic.name for topic in career.skills.values()],
        'org': [topic.name for topic in career.organizations.values()],
        'entry': list(career.by_id),
    }
    warning, message = _UNKNOWN[node['reftype']]
    target = node['reftarget']
    if _may_be_unread(cv, target):
        return True
    if node['reftype'] == 'entry' and target in cv.everything.career.by_id:
        warn(warning, f'the entry "{target}" is left out here: it is for other tags', node)
        return True
    warn(warning, message % target + suggestion(target, known[node['reftype']]), node)
    return True


def _check_private(domain: CVDomain) -> Iterator[tuple[str, Problem]]:
    """Find private fields of pages that there are not, or that have no record."""
    for docname, fields in domain.private_fields.items():
        page = domain.pages.get(docname)
        if page is None or (page.record is None and not page.unread):
            hint = suggestion(docname, domain.pages)
            message = f'{fields[0].place}: there is no page "{docname}" with a record{hint}'
            root = domain.env.config.root_doc
            yield root, Problem(1, CVWarning.PRIVATE, message)


def _check_ids(career: Career) -> Iterator[tuple[str, Problem]]:
    seen: dict[str, str] = {}
    for entry in career.entries:
        if entry.id in seen:
            message = (
                f'the id "{entry.id}" is that of {seen[entry.id]} too; give one of them an "id"'
            )
            yield entry.docname, Problem(entry.line, CVWarning.DUPLICATE_ID, message)
        seen.setdefault(entry.id, entry.docname)


def _check_pages(career: Career) -> Iterator[tuple[str, Problem]]:
    seen: dict[str, str] = {}
    for record in career.records:
        if not isinstance(record, Person | NamePage):
            continue
        type_ = type_name(record)
        if type_ in seen:
            message = f'{seen[type_]} is of type "{type_}" already; a CV has one such page'
            yield record.docname, Problem(record.line, CVWarning.DUPLICATE_PAGE, message)
        seen.setdefault(type_, record.docname)


def _may_be_unread(domain: CVDomain, name: str) -> bool:
    """Whether a page with slips may be that of a name, or have it."""
    word = re.compile(rf'(?<!\w){re.escape(name_key(name))}(?!\w)')
    return any(
        page.unread and (name == default_id(docname) or word.search(page.unread))
        for docname, page in domain.pages.items()
    )


def _check_names(domain: CVDomain, career: Career) -> Iterator[tuple[str, Problem]]:
    for page, topics in (
        (career.name_page('skills'), career.skills),
        (career.name_page('organizations'), career.organizations),
    ):
        if page is None:
            continue
        for name in page.names:
            if not _is_named(topics.get(name_key(name.name))) and not _may_be_unread(
                domain, name.name
            ):
                known = [topic.name for topic in topics.values() if topic.entries]
                message = f'no entry names "{name.name}"{suggestion(name.name, known)}'
                yield page.docname, Problem(name.line, CVWarning.UNUSED_NAME, message)
        yield from _check_aliases(page, topics)
        yield from _check_groups(career, page)


def _is_named(topic: Topic | None) -> bool:
    """Whether an entry names a skill or an organisation."""
    return topic is not None and bool(topic.entries)


def _check_groups(career: Career, page: NamePage) -> Iterator[tuple[str, Problem]]:
    """Find skills in groups that no entry shows, and skills that are in two groups."""
    seen: dict[str, str] = {}
    for group in page.groups:
        for name in group.skills:
            topic = career.skill(name)
            if topic is None or not topic.entries:
                known = [topic.name for topic in career.skills.values() if topic.entries]
                message = f'no entry names "{name}"{suggestion(name, known)}'
                yield page.docname, Problem(group.line, CVWarning.UNUSED_NAME, message)
            elif topic.anchor in seen:
                message = f'"{name}" is in the group "{seen[topic.anchor]}" already'
                yield page.docname, Problem(group.line, CVWarning.ALIAS, message)
            else:
                seen[topic.anchor] = group.name


def _check_aliases(page: NamePage, topics: Iterable[str]) -> Iterator[tuple[str, Problem]]:
    owners = {name_key(name.name): name.name for name in page.names}
    owners = {key: key for key in topics} | owners
    for name in page.names:
        for alias in name.others:
            owner = owners.setdefault(name_key(alias), name.name)
            if owner != name.name:
                message = (
                    f'"{alias}" is given to "{name.name}", but it stands for "{owner}" already'
                )
                yield page.docname, Problem(name.line, CVWarning.ALIAS, message)
