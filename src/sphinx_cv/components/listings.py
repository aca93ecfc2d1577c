"""Listings: entries, in the order and the groups of the outline, and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.components.pieces import (
    bullets,
    fact_nodes,
    heading,
    link,
    link_page,
    said,
    span,
)
from sphinx_cv.locale import comma

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node

    from sphinx_cv.model.outline import Group, Item, Section

# The fields that an entry's line may show, with their CSS classes.
_DETAILS = {'organization': 'cv-organization', 'location': 'cv-place'}


def draw_entries(section: Section, docname: str) -> list[Node]:
    """List the entries of a section, then those of each section below it under its title."""
    found: list[Node] = []
    if section.text:
        found.append(nodes.paragraph('', section.text, classes=['cv-summary']))
    if section.groups:
        found.append(_listing(section.groups, docname))
    for below in section.sections:
        found.append(heading(link_page(below.docname, below.title, docname)))
        found.extend(draw_entries(below, docname))
    return found


def draw_languages(languages: Sequence[str], _docname: str) -> list[Node]:
    """List the languages of the person."""
    items = [nodes.list_item('', nodes.paragraph('', text)) for text in languages]
    return [bullets(items, 'cv-languages')] if items else []


def short_listing(
    items: Iterable[Item], docname: str, details: Iterable[str] = ('organization', 'location')
) -> Element:
    """List entries, one line each.

    *details* are the fields to show; leave out those that the text around the list says.
    """
    lines = (nodes.list_item('', _entry_line(item, docname, details)) for item in items)
    return bullets(lines, 'cv-entries', 'cv-short')


def _listing(groups: Iterable[Group], docname: str) -> Element:
    return bullets((_group(group, docname) for group in groups), 'cv-entries')


def _group(group: Group, docname: str) -> Element:
    if group.organization is None:
        return _entry(group.items[0], docname, tuple(_DETAILS))
    head = nodes.paragraph(classes=['cv-entry', 'cv-employer'])
    head += [span('cv-when', group.when), nodes.Text(' ')]
    head += span('cv-organization', said(group.organization, docname))
    named: tuple[str, ...] = ('location',)
    parts = bullets(
        (
            _entry(item, docname, named if group.names_employer(item) else tuple(_DETAILS))
            for item in group.items
        ),
        'cv-parts',
    )
    return nodes.list_item('', head, parts, classes=['cv-group'])


def _entry(item: Item, docname: str, details: Iterable[str]) -> Element:
    listed = nodes.list_item('', _entry_line(item, docname, details))
    if item.summary:
        listed += nodes.paragraph('', item.summary, classes=['cv-summary'])
    return listed


def _entry_line(item: Item, docname: str, details: Iterable[str]) -> Element:
    """Say when and what an entry was, with those of the fields *details* that it has."""
    line = nodes.paragraph(classes=['cv-entry'])
    if item.when:
        line += [span('cv-when', item.when), nodes.Text(' ')]
    name = nodes.strong('', item.title, classes=['cv-title'])
    line += link('entry', item.id, name, docname)
    for detail in details:
        if fact := item.fact(detail):
            line += span('cv-separator', comma())
            content = nodes.inline('', '', *fact_nodes(fact, docname))
            content['classes'].append(_DETAILS[detail])
            line += content
    return line
