"""What the front matter may hold: one reader for each form of value.

A reader takes a YAML node and gives a typed value.  It raises :class:`FieldError`, which says
what was found and what was expected; or, if part of the value is right, :class:`Slips`, which
has that part and an error for each part that is wrong.
"""

from __future__ import annotations

import json
import re
import unicodedata
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

import yaml

from sphinx_cv.model.dates import PRESENT, Duration, PartialDate
from sphinx_cv.model.fields import Form
from sphinx_cv.model.names import name_key, slug
from sphinx_cv.model.records import Address, Detail, Language, Name, Profile, SkillGroup
from sphinx_cv.model.spelling import closest
from sphinx_cv.model.synonyms import PRESENT_WORDS, meaning_of_key
from sphinx_cv.source.front_matter import line_of, pairs, unprintable, written_as
from sphinx_cv.source.lists import texts_meant, written
from sphinx_cv.source.yaml_slips import quoted
from sphinx_cv.warnings import CVWarning, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    FieldReader = Callable[[yaml.Node], object]

T = TypeVar('T')

# Longer than any life or institution, and within the years that there are dates for.
_LONGEST = 1000
# Those of JSON Resume's dates; others are slips such as 0123, or would end outside the calendar.
_YEARS = range(1000, 3000)
# What YAML takes for nothing (https://yaml.org/type/null.html).
_NOTHING = frozenset({'~', 'null', 'Null', 'NULL'})
# The categories of Unicode that leave something to see: letters, marks, numbers, signs.
_SEEN = frozenset('LMNPS')
# What has to be escaped in an address (https://www.rfc-editor.org/rfc/rfc3986, appendix C).
_NO_ADDRESS = re.compile(r'[\s<>"]')
_MAILTO = re.compile(r'(?:mailto:|[^<]*<)(?P<address>[^@\s<>?]+@[^@\s<>?]+)')
# Without what has a meaning of its own in an address such as mailto:ada@example.org?cc=…
_EMAIL = re.compile(r'[^@\s:;,<>()\[\]\\"?%]+@\w+([.-]+\w+)*')
# What comes after the slash may be anything (https://www.doi.org/doi-handbook/HTML/).
_DOI = re.compile(
    r'(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,}(?:\.\d+)*/\S+)', re.IGNORECASE
)
# Letters and figures of any script.
_ID = re.compile(r'\w+(?:[.-]+\w+)*')
_DATE_FORMS = 'a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05'


class FieldError(ValueError):
    """A value is not of the form that its field has to have."""

    def __init__(
        self, node: yaml.Node, expected: str, found: str | None = None, hint: str = ''
    ) -> None:
        """Say what was *expected*, and what was *found* if the node does not tell it best."""
        super().__init__(f'expected {expected}, found {found or _describe(node)}{hint}')
        self.line = line_of(node)
        self.warning = CVWarning.VALUE

    @classmethod
    def of(cls, problem: Problem) -> FieldError:
        """Make an error of a *problem* that is worded already."""
        error = cls.__new__(cls)
        error.args = (problem.message,)
        error.line, error.warning = problem.line, problem.warning
        return error


class Slips(ValueError):  # noqa: N818  # they are no error of the value that they have
    """What can be read of a value, and what of it is wrong."""

    def __init__(self, value: object, slips: list[FieldError]) -> None:
        super().__init__('; '.join(map(str, slips)))
        self.value = value
        self.slips = slips


def read_part(reader: FieldReader, node: yaml.Node, slips: list[FieldError]) -> Any:
    """Read what can be read; None if nothing can.  What is wrong is added to *slips*."""
    try:
        return reader(node)
    except Slips as part:
        slips += part.slips
        return part.value
    except FieldError as error:
        slips.append(error)
        return None


def text(node: yaml.Node, expected: str = 'a text') -> str:
    """Read a text, of which something can be seen.  It may have to be what is *expected*."""
    if not isinstance(node, yaml.ScalarNode) or not node.value:
        between_brackets = isinstance(node, yaml.CollectionNode) and node.flow_style
        hint = f'; if it is a text, quote it: {quoted(written_as(node))}'
        raise FieldError(node, expected, hint=hint if between_brackets else '')
    if node.style is None and node.value in _NOTHING:
        hint = f'; if it is a text, quote it: "{node.value}"'
        raise FieldError(node, expected, f'{node.value}, which is nothing in YAML', hint)
    if bad := unprintable(node.value):
        raise FieldError(node, expected, f'the character U+{ord(bad):04X}, which nothing prints')
    if not any(unicodedata.category(char)[0] in _SEEN for char in node.value):
        points = ' '.join(f'U+{ord(char):04X}' for char in node.value)
        raise FieldError(node, expected, f'nothing that can be seen: {points}')
    return ' '.join(node.value.split())


def id_(node: yaml.Node) -> str:
    """Read the id of an entry, which stands in references and in addresses."""
    # One way to write "é", so that a reference finds it.
    expected = 'letters and figures, with "-", "_" or "." between them and no spaces'
    value = unicodedata.normalize('NFC', text(node, expected))
    if not _ID.fullmatch(value):
        raise FieldError(node, expected, hint=did_you_mean(slug(value) or None))
    return value


def texts(node: yaml.Node) -> tuple[str, ...]:
    """Read a list of texts; one alone needs no list."""
    if isinstance(node, yaml.SequenceNode):
        return _each(node.value, text)
    return (text(node),)


def flag(node: yaml.Node) -> bool:
    """Read true or false."""
    value = node.value.casefold() if isinstance(node, yaml.ScalarNode) else ''
    if value not in {'true', 'false'}:
        raise FieldError(node, 'true or false')
    return bool(value == 'true')


def places(node: yaml.Node) -> tuple[str, ...]:
    """Read one place or several: a list, or a text with `` & `` between them."""
    if isinstance(node, yaml.SequenceNode):
        return texts(node)
    return tuple(place.strip() for place in text(node).split(' & '))


def date(node: yaml.Node) -> PartialDate:
    """Read a date of any precision."""
    return _in_years(node, _parsed(node, PartialDate.parse, _DATE_FORMS))


def _in_years(node: yaml.Node, found: PartialDate) -> PartialDate:
    if found.year not in _YEARS:
        raise FieldError(node, f'a year from {_YEARS[0]} to {_YEARS[-1]}')
    return found


def end(node: yaml.Node) -> PartialDate | str:
    """Read the end of a period: a date, or :data:`~sphinx_cv.model.dates.PRESENT`."""
    if isinstance(node, yaml.ScalarNode) and node.value == PRESENT:
        return PRESENT
    word = node.value.strip(' .…').casefold() if isinstance(node, yaml.ScalarNode) else ' '
    meant = word in PRESENT_WORDS or closest(word, [PRESENT])
    hint = did_you_mean(PRESENT if meant else None)
    return _in_years(node, _parsed(node, PartialDate.parse, f'{_DATE_FORMS}, or "{PRESENT}"', hint))


def duration(node: yaml.Node) -> Duration:
    """Read a length of time such as "4 months"."""
    found = _parsed(node, Duration.parse, 'a duration such as "4 months" or "1 year"')
    if found.count > _LONGEST * 366 or found.months > _LONGEST * 12:
        # It may have hundreds of figures.
        raise FieldError(node, f'a duration of {_LONGEST} years at most', 'a longer one')
    return found


def url(node: yaml.Node) -> str:
    """Read an address on the web."""
    expected = 'an address that begins with https:// or http://'
    value = text(node, expected)
    if not _is_address(value):
        raise FieldError(node, expected)
    return value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        # It has brackets that hold no address of IPv6, or a port that is none.
        return False
    there = bool(parts.hostname) and port != 0
    return parts.scheme in {'http', 'https'} and there and not _NO_ADDRESS.search(value)


def email(node: yaml.Node) -> str:
    """Read an e-mail address."""
    expected = 'an e-mail address such as ada@example.org'
    value = text(node, expected)
    if not _EMAIL.fullmatch(value):
        meant = _MAILTO.match(value)
        hint = did_you_mean(meant['address'] if meant else None)
        raise FieldError(node, expected, hint=hint)
    return value


def emails(node: yaml.Node) -> tuple[str, ...]:
    """Read an e-mail address, or a list of them."""
    return _one_or_more(node, email)


def phones(node: yaml.Node) -> tuple[str, ...]:
    """Read a telephone number, or a list of them."""
    return _one_or_more(node, phone)


def phone(node: yaml.Node) -> str:
    """Read a telephone number, written as its owner likes."""
    expected = 'a telephone number such as +44 20 7946 0000'
    value = text(node, expected)
    if not any(char.isdigit() for char in value):
        raise FieldError(node, expected)
    return value


def doi(node: yaml.Node) -> str:
    """Read a Digital Object Identifier, as https://www.doi.org has it, without its address."""
    expected = 'a DOI such as 10.1000/182'
    value = text(node, expected)
    found = _DOI.fullmatch(value)
    if not found:
        raise FieldError(node, expected)
    return found['doi']


def address(node: yaml.Node) -> Address:
    """Read a postal address: a text, or its parts."""
    if isinstance(node, yaml.ScalarNode):
        return Address(text=text(node))
    spec = dict.fromkeys(('street', 'postcode', 'city', 'region', 'country'), text)
    return _made(Address, node, spec, 'address')


def picture(node: yaml.Node) -> str:
    """Read the name of a picture's file."""
    expected = 'a file such as photo.jpg or photo.png'
    value = text(node, expected)
    # Pages load nothing from other hosts.
    if '://' in value or not value.lower().endswith(('.jpg', '.jpeg', '.png')):
        raise FieldError(node, expected)
    return value


def details(node: yaml.Node) -> tuple[Detail, ...]:
    """Read whatever the owner says, with labels of the owner's own."""
    return _named(
        node, 'labels, each with a text', lambda label, _line, value: Detail(label, text(value))
    )


def groups(node: yaml.Node) -> tuple[SkillGroup, ...]:
    """Read groups of skills: ``{Languages: [C++, Lua], Tools: [gdb]}``."""
    return _named(
        node,
        'groups, each with a list of skills',
        lambda name, line, value: SkillGroup(name, line, texts(value)),
    )


def languages(node: yaml.Node) -> tuple[Language, ...]:
    """Read a list of ``{name: French, fluency: Native}``."""
    spec = {'name': text, 'fluency': text}
    return _each(
        _items(node, 'languages'),
        lambda item: _made(Language, item, spec, 'language', required=('name',)),
    )


def profiles(node: yaml.Node) -> tuple[Profile, ...]:
    """Read a list of ``{network: …, username: …, url: …}``."""
    spec = {'network': text, 'username': text, 'url': url}
    return _each(
        _items(node, 'profiles'),
        lambda item: _made(Profile, item, spec, 'profile', required=('network', 'url')),
    )


def names(node: yaml.Node) -> tuple[Name, ...]:
    """Read what is added to names: ``PLM: {long: …, aliases: […], url: …}``."""
    spec: dict[str, FieldReader] = {'long': text, 'aliases': _aliases, 'near': texts}
    spec |= {'url': url, 'level': text}
    return _named(
        node,
        'names, each with its "long" form, "aliases", "near" or "url" below it',
        lambda name, line, value: _made(partial(Name, name, line), value, spec, 'name'),
    )


def extra(node: yaml.Node) -> dict[str, Any]:
    """Read values of JSON, each by its name."""
    if not isinstance(node, yaml.MappingNode):
        raise FieldError(node, 'names, each with a value')
    found: dict[str, Any] = _json(node)
    return found


def _json(node: yaml.Node) -> Any:
    """Read any value; what JSON would write without quotation marks is no text."""
    if isinstance(node, yaml.SequenceNode):
        return [_json(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _json(value) for key, value in node.value}
    if isinstance(node, yaml.ScalarNode) and node.style is None:
        with suppress(ValueError):
            return json.loads(node.value, parse_constant=_no_number)
    return node.value


def _no_number(name: str) -> None:
    """Refuse what Python's reader takes beyond JSON: NaN and Infinity."""
    raise ValueError(name)


def _named(
    node: yaml.Node, expected: str, make: Callable[[str, int, yaml.Node], T]
) -> tuple[T, ...]:
    """Read what stands below a node, each by its name; *make* has name, line and value."""
    if not isinstance(node, yaml.MappingNode):
        raise FieldError(node, expected)
    problems: list[Problem] = []
    slips: list[FieldError] = []
    found: list[T | None] = []
    keys: dict[str, int] = {}
    for name, line, value in pairs(node, problems):
        if bad := unprintable(name):
            message = f'the character U+{ord(bad):04X}, which nothing prints, stands in a name'
            problems.append(Problem(line, CVWarning.VALUE, message))
            continue
        same = keys.setdefault(name_key(name), line)
        if same != line:
            message = f'"{name}" stands twice; it was first given in line {same}'
            problems.append(Problem(line, CVWarning.FRONT_MATTER, message))
            continue
        found.append(read_part(partial(make, name, line), value, slips))
    slips += map(FieldError.of, problems)
    return _whole(tuple(each for each in found if each is not None), slips)


def _one_or_more(node: yaml.Node, read: Callable[[yaml.Node], str]) -> tuple[str, ...]:
    return _each(node.value, read) if isinstance(node, yaml.SequenceNode) else (read(node),)


def _aliases(node: yaml.Node) -> tuple[str, ...]:
    found = texts(node)
    meant = texts_meant(found[0]) if isinstance(node, yaml.ScalarNode) else []
    if meant:
        message = f'"{found[0]}" is one alias; did you mean a list? {written(meant)}'
        problem = Problem(line_of(node), CVWarning.LIST, message)
        raise Slips(found, [FieldError.of(problem)])
    return found


def _parsed(node: yaml.Node, parse: Callable[[str], T], expected: str, hint: str = '') -> T:
    if not isinstance(node, yaml.ScalarNode):
        raise FieldError(node, expected)
    try:
        return parse(node.value)
    except ValueError:
        raise FieldError(node, expected, hint=hint) from None


def _items(node: yaml.Node, what: str) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise FieldError(node, f'a list of {what}')
    return list(node.value)


def _each(nodes: Iterable[yaml.Node], reader: Callable[[yaml.Node], T]) -> tuple[T, ...]:
    """Read each of several nodes; what is wrong with one leaves the others as they are."""
    slips: list[FieldError] = []
    found = (read_part(reader, node, slips) for node in nodes)
    return _whole(tuple(each for each in found if each is not None), slips)


def _whole(value: T, slips: list[FieldError]) -> T:
    if slips:
        raise Slips(value, slips)
    return value


def _made(
    make: Callable[..., T],
    node: yaml.Node,
    spec: Mapping[str, FieldReader],
    what: str,
    required: tuple[str, ...] = (),
) -> T:
    """Make an item from the fields below a node; without a *required* one there is none."""
    if not isinstance(node, yaml.MappingNode):
        raise FieldError(node, _fields_expected(spec, required))
    problems: list[Problem] = []
    slips: list[FieldError] = []
    values, given = {}, set()
    for name, line, value in pairs(node, problems):
        if name not in spec:
            meaning = meaning_of_key(name, spec)
            given.add(meaning.field)
            article = 'an' if what[0] in 'aeiou' else 'a'
            message = f'"{name}" is not a field of {article} {what}{meaning.hint}'
            problems.append(Problem(line, CVWarning.UNKNOWN_FIELD, message))
            continue
        given.add(name)
        read = read_part(spec[name], value, slips)
        if read is not None:
            values[name] = read
    for name in required:
        if name not in given:
            message = f'"{name}" is missing: every {what} needs it'
            problems.append(Problem(line_of(node), CVWarning.MISSING_FIELD, message))
    slips += map(FieldError.of, problems)
    complete = all(name in values for name in required)
    return _whole(cast('T', make(**values) if complete else None), slips)


def _fields_expected(spec: Mapping[str, FieldReader], required: tuple[str, ...]) -> str:
    needed = _joined([name for name in spec if name in required], 'and')
    others = _joined([name for name in spec if name not in required], 'or')
    return f'{needed}, and maybe {others}' if needed and others else needed or others


def _joined(names: list[str], word: str) -> str:
    *most, last = [f'"{name}"' for name in names] or ['']
    return f'{", ".join(most)} {word} {last}' if most else last


def _describe(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return 'a list'
    if isinstance(node, yaml.MappingNode):
        return 'fields below it'
    return f'"{node.value}"' if node.value else 'nothing'


#: The reader of each form.
READERS: dict[Form, FieldReader] = {
    Form.ID: id_,
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
    Form.FLAG: flag,
    Form.EXTRA: extra,
}
