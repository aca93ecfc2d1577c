"""Private fields that do not stand in the pages, so that they need not be in the repository.

They come from a file that is not under version control, or from the environment, where a build
service keeps its secrets.  Both are YAML, with the fields by page::

    index:
      phone: +44 20 7946 0000

No message repeats a value: what a build says is often public.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sphinx_cv.config import SettingsError
from sphinx_cv.source.clock import PATIENCE
from sphinx_cv.source.files import wrong_encoding, wrong_with
from sphinx_cv.source.front_matter import compose
from sphinx_cv.warnings import CVWarning, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The variable of the environment that holds private fields.
VARIABLE = 'CV_PRIVATE'
# A setting that stands for all private fields, so that Sphinx reads all pages again when they are
# others.  It is not for conf.py to set.
_DIGEST = 'sphinx_cv_private'


@dataclass(frozen=True)
class PrivateField:
    """A private field of a page: its name, its value, and where it stands."""

    name: str
    node: yaml.Node
    place: str


PrivateFields = dict[str, tuple[PrivateField, ...]]


def read_private(config: Config, folder: Path) -> PrivateFields:
    """Read the private fields of each page; those of the environment win.

    *folder* is that of conf.py.

    :raises SettingsError: if they cannot be read
    """
    found: dict[str, dict[str, PrivateField]] = {}
    for place, text in _texts(config, folder).items():
        for page, fields in _pages(place, text).items():
            found.setdefault(page, {}).update(fields)
    return {page: tuple(fields.values()) for page, fields in found.items()}


def _texts(config: Config, folder: Path) -> dict[str, str]:
    name = config.cv_private
    texts = {name: _read(folder, name)} if os.path.lexists(folder / name) else {}
    return {**texts, VARIABLE: os.environ.get(VARIABLE, '')}


def _read(folder: Path, name: str) -> str:
    if wrong := wrong_with(folder, name):
        raise SettingsError(f'{name}: {wrong}')
    content = (folder / name).read_bytes()
    # The whole message would show a byte of what is private.
    line, _message = wrong_encoding(content)
    if line:
        raise SettingsError(f'{name}:{line}: this is not UTF-8; save the file as UTF-8')
    return content.decode()


def _pages(place: str, text: str) -> Mapping[str, dict[str, PrivateField]]:
    try:
        top = compose(text)
    except yaml.YAMLError as error:
        mark = getattr(error, 'problem_mark', None)
        line = f':{mark.line + 1}' if mark else ''
        message = f'{place}{line}: this is no YAML'
        # Without the error that it comes from, which quotes the text.
        raise SettingsError(message) from None
    if top is None:
        return {}
    expected = f'{place}: expected fields by page, such as "index:" with "phone:" below it'
    if not isinstance(top, yaml.MappingNode):
        raise SettingsError(expected)
    found: dict[str, dict[str, PrivateField]] = {}
    for page, fields in top.value:
        if not isinstance(fields, yaml.MappingNode):
            line = page.start_mark.line + 1
            raise SettingsError(expected.replace(':', f':{line}:', 1))
        name = str(page.value).removesuffix('.md')
        found[name] = {
            key.value: PrivateField(key.value, node, f'{place}:{key.start_mark.line + 1}')
            for key, node in fields.value
        }
    return found


def setup_private(app: Sphinx) -> None:
    """Have all pages read again when the private fields are others."""
    app.add_config_value(_DIGEST, '', 'env', (str,))
    app.connect('config-inited', _look, priority=200)


def _look(app: Sphinx, config: Config) -> None:
    """Read the private fields once before all pages, to report what is wrong with them."""
    folder = Path(app.confdir)
    read_private(config, folder)
    texts = repr(_texts(config, folder))
    config[_DIGEST] = hashlib.sha256(texts.encode()).hexdigest()
    file = folder / config.cv_private
    if file.is_file() and _is_tracked(file):
        message = (
            'git keeps this file, so whoever has the repository can read it; take it out with '
            '"git rm --cached", put it into .gitignore, and mind that it stays in the history'
        )
        warn(CVWarning.PRIVATE, message, f'{config.cv_private}:1')


def _is_tracked(file: Path) -> bool:
    """Whether git keeps a file; where it cannot be asked, nothing is known against it."""
    command = ['git', 'ls-files', '--error-unmatch', '--', file.name]
    try:
        run = subprocess.run(  # noqa: S603  # the name is that of the owner's file
            command, cwd=file.parent, capture_output=True, check=False, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0
