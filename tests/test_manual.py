"""The manual: it builds without a warning, and its examples do what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml
from pictures import take_site
from PIL import Image
from projects import ROOT, Project, copy_checkout

from sphinx_cv.config import SETTINGS
from sphinx_cv.model.entry_types import ENTRY_TYPES, record_types
from sphinx_cv.model.fields import (
    ENTRY_FIELDS,
    LETTER_FIELDS,
    NAME_FIELDS,
    PERSON_FIELDS,
    SEEN_FIELDS,
)
from sphinx_cv.source.record_reader import read_record
from sphinx_cv.warnings import CVWarning

_FENCE = re.compile(
    r'^(?P<fence>`{3,})(?P<language>\w+)\n(?P<text>.*?)^(?P=fence)$', re.MULTILINE | re.DOTALL
)

_PAGES = sorted((ROOT / 'docs').glob('*.md'))
_EXAMPLES = sorted(['carrier', *(conf.parent.name for conf in ROOT.glob('examples/*/conf.py'))])
_NO_PICTURE = re.compile(
    r'gallery\.md:\d+: WARNING: there is no picture .* \[gallery\.(site|pdf)\]'
)
_CONF = "project = 'Ada Lovelace'\nextensions = ['sphinx_cv']\n"


def examples(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page that are in a language."""
    found = _FENCE.finditer(page.read_text('utf-8'))
    return [match['text'] for match in found if match['language'] == language]


_CV_PAGES = [
    pytest.param(text, id=f'{page.stem}-{number}')
    for page in _PAGES
    for number, text in enumerate(examples(page, 'markdown'))
    if '\ncv:\n' in text and 'toctree' not in text
]
_CONFS = [
    pytest.param(text, id=f'{page.stem}-{number}')
    for page in _PAGES
    for number, text in enumerate(examples(page, 'python'))
    if re.search(r'^cv_\w+ =', text, re.MULTILINE)
]


@pytest.fixture(scope='module')
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp('manual')
    # What the gallery shows is made at night, and without it that is all that is missing.
    command = [sys.executable, '-m', 'sphinx', '-q', '-n', '-D', 'gallery=nowhere']
    folders = ['-d', str(out / 'doctrees'), str(ROOT / 'docs'), str(out / 'html')]
    run = subprocess.run(
        [*command, *folders], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    others = [line for line in run.stderr.splitlines() if not _NO_PICTURE.search(line)]
    assert (run.returncode, others) == (0, [])
    assert len(run.stderr.splitlines()) == 2 * len(_EXAMPLES)
    return out / 'html'


def test_the_gallery_shows_each_example() -> None:
    page = (ROOT / 'docs' / 'gallery.md').read_text('utf-8')
    assert sorted(re.findall(r'^```\{cv-example\} (\S+)$', page, re.MULTILINE)) == _EXAMPLES


def test_without_a_browser_there_is_a_reason_and_no_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('CHROME_PATH', '/nowhere/chromium')
    said = take_site(tmp_path / 'index.html', tmp_path / 'site.png')
    assert said == 'CHROME_PATH=/nowhere/chromium is no program'
    assert not (tmp_path / 'site.png').exists()


@pytest.mark.browser
@pytest.mark.latex
@pytest.mark.prove
def test_the_manual_has_the_pictures_and_sites_of_all_examples(tmp_path: Path) -> None:
    checkout = copy_checkout(tmp_path)
    output, gallery = checkout / '_build' / 'docs', checkout / '_build' / 'gallery'
    environment = os.environ | {
        'PATH': f'{Path(sys.executable).parent}:{os.environ["PATH"]}',
        'PYTHONPATH': str(checkout / 'src'),
        'READTHEDOCS_OUTPUT': str(output),
    }
    hosted = yaml.safe_load((ROOT / 'docs' / '.readthedocs.yaml').read_text('utf-8'))
    for job in hosted['build']['jobs']['build']['html']:
        subprocess.run(['/bin/sh', '-c', job], cwd=checkout, env=environment, check=True)
    pictures = {file: file.stat().st_mtime_ns for file in gallery.glob('*.png')}
    assert sorted(file.stem for file in pictures) == sorted(
        f'{name}-{kind}' for name in _EXAMPLES for kind in ('pdf', 'site')
    )
    for file in pictures:
        with Image.open(file) as picture:
            # More than an empty page, or what a browser says of a file that is not there.
            assert len(picture.convert('RGB').getcolors() or []) > 30
    page = (output / 'html' / 'gallery.html').read_text('utf-8')
    links = re.findall(r'href="(examples/[^"]+)"', page)
    assert len(links) == len(pictures)
    assert [link for link in links if not (output / 'html' / link).is_file()] == []
    # Letters are nobody else's.
    assert [*output.rglob('letters')] == []
    # Nothing is made twice.
    command = [sys.executable, 'tools/pictures.py', 'gallery', '_build/gallery']
    subprocess.run(command, cwd=checkout, env=environment, check=True)
    assert {file: file.stat().st_mtime_ns for file in gallery.glob('*.png')} == pictures


def test_the_manual_names_all_that_the_tables_have(manual: Path) -> None:
    pages = (
        manual / f'{name}.html' for name in ('pages', 'skills', 'letters', 'settings', 'warnings')
    )
    text = ' '.join(page.read_text('utf-8') for page in pages)
    names = [
        *ENTRY_TYPES,
        *ENTRY_FIELDS,
        *PERSON_FIELDS,
        *NAME_FIELDS,
        *SEEN_FIELDS,
        *LETTER_FIELDS,
        *(setting.name for setting in SETTINGS),
        *(f'cv.{warning.value}' for warning in CVWarning),
    ]
    assert [name for name in names if f'<span class="pre">{name}</span>' not in text] == []


def test_the_first_cv_builds_as_it_is_written(tmp_path: Path) -> None:
    project = Project(tmp_path)
    page = ROOT / 'docs' / 'start.md'
    project.write('conf.py', examples(page, 'python')[0])
    names = ['index', 'experience/index', 'experience/analytical-engine', 'skills']
    for name, text in zip(names, examples(page, 'markdown'), strict=True):
        project.write(f'{name}.md', text)
    build = project.build(nitpicky=True)
    assert build.warnings == []
    assert 'Programmer' in build.text('index.html')


@pytest.mark.parametrize('text', _CV_PAGES)
def test_a_page_of_the_manual_is_a_page_of_a_cv(text: str, tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write('conf.py', _CONF)
    use = '---\ncv:\n  type: role\n  organization: Red Hat\n  date: 2010\n---\n# Role\n\n'
    project.write('used.md', f'{use}{{skill}}`gdb` {{skill}}`Linux`\n')
    project.write('page.md', text)
    assert read_record('page', text, record_types({})).problems == []
    # A letter is no page that a toctree could name.
    toctree = '```{toctree}\nused\npage\n```\n'
    if 'type: letter' in text:
        toctree = toctree.replace('page\n', '')
    project.write('index.md', f'# Ada Lovelace\n\n{toctree}')
    assert project.build(nitpicky=True).warnings == []


@pytest.mark.parametrize('text', _CONFS)
def test_the_settings_of_the_manual_are_right(text: str, tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write('conf.py', f'{_CONF}{textwrap.dedent(text)}')
    project.write('index.md', '---\ncv:\n  type: person\n---\n# Ada Lovelace\n')
    assert project.build(nitpicky=True).warnings == []


def test_the_exporter_of_the_manual_writes_the_employers(tmp_path: Path) -> None:
    [code] = examples(ROOT / 'docs' / 'extend.md', 'python')
    project = Project(tmp_path)
    project.write('conf.py', f'{_CONF}{code}')
    role = '---\ncv:\n  type: role\n  organization: Acme\n  date: 2010\n---\n# Role\n'
    project.write('role.md', role)
    project.write('index.md', '# Ada Lovelace\n\n```{toctree}\nrole\n```\n')
    build: Any = project.build()
    assert build.read('employers.txt') == 'Acme'
