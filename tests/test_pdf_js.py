"""The printed CV as pdf.js reads it, which many readers of resumes are built on.

It gives a text in items.  Where the spaces are not those of the text's font, each word is an item.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTTextLine
from projects import HERE, playwright_node
from test_pdf_reading import printed_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects import CVSite

pytestmark = [pytest.mark.prove, pytest.mark.npm]


@pytest.fixture(scope='module')
def lines(cv: CVSite, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The items of each line."""
    folder = tmp_path_factory.mktemp('pdfjs')
    for name in ('package.json', 'items.mjs'):
        shutil.copy(HERE / 'pdfjs' / name, folder)
    options = ['--ignore-scripts', '--omit=optional', '--no-package-lock', '--no-audit', '--silent']
    subprocess.run(['npm', 'install', *options], cwd=folder, check=True)
    command = [playwright_node(), 'items.mjs', str(cv.pdf)]
    run = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    found: list[list[str]] = json.loads(run.stdout)
    return found


def word_groups(item: object) -> Iterator[str]:
    """What stands in a line in one font and one colour."""
    if isinstance(item, LTTextLine):
        chars = [char for char in item if isinstance(char, LTChar)]
        for _look, group in groupby(chars, lambda c: (c.fontname, str(c.graphicstate.ncolor))):
            text = ''.join(char.get_text() for char in group)
            if text.strip():
                yield text
    elif isinstance(item, LTContainer):
        for part in item:
            yield from word_groups(part)


def test_no_group_of_words_is_more_than_one_item(cv: CVSite, lines: list[list[str]]) -> None:
    groups = [group for page in extract_pages(cv.pdf) for group in word_groups(page)]
    assert len(groups) > 150
    assert sum(map(len, lines)) <= len(groups)


def test_employers_and_titles_are_whole_items(lines: list[list[str]]) -> None:
    items = {item for line in lines for item in line}
    dated = [line for line in printed_facts() if line[0][:2] == '20']
    assert len(dated) == 20
    for when, first, *_rest in dated:
        assert when in items
        # A title may have an abbreviation behind it.
        assert any(item.startswith(first) for item in items), first
    assert {'Twin Labs', 'Founding engineer', 'Pierre Carrier'} <= items
