"""The commands of the Makefile, on this very checkout."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import yaml
from projects import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def make(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # Not the flags of the make that runs the tests.
    outer = {name: value for name, value in os.environ.items() if 'MAKE' not in name}
    return subprocess.run(
        ['make', '--no-print-directory', *arguments],
        cwd=ROOT,
        env=outer | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_second_make_does_no_tex_work() -> None:
    assert make().returncode == 0
    site = ROOT / '_build' / 'html'
    log = ROOT / '_build' / 'pdf' / 'typeset.log'
    before = [file.stat().st_mtime_ns for file in (log, site / 'pierre-carrier-cv.pdf')]
    again = make()
    assert again.returncode == 0
    assert before == [file.stat().st_mtime_ns for file in (log, site / 'pierre-carrier-cv.pdf')]
    for line in (
        'Site:        _build/html/index.html',
        'JSON Resume: _build/html/resume.json',
        'PDF:         _build/html/pierre-carrier-cv.pdf',
    ):
        assert line in again.stdout
        assert (ROOT / line.split()[-1]).exists()


def test_help_lists_every_command() -> None:
    listed = re.findall(r'^  make (\w+)', make('help').stdout, re.MULTILINE)
    [phony] = re.findall(r'^\.PHONY: (.*)', (ROOT / 'Makefile').read_text('utf-8'), re.MULTILINE)
    assert listed == phony.split()


def test_there_is_one_list_of_packages() -> None:
    config = yaml.safe_load((ROOT / '.readthedocs.yaml').read_text('utf-8'))
    packages = make('-n', '-p', 'help').stdout
    assert f'PDF_PACKAGES := {" ".join(config["build"]["apt_packages"])}\n' in packages


def test_without_the_right_to_install_it_says_what_to_run(tmp_path: Path) -> None:
    """Run the installer as nobody, on a machine that lacks a package."""
    for name, text in {
        'dpkg-query': 'exit 1',
        'id': 'echo 65534',
        'sudo': 'exit 1',
    }.items():
        (tmp_path / name).write_text(f'#!/bin/sh\n{text}\n', encoding='utf-8')
        (tmp_path / name).chmod(0o755)
    run = subprocess.run(
        [ROOT / 'tools' / 'apt-install', 'latexmk', 'fonts-lato'],
        env={'PATH': f'{tmp_path}:/usr/bin:/bin'},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert 'sudo apt-get install --no-install-recommends latexmk fonts-lato\n' in run.stderr


def test_without_tex_there_still_is_a_site(tmp_path: Path) -> None:
    """Run make where the installer fails; the site must not link a PDF that is not there."""
    for name, text in {'dpkg-query': 'exit 1', 'id': 'echo 65534', 'sudo': 'exit 1'}.items():
        (tmp_path / name).write_text(f'#!/bin/sh\n{text}\n', encoding='utf-8')
        (tmp_path / name).chmod(0o755)
    checkout = tmp_path / 'checkout'
    subprocess.run(['git', 'clone', '-q', ROOT, checkout], check=True)
    (checkout / '.venv').symlink_to(ROOT / '.venv')
    # Files as new as these would have the copy installed, for all who use the environment.
    for name in ('pyproject.toml', 'constraints.txt'):
        os.utime(checkout / name, (0, 0))
    run = subprocess.run(
        ['make', '--no-print-directory'],
        cwd=checkout,
        env={'PATH': f'{tmp_path}:{os.environ["PATH"]}'},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert 'sudo apt-get install' in run.stderr
    assert 'cv.pdf' not in (checkout / '_build' / 'html' / 'index.html').read_text('utf-8')
