"""The commands of the Makefile, in a copy: no test builds where its owner works."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml
from projects import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # Not the flags of the make that runs the tests.
    outer = {name: value for name, value in os.environ.items() if 'MAKE' not in name}
    return subprocess.run(
        ['make', '--no-print-directory', *arguments],
        cwd=folder,
        env=outer | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.latex
def test_a_second_make_does_no_tex_work(checkout: Path) -> None:
    assert make(checkout).returncode == 0
    site = checkout / '_build' / 'html'
    log = checkout / '_build' / 'pdf' / 'typeset.log'
    before = [file.stat().st_mtime_ns for file in (log, site / 'pierre-carrier-cv.pdf')]
    again = make(checkout)
    assert again.returncode == 0
    assert before == [file.stat().st_mtime_ns for file in (log, site / 'pierre-carrier-cv.pdf')]
    for line in (
        'Site:        _build/html/index.html',
        'JSON Resume: _build/html/resume.json',
        'PDF:         _build/html/pierre-carrier-cv.pdf',
    ):
        assert line in again.stdout
        assert (checkout / line.split()[-1]).exists()


def test_help_lists_every_command() -> None:
    listed = re.findall(r'^  make (\w+)', make(ROOT, 'help').stdout, re.MULTILINE)
    [phony] = re.findall(r'^\.PHONY: (.*)', (ROOT / 'Makefile').read_text('utf-8'), re.MULTILINE)
    assert listed == phony.split()


def test_there_is_one_list_of_packages() -> None:
    config = yaml.safe_load((ROOT / '.readthedocs.yaml').read_text('utf-8'))
    packages = make(ROOT, '-n', '-p', 'help').stdout
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


def test_without_tex_there_still_is_a_site(checkout: Path, tmp_path: Path) -> None:
    """Run make where the installer fails; the site must not link a PDF that is not there."""
    for name, text in {'dpkg-query': 'exit 1', 'id': 'echo 65534', 'sudo': 'exit 1'}.items():
        (tmp_path / name).write_text(f'#!/bin/sh\n{text}\n', encoding='utf-8')
        (tmp_path / name).chmod(0o755)
    run = make(checkout, PATH=f'{tmp_path}:{os.environ["PATH"]}')
    assert run.returncode != 0
    assert 'sudo apt-get install' in run.stderr
    assert 'cv.pdf' not in (checkout / '_build' / 'html' / 'index.html').read_text('utf-8')
