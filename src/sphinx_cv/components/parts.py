"""The derived parts of pages, each a function from the career to docutils nodes.

The nodes are plain ones, so every builder can write them; their classes are what
``static/sphinx-cv.css`` styles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_cv.components.timeline import draw_bars
from sphinx_cv.html.nodes import action, index_order, timeline, topic_item
from sphinx_cv.locale import _
from sphinx_cv.model.career import latest_first
from sphinx_cv.model.records import Entry, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from docutils.nodes import Element, Node

    from sphinx_cv.domain.nodes import Placement
    from sphinx_cv.model.career import Career, Topic
    from sphinx_cv.model.records import Record

_SUMMARY_LENGTH = 200


@dataclass(frozen=True)
class Context:
    """What a part is made from.

    ``titles`` has each page's title; ``language`` is a Babel locale's name; ``pdf`` and
    ``card`` are the names of files, '' for none.
    """

    career: Career
    record: Record | None
    placement: Placement
    titles: Mapping[str, str]
    language: str
    pdf: str = ''
    card: str = ''


def entry_header(context: Context) -> list[Node]:
    """Say above an entry's text what it is: its type, when, at what organisation, where."""
    entry = context.record
    if not isinstance(entry, Entry):
        return []
    parts: list[Node] = [_span('cv-type', str(entry.kind.label))]
    if entry.period:
        parts.append(_span('cv-when', _when(entry, context.language)))
    if entry.organization:
        parts.append(
            _span('cv-organization', _link('org', entry.organization, context.placement.docname))
        )
    if entry.location:
        parts.append(_span('cv-place', entry.place))
    if entry.url:
        parts.append(nodes.reference('', _bare(entry.url), refuri=entry.url, classes=['cv-url']))
    return [_line('cv-header', parts, ' · ')]


def person_header(context: Context) -> list[Node]:
    """Say below a person's name who it is and how to reach them."""
    person = context.record
    if not isinstance(person, Person):
        return []
    block = nodes.container(classes=['cv-person'])
    if person.tagline:
        block += nodes.paragraph('', person.tagline, classes=['cv-tagline'])
    contacts = contact_nodes(person)
    if contacts:
        block += _line('cv-contacts', contacts, ' · ')
    if person.languages:
        block += _line('cv-languages', [nodes.Text(t) for t in language_texts(person)], ', ')
    block += _line('cv-actions', _actions(person, context), ' ')
    return [block]


def _actions(person: Person, context: Context) -> list[Node]:
    docname = context.placement.docname
    found: list[Node] = []
    if context.pdf:
        label = _('Download the PDF')
        found.append(action('', label, file=context.pdf, docname=docname, classes=['cv-main']))
    found.append(action('', _('Contact card'), file=context.card, docname=docname))
    if person.email:
        found.append(action('', _('E-mail'), uri=f'mailto:{person.email}'))
    return found


def contact_nodes(person: Person) -> list[Node]:
    """Give place, e-mail, telephone, address on the web and profiles, each a node."""
    found: list[Node] = []
    if person.location:
        found.append(_span('cv-place', person.location))
    if person.email:
        found.append(nodes.reference('', person.email, refuri=f'mailto:{person.email}'))
    if person.phone:
        number = ''.join(c for c in person.phone if c.isdigit() or c == '+')
        found.append(nodes.reference('', person.phone, refuri=f'tel:{number}'))
    if person.url:
        found.append(nodes.reference('', person.url, refuri=person.url))
    for profile in person.profiles:
        name = f'{profile.network}: {profile.username}' if profile.username else profile.network
        found.append(nodes.reference('', name, refuri=profile.url))
    return found


def language_texts(person: Person) -> list[str]:
    """Write each language with how well it is spoken: "Native French"."""
    return [
        _('%(fluency)s %(language)s') % {'fluency': lang.fluency, 'language': lang.name}
        if lang.fluency
        else lang.name
        for lang in person.languages
    ]


def languages(context: Context) -> list[Node]:
    """List the languages of the person."""
    person = context.career.person
    if person is None or not person.languages:
        return []
    items = [nodes.list_item('', nodes.paragraph('', text)) for text in language_texts(person)]
    return [nodes.bullet_list('', *items, classes=['cv-languages'])]


def entries(context: Context) -> list[Node]:
    """List entries, latest first: those below the page, or all of some types."""
    career, placement = context.career, context.placement
    if placement.types:
        chosen = [e for e in career.entries if e.type in placement.types]
        return [_listing(latest_first(chosen), context)] if chosen else []
    found: list[Node] = []
    for group in career.below(placement.docname):
        if group.docname != placement.docname:
            title = context.titles.get(group.docname, group.docname)
            link = _xref(
                'std', 'doc', f'/{group.docname}', nodes.inline('', title), placement.docname
            )
            found.append(_heading(link))
        found.append(_listing(group.entries, context))
    return found


def timeline_part(context: Context) -> list[Node]:
    """Draw the career, unless none of it has a date."""
    drawn = draw_bars(context.career, context.language)
    return [timeline(timeline=drawn, docname=context.placement.docname)] if drawn.bars else []


def related(context: Context) -> list[Node]:
    """Close an entry's page with its skills and the entries that have to do with it."""
    entry = context.record
    if not isinstance(entry, Entry):
        return []
    block = nodes.container(classes=['cv-related'])
    topics = context.career.skills_of(entry)
    if topics:
        docname = context.placement.docname
        block += _heading(nodes.Text(_('Skills')))
        block += _line('cv-skills', [_link('skill', topic.name, docname) for topic in topics], ', ')
    for label, others in context.career.related(entry):
        block += _heading(nodes.Text(label))
        block += _short_listing(others, context)
    return [block] if block.children else []


def skill_index(context: Context) -> list[Node]:
    """List every skill with when it was used and the entries that show it."""
    return _index(context.career.skills.values(), context, 'organization')


def organization_index(context: Context) -> list[Node]:
    """List every organisation with when and the entries there."""
    return _index(context.career.organizations.values(), context, 'place')


PARTS: dict[str, Callable[[Context], list[Node]]] = {
    'entry_header': entry_header,
    'person_header': person_header,
    'related': related,
    'entries': entries,
    'languages': languages,
    'timeline': timeline_part,
    'skills': skill_index,
    'organizations': organization_index,
}


def summary(entry: Entry | Person) -> str:
    """The first sentence or so of an entry's text, for a listing."""
    text = entry.body[0].text if entry.body else ''
    if text.endswith(':') and len(entry.body) > 1:
        # What a list is announced with says little without it.
        text = f'{text} {entry.body[1].text}'.rstrip(';,')
    for end in ('. ', '; '):
        head, found, _tail = text.partition(end)
        if found and len(head) <= _SUMMARY_LENGTH:
            return head + found.strip() if end == '. ' else head
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[:_SUMMARY_LENGTH].rsplit(' ', 1)[0].rstrip(',;:') + '…'


def _listing(found: Iterable[Entry], context: Context) -> Element:
    items = []
    for entry in found:
        item = nodes.list_item('', _entry_line(entry, context))
        if lead := summary(entry):
            item += nodes.paragraph('', lead, classes=['cv-summary'])
        items.append(item)
    return nodes.bullet_list('', *items, classes=['cv-entries'])


def _short_listing(found: Iterable[Entry], context: Context, *shown: str) -> Element:
    items = [nodes.list_item('', _entry_line(entry, context, *shown)) for entry in found]
    return nodes.bullet_list('', *items, classes=['cv-entries', 'cv-short'])


def _entry_line(entry: Entry, context: Context, *shown: str) -> Element:
    """Say when and what an entry was, and of ``organization`` and ``place`` those to be *shown*."""
    docname = context.placement.docname
    shown = shown or ('organization', 'place')
    line = nodes.paragraph(classes=['cv-entry'])
    if entry.period:
        line += _span('cv-when', _when(entry, context.language))
        line += nodes.Text(' ')
    name = nodes.strong('', entry.title, classes=['cv-title'])
    line += _xref('cv', 'entry', entry.id, name, docname)
    details: list[tuple[str, Node]] = []
    if entry.organization and 'organization' in shown:
        details.append(('cv-organization', _link('org', entry.organization, docname)))
    if entry.location and 'place' in shown:
        details.append(('cv-place', nodes.Text(entry.place)))
    for css, content in details:
        line += _span('cv-separator', ', ')
        line += _span(css, content)
    return line


def _index(topics: Iterable[Topic], context: Context, shown: str) -> list[Node]:
    items = []
    for topic in topics:
        name: Node = nodes.Text(topic.name)
        if topic.url:
            name = nodes.reference('', topic.name, refuri=topic.url)
        term = nodes.term('', '', nodes.strong('', '', name), ids=[topic.anchor])
        if topic.other_names:
            term += nodes.Text(' ')
            term += _span('cv-aliases', '({})'.format(', '.join(topic.other_names)))
        if span := topic.span:
            total = span.format_total(context.language)
            when = f'{span.format_years()} · {total}' if total else span.format_years()
            term += nodes.Text(' ')
            term += _span('cv-when', when)
        definition = nodes.definition('', _short_listing(topic.entries, context, shown))
        months, last = (span.months, span.last_year) if span else (0, 0)
        items.append(topic_item('', term, definition, months=months, last=last))
    if not items:
        return []
    labels = [_('Sort by'), _('name'), _('time'), _('last use')]
    order = index_order(labels=[str(label) for label in labels])
    return [order, nodes.definition_list('', *items, classes=['cv-index'])]


def _when(entry: Entry, language: str) -> str:
    period = entry.period
    if period is None:
        return ''
    when = period.format(language)
    return f'{when}, {period.duration.format(language)}' if period.duration else when


def _heading(content: Node) -> Element:
    # A section made now would miss the table of contents; a rubric of level 2 is one to HTML.
    rubric = nodes.rubric('', '', content, classes=['cv-heading'])
    rubric['heading-level'] = 2
    return rubric


def _line(css: str, parts: list[Node], separator: str) -> Element:
    line = nodes.paragraph(classes=[css])
    for place, part in enumerate(parts):
        if place:
            line += _span('cv-separator', separator)
        line += part
    return line


def _span(css: str, content: str | Node) -> Element:
    child = nodes.Text(content) if isinstance(content, str) else content
    return nodes.inline('', '', child, classes=[css])


def _link(role: str, name: str, docname: str) -> Element:
    return _xref('cv', role, name, nodes.inline('', name), docname)


def _xref(domain: str, role: str, target: str, content: Element, docname: str) -> Element:
    node = addnodes.pending_xref('', content, refdomain=domain, reftype=role, reftarget=target)
    node['refexplicit'] = True
    node['refdoc'] = docname
    node['refwarn'] = True
    return node


def _bare(url: str) -> str:
    return url.partition('://')[2].rstrip('/')
