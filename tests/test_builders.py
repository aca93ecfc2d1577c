"""Every builder of Sphinx writes the CV, with nothing lost on the way."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from projects import plain

if TYPE_CHECKING:
    from projects import Build, Project

_FACTS = [
    'Poetical science',
    'Native English',
    'Programmer of the Engine',
    'London, England & Turin, Italy',
    'March 1842',
    'nested ones',
    '4 months',
    'Certified Logician',
    'The enchantress of numbers.',
]


def words(build: Build, builder: str) -> str:
    if builder == 'epub':
        [book] = build.out.glob('*.epub')
        with zipfile.ZipFile(book) as pages:
            names = [n for n in pages.namelist() if n.endswith('.xhtml')]
            return ' '.join(plain(pages.read(name).decode()) for name in names)
    files = [f for f in sorted(build.out.rglob('*')) if f.suffix in {'.html', '.txt', '.1'}]
    text = ' '.join(f.read_text('utf-8') for f in files)
    return plain(text) if 'html' in builder else ' '.join(re.sub(r'[*\\]|&\s', ' ', text).split())


@pytest.mark.parametrize('builder', ['html', 'dirhtml', 'singlehtml', 'epub', 'text', 'man'])
def test_builder(ada: Project, builder: str) -> None:
    build = ada.build(builder, nitpicky=True, epub_copyright='Ada', version='1')
    assert build.warnings == []
    found = words(build, builder)
    for fact in _FACTS:
        expected = fact if 'html' in builder or builder == 'epub' else re.sub(r'[&]\s', '', fact)
        assert expected in found


def test_one_page_links_into_itself(ada: Project) -> None:
    page = ada.build('singlehtml', nitpicky=True).read('index.html')
    assert 'href="#skill-c-plus-plus"' in page
    assert 'id="skill-c-plus-plus"' in page
    anchors = re.findall(r'class="[^"]*reference internal[^"]*" href="#([^"]+)"', page)
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []


def test_folders_link_to_the_pdf_from_below(ada: Project) -> None:
    (ada.source / '_build' / 'dirhtml').mkdir(parents=True)
    (ada.source / '_build' / 'dirhtml' / 'ada-lovelace-cv.pdf').touch()
    page = ada.build('dirhtml').read('work/engine/index.html')
    assert 'href="../../ada-lovelace-cv.pdf"' in page


def test_another_theme_keeps_its_own_search(ada: Project) -> None:
    build = ada.build(nitpicky=True, html_theme='alabaster')
    assert build.warnings == []
    page = build.read('search.html')
    assert 'doctools.js' in page
    assert 'searchtools.js' in page
    assert 'Content-Security-Policy' not in page
    assert 'toctree-l2' in build.read('work/index.html')


def test_another_extension_keeps_the_scripts_that_it_may_need(ada: Project) -> None:
    ada.write('_static/own.js', 'console.log(DOCUMENTATION_OPTIONS)\n')
    page = ada.build(nitpicky=True, html_static_path=['_static'], html_js_files=['own.js']).read(
        'index.html'
    )
    assert 'documentation_options.js' in page
    assert 'documentation_options.js' not in ada.build(nitpicky=True).read('index.html')


def test_the_policy_is_the_owners_to_set(ada: Project) -> None:
    assert "script-src 'self' 'sha256-" in ada.build(nitpicky=True).read('index.html')
    own = ada.build(nitpicky=True, cv_csp="default-src 'none'").read('index.html')
    assert 'content="default-src \'none\'"' in own
    assert 'Content-Security-Policy' not in ada.build(nitpicky=True, cv_csp='').read('index.html')
