"""The person as a contact card, which telephones and mail programs can import.

The format is vCard 3.0 (RFC 2426, https://www.rfc-editor.org/rfc/rfc2426), which all of them read.
Of 4.0 Outlook knows nothing, and Android's own contacts refuse it or lose the photo; all that
4.0 could add here is that the card is a person's.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from sphinx_cv.model.phrases import telephone
from sphinx_cv.model.place import address_of

if TYPE_CHECKING:
    from sphinx_cv.model.records import Person

# The most bytes that a line may have before it is folded (RFC 2425, 5.8.1).
_FOLD = 75


def write_card(person: Person, site: str, photo: bytes = b'', *, language: str = 'en') -> str:
    """Write the card.

    *site* is the address of the CV, or '' if it is not known.  *photo* is the content of a JPEG
    file, empty without a photo.  *language* is that of the CV.  The whole name stands on the card
    as the page has it, and beside it the family name and the given name (see :class:`.Person`).
    """
    lines = [
        'BEGIN:VCARD',
        'VERSION:3.0',
        f'FN:{_escape(person.name)}',
        f'N:{_escape(person.family)};{_escape(person.given)};;;',
        *(f'EMAIL;TYPE=INTERNET:{email}' for email in person.emails),
        *(f'TEL:{telephone(phone).removeprefix("tel:")}' for phone in person.phones),
        *_line('ADR', _address(person, language)),
        *_line('URL', person.url),
        *_profiles(person),
        *_line('SOURCE', site),
        *_line('NOTE', _escape(person.tagline)),
        *_line('PHOTO;ENCODING=b;TYPE=JPEG', b64encode(photo).decode()),
        'END:VCARD',
    ]
    return ''.join(f'{_fold(line)}\r\n' for line in lines)


def _line(name: str, value: str) -> list[str]:
    return [f'{name}:{value}'] if value else []


def _profiles(person: Person) -> list[str]:
    """Name each profile in a group of lines, as Apple does and others read or leave out.

    The format itself has no labels for addresses of the web.
    """
    lines = []
    for number, profile in enumerate(person.profiles, 1):
        lines += [
            f'item{number}.URL:{profile.url}',
            f'item{number}.X-ABLabel:{_escape(profile.network)}',
        ]
    return lines


def _address(person: Person, language: str) -> str:
    """Write the address in the parts of RFC 2426, 3.2.1.

    A text whose parts are not known stands for the street, as it would on an envelope.
    """
    found = address_of(person, language)
    street = found.street or found.text
    parts = (street, found.city, found.region, found.postcode, found.country)
    return ';;' + ';'.join(_escape(part) for part in parts) if any(parts) else ''


def _escape(text: str) -> str:
    for char in ('\\', ',', ';'):
        text = text.replace(char, f'\\{char}')
    return text.replace('\n', r'\n')


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
