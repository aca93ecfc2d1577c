"""What stands above and below the text of an entry's page, and below a person's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.components.listings import short_listing
from sphinx_cv.components.pieces import fact_nodes, heading, line, said, span
from sphinx_cv.domain.nodes import action
from sphinx_cv.locale import _, comma

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

    from sphinx_cv.model.facts import Fact, Words
    from sphinx_cv.model.outline import Item

# The classes of the facts in an entry's first line.
_CLASSES = {'organization': 'cv-organization', 'location': 'cv-place', 'url': 'cv-url'}


def draw_entry_header(item: Item, docname: str) -> list[Node]:
    """Draw what stands above an entry's text: what it was, when, where, and its other facts."""
    parts: list[Node] = [span('cv-type', item.label)]
    if item.when:
        parts.append(span('cv-when', item.when))
    for fact in item.facts:
        if fact.headline:
            content = nodes.inline('', '', *fact_nodes(fact, docname))
            content['classes'].append(_CLASSES.get(fact.name, f'cv-{fact.name}'))
            parts.append(content)
    # The foot of the page lists all its skills.
    others = [fact for fact in item.facts if not fact.headline and fact.name != 'skills']
    return [line('cv-header', parts, ' · '), *_facts(others, docname)]


def _facts(facts: list[Fact], docname: str) -> list[Element]:
    """List facts with their labels."""
    rows = [
        nodes.field(
            '',
            nodes.field_name('', fact.label),
            nodes.field_body('', nodes.paragraph('', '', *fact_nodes(fact, docname))),
        )
        for fact in facts
    ]
    return [nodes.field_list('', *rows, classes=['cv-facts'])] if rows else []


@dataclass(frozen=True)
class Related:
    """What closes an entry's page: its skills, then ``others``: labels, each with entries."""

    skills: tuple[Words, ...]
    others: tuple[tuple[str, tuple[Item, ...]], ...]


def draw_related(related: Related, docname: str) -> list[Node]:
    """Draw the foot of an entry's page: its skills, and the entries related to it."""
    block = nodes.container(classes=['cv-related'])
    if related.skills:
        block += heading(nodes.Text(_('Skills')))
        block += line('cv-skills', [said(words, docname) for words in related.skills], comma())
    for label, others in related.others:
        block += heading(nodes.Text(label))
        block += short_listing(others, docname)
    return [block] if block.children else []


@dataclass(frozen=True)
class Card:
    """The person's facts, and the files to download.

    ``pdf`` and ``card`` (the contact card) are names of files; ``pdf`` is '' without a PDF.
    """

    facts: tuple[Fact, ...]
    pdf: str
    card: str


def draw_person_header(card: Card, docname: str) -> list[Node]:
    """Draw what stands below a person's name: who they are, and how to reach them."""
    block = nodes.container(classes=['cv-person'])
    named = {fact.name: fact for fact in card.facts}
    if tagline := named.get('tagline'):
        block += nodes.paragraph('', tagline.text, classes=['cv-tagline'])
    if contacts := contact_nodes(card.facts, docname):
        block += line('cv-contacts', contacts, ' · ')
    if languages := named.get('languages'):
        block += line('cv-languages', fact_nodes(languages, docname), '')
    block += line('cv-actions', _actions(card, named.get('email'), docname), ' ')
    return [block]


def contact_nodes(facts: tuple[Fact, ...], docname: str) -> list[Node]:
    """Make a node for each place, address, telephone, website, profile and detail."""
    found: list[Node] = []
    for fact in facts:
        if fact.name in {'tagline', 'languages'}:
            continue
        for words in fact.words:
            if fact.name == 'location':
                found.append(span('cv-place', words.text))
            elif fact.name == 'details':
                found.append(span('cv-detail', f'{fact.label}: {words.text}'))
            else:
                found.append(said(words, docname))
    return found


def _actions(card: Card, email: Fact | None, docname: str) -> list[Node]:
    found: list[Node] = []
    if card.pdf:
        label = _('Download the PDF')
        found.append(action('', label, file=card.pdf, docname=docname, classes=['cv-main']))
    found.append(action('', _('Contact card'), file=card.card, docname=docname))
    if email:
        found.append(action('', _('E-mail'), uri=email.words[0].uri))
    return found
