"""The downloads of ``cv_downloads``: made from the manuscript, and removed with the setting."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_cv.config import SettingsError
from sphinx_cv.exports.files import download_names, remove_others
from sphinx_cv.html.downloads.manuscript import read_manuscript
from sphinx_cv.html.downloads.text import write_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config


def check_word(_app: Sphinx, config: Config) -> None:
    """Look for the package that Word documents need (event ``config-inited``).

    :raises SettingsError: if it is not installed
    """
    if 'docx' in config.cv_downloads and find_spec('docx') is None:
        raise SettingsError(
            "conf.py: cv_downloads: 'docx' needs python-docx, which is not installed; "
            "install it with: pip install 'sphinx-cv[docx]'"
        )


def write_download(builder: Builder, name: str) -> bytes:
    """Make the file of a *name*, whose ending says its form."""
    manuscript = read_manuscript(builder)
    if name.endswith('.txt'):
        return write_text(manuscript).encode()
    # It is an extra, and slow to load.
    from sphinx_cv.html.downloads.word import write_word  # noqa: PLC0415

    return write_word(manuscript, builder)


def remove_old_downloads(app: Sphinx) -> None:
    """Remove what an earlier build wrote here, and this one will not."""
    where = hashlib.sha256(str(app.outdir).encode()).hexdigest()[:12]
    store = app.doctreedir / f'sphinx-cv-downloads-{where}.json'
    names = download_names(app.config).values()
    remove_others(store, [Path(app.outdir) / name for name in names])


def setup_downloads(app: Sphinx) -> None:
    """Have the settings checked before anything is built."""
    app.connect('config-inited', check_word, priority=150)
