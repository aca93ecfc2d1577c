"""Facts: the fields of a record in the words that people read, in the table's order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_cv.locale import translate
from sphinx_cv.model import phrases
from sphinx_cv.model.fields import PERSON_FIELDS, WHEN, Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_cv.model.fields import Field
    from sphinx_cv.model.records import Entry, Person

# The id is an address, not a fact about the career; what says when is the entry's period.
_UNSAID = {'id', *WHEN}

# What goes on with a name: "C++" and "R&D" name neither C nor R.
_PART = r'[\w+#&]'


@dataclass(frozen=True)
class Words:
    """A piece of text, and what it leads to: an address, or an object by role and target."""

    text: str
    uri: str = ''
    role: str = ''
    target: str = ''


@dataclass(frozen=True)
class Fact:
    """What a field says: its label and one or several pieces of text.

    A ``headline`` needs no label where it stands under a title.
    """

    name: str
    label: str
    words: tuple[Words, ...]
    headline: bool = False

    @property
    def text(self) -> str:
        """All words, in one text."""
        return ', '.join(words.text for words in self.words)


def words_of(field: Field, value: Any, language: str) -> tuple[Words, ...]:
    """Word a value as its form and its field have it; *language* is a Babel locale's name."""
    found = _WORDINGS[field.form](value, language)
    if not field.link:
        return found
    return tuple(Words(words.text, role=field.link, target=words.text) for words in found)


def facts_of_entry(entry: Entry, language: str) -> tuple[Fact, ...]:
    """Give all that an entry's front matter declares, but for what its text says already."""
    found = []
    for name, field in entry.type.fields.items():
        if name in _UNSAID or name not in entry.values:
            continue
        value = entry.values[name]
        if name == 'skills':
            value = _unsaid_skills(entry)
        elif name in entry.printed and not field.headline:
            continue
        if words := words_of(field, value, language):
            found.append(Fact(name, translate(field.label), words, field.headline))
    return tuple(found)


def facts_of_person(person: Person, language: str) -> tuple[Fact, ...]:
    """Give all that the person's front matter declares."""
    return tuple(
        Fact(
            name,
            translate(field.label),
            words_of(field, person.values[name], language),
            field.headline,
        )
        for name, field in PERSON_FIELDS.items()
        if name in person.values
    )


def _unsaid_skills(entry: Entry) -> tuple[str, ...]:
    """The skills of the front matter that neither title nor text name."""
    text = '\n'.join([entry.title, *(block.text for block in entry.body)]).casefold()
    return tuple(
        name
        for name in entry.values['skills']
        if not re.search(f'(?<!{_PART}){re.escape(name.casefold())}(?!{_PART})', text)
    )


def _one(text: str, uri: str = '') -> tuple[Words, ...]:
    return (Words(text, uri),)


_WORDINGS: dict[Form, Callable[[Any, str], tuple[Words, ...]]] = {
    Form.TEXT: lambda value, _language: _one(value),
    Form.TEXTS: lambda value, _language: tuple(Words(text) for text in value),
    Form.PLACES: lambda value, _language: _one(phrases.places(value)),
    Form.DATE: lambda value, language: _one(value.format(language)),
    Form.END: lambda value, language: _one(phrases.end(value, language)),
    Form.DURATION: lambda value, language: _one(value.format(language)),
    Form.URL: lambda value, _language: _one(phrases.bare(value), value),
    Form.EMAIL: lambda value, _language: _one(value, f'mailto:{value}'),
    Form.PHONE: lambda value, _language: _one(value, phrases.telephone(value)),
    Form.LANGUAGES: lambda value, _language: tuple(
        Words(phrases.spoken(language)) for language in value
    ),
    Form.PROFILES: lambda value, _language: tuple(
        Words(f'{p.network}: {p.username}' if p.username else p.network, p.url) for p in value
    ),
    Form.NAMES: lambda value, _language: tuple(Words(name.name) for name in value),
}
