"""README.md as the package index shows it, where links into the repository would lead nowhere.

They lead to the repository, whose address is that of ``[project.urls]``.  While there is none,
their words stay, and the picture goes.
"""

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

_PICTURE = re.compile(r'!\[([^\]]*)\]\((?!https?:)([^)]+)\)\n\n')
_LINK = re.compile(r'(?<!!)\[([^\]]+)\]\((?!https?:|#)([^)]+)\)')


class Readme(MetadataHookInterface):
    """Fills in the field ``readme`` of the package's metadata."""

    def update(self, metadata: dict) -> None:
        """Read it from the file."""
        text = Path(self.root, 'README.md').read_text('utf-8')
        address = metadata['urls'].get('Repository', '')
        metadata['readme'] = {
            'content-type': 'text/markdown',
            'text': from_outside(text, address),
        }


def from_outside(text: str, address: str) -> str:
    """Write a text so that each of its links leads somewhere from any place."""
    if not address:
        return _LINK.sub(r'\1', _PICTURE.sub('', text))
    text = _PICTURE.sub(rf'![\1]({address}/raw/HEAD/\2)\n\n', text)
    return _LINK.sub(rf'[\1]({address}/blob/HEAD/\2)', text)
