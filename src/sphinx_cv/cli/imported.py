"""The files of an imported CV: a new project, or pages for one that exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_cv.cli.project import FRAME, starter_files
from sphinx_cv.cli.words import language_of, words
from sphinx_cv.importers.pages import Page, file_names
from sphinx_cv.model.entry_types import ENTRY_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_cv.cli.project import Owner
    from sphinx_cv.importers.pages import ImportedCV

# The folder for each section of JSON Resume, in the order of a CV.
_FOLDERS = {
    'work': 'experience',
    'education': 'education',
    'projects': 'projects',
    'publications': 'publications',
    'certificates': 'certifications',
    'awards': 'awards',
    'volunteer': 'volunteering',
    'interests': 'interests',
    'references': 'references',
}
_LISTED = """# {title}

:::{{entries}}
:::

```{{toctree}}
:hidden:

{names}
```
"""
_OVERVIEW = """
:::{entries}
:::
"""
_TOCTREE = """
```{{toctree}}
:hidden:

{names}
```
"""


@dataclass
class Additions:
    """Files for a project that exists; ``unlisted`` are pages that no toctree has yet."""

    files: dict[str, str] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)


def project_of(cv: ImportedCV, owner: Owner) -> dict[str, str]:
    """Make all files of a new project from an imported CV."""
    reasons = {}
    if any(page.missing() for page in cv.entries):
        reasons['cv.missing_field'] = 'entries without dates or an organization'
    if cv.skills:
        reasons['cv.unused_name'] = 'skills that no text marks: {skill}`Python`'
    frame = starter_files(owner, reasons)
    made = {path: text for path, text in frame.items() if path in FRAME or path.startswith('.')}
    titles = words(owner.language)
    pages = _entry_files(cv, set(), titles)
    made |= pages
    made |= (texts := _text_files(cv, set()))
    indexes = [path for path in pages if path.endswith('/index.md')]
    names = [path.removesuffix('.md') for path in [*indexes, *texts]]
    made['skills.md'] = cv.skills_page(titles['skills']).text()
    made['organizations.md'] = cv.organizations_page(titles['organizations']).text()
    person = cv.person or Page('person', owner.name)
    # The heading on the page is the name, whatever the project is called.
    listed = '\n'.join([*names, 'skills', 'organizations'])
    overview = _OVERVIEW if cv.entries else ''
    made['index.md'] = person.text() + overview + _TOCTREE.format(names=listed)
    return made


def additions(cv: ImportedCV, folder: Path) -> Additions:
    """Make the files that an imported CV adds to the project in *folder*.

    What it says where the project has a page already goes into a file beside that page, which
    Sphinx does not read: its owner knows which of the two is right.
    """
    taken = {file.stem for file in folder.rglob('*.md')}
    added = Additions()
    titles = words(language_of(folder / 'conf.py'))
    pages = _entry_files(cv, taken, titles) | _text_files(cv, taken)
    for path, text in pages.items():
        if not (folder / path).exists():
            added.files[path] = text
    others = {
        'index.md': cv.person,
        'skills.md': cv.skills_page(titles['skills']) if cv.skills else None,
        'organizations.md': cv.organizations_page(titles['organizations'])
        if cv.organizations
        else None,
    }
    for path, page in others.items():
        if page is not None:
            there = (folder / path).exists()
            added.files[_free(folder, f'{path}.imported') if there else path] = page.text()
    front = folder / 'index.md'
    listed = front.read_text('utf-8', 'replace') if front.exists() else ''
    added.unlisted = [
        path.removesuffix('.md')
        for path in added.files
        if path.endswith('.md') and not _is_listed(folder, path, listed)
    ]
    return added


def _is_listed(folder: Path, path: str, front: str) -> bool:
    """Whether a toctree may have a page: that of its section, or of the *front* page."""
    section, _slash, name = path.removesuffix('.md').rpartition('/')
    index = folder / section / 'index.md'
    if section and name != 'index':
        listed = index.read_text('utf-8', 'replace') if index.exists() else name
        return name in listed or '*' in listed
    return path.removesuffix('.md') in front


def _free(folder: Path, name: str) -> str:
    number, found = 1, name
    while (folder / found).exists():
        number += 1
        found = f'{name}-{number}'
    return found


def _text_files(cv: ImportedCV, taken: set[str]) -> dict[str, str]:
    """Make the pages that have only text; none has the name of a folder, which would confuse."""
    names = file_names(cv.sections, {*taken, *_FOLDERS.values()})
    return {f'{n}.md': page.text() for n, page in zip(names, cv.sections, strict=True)}


def _entry_files(cv: ImportedCV, taken: set[str], titles: Mapping[str, str]) -> dict[str, str]:
    made: dict[str, str] = {}
    names = dict(zip(map(id, cv.entries), file_names(cv.entries, taken), strict=True))
    for section, folder in _FOLDERS.items():
        pages = [page for page in cv.entries if ENTRY_TYPES[page.type].section == section]
        if pages:
            # They are named one by one, so that entries of the same dates keep their order.
            listed = '\n'.join(names[id(page)] for page in pages)
            made[f'{folder}/index.md'] = _LISTED.format(title=titles[folder], names=listed)
        for page in pages:
            made[f'{folder}/{names[id(page)]}.md'] = page.text()
    return made
