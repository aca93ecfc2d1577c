"""Facts: the fields of a record in the words that people read, in the order of the table."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sphinx_cv.locale import _, comma, translate
from sphinx_cv.model import phrases
from sphinx_cv.model.fields import PERSON_FIELDS, WHEN, Form

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from sphinx_cv.model.fields import Field
    from sphinx_cv.model.records import Entry, Person

# The id is an address, not a fact about the career.  The dates are shown as the entry's period.
# What is extra is for programs that read resume.json.
_UNSAID = {'id', 'extra', *WHEN}
# The heading already says the name, and the photo is shown as a picture.
_PARTS_OF_PERSON = {'given', 'family', 'photo', 'extra'}

# What goes on with a name: "C++" and "R&D" name neither C nor R.
_PART = r'[\w+#&]'


@dataclass(frozen=True)
class Words:
    """A piece of text, and where it leads.

    It leads to an address (``uri``), or to an object of the CV (the ``role`` and ``target`` of a
    reference), or nowhere.  ``strong`` sets the text apart from what stands beside it.
    """

    text: str
    uri: str = ''
    role: str = ''
    target: str = ''
    strong: bool = False


@dataclass(frozen=True)
class Fact:
    """What a field says: its label and one or several pieces of text.

    ``name`` is the name of the field.  A ``headline`` needs no label where it stands under a title.
    """

    name: str
    label: str
    words: tuple[Words, ...]
    headline: bool = False

    @property
    def text(self) -> str:
        """All pieces of text in one, with commas between them."""
        return comma().join(words.text for words in self.words)


def words_of(field: Field, value: Any, language: str) -> tuple[Words, ...]:
    """Put the value of a field into words.

    *value* has the type that the field's form has; *language* is a Babel locale's name.
    """
    found = _WORDINGS[field.form](value, language)
    if not field.link:
        return found
    return tuple(Words(words.text, role=field.link, target=words.text) for words in found)


def facts_of_entry(
    entry: Entry, language: str, person: Person | None = None, today: dt.date | None = None
) -> tuple[Fact, ...]:
    """Give all facts of an entry's front matter, except those that its text already says.

    *language* is a Babel locale's name.  The name of the *person* is set apart from those of
    other authors.  The label of a date of expiry before *today* is "Expired".
    """
    found = []
    for name, field in entry.type.fields.items():
        if name in _UNSAID or name not in entry.values:
            continue
        value = entry.values[name]
        label = translate(field.label)
        if name == 'skills':
            value = _unsaid_skills(entry)
        elif name in entry.printed and not field.headline:
            continue
        words = words_of(field, value, language)
        if field.link and entry.shown:
            words = tuple(replace(w, text=entry.shown.get(w.text, w.text)) for w in words)
        if name == 'authors' and person:
            words = tuple(replace(each, strong=is_named(person, each.text)) for each in words)
        if name == 'expires' and today and value.last < today:
            label = _('Expired')
        if words:
            found.append(Fact(name, str(label), words, field.headline))
    return tuple(found)


def facts_of_person(person: Person, language: str) -> tuple[Fact, ...]:
    """Give all facts of the person's front matter, except the photo and the parts of the name.

    *language* is a Babel locale's name.
    """
    found = []
    for name, field in PERSON_FIELDS.items():
        if name in _PARTS_OF_PERSON or name not in person.values:
            continue
        if field.form is Form.DETAILS:
            found += [Fact(name, d.label, (Words(d.value),)) for d in person.values[name]]
            continue
        words = words_of(field, person.values[name], language)
        found.append(Fact(name, translate(field.label), words, field.headline))
    return tuple(found)


def is_named(person: Person, author: str) -> bool:
    """Whether *author* names the person: in full, or by the family name with initials.

    The family name may come first or last.  There may be fewer given names than the person has,
    and initials that the CV does not explain: "G. M. Hopper", "Hopper, GM" for Grace Hopper.
    """
    words = _words(author)
    if words in (_words(person.name), _words(f'{person.given} {person.family}')):
        return True
    family, given = _words(person.family), _words(person.given)
    if not family or not given:
        return False
    size = len(family)
    rests = [words[:-size]] if words[-size:] == family else []
    rests += [words[size:]] if words[:size] == family else []
    return any(_fits(_initials(author, rest), given) for rest in rests)


def _fits(names: list[str], given: list[str]) -> bool:
    """Whether *names*, some of them initials, can be those of somebody with the *given* names."""
    if ''.join(names) == ''.join(given):
        return True
    if not names or not given[0].startswith(names[0]):
        return False
    known = iter(given)
    return all(any(whole.startswith(name) for whole in known) or len(name) == 1 for name in names)


def _initials(author: str, names: list[str]) -> list[str]:
    """Part initials that are written together, as in "Hopper GM"."""
    found: list[str] = []
    for name in names:
        together = len(name) in {2, 3} and name.upper() in re.split(r'[\W_]+', author)
        found += list(name) if together else [name]
    return found


def _words(name: str) -> list[str]:
    """The words of a name as they are compared: without case, accents, stops, commas, hyphens."""
    letters = unicodedata.normalize('NFKD', re.sub(r'[.,،、\-]', ' ', name).casefold())
    return ''.join(each for each in letters if not unicodedata.combining(each)).split()


def _unsaid_skills(entry: Entry) -> tuple[str, ...]:
    """The skills of the front matter that neither the title nor the text names."""
    text = '\n'.join([entry.title, *(block.text for block in entry.body)]).casefold()
    return tuple(
        name
        for name in entry.values['skills']
        if not re.search(f'(?<!{_PART}){re.escape(name.casefold())}(?!{_PART})', text)
    )


def _one(text: str, uri: str = '') -> tuple[Words, ...]:
    return (Words(text, uri),)


_WORDINGS: dict[Form, Callable[[Any, str], tuple[Words, ...]]] = {
    Form.ID: lambda value, _language: _one(value),
    Form.TEXT: lambda value, _language: _one(value),
    Form.TEXTS: lambda value, _language: tuple(Words(text) for text in value),
    Form.PLACES: lambda value, _language: _one(phrases.places(value)),
    Form.DATE: lambda value, language: _one(value.format(language)),
    Form.END: lambda value, language: _one(phrases.end(value, language)),
    Form.DURATION: lambda value, _language: _one(value.format()),
    Form.URL: lambda value, _language: _one(phrases.bare(value), value),
    Form.DOI: lambda value, _language: _one(value, f'https://doi.org/{value}'),
    Form.EMAIL: lambda value, _language: _one(value, f'mailto:{value}'),
    Form.EMAILS: lambda value, _language: tuple(Words(e, f'mailto:{e}') for e in value),
    Form.PHONES: lambda value, _language: tuple(Words(p, phrases.telephone(p)) for p in value),
    Form.ADDRESS: lambda value, _language: _one(phrases.postal(value)),
    Form.PICTURE: lambda value, _language: _one(value),
    Form.DETAILS: lambda value, _language: tuple(Words(f'{d.label}: {d.value}') for d in value),
    Form.LANGUAGES: lambda value, _language: tuple(
        Words(phrases.spoken(language)) for language in value
    ),
    Form.PROFILES: lambda value, _language: tuple(
        Words(f'{p.network}: {p.username}' if p.username else p.network, p.url) for p in value
    ),
    Form.NAMES: lambda value, _language: tuple(Words(name.name) for name in value),
    Form.GROUPS: lambda value, _language: tuple(Words(group.name) for group in value),
    # What only machines read.
    Form.EXTRA: lambda _value, _language: (),
    Form.FLAG: lambda _value, _language: (),
}
