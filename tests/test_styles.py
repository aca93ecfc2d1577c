"""The style sheet: what is the CV's and what is the frame's, the colours, where dates stand."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from projects import ROOT

from sphinx_cv.html.styles import read_styles
from sphinx_cv.model.entry_types import with_own_types

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser
    from projects import Build, Project

HTML = ROOT / 'src' / 'sphinx_cv' / 'html'
CV = HTML / 'styles' / 'cv.css'
FRAMES = sorted((HTML / 'furo' / 'static').glob('*.css'))
SHEET = '_static/sphinx-cv.css'
BURSARY = {'bursary': {'like': 'project', 'label': 'Bursary', 'color': '#123456'}}
_COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)
# WCAG 1.4.12: what readers may set without losing anything.
_TEXT_SPACING = """* {
    line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important
}"""
# The lines of text in dates that touch other text, and how many lines the longest date has.
_TOUCHING = """() => {
    const lines = []
    const main = document.querySelector('[role=main]')
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const node = walker.currentNode
        if (!node.data.trim() || node.parentElement.closest('svg')) continue
        if (!node.parentElement.checkVisibility()) continue
        const date = node.parentElement.closest('.cv-when')
        const range = document.createRange()
        range.selectNodeContents(node)
        for (const box of range.getClientRects()) lines.push({box, date, text: node.data})
    }
    const touch = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 &&
        a.top < b.bottom - 1 && b.top < a.bottom - 1
    const found = []
    for (const one of lines.filter(line => line.date)) {
        for (const other of lines) {
            if (other.date !== one.date && touch(one.box, other.box)) {
                found.push(`${one.text} / ${other.text}`)
            }
        }
    }
    const counts = [...main.querySelectorAll('.cv-head > .cv-when')].map(
        date => lines.filter(line => line.date === date).length)
    return [found, Math.max(0, ...counts)]
}"""


def rules(name: str, build: Build) -> list[str]:
    """The rules of the class of a type."""
    return re.findall(rf'^\.cv-{name} \{{.*$', build.read(SHEET), re.MULTILINE)


def own(css: str) -> str:
    """A style sheet without its comments."""
    return _COMMENT.sub('', css)


def test_each_type_of_a_colour_has_that_of_the_table(ada: Project) -> None:
    build = ada.build(cv_types=BURSARY)
    for row in with_own_types(BURSARY).values():
        rule = f'.cv-{row.name} {{ --cv-color: {row.color}; }}'
        assert rules(row.name, build) == ([rule] if row.color else [])
    assert rules('bursary', build)


def test_an_own_type_is_drawn_in_its_colour(ada: Project, browser: Browser) -> None:
    ada.edit('more/project.md', 'type: project', 'type: bursary')
    page = browser.new_page()
    page.goto(f'file://{ada.build(cv_types=BURSARY).out}/index.html')
    track = page.locator('.cv-row.cv-bursary .cv-track')
    assert track.evaluate('e => getComputedStyle(e).color') == 'rgb(18, 52, 86)'
    other = page.locator('.cv-row:not(.cv-bursary) .cv-track').first
    assert other.evaluate('e => getComputedStyle(e).color') != 'rgb(18, 52, 86)'
    page.close()


@pytest.mark.prove
def test_another_colour_is_a_new_style_sheet(ada: Project, tmp_path: Path) -> None:
    conf, out, seen = ada.read('conf.py'), tmp_path / 'out', set()
    for color in ('#123456', '#654321'):
        types = {'bursary': {**BURSARY['bursary'], 'color': color}}
        ada.write('conf.py', f'{conf}cv_types = {types!r}\n')
        # In a process of its own: Sphinx reckons the checksum of a file once in each.
        subprocess.run(
            [sys.executable, '-m', 'sphinx', '-q', '-W', '-j', '2', ada.source, out], check=True
        )
        sheet = (out / SHEET).read_bytes()
        assert f'.cv-bursary {{ --cv-color: {color}; }}' in sheet.decode()
        for name in ('index.html', 'work/engine.html'):
            page = (out / name).read_text('utf-8')
            assert f'sphinx-cv.css?v={zlib.crc32(sheet):08x}' in page
        seen.add(sheet)
    assert len(seen) == 2


def test_each_frame_has_its_own_style_sheet(ada: Project) -> None:
    cv = read_styles()['cv'].strip()
    frames: tuple[tuple[dict[str, Any], str], ...] = (
        ({}, 'sphinx-cv-career.css'),
        ({'cv_frame': 'furo'}, 'sphinx-cv-columns.css'),
        ({'html_theme': 'alabaster'}, ''),
    )
    for conf, own in frames:
        build = ada.build(**conf)
        assert cv in build.read(SHEET)
        assert ('.cv-popup' in build.read(SHEET)) == bool(own)
        for page in ('index.html', 'work/engine.html', 'search.html'):
            linked = re.findall(r'sphinx-cv-\w+\.css', build.read(page))
            assert linked == ([own] if own else [])


def test_each_frame_has_one_field_of_the_search_on_a_page(ada: Project) -> None:
    for frame, named in (('career', 'work/engine.html'), ('furo', 'index.html')):
        build = ada.build(cv_frame=frame)
        for page in ('index.html', named):
            assert build.read(page).count('class="sidebar-search"') == 1


def test_the_frame_of_furo_is_that_of_a_cv_without_a_person(project: Project) -> None:
    build = project.build()
    assert 'sphinx-cv-columns.css' in build.read('index.html')
    assert 'class="sidebar-drawer"' in build.read('index.html')
    project.write('index.md', '---\ncv: {type: person}\n---\n# Ada Lovelace\n')
    build = project.build()
    assert 'class="sidebar-drawer"' not in build.read('index.html')
    assert 'class="cv-page"' in build.read('index.html')


def test_the_cv_names_colours_of_themes_in_one_place() -> None:
    css = own(CV.read_text('utf-8'))
    definitions, rest = css.split('}', 1)
    assert definitions.split()[:2] == ['body', '{']
    assert '--pst-color-primary' in definitions
    assert set(re.findall(r'--[\w-]+', rest)) == {
        name for name in re.findall(r'--[\w-]+', rest) if name.startswith('--cv-')
    }


def test_no_colour_is_missing_in_a_theme_that_has_none(ada: Project) -> None:
    css = own(ada.build(html_theme='alabaster').read(SHEET))
    defined = set(re.findall(r'(--[\w-]+)\s*:', css))
    # A closing bracket right after the name: nothing stands in for it.
    assert set(re.findall(r'var\(\s*(--[\w-]+)\s*\)', css)) <= defined


def test_the_focus_of_other_elements_is_the_themes() -> None:
    for file in (CV, *FRAMES):
        css = own(file.read_text('utf-8'))
        for selectors in re.findall(r'([^{}]*:focus-visible[^{}]*)\{', css):
            for selector in selectors.split(','):
                assert selector.strip().startswith('.cv-')


@pytest.fixture
def dated(project: Project) -> Project:
    """Entries without a text, with dates of two days each, alone and in a group."""
    project.write(
        'index.md',
        """
        ---
        cv: {type: person}
        ---
        # Ada Lovelace

        :::{timeline}
        :::

        :::{entries}
        :::

        ```{toctree}
        :glob:

        work/*
        skills
        organizations
        ```
        """,
    )
    project.write('skills.md', '---\ncv: {type: skills}\n---\n# Skills\n')
    project.write('organizations.md', '---\ncv: {type: organizations}\n---\n# Organizations\n')
    entries = (
        ('programmer', 'role', 'Analytical Society', 1842),
        ('reader', 'role', 'Analytical Society', 1841),
        ('lecturer', 'role', 'Royal Institution', 1839),
        ('studies', 'education', 'Royal Institution', 1835),
        ('certified', 'certification', 'Royal Institution', 1834),
    )
    for name, type_, organization, year in entries:
        project.write(
            f'work/{name}.md',
            f"""
            ---
            cv:
              type: {type_}
              organization: {organization}
              start: {year}-09-28
              end: {year + 1}-11-12
              skills: [programs, numbers of Bernoulli]
            ---
            # {name.title()}
            """,
        )
    return project


@pytest.mark.parametrize('theme', ['furo', pytest.param('alabaster', marks=pytest.mark.prove)])
def test_a_date_of_any_length_touches_nothing(dated: Project, browser: Browser, theme: str) -> None:
    build = dated.build(html_theme=theme)
    assert build.warnings == []
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    problems: list[str] = []
    page.on('console', lambda m: problems.append(m.text) if m.type == 'error' else None)
    page.on('pageerror', lambda error: problems.append(str(error)))
    longest = 0
    for name in ('index', 'index.html?open=all', 'skills', 'organizations', 'work/studies'):
        page.goto(f'file://{build.out}/{name if "?" in name else f"{name}.html"}')
        for style in ('', _TEXT_SPACING):
            if style:
                page.add_style_tag(content=style)
            for width in (360, 768, 1440):
                page.set_viewport_size({'width': width, 'height': 900})
                found, lines = page.evaluate(_TOUCHING)
                assert found == [], f'{name} at {width}'
                longest = max(longest, lines)
                if theme == 'furo':
                    wide = 'document.documentElement.scrollWidth - innerWidth'
                    assert page.evaluate(wide) <= 0, f'{name} at {width}'
    # Else nothing has been shown.
    assert longest > 1
    assert problems == []
    context.close()


def test_cells_of_all_rows_stand_in_line(dated: Project, browser: Browser) -> None:
    build = dated.build()
    left = 'es => [...new Set(es.map(e => Math.round(e.getBoundingClientRect().left)))]'
    for width in (360, 768, 1440):
        page = browser.new_page(viewport={'width': width, 'height': 900})
        page.goto(f'file://{build.out}/index.html')
        for column in ('.cv-who', '.cv-what', '.cv-track'):
            assert len(page.locator(f'summary > {column}').evaluate_all(left)) == 1
        # The axis has the years of all rows, so they begin and end where it does.
        tracks = page.locator('.cv-find > .cv-axis, summary > .cv-track').evaluate_all(left)
        assert len(tracks) == 1
        weight = 'e => Number(getComputedStyle(e).fontWeight)'
        assert page.locator('.cv-who').first.evaluate(weight) >= 600
        page.close()
