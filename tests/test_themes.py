"""What themes of JSON Resume show of the CV: no fact fewer than of a file written for them by hand.

``themes/by-hand.json`` says of Pierre Carrier what somebody would write who has only the schema.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from projects import HERE, Project, copy_checkout, playwright_node

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.prove, pytest.mark.npm]

THEMES = json.loads((HERE / 'themes' / 'package.json').read_text('utf-8'))['dependencies']
# The certificate of 2010 that says "April 1, 2011": we give themes the day of issue.
_LESS = {'2010': 1}


@pytest.fixture(scope='module')
def documents(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """The file written by hand, and ours."""
    by_hand = json.loads((HERE / 'themes' / 'by-hand.json').read_text('utf-8'))
    # Without this "elegant" fails, which the file written by hand does not know.
    by_hand['basics']['profiles'] = []
    for role in by_hand['work']:
        if role['position'].startswith('Internship'):
            # It has months for "2009 Q3", of which nobody knows.
            role['startDate'] = role['endDate'] = role['startDate'][:4]
    checkout = copy_checkout(tmp_path_factory.mktemp('themes'))
    ours = json.loads(Project(checkout).build().read('resume.json'))
    return by_hand, ours


@pytest.fixture(scope='module')
def themes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the themes, as their registry has them."""
    folder = tmp_path_factory.mktemp('node')
    for name in ('package.json', 'render.js'):
        shutil.copy(HERE / 'themes' / name, folder)
    options = ['--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--silent']
    subprocess.run(['npm', 'install', *options], cwd=folder, check=True)
    return folder


def facts(value: Any) -> Iterator[str]:
    """What a document says: each text in it, but what it says of itself."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in {'$schema', 'meta'}:
                yield from facts(part)
    elif isinstance(value, list):
        for part in value:
            yield from facts(part)
    else:
        yield words(str(value))


def words(text: str) -> str:
    return re.sub(r'\W+', ' ', text).strip().casefold()


def shown(theme: str, document: dict[str, Any], folder: Path) -> str:
    """The words of the page that a theme makes of a document."""
    source, out = folder / 'resume.json', folder / 'out.html'
    source.write_text(json.dumps(document), 'utf-8')
    out.unlink(missing_ok=True)
    subprocess.run([playwright_node(), 'render.js', theme, source, out], cwd=folder, check=True)
    page = re.sub(r'<(style|script)\b.*?</\1>', ' ', out.read_text('utf-8'), flags=re.DOTALL)
    return words(html.unescape(re.sub(r'<[^>]+>', ' ', page)))


@pytest.mark.parametrize('theme', THEMES)
def test_a_theme_shows_no_fact_fewer_than_of_a_file_written_by_hand(
    theme: str, documents: tuple[dict[str, Any], dict[str, Any]], themes: Path
) -> None:
    by_hand, ours = documents
    expected, found = (shown(theme, document, themes) for document in documents)
    wanted, have = Counter[str](), Counter[str]()
    for fact in {*facts(by_hand)}:
        whole = re.compile(rf'(?<!\w){re.escape(fact)}(?!\w)')
        wanted[fact] = len(whole.findall(expected))
        have[fact] = len(whole.findall(found))
    # A theme shows most of what it is given, or this would prove little.
    assert len(+wanted) > 60
    assert wanted - have - Counter(_LESS) == Counter()
    assert words('2009 Q3, 4 months') in found
    if words('Directory Services and Authentication') in found:
        assert re.search(r'apr\w* (?:0?1 )?2011|2011 04', found)
    assert ours['basics']['location']['countryCode'] == 'CH'
