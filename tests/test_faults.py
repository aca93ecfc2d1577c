"""Killed at any point, a build is made whole by the next; so are outputs that somebody tears."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import edits
import pytest
from compare_outputs import compare
from faults import Point, kill, watch
from projects import Project, copy_root
from sphinx.builders.html._assets import _file_checksum_inner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from projects import Build

#: Each class of file that a build writes.
CLASSES = {
    'page': r'html/work/engine\.html',
    'front page': r'html/index\.html',
    'page without a source': r'html/search\.html',
    'page that is changed afterwards': r'html/404\.html',
    'Markdown twin': r'html/work/engine\.html\.md',
    'copy of a source': r'html/_sources/work/engine\.md\.txt',
    'picture': r'html/_images/square\.png',
    'style sheet of the theme': r'html/_static/styles/furo\.css',
    'style sheet of the owner': r'html/_static/own\.css',
    'style sheet that is made': r'html/_static/pygments\.css',
    'extra file': r'html/robots\.txt',
    'resume': r'html/resume\.json',
    'list of the pages': r'html/llms\.txt',
    'index of the search': r'html/cv-index\.js',
    'contact card': r'html/ada-lovelace\.vcf',
    'drawn picture': r'html/preview\.png',
    'icon': r'html/apple-touch-icon\.png',
    'map of the site': r'html/sitemap\.xml',
    'inventory': r'html/objects\.inv',
    "Sphinx's note of the settings": r'html/\.buildinfo',
    'doctree': r'doctrees/work/engine\.doctree',
    'doctree of the front page': r'doctrees/index\.doctree',
    'environment': r'doctrees/environment\.pickle',
    'note of what pages say': r'doctrees/sphinx-cv-html-.*\.json',
    'note of the files': r'doctrees/sphinx-cv-files-.*\.json',
}
#: Those that only a build with a PDF writes.
PDF_CLASSES = {
    'LaTeX file': r'doctrees/cv-pdf-.*/ada-lovelace-cv\.tex',
    'LaTeX class': r'doctrees/cv-pdf-[^/]*/sphinxcv\.cls',
    'PDF': r'(cv|html)/ada-lovelace-cv\.pdf',
    'note of the PDF': r'doctrees/cv-pdf-.*/ada-lovelace-cv\.json',
}
# What is written in its place: the lock, and LaTeX's own files in a folder that goes.
_IN_PLACE = re.compile(r'doctrees/sphinx-cv\.lock|doctrees/cv-pdf-.*/\.typeset-.*|.*/\.cv-[^/]*')
# An edit that has nearly each of them written again; files that were copied are not.
_EDIT = (
    *(edits.rename_page, edits.add_page, edits.rewrite, edits.retitle, edits.change_picture),
    *(edits.move_person, edits.restyle, edits.move_page, edits.recolor_icon),
)


@dataclass
class Case:
    """A project that may be taken back, with what a clean build makes of it."""

    project: Project
    kept: Path
    expected: Path
    names: tuple[tuple[str, str], ...]
    builder: str

    def build(self, jobs: int = 0) -> Build:
        # Sphinx keeps the numbers of style sheets for the whole process.
        _file_checksum_inner.cache_clear()
        return self.project.build(self.builder, jobs=jobs)

    def take_back(self) -> None:
        """Have the project as it was before the build that is to be killed."""
        shutil.rmtree(self.project.source)
        shutil.copytree(self.kept, self.project.source)

    def differences(self) -> list[str]:
        return list(compare(self._out, self.expected, [], 5))

    @property
    def _out(self) -> Path:
        return self.project.source / '_build' / self.builder

    def name_of(self, pattern: str) -> str:
        """The file of a class."""
        moved = [name for what, name in self.names if what == 'moved']
        found = [name for name in moved if re.fullmatch(pattern, name)]
        assert found, f'no build wrote {pattern}'
        return found[0]


def make_case(folder: Path, builder: str, edit: Callable[[Project], None] | None) -> Case:
    """Make a project and build it; with an *edit* the build that is watched comes after it."""
    project = copy_root('ada', folder)
    for one in edits.FULL:
        one(project)
    case = Case(project, folder / 'kept', folder / 'expected', (), builder)
    if edit:
        case.build()
        edit(project)
    shutil.copytree(project.source, case.kept)
    shutil.rmtree(project.source / '_build', ignore_errors=True)
    shutil.move(case.build().out, case.expected)
    case.take_back()
    build = project.source / '_build'
    build.mkdir(exist_ok=True)
    case.names = tuple(watch(case.build, build))
    assert case.differences() == []
    return case


def _edit(project: Project) -> None:
    for one in _EDIT:
        one(project)


@pytest.fixture(scope='module')
def _hour() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv('SOURCE_DATE_EPOCH', '1767225600')
        yield


@pytest.fixture(scope='module')
def clean(_hour: None, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp('clean'), 'html', None)


@pytest.fixture(scope='module')
def edited(_hour: None, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp('edited'), 'html', _edit)


@pytest.fixture(scope='module')
def clean_pdf(_hour: None, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp('clean-pdf'), 'cv', None)


@pytest.fixture(scope='module')
def edited_pdf(_hour: None, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp('edited-pdf'), 'cv', _edit)


def heals(case: Case, pattern: str, when: str, jobs: int = 0) -> None:
    """Kill a build, and look that the next one is as if nothing had been."""
    case.take_back()
    build = case.project.source / '_build'
    build.mkdir(exist_ok=True)
    kill(lambda: case.build(jobs), build, Point(case.name_of(pattern), when))
    after = case.build()
    assert after.warnings == []
    assert case.differences() == []
    assert [str(half) for half in build.rglob('.cv-*.new')] == []


@pytest.mark.parametrize('name', ['clean', 'edited'])
def test_every_file_is_written_beside_its_place(name: str, request: pytest.FixtureRequest) -> None:
    case = request.getfixturevalue(name)
    opened = [name for what, name in case.names if what == 'opened']
    assert [name for name in opened if not _IN_PLACE.fullmatch(name)] == []
    for pattern in CLASSES.values():
        if name == 'clean' or not re.search('furo|robots', pattern):
            assert case.name_of(pattern)


# Ten of all that there are: those of which the next build would notice least.
_FEW = (
    *(('clean', 'page', 'half'), ('clean', 'environment', 'moved'), ('clean', 'resume', 'half')),
    *(('clean', "Sphinx's note of the settings", 'moved'), ('clean', 'note of the files', 'half')),
    *(('edited', 'doctree', 'moved'), ('edited', 'environment', 'moved')),
    *(('edited', 'Markdown twin', 'half'), ('edited', 'note of what pages say', 'moved')),
    ('edited', 'index of the search', 'moved'),
)
_ALL = [
    (case, name, when)
    for case in ('clean', 'edited')
    for name in CLASSES
    for when in ('half', 'moved')
    # What has not changed is not copied again, and the last file of all is the end.
    if not (case == 'edited' and name in {'style sheet of the theme', 'extra file'})
    and (name, when) != ('note of the files', 'moved')
]


@pytest.mark.parametrize(('case', 'name', 'when'), _FEW)
def test_a_killed_build_is_made_whole_by_the_next(
    case: str, name: str, when: str, request: pytest.FixtureRequest
) -> None:
    heals(request.getfixturevalue(case), CLASSES[name], when)


@pytest.mark.prove
@pytest.mark.parametrize(('case', 'name', 'when'), [one for one in _ALL if one not in _FEW])
def test_a_build_may_be_killed_anywhere(
    case: str, name: str, when: str, request: pytest.FixtureRequest
) -> None:
    heals(request.getfixturevalue(case), CLASSES[name], when, jobs=2 * (len(name) % 2))


@pytest.mark.prove
@pytest.mark.latex
@pytest.mark.parametrize('when', ['half', 'moved'])
@pytest.mark.parametrize(
    ('case', 'name'),
    [
        *(('clean_pdf', name) for name in PDF_CLASSES),
        # The class is not copied again.
        *(('edited_pdf', name) for name in PDF_CLASSES if name != 'LaTeX class'),
    ],
)
def test_a_build_of_a_pdf_may_be_killed_too(
    case: str, name: str, when: str, request: pytest.FixtureRequest
) -> None:
    heals(request.getfixturevalue(case), PDF_CLASSES[name], when)


def _half(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def _empty(file: Path) -> None:
    file.write_bytes(b'')


def _gone(file: Path) -> None:
    file.unlink()


@pytest.fixture(scope='module')
def torn(clean: Case) -> Case:
    """The project with its outputs whole; each test tears some, and has them made again."""
    clean.take_back()
    clean.build()
    return clean


_TEARS = [(name, tear) for name in CLASSES for tear in (_half, _empty, _gone)]
_FEW_TEARS = [
    *(('page', _gone), ("Sphinx's note of the settings", _empty), ('doctree', _half)),
    *(('environment', _half), ('note of the files', _half)),
]


@pytest.mark.prove
@pytest.mark.parametrize(('name', 'tear'), [one for one in _TEARS if one not in _FEW_TEARS])
def test_whatever_is_torn_is_made_again(
    torn: Case, name: str, tear: Callable[[Path], None]
) -> None:
    test_what_is_torn_is_made_again(torn, name, tear)


@pytest.mark.parametrize(('name', 'tear'), _FEW_TEARS)
def test_what_is_torn_is_made_again(torn: Case, name: str, tear: Callable[[Path], None]) -> None:
    tear(torn.project.source / '_build' / torn.name_of(CLASSES[name]))
    assert torn.build().warnings == []
    assert torn.differences() == []


def test_all_may_be_gone_but_one(torn: Case) -> None:
    build = torn.project.source / '_build'
    shutil.rmtree(build / 'html')
    assert torn.build().warnings == []
    assert torn.differences() == []
    shutil.rmtree(build / 'doctrees')
    assert torn.build().warnings == []
    assert torn.differences() == []


def test_files_that_are_not_ours_stay(torn: Case) -> None:
    site = torn.project.source / '_build' / 'html'
    own = [site / 'CNAME', site / 'work' / 'own.html', site / '_static' / 'fr.js', site / 'fr/a.md']
    for file in own:
        file.parent.mkdir(exist_ok=True)
        file.write_text('own', 'utf-8')
    for name in ('more', 'work'):
        shutil.rmtree(torn.project.source / name)
    torn.project.edit('index.md', 'work/index\nmore/index\n', '')
    torn.build()
    assert [file.read_text('utf-8') for file in own] == ['own'] * len(own)
    assert sorted(file.name for file in (site / 'work').iterdir()) == ['own.html']
    assert not (site / 'more').exists()
