"""The person as a contact card: vCard 4.0 (RFC 6350), which telephones import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_cv.model.phrases import telephone

if TYPE_CHECKING:
    from sphinx_cv.model.records import Person

# RFC 6350, 3.2: longer lines are folded, counted in bytes.
_FOLD = 75


def write_card(person: Person, site: str) -> str:
    """Write the card; *site* is the address of the CV, or '' if it is not known.

    A name's parts cannot be told from its text in every culture: its last word is taken
    for the family name, and the name as a whole stands as it is written.
    """
    given, _space, family = person.name.rpartition(' ')
    lines = [
        'BEGIN:VCARD',
        'VERSION:4.0',
        f'FN:{_escape(person.name)}',
        f'N:{_escape(family)};{_escape(given)};;;',
        *_line('EMAIL', person.email),
        *_line('TEL;VALUE=uri', telephone(person.phone) if person.phone else ''),
        *_line('ADR', f';;;{_escape(person.location)};;;' if person.location else ''),
        *_line('URL', person.url),
        *(f'URL;TYPE={_network(p.network)}:{p.url}' for p in person.profiles),
        *_line('SOURCE', site),
        *_line('NOTE', _escape(person.tagline)),
        'KIND:individual',
        'END:VCARD',
    ]
    return ''.join(f'{_fold(line)}\r\n' for line in lines)


def _line(name: str, value: str) -> list[str]:
    return [f'{name}:{value}'] if value else []


def _escape(text: str) -> str:
    for char in ('\\', ',', ';'):
        text = text.replace(char, f'\\{char}')
    return text.replace('\n', r'\n')


def _network(name: str) -> str:
    return ''.join(c if c.isascii() and c.isalnum() else '-' for c in name)


def _fold(line: str) -> str:
    """Break a line before its 76th byte, and never inside a character."""
    parts, size = [''], 0
    for char in line:
        length = len(char.encode())
        if size + length > _FOLD:
            # The space that marks what goes on counts too.
            parts.append(' ')
            size = 1
        parts[-1] += char
        size += length
    return '\r\n'.join(parts)
