"""The person as a contact card, which telephones can import.

The format is vCard 4.0 (RFC 6350, https://www.rfc-editor.org/rfc/rfc6350).
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from sphinx_cv.model.phrases import telephone

if TYPE_CHECKING:
    from sphinx_cv.model.records import Person

# The most bytes that a line may have before it is folded (RFC 6350, 3.2).
_FOLD = 75


def write_card(person: Person, site: str, photo: bytes = b'') -> str:
    """Write the card.

    *site* is the address of the CV, or '' if it is not known.  *photo* is the content of a JPEG
    file, empty without a photo.  The whole name stands on the card as the page has it, and
    beside it the family name and the given name (see :class:`.Person`).
    """
    lines = [
        'BEGIN:VCARD',
        'VERSION:4.0',
        f'FN:{_escape(person.name)}',
        f'N:{_escape(person.family)};{_escape(person.given)};;;',
        *(f'EMAIL:{email}' for email in person.emails),
        *(f'TEL;VALUE=uri:{telephone(phone)}' for phone in person.phones),
        *_line('ADR', _address(person)),
        *_line('URL', person.url),
        *(f'URL;TYPE={_network(p.network)}:{p.url}' for p in person.profiles),
        *_line('SOURCE', site),
        *_line('NOTE', _escape(person.tagline)),
        *_line('PHOTO', f'data:image/jpeg;base64,{b64encode(photo).decode()}' if photo else ''),
        'KIND:individual',
        'END:VCARD',
    ]
    return ''.join(f'{_fold(line)}\r\n' for line in lines)


def _line(name: str, value: str) -> list[str]:
    return [f'{name}:{value}'] if value else []


def _address(person: Person) -> str:
    """Write the address in the parts of RFC 6350, 6.3.1.

    If no part is known, the whole text of the address, or the place, stands for the city.
    """
    address = person.address
    parts = ('', '', address.street, address.city, address.region, address.postcode)
    if not any((*parts, address.country)):
        place = address.text or person.location
        return f';;;{_escape(place)};;;' if place else ''
    return ';'.join(_escape(part) for part in (*parts, address.country))


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
            # The space that marks the rest of a folded line counts too.
            parts.append(' ')
            size = 1
        parts[-1] += char
        size += length
    return '\r\n'.join(parts)
