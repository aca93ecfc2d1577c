"""When the CV was last changed: its outputs call that now, and do not change by themselves."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

from sphinx_cv.warnings import CVWarning, warn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: How long git may take, in seconds; it has one commit to name.
PATIENCE = 20
# A new repository has none yet.
_NO_COMMITS = 'does not have any commits'


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
    """The time of the last commit that touched one of the names; 0 if there is none.

    Nothing is said where there is no git and no repository.
    """
    # A folder stands for all files in it: a command line has room for so many names only.
    tops = sorted({name.partition('/')[0] for name in names})
    try:
        run = subprocess.run(  # noqa: S603  # the names are those of files
            ['git', 'log', '-1', '--format=%ct', '--', *tops],  # noqa: S607  # wherever it is
            cwd=folder,
            capture_output=True,
            check=False,
            env=os.environ | {'LC_ALL': 'C'},
            timeout=PATIENCE,
        )
    except FileNotFoundError:
        return 0
    except subprocess.TimeoutExpired:
        _doubt(f'it did not answer within {PATIENCE} seconds')
        return 0
    except OSError as error:
        _doubt(str(error.strerror))
        return 0
    said = (run.stdout if run.returncode == 0 else run.stderr).decode('utf-8', 'replace').strip()
    if run.returncode == 0:
        if re.fullmatch(r'[0-9]{0,12}', said):
            return int(said or 0)
        _doubt(f'it answered "{said[:40]}"')
    elif any((above / '.git').exists() for above in (folder, *folder.parents)) and not re.search(
        _NO_COMMITS, said
    ):
        _doubt(said.partition('\n')[0] or f'it failed with status {run.returncode}')
    return 0


def _doubt(why: str) -> None:
    message = f'git does not say when the CV was last changed, so its newest file does: {why}'
    warn(CVWarning.CLOCK, message, None, once=True)


def _file_time(folder: Path, name: str) -> int:
    try:
        return int(os.stat(f'{folder}/{name}').st_mtime)  # noqa: PTH116  # Path takes its time
    except FileNotFoundError:
        return 0
