"""Which addresses of others a CV takes: those that lead somewhere, and do nothing else."""

from __future__ import annotations

import re

_SCHEMES = frozenset({'http', 'https', 'mailto', 'tel'})
_SCHEME = re.compile(r'\s*([A-Za-z][A-Za-z0-9+.-]*)\s*:')
# A host's name, and maybe a path: what people write for an address.
_HOST = re.compile(r'(?:[\w-]+\.)+[^\W\d]{2,}(?:[/?#]\S*)?')


def refusal(address: str, where: str) -> str:
    """Say why an address that stands *where* is left out; '' if it may stay."""
    scheme = _SCHEME.match(address)
    if scheme is None or scheme[1].lower() in _SCHEMES:
        return ''
    expected = ', '.join(sorted(_SCHEMES))
    return (
        f'{where}: an address of the scheme "{scheme[1]}" is left out; expected one of: {expected}'
    )


def completed(address: str) -> str:
    """Put the scheme before an address that is written without it, such as example.org."""
    return f'https://{address}' if _HOST.fullmatch(address) else address
