#!/usr/bin/env python3
"""Print what CHANGELOG.md says of a release, or say why its tag cannot be released.

``tools/release_notes.py v0.2.0`` is what the release workflow runs first.  It needs nothing but
Python, and fails if the package has another version, or if the version has no section with a date
and with something in it.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def notes(tag: str, version: str, changelog: str) -> str:
    """Give the section of the version that a tag names.

    Raises ValueError if there is none to release.
    """
    if tag != f'v{version}':
        msg = f'the tag is "{tag}", and src/sphinx_cv/version.py asks for "v{version}"'
        raise ValueError(msg)
    heading = rf'^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$'
    # Up to the next version, or the definitions of links at the end.
    section = rf'{heading}\n(.*?)(?=^## |^\[.*\]: |\Z)'
    found = re.search(section, changelog, re.MULTILINE | re.DOTALL)
    if not found:
        msg = f'CHANGELOG.md has no heading "## [{version}] - YYYY-MM-DD"'
        raise ValueError(msg)
    text = found[1].strip()
    if not text:
        msg = f'CHANGELOG.md says nothing of {version}'
        raise ValueError(msg)
    return text


def main() -> None:
    """Print the notes of the tag that the command line names."""
    source = (ROOT / 'src' / 'sphinx_cv' / 'version.py').read_text('utf-8')
    [version] = re.findall(r"^__version__ = '(.*)'$", source, re.MULTILINE)
    changelog = (ROOT / 'CHANGELOG.md').read_text('utf-8')
    try:
        [tag] = sys.argv[1:]
        sys.stdout.write(notes(tag, version, changelog) + '\n')
    except ValueError as error:
        sys.exit(f'tools/release_notes.py: {error}')


if __name__ == '__main__':
    main()
