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
from sphinx_cv.model.records import Language, Name, Profile
from sphinx_cv.source.front_matter import line_of, pairs
from sphinx_cv.warnings import CVWarning, Problem, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    FieldReader = Callable[[yaml.Node], object]

T = TypeVar('T')

_EMAIL = re.compile(r'[^@\s]+@[^@\s]+')
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
    spec = {'long': text, 'aliases': texts, 'url': url}
    problems: list[Problem] = []
    found = [
        Name(name, line, **_mapping(value, spec, required=[]))
        for name, line, value in pairs(node, problems)
    ]
    _raise_first(node, problems)
    return tuple(found)


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
    Form.EMAIL: email,
    Form.PHONE: text,
    Form.LANGUAGES: languages,
    Form.PROFILES: profiles,
    Form.NAMES: names,
}
