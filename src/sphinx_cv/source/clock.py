"""When the CV was last changed: its outputs call that now, and do not change by themselves.

Follows https://reproducible-builds.org/specs/source-date-epoch/.
"""

from __future__ import annotations

import os
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def source_time(folder: Path) -> int:
    """The time of the sources in *folder*, in seconds since 1970 (UTC).

    It is ``SOURCE_DATE_EPOCH`` where that is set, else the time of the last commit, else,
    without a repository, the time of the build.
    """
    epoch = os.environ.get('SOURCE_DATE_EPOCH')
    return int(epoch) if epoch else _commit_time(folder) or int(time.time())


def _commit_time(folder: Path) -> int:
    try:
        run = subprocess.run(  # a fixed command
            ['git', 'log', '-1', '--format=%ct'],  # noqa: S607  # git is where the owner has it
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return 0
    return int(run.stdout) if run.returncode == 0 and run.stdout.strip() else 0
