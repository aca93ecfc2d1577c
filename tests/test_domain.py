"""Entries, skills and organisations are objects to refer to, to search and to list."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

import pytest

from sphinx_cv.domain.cv_domain import cv_domain

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Build, Project


def inventory(file: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Read ``objects.inv`` as (type, name) to (address, what it is called)."""
    _header, _project, _version, _zlib, body = file.read_bytes().split(b'\n', 4)
    found = {}
    for line in zlib.decompress(body).decode().splitlines():
        name, rest = line.split(' cv:', 1) if ' cv:' in line else (line, '')
        if rest:
            type_, _priority, address, called = rest.split(' ', 3)
            found[f'cv:{type_}', name] = (address, called)
    return found


def test_objects_stand_in_the_inventory(ada_site: Build) -> None:
    objects = inventory(ada_site.out / 'objects.inv')
    assert objects['cv:entry', 'engine'] == ('work/engine.html#$', 'Programmer of the Engine')
    assert objects['cv:skill', 'C++'] == ('skills.html#skill-c-plus-plus', '-')
    assert objects['cv:skill', 'C#'] == ('skills.html#skill-c-sharp', '-')
    assert objects['cv:organization', 'Analytical Society'] == (
        'organizations.html#org-analytical-society',
        '-',
    )
    # An alias is no object of its own.
    assert ('cv:organization', 'Analytical Soc.') not in objects


def test_every_address_in_the_inventory_exists(ada_site: Build) -> None:
    for (_type, name), (address, _called) in inventory(ada_site.out / 'objects.inv').items():
        page, _hash, anchor = address.replace('$', name).partition('#')
        assert f'id="{anchor}"' in ada_site.read(page)


def test_objects_are_searched_by_the_search_of_sphinx(ada: Project) -> None:
    text = ada.build(html_theme='alabaster').read('searchindex.js')
    index = json.loads(text.removeprefix('Search.setIndex(').removesuffix(')'))
    names = {row[4] for rows in index['objects'].values() for row in rows}
    assert {'Programmer of the Engine', 'C++', 'Analytical Society'} <= names


def test_no_index_is_made_for_a_search_that_no_page_has(ada_site: Build) -> None:
    assert (ada_site.out / 'search.html').exists()
    assert not (ada_site.out / 'searchindex.js').exists()
    assert 'Stemmer' in ada_site.read('_static/language_data.js')


@pytest.mark.parametrize(
    ('reference', 'link', 'words'),
    [
        ('{skill}`C++`', 'skills.html#skill-c-plus-plus', 'C++'),
        ('{skill}`c++`', 'skills.html#skill-c-plus-plus', 'c++'),
        ('{skill}`art <maths>`', 'skills.html#skill-mathematics', 'art'),
        ('{skill}`programmes`', 'skills.html#skill-programs', 'programmes'),
        ('{org}`AS`', 'organizations.html#org-analytical-society', 'AS'),
        ('{organization}`AS`', 'organizations.html#org-analytical-society', 'AS'),
        ('{org}`Analytical Soc.`', 'organizations.html#org-analytical-society', 'Analytical Soc.'),
        ('{entry}`engine`', 'work/engine.html', 'Programmer of the Engine'),
        ('{entry}`there <engine>`', 'work/engine.html', 'there'),
        ('{cv:skill}`C++`', 'skills.html#skill-c-plus-plus', 'C++'),
        ('{any}`C++`', 'skills.html#skill-c-plus-plus', 'C++'),
        ('{any}`engine`', 'work/engine.html', 'Programmer of the Engine'),
        ('{any}`AS`', 'organizations.html#org-analytical-society', 'AS'),
    ],
)
def test_reference(ada: Project, reference: str, link: str, words: str) -> None:
    ada.edit('index.md', 'I compute.', f'See {reference} there.')
    build = ada.build(nitpicky=True)
    assert build.warnings == []
    assert f'href="{link}"' in build.read('index.html')
    assert f'See {words} there.' in build.text('index.html')


def test_a_skill_marked_off_an_entrys_page_is_only_a_reference(ada: Project) -> None:
    ada.edit('index.md', 'I compute.', 'I {skill}`compute`.')
    [warning] = ada.build(nitpicky=True).warnings
    assert warning.startswith('index.md:17: WARNING: no entry shows the skill "compute"')


def test_two_names_that_look_alike_in_an_address_have_one_each(ada: Project) -> None:
    ada.edit('more/interest.md', 'skills: ', 'skills: [B tree, B-tree] #')
    build = ada.build(nitpicky=True)
    objects = inventory(build.out / 'objects.inv')
    assert objects['cv:skill', 'B tree'] == ('skills.html#skill-b-tree', '-')
    assert objects['cv:skill', 'B-tree'] == ('skills.html#skill-b-tree-2', '-')


def test_without_index_pages_names_are_plain_words(ada: Project) -> None:
    for page in ('skills.md', 'organizations.md'):
        ada.remove(page)
    ada.edit('index.md', 'skills\norganizations\n', '')
    ada.edit('work/engine.md', '{org}`AS`', '{org}`Analytical Society`')
    ada.edit('work/notes.md', 'Analytical Soc.', 'Analytical Society')
    build = ada.build(nitpicky=True)
    assert build.warnings == []
    assert 'Wrote programs in C++ and C#' in build.text('work/engine.html')


def test_another_project_refers_to_all_objects(ada_site: Build, project: Project) -> None:
    """Name them by the types that the inventory has, as ``sphinx.ext.intersphinx`` lists them."""
    project.write(
        'conf.py',
        f"""
        project = 'A program'
        extensions = ['sphinx_cv', 'sphinx.ext.intersphinx']
        intersphinx_mapping = {{
            'cv': ('https://ada.example.org/', {str(ada_site.out / 'objects.inv')!r}),
        }}
        """,
    )
    project.write(
        'index.md',
        """
        # A program

        By {external+cv:cv:entry}`her <engine>` with {external+cv:cv:skill}`C++`,
        for {external+cv:cv:organization}`Analytical Society`,
        again for {external+cv:cv:org}`them <Analytical Society>`,
        and once more for [it](<inv:cv:cv:organization#Analytical Society>).
        """,
    )
    build = project.build(nitpicky=True)
    assert build.warnings == []
    page = build.read('index.html')
    site = 'https://ada.example.org/'
    assert f'href="{site}work/engine.html#engine"' in page
    assert f'href="{site}skills.html#skill-c-plus-plus"' in page
    assert page.count(f'href="{site}organizations.html#org-analytical-society"') == 3


def test_a_skill_is_written_as_its_group_has_it(project: Project) -> None:
    project.write('a.md', '---\ncv: {type: project}\n---\n# A\n\n{skill}`Weaving`.\n')
    project.write('s.md', '---\ncv:\n  type: skills\n  groups: {Craft: [weaving]}\n---\n# Skills\n')
    career = cv_domain(project.build('dummy').app.env).career
    assert [topic.name for topic in career.skills.values()] == ['weaving']
