"""When the CV was last changed: its outputs call that now, and do not change by themselves."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def source_time(sources: Iterable[Path], folder: Path) -> int:
    """The time of the *sources*, which lie in *folder*, in seconds since 1970 (UTC).

    It is ``SOURCE_DATE_EPOCH`` where that is set
    (https://reproducible-builds.org/specs/source-date-epoch/), else the time of the last
    commit that touched one of them, else, without a repository, that of the newest file.
    A commit that touches something else, such as a program beside the CV, is no change of it.
    """
    epoch = os.environ.get('SOURCE_DATE_EPOCH')
    if epoch:
        return int(epoch)
    files = [file for file in sources if file.exists()]
    return _commit_time(files, folder) or max((int(f.stat().st_mtime) for f in files), default=0)


def _commit_time(files: Iterable[Path], folder: Path) -> int:
    # A folder stands for all files in it: a command line has room for so many names only.
    inside = [file.relative_to(folder) for file in files if file.is_relative_to(folder)]
    paths = sorted({path.parts[0] for path in inside})
    try:
        run = subprocess.run(  # noqa: S603  # the names are those of files
            ['git', 'log', '-1', '--format=%ct', '--', *paths],  # noqa: S607  # wherever it is
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return 0
    return int(run.stdout) if run.returncode == 0 and run.stdout.strip() else 0
