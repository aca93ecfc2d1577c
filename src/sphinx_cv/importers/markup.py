"""Text of others as Markdown and YAML that say the same, whatever characters it has."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from yaml.resolver import Resolver

from sphinx_cv.model.text import Block

if TYPE_CHECKING:
    from collections.abc import Mapping

# What YAML cannot hold (https://yaml.org/spec/1.1/#c-printable), and so no page can.
_UNPRINTABLE = re.compile('[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
# What begins a construct of CommonMark or MyST anywhere in a line.  A "_" within a word does not.
_ANYWHERE = re.compile(r'[\\`*\[\]<$]|~(?=~)|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|\{(?=[{%])')
# What does so at the beginning of a line: lists, headings, quotations, fences, comments, rules.
_AT_START = re.compile(r'(?:[-+](?=\s|$)|#|>|~|%|:|\+\+|-|=|\||\()')
_NUMBERED = re.compile(r'(\d+)([.)])(?=\s|$)')
_BREAK = re.compile('[\x85\u2028\u2029]')
_WORD = re.compile(r'[A-Za-z_][\w-]*')


@dataclass(frozen=True)
class Marked(Block):
    """A block whose text is Markdown already, with nothing in it but what may be there."""


def clean(text: str) -> str:
    """Write a text with single spaces, without the characters that no page can hold."""
    # Some of those characters are spaces, so they are spaces before they are nothing.
    return ' '.join(_UNPRINTABLE.sub('', ' '.join(text.split())).split())


def title_of(text: object) -> str:
    """Write a text as a title; what is no text, or has nothing to see in it, gives ''."""
    cleaned = clean(text) if isinstance(text, str) else ''
    return cleaned if any(c.isprintable() and not c.isspace() for c in cleaned) else ''


def escape(text: str) -> str:
    """Write a text of one line so that Markdown shows it as it is."""
    return escape_start(escape_within(text))


def escape_within(text: str) -> str:
    """Escape what would begin a construct of Markdown within a line."""
    return _ANYWHERE.sub(lambda match: f'\\{match[0]}', text)


def escape_start(text: str) -> str:
    """Escape what would begin a construct of Markdown at the beginning of a line."""
    if _AT_START.match(text):
        return f'\\{text}'
    return _NUMBERED.sub(r'\1\\\2', text, count=1) if _NUMBERED.match(text) else text


def heading(text: str) -> str:
    """Write a text so that a heading of Markdown shows it as it is."""
    # A "#" at the end would close the heading.
    return re.sub(r'#+$', lambda match: match[0].replace('#', r'\#'), escape(text))


def markdown(blocks: tuple[Block, ...]) -> str:
    """Write paragraphs and items of lists as Markdown; their texts stand as they are."""
    lines: list[str] = []
    for number, block in enumerate(blocks):
        after = blocks[number - 1].depth if number else 0
        if number and not (block.depth and after):
            lines.append('')
        indent = '  ' * (block.depth - 1) + '- ' if block.depth else ''
        text = escape_start(block.text) if isinstance(block, Marked) else escape(block.text)
        lines.append(indent + text)
    return '\n'.join(lines)


_PLAIN = Resolver()
_STRING = 'tag:yaml.org,2002:str'


def _tag(text: str) -> str:
    """What plain YAML takes a text without quotes for."""
    return str(_PLAIN.resolve(yaml.ScalarNode, text, (True, False)))  # type: ignore[no-untyped-call]


class _Lines(dict[str, Any]):
    """A mapping that stands on a line for each of its keys."""


class _Dumper(yaml.SafeDumper):
    """Writes YAML for a reader that takes each scalar for a text: so dates need no quotes."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  # a plain dict in the base class too

    def represent_mapping(
        self,
        tag: str,
        mapping: Any,
        flow_style: bool | None = None,  # noqa: FBT001  # PyYAML's own
    ) -> yaml.MappingNode:
        """Quote the keys that are no texts in plain YAML: MyST cannot have a date as a key."""
        node = super().represent_mapping(tag, mapping, flow_style)
        for key, _value in node.value:
            if _tag(key.value) != _STRING:
                key.style = "'"
        return node


_Dumper.add_representer(
    _Lines,
    lambda dumper, lines: dumper.represent_mapping(
        'tag:yaml.org,2002:map', lines.items(), flow_style=False
    ),
)


def front_matter(fields: Mapping[str, Any], extra: Mapping[str, Any]) -> str:
    """Write the fields of a record as the front matter of a page.

    The values are texts, lists and mappings of them.  *extra* may hold any value of JSON.
    """
    text = yaml.dump(
        _Lines(cv=_Lines(fields)),
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=None,
        sort_keys=False,
        width=2**20,
    )
    lines = ['  extra:', *_pairs(extra)] if extra else []
    return '\n'.join(['---', text.rstrip('\n'), *lines, '---', ''])


def _printable(value: Any) -> Any:
    """Leave out, wherever a text stands in a value, the characters that no page can hold."""
    if isinstance(value, dict):
        return {_UNPRINTABLE.sub('', name): _printable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return _UNPRINTABLE.sub('', value) if isinstance(value, str) else value


def _pairs(extra: Mapping[str, Any]) -> list[str]:
    """Write each value as JSON, which is YAML too, and keeps numbers apart from texts."""
    found = []
    for name, value in _printable(extra).items():
        key = name if _WORD.fullmatch(name) else _json(name)
        found.append(f'    {key}: {_json(value)}')
    return found


def _json(value: Any) -> str:
    """Write a value on one line: what is a line break in YAML, and none in JSON, as its code."""
    text = json.dumps(value, ensure_ascii=False)
    return _BREAK.sub(lambda match: f'\\u{ord(match[0]):04x}', text)
