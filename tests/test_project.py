"""What is told to those who join: each command, marker and path that it names is there."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
import tomllib
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from docutils.nodes import make_id
from PIL import Image
from projects import ROOT

from sphinx_cv.model.entry_types import record_types
from sphinx_cv.source.record_reader import read_record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

GITHUB = ROOT / '.github'
FORMS = sorted((GITHUB / 'ISSUE_TEMPLATE').glob('[!c]*.yml'))
WORKFLOWS = sorted((GITHUB / 'workflows').glob('*.yml'))
TEXTS = [
    ROOT / 'CONTRIBUTING.md',
    ROOT / 'README.md',
    ROOT / 'SECURITY.md',
    GITHUB / 'PULL_REQUEST_TEMPLATE.md',
]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / 'pyproject.toml').read_text('utf-8'))
CONTRIBUTING, README = (file.read_text('utf-8') for file in TEXTS[:2])
NOTES = ROOT / 'tools' / 'release_notes.py'


def load(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(file.read_text('utf-8'))
    return read


def named(files: Iterable[Path]) -> list[Any]:
    return [pytest.param(file, id=file.name) for file in files]


def hooks() -> list[dict[str, Any]]:
    [repository] = load(ROOT / '.pre-commit-config.yaml')['repos']
    assert repository['repo'] == 'local'
    found: list[dict[str, Any]] = repository['hooks']
    return found


def commands(*targets: str) -> set[str]:
    """What make would run."""
    outer = {name: value for name, value in os.environ.items() if 'MAKE' not in name}
    said = subprocess.run(
        ['make', '--no-print-directory', '-n', *targets],
        cwd=ROOT,
        env=outer,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(said.stdout.splitlines())


# ---- what is named is there ----------------------------------------------------------------------


@pytest.mark.parametrize('file', named([*TEXTS, *WORKFLOWS, *FORMS]))
def test_each_command_of_make_is_one(file: Path) -> None:
    [phony] = re.findall(r'^\.PHONY: (.*)', (ROOT / 'Makefile').read_text('utf-8'), re.MULTILINE)
    code = re.findall(r'(?:`|^|run: )make ([a-z-]+)', file.read_text('utf-8'), re.MULTILINE)
    assert set(code) <= set(phony.split())


def test_the_commands_that_are_looked_for_are_found() -> None:
    assert {'lint', 'test', 'messages'} <= set(re.findall(r'`make ([a-z-]+)', CONTRIBUTING))


@pytest.mark.parametrize('file', named(TEXTS))
def test_each_path_leads_somewhere(file: Path) -> None:
    text = file.read_text('utf-8')
    links = re.findall(r'\]\((?!https?:)([^)#]*)#?([^)]*)\)', text)
    for path, anchor in links:
        target = file.parent / path if path else file
        assert target.exists(), path
        if anchor:
            headings = re.findall(r'^#+ (.*)', target.read_text('utf-8'), re.MULTILINE)
            assert anchor in map(make_id, headings)
    for path in re.findall(r'(?:`| )((?:tests|tools|\.github)/[\w./-]+)', text):
        assert (ROOT / path).exists(), path


def test_each_marker_is_explained() -> None:
    markers = [
        line.partition(':')[0] for line in PROJECT['tool']['pytest']['ini_options']['markers']
    ]
    assert re.findall(r'^\| `(\w+)` \| ', CONTRIBUTING, re.MULTILINE) == markers
    # What needs nothing but Python is what has none of them; what is slow is left out anyhow.
    needs = [marker for marker in markers if marker not in {'prove', 'longer'}]
    nothing = ' and '.join(f'not {marker}' for marker in needs)
    assert f"pytest -m '{nothing}'" in CONTRIBUTING
    assert f"MARKERS = '{nothing}'" in (ROOT / 'noxfile.py').read_text('utf-8')


# ---- README.md ----------------------------------------------------------------------------------


def test_its_picture_is_small_and_described() -> None:
    [(words, name)] = re.findall(r'^!\[(.*?)\]\((.*?)\)$', README, re.MULTILINE)
    picture = ROOT / name
    assert picture.stat().st_size < 80_000
    with Image.open(picture) as image:
        assert image.width > image.height > 500
    assert len(words) > 40


def test_its_links_lead_somewhere_from_the_package_index(monkeypatch: pytest.MonkeyPatch) -> None:
    # What builds packages is installed only where one is built.
    interface = ModuleType('hatchling.metadata.plugin.interface')
    monkeypatch.setattr(interface, 'MetadataHookInterface', object, raising=False)
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    from_outside = runpy.run_path(str(ROOT / 'hatch_build.py'))['from_outside']
    relative = r'\]\((?!https?:|#)([^)]*)\)'
    paths = re.findall(relative, README)
    assert 'docs/cv.webp' in paths
    address = 'https://code.example.org/cv'
    linked = from_outside(README, address)
    assert re.findall(relative, linked) == []
    assert f'({address}/raw/HEAD/docs/cv.webp)' in linked
    others = {path for path in paths if path != 'docs/cv.webp'}
    assert {path for path in others if f'({address}/blob/HEAD/{path})' not in linked} == set()
    unlinked = from_outside(README, '')
    assert re.findall(relative, unlinked) == []
    assert 'docs/cv.webp' not in unlinked
    assert '(all of them)' in unlinked


# ---- linters -------------------------------------------------------------------------------------


def test_a_commit_is_checked_by_what_make_lint_runs() -> None:
    targets = [hook['entry'].split()[-1] for hook in hooks()]
    assert commands(*targets) == commands('lint')
    table = re.findall(r'^\| `make (lint-\w+)` \|', CONTRIBUTING, re.MULTILINE)
    assert table == targets


@pytest.mark.parametrize(
    ('suffix', 'expected'),
    [('py', 'python'), ('mjs', 'scripts'), ('js', 'scripts'), ('ts', 'scripts'), ('css', 'styles')],
)
def test_each_source_has_its_hook(suffix: str, expected: str) -> None:
    folders = ('src', 'tests/js') if suffix == 'mjs' else ('src',)
    sources = [file for folder in folders for file in (ROOT / folder).rglob(f'*.{suffix}')]
    assert sources
    for file in sources:
        path = file.relative_to(ROOT).as_posix()
        assert [hook['id'] for hook in hooks() if re.search(hook['files'], path)] == [expected]


# ---- versions ------------------------------------------------------------------------------------


def matrix() -> dict[str, list[str]]:
    found: dict[str, list[str]] = load(GITHUB / 'workflows' / 'versions.yml')['jobs']['tests'][
        'strategy'
    ]['matrix']
    return found


def test_each_python_that_is_promised_is_tested() -> None:
    classifiers = PROJECT['project']['classifiers']
    promised = [line.rpartition(' ')[2] for line in classifiers if re.search(r':: 3\.\d+$', line)]
    assert matrix()['python'] == promised
    assert PROJECT['project']['requires-python'] == f'>={promised[0]}'
    assert f'from {promised[0]} to {promised[-1]}' in CONTRIBUTING


def test_the_same_runs_here() -> None:
    listed = subprocess.run(
        [sys.executable, '-m', 'nox', '--list', '--json'],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    sessions = {session['session'] for session in json.loads(listed.stdout)}
    versions = matrix()
    assert sessions == {
        f'tests-{python}({packages})'
        for python in versions['python']
        for packages in versions['packages']
    }


def test_the_oldest_are_those_of_the_project() -> None:
    code = 'import json, noxfile; print(json.dumps(noxfile.oldest()))'
    said = subprocess.run(
        [sys.executable, '-c', code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    given = PROJECT['project']
    allowed = [*given['dependencies'], *given['optional-dependencies']['docx']]
    assert json.loads(said.stdout) == [
        line.partition(',')[0].replace('>=', '==') for line in allowed
    ]


# ---- issues --------------------------------------------------------------------------------------


@pytest.mark.parametrize('file', named(FORMS))
def test_each_form_is_one_that_the_host_takes(file: Path) -> None:
    form = load(file)
    assert form['name']
    assert form['description']
    asked = [part for part in form['body'] if part['type'] != 'markdown']
    assert len({part['id'] for part in asked}) == len(asked) > 0
    for part in asked:
        assert part['type'] in {'input', 'textarea', 'dropdown', 'checkboxes'}
        assert part['attributes']['label']


def test_the_page_of_a_report_is_one_that_can_be_read() -> None:
    parts = {part.get('id'): part for part in load(GITHUB / 'ISSUE_TEMPLATE' / 'bug.yml')['body']}
    page = read_record('page', parts['page']['attributes']['value'], record_types({}))
    assert page.record
    assert not page.problems


# ---- releases ------------------------------------------------------------------------------------


def links(changelog: str, address: str) -> list[str]:
    """The definitions that a changelog should end with: each version against the one before."""
    if not address:
        return []
    tags = [f'v{name}' for name in re.findall(r'^## \[(\d.*?)\]', changelog, re.MULTILINE)]
    newer = {'HEAD': 'Unreleased', **{tag: tag[1:] for tag in tags}}
    pairs = zip(newer, tags, strict=False)
    found = [f'[{newer[new]}]: {address}/compare/{old}...{new}' for new, old in pairs]
    return found + [f'[{tag[1:]}]: {address}/releases/tag/{tag}' for tag in tags[-1:]]


def test_the_changelog_is_in_its_form() -> None:
    changelog = (ROOT / 'CHANGELOG.md').read_text('utf-8')
    address = PROJECT['project']['urls'].get('Repository', '')
    expected = links(changelog, address)
    assert re.findall(r'^\[.*\]: .*', changelog, re.MULTILINE) == expected
    first, *others = re.findall(r'^## (.*)', changelog, re.MULTILINE)
    assert first == ('[Unreleased]' if expected else 'Unreleased')
    assert address or not others
    for heading in others:
        assert re.fullmatch(r'\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d', heading)
    kinds = set(re.findall(r'^### (.*)', changelog, re.MULTILINE))
    assert kinds <= {'Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'}


def test_links_compare_each_version_with_the_one_before() -> None:
    changelog = '## [Unreleased]\n## [0.2.0] - 2027-01-31\n## [0.1.0] - 2026-12-01\n'
    assert links(changelog, 'https://code.example.org/cv') == [
        '[Unreleased]: https://code.example.org/cv/compare/v0.2.0...HEAD',
        '[0.2.0]: https://code.example.org/cv/compare/v0.1.0...v0.2.0',
        '[0.1.0]: https://code.example.org/cv/releases/tag/v0.1.0',
    ]


@pytest.mark.parametrize(
    ('tag', 'changelog', 'said'),
    [
        (
            'v0.2.0',
            '## [0.2.0] - 2027-01-31\n\n- New.\n\n## [0.1.0] - 2026-12-01\n\n- Old.\n',
            '- New.',
        ),
        ('v0.2.0', '## [0.2.0] - 2027-01-31\n\n- New.\n\n[0.2.0]: https://x.example\n', '- New.'),
        ('v0.3.0', '', 'the tag is "v0.3.0", and src/sphinx_cv/version.py asks for "v0.2.0"'),
        ('v0.2.0', '## Unreleased\n\n- New.\n', 'has no heading "## [0.2.0] - YYYY-MM-DD"'),
        ('v0.2.0', '## [0.2.0] - 2027-01-31\n\n## [0.1.0] - 2026-12-01\n', 'says nothing of 0.2.0'),
    ],
)
def test_a_tag_has_notes_or_is_refused(tmp_path: Path, tag: str, changelog: str, said: str) -> None:
    tool = tmp_path / 'tools' / NOTES.name
    version = tmp_path / 'src' / 'sphinx_cv' / 'version.py'
    for file, text in {
        tool: NOTES.read_text('utf-8'),
        version: "__version__ = '0.2.0'\n",
        tmp_path / 'CHANGELOG.md': changelog,
    }.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, 'utf-8')
    run = subprocess.run([sys.executable, tool, tag], capture_output=True, text=True, check=False)
    released = said.startswith('-')
    assert (run.returncode == 0) is released
    assert run.stdout == (f'{said}\n' if released else '')
    assert released or said in run.stderr


@pytest.mark.parametrize('file', named(WORKFLOWS))
def test_a_workflow_keeps_no_password_and_finds_what_it_runs(file: Path) -> None:
    text = file.read_text('utf-8')
    assert 'secrets.' not in text
    for path in re.findall(r'uses: \./(\S+)|(?:run: |&& )(tools/\S+)', text):
        assert (ROOT / ''.join(path)).is_file()
    jobs = load(file)['jobs']
    for job in jobs.values():
        needs = job.get('needs', [])
        assert {needs} <= set(jobs) if isinstance(needs, str) else set(needs) <= set(jobs)


def test_only_the_job_that_publishes_may_say_who_it_is() -> None:
    release = load(GITHUB / 'workflows' / 'release.yml')
    jobs = release['jobs']
    rights = {name for name, job in jobs.items() if 'id-token' in job.get('permissions', {})}
    assert rights == {'publish'}
    assert set(jobs['publish']['needs']) == {'versions', 'build'}
    assert f'environment `{jobs["publish"]["environment"]}`' in CONTRIBUTING
    assert release['permissions'] == {'contents': 'read'}


# ---- licences ------------------------------------------------------------------------------------

# What these allow includes all that is done here with what is under them.
_FREE = {
    *('0BSD', 'Apache Software License', 'Apache-2.0', 'BSD License', 'BSD-2-Clause'),
    *('BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'MIT License', 'MIT-0', 'MIT-CMU', 'MPL-2.0'),
    *('Mozilla Public License 2.0 (MPL 2.0)', 'PSF-2.0', 'Python Software Foundation License'),
}
# How licences begin whose packages say nothing of them but in a file.
_BEGIN = {'Apache License': 'Apache-2.0', 'Permission is hereby granted, free of charge': 'MIT'}


def licence_of(row: dict[str, str]) -> str:
    begins = [name for words, name in _BEGIN.items() if words in row['LicenseText'][:300]]
    return [*begins, 'UNKNOWN'][0] if row['License'] == 'UNKNOWN' else row['License']


def is_free(licence: str) -> bool:
    """Whether one of those that can be chosen allows all."""
    choices = re.split(r' OR |; ', licence)
    return any(all(part in _FREE for part in choice.split(' AND ')) for choice in choices)


@pytest.mark.prove
def test_no_licence_of_a_package_forbids_what_is_done_here() -> None:
    run = subprocess.run(
        [
            *(sys.executable, '-m', 'piplicenses', '--from=mixed', '--format=json'),
            *('--with-license-file', '--no-license-path'),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = json.loads(run.stdout)
    assert {row['Name'] for row in rows} >= {'Sphinx', 'myst-parser', 'furo', 'pikepdf'}
    assert [(row['Name'], row['License']) for row in rows if not is_free(licence_of(row))] == []
    assert not is_free('GNU General Public License v3 (GPLv3)')
    assert not is_free('MIT AND GPL-3.0-only')
