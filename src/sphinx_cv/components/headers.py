"""What stands above and below the text of an entry's page, and below a person's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.components.axis import draw_axis
from sphinx_cv.components.pieces import fact_nodes, heading, line, said, span
from sphinx_cv.components.rows import container, draw_chips, draw_lines
from sphinx_cv.domain.nodes import action, career_map
from sphinx_cv.locale import _

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

    from sphinx_cv.components.axis import Axis, Bar
    from sphinx_cv.components.rows import Row
    from sphinx_cv.model.facts import Fact, Words
    from sphinx_cv.model.outline import Item

# The classes of the facts in an entry's first line.
_CLASSES = {'organization': 'cv-organization', 'location': 'cv-place', 'url': 'cv-url'}

# A longer tagline is no second line of the title any more, but a sentence below it.
_WORDY = 24


@dataclass(frozen=True)
class EntryHead:
    """What stands above an entry's text, with the bars of the entries around it on the axis."""

    item: Item
    axis: Axis | None
    bars: tuple[Bar, ...]


def draw_entry_header(head: EntryHead, docname: str) -> list[Node]:
    """Draw what stands above an entry's text: where, what it was, when, and its other facts."""
    item = head.item
    found: list[Node] = []
    if organization := item.fact('organization'):
        found.append(line('cv-employer', fact_nodes(organization, docname), ''))
    parts: list[Node] = [span('cv-type', item.label)]
    if item.when:
        parts.append(span('cv-when', item.when))
    for fact in item.facts:
        if fact.headline and fact.name != 'organization':
            content = nodes.inline('', '', *fact_nodes(fact, docname))
            content['classes'].append(_CLASSES.get(fact.name, f'cv-{fact.name}'))
            parts.append(content)
    about = container('cv-about', line('cv-header', parts, ' · '))
    # The skills stand beside the text.
    others = [fact for fact in item.facts if not fact.headline and fact.name != 'skills']
    about += _facts(others, docname)
    block = container('cv-entry-head', about)
    if head.axis and any(bar.docname == item.docname for bar in head.bars):
        picture = career_map(axis=head.axis, bars=head.bars, page=item.docname)
        block += container('cv-map', draw_axis(head.axis), picture)
    return [*found, block]


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
    others: tuple[tuple[str, tuple[Row, ...]], ...]


def draw_related(related: Related, docname: str) -> list[Node]:
    """Draw what follows the text of an entry: its skills, and the entries related to it."""
    found = draw_chips(related.skills, docname)
    if related.others:
        block = container('cv-related')
        for label, rows in related.others:
            block += heading(nodes.Text(label))
            block += draw_lines(rows, docname)
        found.append(block)
    return found


@dataclass(frozen=True)
class Card:
    """The person's facts, and the files to download.

    ``lead`` says in a sentence what the person is.  ``pdf`` and ``card`` (the contact card) are
    names of files; ``pdf`` is '' without a PDF.  ``apart`` are the fields that the page says in
    another place.  ``others`` are the other forms of the CV, each a label and the name of a file.
    """

    facts: tuple[Fact, ...]
    lead: str
    pdf: str
    card: str
    apart: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


def draw_person_header(card: Card, docname: str) -> list[Node]:
    """Draw what stands below a person's name: who they are, and how to reach them."""
    block = container('cv-person')
    facts = tuple(fact for fact in card.facts if fact.name not in card.apart)
    named = {fact.name: fact for fact in facts}
    if tagline := named.get('tagline'):
        css = ['cv-tagline', 'cv-wordy'] if len(tagline.text) > _WORDY else ['cv-tagline']
        block += nodes.paragraph('', tagline.text, classes=css)
    about = container('cv-about')
    if card.lead:
        about += nodes.paragraph('', card.lead, classes=['cv-lead'])
    if contacts := contact_nodes(facts, docname):
        about += line('cv-contacts', contacts, ' · ')
    if languages := named.get('languages'):
        # Who sees the line needs no label; who hears it, or copies it, does.
        label = span('cv-unseen', f'{languages.label}: ')
        about += line('cv-languages', [label, *fact_nodes(languages, docname)], '')
    if about.children:
        block += about
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
        found.append(action('', 'PDF', file=card.pdf, docname=docname, classes=['cv-main']))
    if email:
        found.append(action('', _('E-mail'), uri=email.words[0].uri))
    found.append(action('', _('Save contact'), file=card.card, docname=docname))
    for label, name in card.others:
        # A phone has them at the foot of the page, so that the first three stay in a row.
        found.append(action('', label, file=name, docname=docname, classes=['cv-wide']))
    return found
