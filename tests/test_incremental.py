"""Every page follows when another changes, in whatever way the project is built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sphinx_cv.domain.cv_domain import cv_domain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects import Build, Project


def files(folder: Path) -> dict[str, bytes]:
    """What a build wrote, but for what it keeps for itself."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob('*'))
        if file.is_file() and file.name != '.buildinfo' and '.doctrees' not in file.parts
    }


def rename(project: Project) -> None:
    (project.source / 'work/notes.md').rename(project.source / 'work/annotations.md')
    project.edit('work/index.md', 'notes', 'annotations')
    project.edit('work/engine.md', '{entry}`notes`', '{entry}`annotations`')


def add(project: Project) -> None:
    project.write(
        'work/late.md',
        '---\ncv: {type: role, organization: AS, start: 1850, end: 1851, skills: [programs]}\n'
        '---\n# Latecomer\n',
    )
    project.edit('work/index.md', 'engine', 'late\nengine')


def remove(project: Project) -> None:
    project.remove('work/tutor.md')
    project.edit('work/index.md', 'tutor\n', '')


def retitle(project: Project) -> None:
    project.edit('work/engine.md', '# Programmer of the Engine', '# First programmer')


def redate(project: Project) -> None:
    project.edit('work/engine.md', 'end: 1843-09', 'end: 1852')


def unmark(project: Project) -> None:
    project.edit('work/engine.md', '{skill}`C++`', 'C++')


def alias(project: Project) -> None:
    project.edit('organizations.md', 'Analytical Soc.', 'Analytical Soc., Memoirs')


def swap(project: Project) -> None:
    project.edit('index.md', 'work/index\nmore/index', 'more/index\nwork/index')


_CHANGES = [rename, add, remove, retitle, redate, unmark, alias, swap]
# Each builds three times: those of a page and its title.  The night has all.
_OFTEN = [(rename, 2), (retitle, 0)]


@pytest.mark.parametrize(
    ('change', 'jobs'),
    [
        pytest.param(change, jobs, marks=() if (change, jobs) in _OFTEN else pytest.mark.prove)
        for change in _CHANGES
        for jobs in (0, 2)
    ],
)
def test_pages_follow_a_change(
    ada: Project, tmp_path: Path, change: Callable[[Project], None], jobs: int
) -> None:
    before = ada.build(jobs=jobs)
    assert before.warnings == []
    change(ada)
    after = ada.build(jobs=jobs)
    assert after.warnings == []
    shutil.copytree(after.out, tmp_path / 'incremental')
    shutil.rmtree(ada.source / '_build')
    clean = ada.build()
    assert clean.warnings == []
    assert articles(tmp_path / 'incremental', clean) == articles(clean.out, clean)
    for name in ('resume.json', 'objects.inv'):
        assert (tmp_path / 'incremental' / name).read_bytes() == (clean.out / name).read_bytes()


def articles(folder: Path, clean: Build) -> dict[str, str]:
    """The main part and linked data of each page, as the clean build has pages."""
    found = {}
    for page in sorted(clean.out.rglob('*.html')):
        name = str(page.relative_to(clean.out))
        text = (folder / name).read_text('utf-8')
        parts = re.findall(
            r'<article.*?</article>|<script type="application/ld.*?</script>', text, re.DOTALL
        )
        found[name] = '\n'.join(parts)
    return found


def test_nothing_is_written_when_nothing_has_changed(ada: Project) -> None:
    ada.build()
    page = ada.build().out / 'work' / 'engine.html'
    written = page.stat().st_mtime_ns
    ada.build()
    assert page.stat().st_mtime_ns == written


def test_two_builders_may_share_what_was_read(ada: Project) -> None:
    first, second = ada.build('html'), ada.build('dirhtml')
    assert first.out != second.out
    retitle(ada)
    for builder, page in (('html', 'work/notes.html'), ('dirhtml', 'work/notes/index.html')):
        assert 'First programmer' in ada.build(builder).text(page)


def test_parallel_equals_serial_byte_for_byte(ada: Project, tmp_path: Path) -> None:
    for number in range(20):
        ada.write(
            f'work/p{number}.md',
            f'---\ncv: {{type: award, date: 1840, skills: [s{number}, programs]}}\n---\n'
            f'# P{number}\n',
        )
        ada.edit('work/index.md', 'engine\n', f'engine\np{number}\n')
    serial = ada.build()
    shutil.move(serial.out, tmp_path / 'serial')
    shutil.rmtree(ada.source / '_build')
    parallel = ada.build(jobs=2)
    assert files(parallel.out) == files(tmp_path / 'serial')


def test_a_person_that_comes_or_goes_is_on_every_page(ada: Project) -> None:
    ada.edit('index.md', 'type: person', 'type: interest')
    ada.edit('index.md', '  tagline: Poetical science\n', '')
    for name in ('location', 'email', 'phone', 'url'):
        line = next(li for li in ada.read('index.md').splitlines() if li.startswith(f'  {name}:'))
        ada.edit('index.md', f'{line}\n', '')
    text = ada.read('index.md')
    start, end = text.index('  profiles:'), text.index('---\n# Ada')
    ada.edit('index.md', text[start:end], '')
    ada.edit('index.md', '## Languages\n\n:::{languages}\n:::\n', '')
    assert '.vcf' not in ada.build(nitpicky=True).read('work/notes.html')
    ada.edit('index.md', 'type: interest', 'type: person')
    assert 'ada-lovelace.vcf' in ada.build(nitpicky=True).read('work/notes.html')


def test_a_title_two_toctrees_below_is_in_the_front_pages_description(project: Project) -> None:
    project.write(
        'index.md',
        '---\ncv: {type: person}\n---\n# Ada\n\n```{toctree}\nwork/index\n```\n',
    )
    project.write('work/index.md', '# Work\n\n```{toctree}\nmore/index\n```\n')
    project.write('work/more/index.md', '# More\n\n```{toctree}\nengine\n```\n')
    project.write('work/more/engine.md', '---\ncv: {type: project, date: 1843}\n---\n# Old\n')
    assert 'content="Ada. Old."' in project.build().read('index.html')
    project.edit('work/more/engine.md', '# Old', '# New')
    assert 'content="Ada. New."' in project.build().read('index.html')


def test_a_commit_that_touches_no_source_changes_no_output(
    ada: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*words: str, day: int) -> None:
        when = f'2001-01-{day:02}T12:00:00Z'
        environment = {'GIT_AUTHOR_DATE': when, 'GIT_COMMITTER_DATE': when}
        author = ('-c', 'user.name=Ada', '-c', 'user.email=ada@example.org')
        subprocess.run(
            ['git', *author, *words], cwd=ada.source, check=True, env=os.environ | environment
        )

    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    git('init', '-q', day=1)
    git('add', 'conf.py', 'index.md', 'skills.md', 'organizations.md', 'work', 'more', day=1)
    git('commit', '-q', '-m', 'Write the CV', day=1)
    assert cv_domain(ada.build('dummy').app.env).source_time == 978350400
    ada.write('program.py', 'print()\n')
    git('add', 'program.py', day=9)
    git('commit', '-q', '-m', 'Write a program', day=9)
    assert cv_domain(ada.build('dummy').app.env).source_time == 978350400
    git('rm', '-q', '--cached', 'more/award.md', day=10)
    git('commit', '-q', '-m', 'Forget an award', day=10)
    assert cv_domain(ada.build('dummy').app.env).source_time == 978350400 + 9 * 86400


def test_without_a_repository_the_newest_source_is_the_hour(
    ada: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    monkeypatch.setenv('PATH', '')
    for number, file in enumerate(sorted(ada.source.rglob('*.md'))):
        os.utime(file, (1000 + number, 1000 + number))
    os.utime(ada.source / 'conf.py', (10, 10))
    newest = 1000 + len(list(ada.source.rglob('*.md'))) - 1
    assert cv_domain(ada.build('dummy').app.env).source_time == newest


def test_what_is_wrong_is_said_in_every_build(ada: Project) -> None:
    ada.edit('work/notes.md', '  location:', '  locatoin:')
    [warning] = ada.build().warnings
    assert ada.build().warnings == [warning]
    ada.edit('work/tutor.md', 'Taught', 'Taught more')
    assert ada.build().warnings == [warning]
    ada.edit('work/notes.md', '  locatoin:', '  location:')
    assert ada.build().warnings == []


def test_a_text_that_changes_is_written_on_its_page_and_the_front_page(ada: Project) -> None:
    out = ada.build().out
    pages = {page: page.stat().st_mtime_ns for page in out.rglob('*.html')}
    ada.edit('work/notes.md', 'First the heading, then', 'First the heading, then\n\nAnd')
    ada.build()
    after = {page: page.stat().st_mtime_ns for page in out.rglob('*.html')}
    ada.edit('work/notes.md', '{skill}`programs`.', '{skill}`programs`.\n\nNo more than that.')
    ada.build()
    changed = [p for p in out.rglob('*.html') if p.stat().st_mtime_ns != after[p]]
    # Sphinx itself writes the page whose toctree names one that was read.
    names = sorted(str(page.relative_to(out)) for page in changed)
    assert names == ['404.html', 'index.html', 'search.html', 'work/index.html', 'work/notes.html']
    assert 'No more than that.' in (out / 'index.html').read_text('utf-8')
    assert len(pages) == len(after)
    assert 'No more than that.' in ada.build().read('resume.json')


@pytest.mark.prove
@pytest.mark.parametrize('doctrees', [(), ('-d', '_build/doctrees')], ids=['apart', 'shared'])
def test_the_site_in_a_language_that_is_dropped_goes(
    project: Project, doctrees: tuple[str, ...]
) -> None:
    def build(*arguments: str) -> None:
        sphinx = [sys.executable, '-m', 'sphinx', '-q', '-n', '-W', '-b', 'html', *doctrees]
        subprocess.run([*sphinx, *arguments], cwd=project.source, check=True)

    def conf(languages: dict[str, str]) -> None:
        project.write('conf.py', f'{kept}cv_languages = {languages}\n')

    kept = project.read('conf.py')
    project.write('a.md', '---\ncv: {type: award, date: 1842}\n---\n# A\n')
    html = project.source / '_build' / 'html'
    conf({'en': '', 'de': 'de', 'pt_BR': 'pt/br', 'fr': 'fr', 'it': 'it'})
    for language, folder in (('en', '.'), ('de', 'de'), ('pt_BR', 'pt/br'), ('fr', 'fr')):
        build(f'-Dlanguage={language}', '.', f'_build/html/{folder}')
    # What somebody puts there is not ours, nor is what another program writes.
    project.write('_build/html/fr/own.txt', 'own')
    project.write('_build/html/it/index.html', 'own')
    conf({'en': '', 'de': 'de'})
    build('.', '_build/html')
    assert (html / 'de' / 'index.html').exists()
    assert not (html / 'pt').exists()
    assert [*(html / 'fr').rglob('*')] == [html / 'fr' / 'own.txt']
    assert project.read('_build/html/it/index.html') == 'own'
    # The site is in the folder of another, which stays where it is.
    conf({'de': 'de'})
    build('-Dlanguage=de', '.', '_build/html/de')
    assert (html / 'index.html').exists()


def test_a_style_sheet_that_is_named_itself_may_change(project: Project) -> None:
    """Pages name it with a number made from its content, which Sphinx makes once in a process."""

    def named(colour: str) -> list[str]:
        project.write('own.css', f'h1 {{ color: {colour} }}')
        settings = ['-D', 'html_static_path=own.css', '-D', 'html_css_files=own.css']
        command = [sys.executable, '-m', 'sphinx', '-q', *settings, '.', '_build/html']
        subprocess.run(command, cwd=project.source, check=True)
        return re.findall(r'own\.css\?v=\w+', project.read('_build/html/index.html'))

    red, purple = named('red'), named('purple')
    assert len(red) == len(purple) == 1
    assert red != purple
