"""What a page says of where it stands, however many others there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from projects import plain

if TYPE_CHECKING:
    from projects import Project

_PAGE = '---\ncv: {{type: publication, date: {}}}\n---\n# Paper {}\n'


def publications(project: Project, count: int) -> None:
    project.write('index.md', '# Ada Lovelace\n\n```{toctree}\nwork/index\nmore\n```\n')
    project.write('work/index.md', '# Papers\n\n```{toctree}\n:glob:\n\np*\n```\n')
    project.write('more.md', '# More\n')
    for number in range(count):
        # The order of the names is not that of time.
        project.write(f'work/p{number * 37 % count}.md', _PAGE.format(1900 + number, number))


def sidebar(page: str) -> list[str]:
    found = re.search(r'<nav class="sidebar-tree".*?</nav>', page, re.DOTALL)
    assert found
    return [plain(item) for item in re.findall(r'<a[^>]*>(.*?)</a>', found[0])]


def test_a_page_shows_the_sections_and_its_neighbours_in_time(project: Project) -> None:
    publications(project, 40)
    build = project.build(nitpicky=True)
    page = build.read(f'work/p{20 * 37 % 40}.html')
    around = [f'Paper {number}' for number in range(24, 15, -1)]
    assert sidebar(page) == ['Papers', *around, 'More']
    assert '<a class="reference internal" aria-current="page" href="#">Paper 20</a>' in page
    nearby = re.findall(r'rel="(next|prev)" (?:title="[^"]*" )?href="([^"]*)"', page)
    assert set(nearby) == {('next', f'p{19 * 37 % 40}.html'), ('prev', f'p{21 * 37 % 40}.html')}
    assert sidebar(build.read('index.html')) == ['Papers', 'More']
    assert sidebar(build.read('work/index.html')) == ['Papers', 'More']


def test_a_short_section_is_shown_whole(project: Project) -> None:
    publications(project, 5)
    build = project.build(nitpicky=True)
    assert sidebar(build.read('work/p0.html')) == [
        'Papers',
        *(f'Paper {number}' for number in range(4, -1, -1)),
        'More',
    ]


@pytest.mark.prove
def test_a_page_weighs_the_same_however_many_there_are(project: Project) -> None:
    publications(project, 30)
    few = len(project.build().read('work/p0.html'))
    publications(project, 150)
    many = len(project.build().read('work/p0.html'))
    assert many < few * 1.1


def test_neighbours_follow_a_new_title(project: Project) -> None:
    publications(project, 20)
    project.build()
    project.edit(f'work/p{10 * 37 % 20}.md', '# Paper 10', '# Notes')
    build = project.build()
    for number in (9, 11, 13):
        assert 'Notes' in sidebar(build.read(f'work/p{number * 37 % 20}.html'))
    assert 'Paper 10' not in build.read(f'work/p{11 * 37 % 20}.html')
    assert '>Notes<' in build.read(f'work/p{11 * 37 % 20}.html').split('related-pages')[1]


def test_an_owner_may_keep_furos_tree(project: Project) -> None:
    publications(project, 5)
    project.edit(
        'conf.py',
        'extensions',
        "html_sidebars = {'**': ['sidebar/navigation.html']}\nextensions",
    )
    page = project.build(nitpicky=True).read('work/p0.html')
    tree = page.split('class="sidebar-tree"')[1].split('</aside>')[0]
    assert re.findall(r'>(Papers|Paper \d|More)<', tree)[0] == 'Papers'
    assert 'Paper 3' in tree
