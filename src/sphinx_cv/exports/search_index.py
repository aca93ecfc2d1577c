"""The index of the site's search: records and texts, for ``html/scripts/sphinx-cv-engine.js``.

It is a script and not JSON, because a page that is opened from a folder (``file://``) may load
scripts but no data.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_cv.exports.search_grammar import grammar_of
from sphinx_cv.exports.search_words import words_of_kinds, words_of_questions
from sphinx_cv.locale import _, comma, plural_forms, translate
from sphinx_cv.locale import mark_plural as ngettext
from sphinx_cv.model.entry_types import ENTRY_TYPES, PERSON
from sphinx_cv.model.facts import facts_of_person, words_of
from sphinx_cv.model.fields import PERSON_FIELDS, Searched
from sphinx_cv.model.phrases import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx_cv.model.career import Career, Topic
    from sphinx_cv.model.facts import Fact
    from sphinx_cv.model.outline import Outline
    from sphinx_cv.model.records import Entry, Person, Prose


# The values of all that entries have and other records do not.
_NOTHING: dict[str, Any] = {
    'organization': '',
    'at': None,
    'place': '',
    'when': '',
    'years': None,
    'skills': [],
    'section': '',
    'short': [],
    'numbers': [],
}


_FOUND = ngettext('{count} found', '{count} found')


def write_index(outline: Outline, address: Callable[[str], str]) -> str:
    """Write the index.

    *address* gives the address of a page by its name, relative to the site's first page.
    """
    career = outline.career
    topics = [*career.skills.values(), *career.organizations.values()]
    numbers = {id(topic): number for number, topic in enumerate(topics)}
    found = [_entry(outline, entry, numbers) for entry in outline.entries]
    if career.person:
        found.append(_person(career.person, outline.language))
    found += [_prose(record) for record in outline.prose]
    # Nearly all addresses are the names of pages with the same ending.
    suffix = address('x').removeprefix('x')
    for entry in found:
        if address(entry['page']) != entry['page'] + suffix:
            entry['url'] = address(entry['page'])
    index = {
        'entries': found,
        'suffix': suffix,
        'topics': _topics(career, address),
        'labels': _labels(outline.language),
        'words': words_of_questions(),
        'grammar': grammar_of(outline.language),
        'kinds': words_of_kinds(outline),
    }
    text = json.dumps(index, ensure_ascii=False, separators=(',', ':'))
    return f'window.cvIndex={text}\n'


def _labels(language: str) -> dict[str, str | Mapping[str, str]]:
    return {
        'entries': _('Entries'),
        'topics': _('Skills and organizations'),
        'none': _('Nothing here matches.'),
        'unknown': _('No match for {words}.'),
        'partly': _('No entry has all of these words; these come closest.'),
        'nearest': _('Nearest: {name}'),
        'quoted': _('“{word}”'),
        'comma': comma(),
        'count': plural_forms(_FOUND, language),
    }


def _topics(career: Career, address: Callable[[str], str]) -> list[dict[str, Any]]:
    found = []
    for type_, label, topics in (
        ('skills', _('Skill'), career.skills),
        ('organizations', _('Organization'), career.organizations),
    ):
        page = career.name_page(type_)
        for topic in topics.values():
            url = f'{address(page.docname)}#{topic.anchor}' if page else ''
            found.append({'kind': label, 'names': _names(topic), 'url': url})
            if topic.near:
                found[-1]['near'] = topic.near
    return found


def _names(topic: Topic) -> list[str]:
    return list(dict.fromkeys([topic.label, topic.name, *topic.other_names]))


def _entry(outline: Outline, entry: Entry, numbers: Mapping[int, int]) -> dict[str, Any]:
    career, item, period = outline.career, outline.item(entry), entry.period
    here = career.organization(entry.organization) if entry.organization else None
    found: dict[Searched, list[str]] = {
        Searched.SHORT: [],
        Searched.NUMBER: [],
        Searched.TEXT: [block.text for block in entry.body],
    }
    for name, field in entry.type.fields.items():
        if name in entry.values and field.searched is not Searched.NOT:
            words = words_of(field, entry.values[name], outline.language)
            found[field.searched] += [each.text for each in words]
    section = outline.titles.get(outline.tree.parents.get(entry.docname, ''), '')
    years = [period.first_year, period.last_year(career.today)] if period else None
    return {
        'rank': entry.type.rank,
        'kind': item.label,
        'title': entry.title,
        'organization': entry.shown.get(entry.organization, entry.organization),
        'at': numbers[id(here)] if here else None,
        'place': places(entry.location),
        'when': period.format(outline.language) if period else '',
        'years': years,
        'skills': [numbers[id(topic)] for topic in career.skills_of(entry)],
        'section': ' '.join([section, *_labels_of(item.facts)]),
        **{field.value: texts for field, texts in found.items()},
        **({} if 'organization' in entry.type.required else {'work': True}),
        'page': entry.docname,
    }


def _labels_of(facts: Iterable[Fact]) -> list[str]:
    """What people ask for by its name: a thesis, a supervisor, a telephone."""
    return [fact.label for fact in facts if not fact.headline and fact.name != 'skills']


def _prose(record: Prose) -> dict[str, Any]:
    return {
        **_NOTHING,
        'rank': len(ENTRY_TYPES) + 1,
        'kind': _('Section'),
        'title': record.title,
        'text': [block.text for block in record.body],
        'page': record.docname,
    }


def _person(person: Person, language: str) -> dict[str, Any]:
    texts = [block.text for block in person.body]
    facts = facts_of_person(person, language)
    for fact in facts:
        if PERSON_FIELDS[fact.name].searched is not Searched.NOT:
            label = f'{fact.label}: ' if fact.name == 'details' else ''
            texts += [f'{label}{words.text} {words.uri}'.strip() for words in fact.words]
    return {
        **_NOTHING,
        'rank': len(ENTRY_TYPES),
        'kind': translate(PERSON.label),
        'title': person.name,
        'place': person.location,
        'section': ' '.join(_labels_of(facts)),
        'text': texts,
        'page': person.docname,
    }
