"""When the CV was last changed: its outputs call that now, and do not change by themselves."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def source_time(folder: Path, names: Iterable[str]) -> int:
    """The time of the sources in *folder*, in seconds since 1970 (UTC); *names* are theirs.

    It is ``SOURCE_DATE_EPOCH`` where that is set
    (https://reproducible-builds.org/specs/source-date-epoch/), else the time of the last
    commit that touched one of them, else, without a repository, that of the newest file.
    A commit that touches something else, such as a program beside the CV, is no change of it.
    """
    epoch = os.environ.get('SOURCE_DATE_EPOCH')
    if epoch:
        return int(epoch)
    names = list(names)
    return _commit_time(folder, names) or max(
        (_file_time(folder, name) for name in names), default=0
    )


def _commit_time(folder: Path, names: Iterable[str]) -> int:
    # A folder stands for all files in it: a command line has room for so many names only.
    tops = sorted({name.partition('/')[0] for name in names})
    try:
        run = subprocess.run(  # noqa: S603  # the names are those of files
            ['git', 'log', '-1', '--format=%ct', '--', *tops],  # noqa: S607  # wherever it is
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return 0
    return int(run.stdout) if run.returncode == 0 and run.stdout.strip() else 0


def _file_time(folder: Path, name: str) -> int:
    try:
        return int(os.stat(f'{folder}/{name}').st_mtime)  # noqa: PTH116  # Path takes its time
    except FileNotFoundError:
        return 0
