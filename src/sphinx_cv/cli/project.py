"""A new project: its files as texts first, so that a slip leaves nothing half written."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath
from string import Template
from typing import TYPE_CHECKING

from sphinx_cv.cli.snippets import SNIPPETS, write_snippets
from sphinx_cv.cli.words import spoken, titles, words
from sphinx_cv.importers.markup import clean, front_matter, heading
from sphinx_cv.model.names import slug
from sphinx_cv.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

#: Where a new project gets sphinx-cv from: what pip calls a requirement.
REQUIREMENT = f'sphinx-cv>={__version__}'
#: The files of the starter that are about how it is built, not about the person.
FRAME = ('conf.py', 'Makefile', 'README.md', 'requirements.txt')
_TYPE = re.compile(r'^  type: (\S+)$', re.MULTILINE)
# What the examples say beside their titles.
_SENTENCES = ('tagline', 'about', 'task', 'result', 'native', 'fluent')


class ProjectError(Exception):
    """Files cannot be written where they should be."""


class _Blanks(Template):
    """A file with blanks such as ``@{HEADING}``; Make, shells and GitHub use other signs."""

    delimiter = '@'
    idpattern = r'(?-i:[A-Z]+)'


@dataclass(frozen=True)
class Owner:
    """Whose project it is: the name, an e-mail address or '', and the language of the CV."""

    name: str
    email: str = ''
    language: str = 'en'


def starter_files(owner: Owner, suppressed: Mapping[str, str] | None = None) -> dict[str, str]:
    """Make the files of a project with an example of each usual entry, by their paths.

    *suppressed* has warnings that conf.py silences, each with the reason.
    """
    name = clean(owner.name)
    # The name of the project names files too, so it needs a letter.
    project = name if slug(name) else 'Curriculum vitae'
    email = front_matter({'email': owner.email}, {}).splitlines()[2].strip()
    blanks = {
        'PROJECT': repr(project),
        'LANGUAGE': repr(owner.language),
        'HEADING': heading(name),
        'EMAIL': email if owner.email else '# email: you@example.org',
        'PDF': f'{slug(project)}-cv.pdf',
        'REQUIREMENT': REQUIREMENT,
        'SUPPRESSED': _suppressed(suppressed or {}),
        'AUTHOR': json.dumps(name, ensure_ascii=False),
    }
    said, labels = words(owner.language), titles(owner.language)
    blanks |= {word.upper(): said[word] for word in _SENTENCES}
    blanks['OWN'], blanks['FOREIGN'] = spoken(owner.language)
    starter = files('sphinx_cv') / 'cli' / 'starter'
    made = {}
    for path, text in _texts(starter, ''):
        # The heading of a page is named by its folder or the page, that of an entry by its type.
        name, type_ = path.removesuffix('.md').removesuffix('/index'), _TYPE.search(text)
        blanks['TITLE'] = said.get(name) or (labels.get(type_[1], '') if type_ else '')
        made[path] = _Blanks(text).safe_substitute(blanks)
    return made | {SNIPPETS: write_snippets()}


def write_files(folder: Path, made: Mapping[str, str]) -> None:
    """Write files into a folder, all of them or none.

    :raises ProjectError: if one of them is there already, or cannot be written
    """
    there = [path for path in made if os.path.lexists(folder / path)]
    if there:
        raise ProjectError(f'{folder / there[0]} exists already, and is not overwritten')
    written: list[Path] = []
    try:
        for path, text in made.items():
            file = folder / path
            missing = [parent for parent in file.parents if not os.path.lexists(parent)]
            file.parent.mkdir(parents=True, exist_ok=True)
            written += reversed(missing)
            with file.open('x', encoding='utf-8', newline='\n') as stream:
                written.append(file)
                stream.write(text)
    except OSError as error:
        for path_ in reversed(written):
            if path_.is_dir():
                path_.rmdir()
            else:
                path_.unlink()
        raise ProjectError(f'{error.filename or folder}: {error.strerror or error}') from error


def _texts(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        # A file that begins with a dot, or is Python, would mean something here as well.
        name = entry.name.removesuffix('.in')
        if name.startswith('dot-'):
            name = f'.{name.removeprefix("dot-")}'
        target = str(PurePosixPath(path, name))
        if entry.is_dir():
            yield from _texts(entry, target)
        else:
            yield target, entry.read_text('utf-8')


def _suppressed(reasons: Mapping[str, str]) -> str:
    if not reasons:
        return ''
    lines = [f"    '{name}',  # {reason}" for name, reason in reasons.items()]
    return '\n'.join(
        [
            '',
            '# What the imported file left open.  Take a line out when its pages are complete.',
            'suppress_warnings = [',
            *lines,
            ']',
            '',
        ]
    )
