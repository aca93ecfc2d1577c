"""Cover letters lie among the pages, but Sphinx never reads them: so no output can show them."""

from __future__ import annotations

import glob
import re
from typing import TYPE_CHECKING

from sphinx.project import EXCLUDE_PATHS
from sphinx.util.matching import get_matching_files

from sphinx_cv.source.front_matter import front_matter_of

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config

#: What holds the files of the letters, from the project's folder.  It is not for conf.py to set.
LETTERS = 'sphinx_cv_letters'

# However it is written, and also where a slip keeps the rest from being read.
_TYPE = re.compile(r'\btype["\']?\s*:\s*["\']?letter\b', re.IGNORECASE)


def hide_letters(app: Sphinx, config: Config) -> None:
    """Find the letters, and exclude them from the pages (event ``config-inited``)."""
    endings = tuple(end for end, kind in config.source_suffix.items() if kind == 'markdown')
    excluded = [*config.exclude_patterns, *config.templates_path, *EXCLUDE_PATHS]
    names = get_matching_files(app.srcdir, config.include_patterns, excluded)
    files = sorted(name for name in names if name.endswith(endings))
    found = [file for file in files if _is_letter(app.srcdir / file)]
    setattr(config, LETTERS, found)
    config.exclude_patterns = [*config.exclude_patterns, *map(glob.escape, found)]


def _is_letter(file: Path) -> bool:
    # Reading a pipe would wait for ever; what is wrong with a file is said of it as a page.
    if not file.is_file():
        return False
    try:
        source = file.read_bytes()
    except OSError:
        return False
    return b'letter' in source.lower() and bool(
        _TYPE.search(front_matter_of(source.decode('utf-8', 'replace')))
    )


def setup_letters(app: Sphinx) -> None:
    """Have the letters found once it is known which files are pages."""
    app.add_config_value(LETTERS, [], '', (list,))
    app.connect('config-inited', hide_letters, priority=850)
