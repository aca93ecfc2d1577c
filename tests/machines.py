"""Fresh machines: bare roots of other systems, made by debootstrap, in which commands run.

A root has its own files and processes, and the network of this machine.  Only root can make one.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from projects import copy_checkout

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Systems, each with its suite and its sections.  They have TeX Live 2022, 2023 and 2024, and the
#: newest that is packaged.
SYSTEMS = {
    'Debian 12': ('bookworm', 'main'),
    'Ubuntu 24.04': ('noble', 'main,universe'),
    'Debian 13': ('trixie', 'main'),
    'Debian testing': ('testing', 'main'),
}
#: Somebody who works there, and may do everything by sudo.
USER = 'ada'
# What README.md asks for, and what this machine brings along.
_PACKAGES = 'ca-certificates,git,make,python3,sudo'
# How this machine reaches the network.
_PASSED_ON = ('PIP_', 'NODE_EXTRA_CA_CERTS', 'http_proxy', 'https_proxy', 'no_proxy')
_AUTHORITIES = Path('usr/local/share/ca-certificates')
# Nothing that is mounted or started in it outlives the command.
_ENTER = """\
mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && mount -t tmpfs tmpfs "$0/run" &&
root=$0 && cd / && exec chroot "$root" "$@"
"""


@dataclass(frozen=True)
class Machine:
    """The root of a system."""

    root: Path

    @classmethod
    def make(cls, system: str, folder: Path) -> Machine:
        """Make the root of one of the ``SYSTEMS`` in a *folder*."""
        suite, sections = SYSTEMS[system]
        machine = cls(folder / suite)
        run = ['debootstrap', '--variant=minbase', f'--include={_PACKAGES}']
        if system.startswith('Ubuntu'):
            run.append(f'--keyring={_keys_of_ubuntu()}')
        known = Path('/usr/share/debootstrap/scripts')
        # An older debootstrap does not know the newest names; all of Ubuntu are made alike.
        script = [] if (known / suite).exists() else [str(known / 'gutsy')]
        # The mirror is the one that it knows itself.
        made = [suite, str(machine.root), '', *script]
        _run(_unshared(*run, f'--components={sections}', *made))
        for file in Path('/', _AUTHORITIES).glob('*.crt'):
            shutil.copy(file, machine.root / _AUTHORITIES)
        shutil.copy('/etc/hosts', machine.root / 'etc')
        # A mirror may be some weeks behind.
        apt = machine.root / 'etc' / 'apt' / 'apt.conf.d' / '99mirror'
        apt.write_text('Acquire::Check-Valid-Until "false";\n', encoding='utf-8')
        machine.run('update-ca-certificates', user='root')
        machine.run('useradd', '--create-home', '--shell', '/bin/sh', USER, user='root')
        return machine

    def allow_all(self) -> None:
        """Let the user do everything."""
        file = self.root / 'etc' / 'sudoers.d' / USER
        file.write_text(f'{USER} ALL=(ALL) NOPASSWD: ALL\n', encoding='utf-8')

    def checkout(self, home: str, user: str) -> Path:
        """Copy the project into the *home* of a user, as somebody has it who has cloned it."""
        made = copy_checkout(self.root / home)
        at = f'/{home}/checkout'
        self.run('chown', '-R', f'{user}:', at, user='root')
        # The time of the sources is that of the last commit.
        who = '-c user.name=Ada -c user.email=ada@example.org'
        git = f'GIT_COMMITTER_DATE=2026-01-01T00:00Z git {who}'
        commit = f'cd {at} && git init -q && git add . && {git} commit -qm All'
        self.run('sh', '-c', commit, user=user)
        return made

    def run(
        self, *command: str, user: str = USER, status: int = 0
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as somebody, and see that it ends with a *status*."""
        given = [
            f'{name}={value}' for name, value in os.environ.items() if name.startswith(_PASSED_ON)
        ]
        environment = ['env', '-i', 'LANG=C.UTF-8', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', *given]
        home = '/root' if user == 'root' else f'/home/{user}'
        become = ['setpriv', '--reuid', user, '--regid', user, '--init-groups']
        entered = (
            'sh',
            '-c',
            _ENTER,
            str(self.root),
            *environment,
            f'HOME={home}',
            *become,
            *command,
        )
        return _run(_unshared(*entered), status)


@functools.cache
def _keys_of_ubuntu() -> Path:
    """Find the keys of Ubuntu's archive, which Debian has in a package from 13 on."""
    here = Path('/usr/share/keyrings/ubuntu-archive-keyring.gpg')
    if here.exists():
        return here
    folder = Path(tempfile.mkdtemp())
    machine = Machine.make('Debian 13', folder)
    for command in ('update', 'install --yes ubuntu-keyring'):
        machine.run('apt-get', '--quiet', *command.split(), user='root')
    shutil.copy(machine.root / here.relative_to('/'), folder)
    # Of the rest nothing is needed.
    shutil.rmtree(machine.root)
    return folder / here.name


def _unshared(*command: str) -> list[str]:
    return ['unshare', '--mount', '--pid', '--fork', '--kill-child', *command]


def _run(command: Sequence[str], status: int = 0) -> subprocess.CompletedProcess[str]:
    run = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert run.returncode == status, f'{" ".join(command)}\n{run.stdout[-4000:]}'
    return run
