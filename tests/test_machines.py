"""On a fresh machine ``make`` installs what it needs, and the PDF is the same on each TeX Live."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from machines import SYSTEMS, Machine
from verapdf import broken_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from projects import CVSite

pytestmark = [pytest.mark.prove, pytest.mark.latex]

_PDF = '_build/html/pierre-carrier-cv.pdf'


@pytest.fixture
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Machine]:
    assert os.geteuid() == 0, 'only root can make the root of a system'
    made = Machine.make(request.param, tmp_path)
    yield made
    # Half a gigabyte of TeX is not kept for three more runs of pytest.
    shutil.rmtree(made.root)


def outline_of(pdf: Path) -> tuple[int, list[Any]]:
    """Count the pages of a PDF, and give the roles of its structure tree, each with those below."""

    def roles(element: Any) -> list[Any]:
        kids = element.get('/K', pikepdf.Array())
        kids = kids if isinstance(kids, pikepdf.Array) else [kids]
        below = (kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and '/S' in kid)
        return [(str(kid.S), roles(kid)) for kid in below]

    with pikepdf.open(pdf) as opened:
        return len(opened.pages), roles(opened.Root.StructTreeRoot)


@pytest.mark.parametrize('machine', SYSTEMS, indirect=True)
def test_make_works_on_a_fresh_machine(machine: Machine, cv: CVSite) -> None:
    checkout = machine.checkout('home/ada', 'ada')
    make = ('make', '-C', '/home/ada/checkout')
    # Who may not install anything is told what to ask for.
    said = machine.run(*make, status=2).stdout
    assert 'Install with: sudo apt-get install --no-install-recommends python3-venv\n' in said
    machine.allow_all()
    said = machine.run(*make).stdout
    assert 'PDF:         _build/html/pierre-carrier-cv.pdf\n' in said
    assert 'Nothing has changed since the last build.\n' in machine.run(*make).stdout
    pages, roles = outline_of(checkout / _PDF)
    assert (pages, roles) == outline_of(cv.pdf)
    [(document, below)] = roles
    assert document == '/Document'
    assert 'Document' not in str(below)
    # And so it is for root, in another folder.
    again = machine.checkout('root', 'root')
    machine.run('make', '-C', '/root/checkout', user='root')
    assert (again / _PDF).read_bytes() == (checkout / _PDF).read_bytes()
    assert broken_rules(checkout / _PDF) == {str(checkout / _PDF): []}


@pytest.mark.parametrize('machine', ['Ubuntu 24.04'], indirect=True)
def test_a_browser_that_no_package_has_is_asked_for(machine: Machine) -> None:
    """Run what "make test" does for a browser; Ubuntu has those outside its packages."""
    machine.checkout('root', 'root')
    said = machine.run('make', '-C', '/root/checkout', 'browsers', user='root', status=2).stdout
    assert 'This system has no package: chromium\n' in said
    assert '.venv/bin/playwright install --with-deps chromium\n' in said
    machine.run(*('make', '-C', '/root/checkout', 'browsers', 'CHROME_PATH=/bin/true'), user='root')
