"""The house: imports run one way, and a reader finds rooms by their names."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from projects import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = ROOT / 'src' / 'sphinx_cv'
#: From the bottom to the top: a room may import from itself and from the rooms before it.
ROOMS = (
    'version',
    'locale',
    'model',
    'warnings',
    'config',
    'exports',
    'source',
    'domain',
    'components',
    'html',
    'latex',
    'extension',
    '__init__',
    'importers',
    'cli',
    '__main__',
)
#: What has a name of its own on the ground floor.
_GROUND = 16


def modules() -> Iterator[tuple[str, Path]]:
    for file in sorted(PACKAGE.rglob('*.py')):
        parts = file.relative_to(PACKAGE).with_suffix('').parts
        yield '.'.join(part for part in parts if part != '__init__') or '__init__', file


MODULES = dict(modules())


def imports(file: Path) -> set[str]:
    """The modules of the package that a module imports, for its types too."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text('utf-8'))):
        if isinstance(node, ast.ImportFrom) and (node.module or '').startswith('sphinx_cv'):
            base = (node.module or '').removeprefix('sphinx_cv').lstrip('.')
            for alias in node.names:
                name = f'{base}.{alias.name}'.lstrip('.')
                found.add(name if name in MODULES else base or '__init__')
    return found


def room(module: str) -> str:
    return module.partition('.')[0]


def test_every_room_has_its_floor() -> None:
    assert {room(name) for name in MODULES} == set(ROOMS)


def test_no_arrow_runs_back_up() -> None:
    for name, file in MODULES.items():
        for target in imports(file):
            assert ROOMS.index(room(target)) <= ROOMS.index(room(name)), f'{name} -> {target}'


def test_there_is_no_circle() -> None:
    arrows = {name: imports(file) - {'__init__', name} for name, file in MODULES.items()}
    # Take away, again and again, what imports nothing that is left.
    while free := [name for name, targets in arrows.items() if not targets & arrows.keys()]:
        for name in free:
            del arrows[name]
    assert arrows == {}


def test_exports_import_no_drawer_and_the_model_no_sphinx() -> None:
    drawers = {'components', 'html', 'latex'}
    for name, file in MODULES.items():
        if room(name) == 'exports':
            assert not {room(target) for target in imports(file)} & drawers, name
        if room(name) == 'model':
            text = file.read_text('utf-8')
            assert 'import docutils' not in text
            assert 'from docutils' not in text
            assert 'from sphinx.' not in text


_NAMING_FURO = {'html.site', 'html.nodes', 'config', 'extension'}


def test_furo_stands_in_one_room() -> None:
    for name, file in MODULES.items():
        # The theme's frame is the value of a setting.
        if name.startswith('html.furo') or name in {
            'html.site',
            'html.nodes',
            'config',
            'extension',
        }:
            continue
        assert 'furo' not in file.read_text('utf-8').lower(), name


def test_the_ground_floor_is_small() -> None:
    names = [
        entry.name
        for entry in PACKAGE.iterdir()
        if entry.suffix == '.py' or (entry / '__init__.py').exists()
    ]
    assert len(names) <= _GROUND, sorted(names)
