"""What the front matter may hold: one reader for each form of value.

A reader takes a YAML node and gives a typed value; it raises :class:`FieldError`,
which says what was found and what was expected.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import yaml

from sphinx_cv.model.dates import PRESENT, Duration, PartialDate
from sphinx_cv.model.fields import Form
from sphinx_cv.model.records import Address, Detail, Language, Name, Profile, SkillGroup
from sphinx_cv.source.front_matter import line_of, pairs
from sphinx_cv.warnings import CVWarning, Problem, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    FieldReader = Callable[[yaml.Node], object]

T = TypeVar('T')

_EMAIL = re.compile(r'[^@\s]+@[^@\s]+')
# What comes after the slash may be anything (https://www.doi.org/doi-handbook/HTML/).
_DOI = re.compile(
    r'(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,}(?:\.\d+)*/\S+)', re.IGNORECASE
)
_DATE_FORMS = 'a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05'


class FieldError(ValueError):
    """A value is not of the form that its field has to have."""

    def __init__(self, node: yaml.Node, expected: str, found: str | None = None) -> None:
        """Say what was *expected*, and what was *found* if the node does not tell it best."""
        self.line = line_of(node)
        self.warning = CVWarning.VALUE
        super().__init__(f'expected {expected}, found {found or _describe(node)}')


def text(node: yaml.Node) -> str:
    """Read a text."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise FieldError(node, 'a text')
    return ' '.join(node.value.split())


def texts(node: yaml.Node) -> tuple[str, ...]:
    """Read a list of texts; one alone needs no list."""
    if isinstance(node, yaml.SequenceNode):
        return tuple(text(item) for item in node.value)
    return (text(node),)


def places(node: yaml.Node) -> tuple[str, ...]:
    """Read one place or several: a list, or a text with `` & `` between them."""
    if isinstance(node, yaml.SequenceNode):
        return texts(node)
    return tuple(place.strip() for place in text(node).split(' & '))


def date(node: yaml.Node) -> PartialDate:
    """Read a date of any precision."""
    return _parsed(node, PartialDate.parse, _DATE_FORMS)


def end(node: yaml.Node) -> PartialDate | str:
    """Read the end of a period: a date, or :data:`~sphinx_cv.model.dates.PRESENT`."""
    if isinstance(node, yaml.ScalarNode) and node.value == PRESENT:
        return PRESENT
    return _parsed(node, PartialDate.parse, f'{_DATE_FORMS}, or "{PRESENT}"')


def duration(node: yaml.Node) -> Duration:
    """Read a length of time such as "4 months"."""
    return _parsed(node, Duration.parse, 'a duration such as "4 months" or "1 year"')


def url(node: yaml.Node) -> str:
    """Read an address on the web."""
    value = text(node)
    if not _is_address(value):
        raise FieldError(node, 'an address that begins with https:// or http://')
    return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        # A bracket in the wrong place.
        return False
    return parts.scheme in {'http', 'https'} and bool(parts.netloc) and ' ' not in value


def email(node: yaml.Node) -> str:
    """Read an e-mail address."""
    value = text(node)
    if not _EMAIL.fullmatch(value):
        raise FieldError(node, 'an e-mail address such as ada@example.org')
    return value


def emails(node: yaml.Node) -> tuple[str, ...]:
    """Read an e-mail address, or a list of them."""
    return _one_or_more(node, email)


def phones(node: yaml.Node) -> tuple[str, ...]:
    """Read a telephone number, or a list of them."""
    return _one_or_more(node, phone)


def phone(node: yaml.Node) -> str:
    """Read a telephone number, written as its owner likes."""
    value = text(node)
    if not any(char.isdigit() for char in value):
        raise FieldError(node, 'a telephone number such as +44 20 7946 0000')
    return value


def doi(node: yaml.Node) -> str:
    """Read a Digital Object Identifier, as https://www.doi.org has it, without its address."""
    value = text(node)
    found = _DOI.fullmatch(value)
    if not found:
        raise FieldError(node, 'a DOI such as 10.1000/182')
    return found['doi']


def address(node: yaml.Node) -> Address:
    """Read a postal address: a text, or its parts."""
    if isinstance(node, yaml.ScalarNode):
        return Address(text=text(node))
    spec = dict.fromkeys(('street', 'postcode', 'city', 'region', 'country'), text)
    return Address(**_mapping(node, spec, required=[]))


def picture(node: yaml.Node) -> str:
    """Read the name of a picture's file."""
    value = text(node)
    if not value.lower().endswith(('.jpg', '.jpeg', '.png')):
        raise FieldError(node, 'a file such as photo.jpg or photo.png')
    return value


def details(node: yaml.Node) -> tuple[Detail, ...]:
    """Read whatever the owner says, with labels of the owner's own."""
    if not isinstance(node, yaml.MappingNode):
        raise FieldError(node, 'labels, each with a text')
    problems: list[Problem] = []
    found = tuple(Detail(label, text(value)) for label, _line, value in pairs(node, problems))
    _raise_first(node, problems)
    return found


def groups(node: yaml.Node) -> tuple[SkillGroup, ...]:
    """Read groups of skills: ``{Languages: [C++, Lua], Tools: [gdb]}``."""
    if not isinstance(node, yaml.MappingNode):
        raise FieldError(node, 'groups, each with a list of skills')
    problems: list[Problem] = []
    found = tuple(
        SkillGroup(name, line, texts(value)) for name, line, value in pairs(node, problems)
    )
    _raise_first(node, problems)
    return found


def languages(node: yaml.Node) -> tuple[Language, ...]:
    """Read a list of ``{name: French, fluency: Native}``."""
    spec = {'name': text, 'fluency': text}
    return tuple(
        Language(**_mapping(item, spec, required=['name'])) for item in _items(node, 'languages')
    )


def profiles(node: yaml.Node) -> tuple[Profile, ...]:
    """Read a list of ``{network: …, username: …, url: …}``."""
    spec = {'network': text, 'username': text, 'url': url}
    return tuple(
        Profile(**_mapping(item, spec, required=['network', 'url']))
        for item in _items(node, 'profiles')
    )


def names(node: yaml.Node) -> tuple[Name, ...]:
    """Read what is added to names: ``PLM: {long: …, aliases: […], url: …}``."""
    if not isinstance(node, yaml.MappingNode):
        raise FieldError(node, 'names, each with its "long" form, "aliases" or "url" below it')
    spec = {'long': text, 'aliases': texts, 'url': url, 'level': text}
    problems: list[Problem] = []
    found = [
        Name(name, line, **_mapping(value, spec, required=[]))
        for name, line, value in pairs(node, problems)
    ]
    _raise_first(node, problems)
    return tuple(found)


def _one_or_more(node: yaml.Node, read: Callable[[yaml.Node], str]) -> tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(read(item) for item in node.value)
    return (read(node),)


def _parsed(node: yaml.Node, parse: Callable[[str], T], expected: str) -> T:
    if not isinstance(node, yaml.ScalarNode):
        raise FieldError(node, expected)
    try:
        return parse(node.value)
    except ValueError:
        raise FieldError(node, expected) from None


def _items(node: yaml.Node, what: str) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise FieldError(node, f'a list of {what}')
    return list(node.value)


def _mapping(
    node: yaml.Node, spec: Mapping[str, FieldReader], required: list[str]
) -> dict[str, Any]:
    expected = ', '.join(f'"{name}"' for name in spec)
    if not isinstance(node, yaml.MappingNode):
        raise FieldError(node, f'the fields {expected}')
    problems: list[Problem] = []
    values = {}
    for name, _line, value in pairs(node, problems):
        if name not in spec:
            raise FieldError(value, f'one of {expected}', f'"{name}"{suggestion(name, spec)}')
        values[name] = spec[name](value)
    _raise_first(node, problems)
    for name in required:
        if name not in values:
            raise FieldError(node, f'"{name}"', 'none')
    return values


def _raise_first(node: yaml.Node, problems: list[Problem]) -> None:
    for problem in problems:
        error = FieldError(node, 'each key once')
        error.line, error.warning = problem.line, problem.warning
        error.args = (problem.message,)
        raise error


def _describe(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return 'a list'
    if isinstance(node, yaml.MappingNode):
        return 'fields below it'
    return f'"{node.value}"' if node.value else 'nothing'


#: The reader of each form.
READERS: dict[Form, FieldReader] = {
    Form.TEXT: text,
    Form.TEXTS: texts,
    Form.PLACES: places,
    Form.DATE: date,
    Form.END: end,
    Form.DURATION: duration,
    Form.URL: url,
    Form.DOI: doi,
    Form.EMAIL: email,
    Form.EMAILS: emails,
    Form.PHONES: phones,
    Form.ADDRESS: address,
    Form.PICTURE: picture,
    Form.DETAILS: details,
    Form.LANGUAGES: languages,
    Form.PROFILES: profiles,
    Form.NAMES: names,
    Form.GROUPS: groups,
}
