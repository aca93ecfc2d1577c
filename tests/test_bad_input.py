"""Bad input: each slip is one message, with its place, and takes nothing else along."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from bad_input import CLASSES, GOOD, Case
from projects import plain
from sphinx.cmd.build import main
from sphinx.testing.util import _clean_up_global_state
from web import serve, wait_until

from sphinx_cv.cli.starting import starts_in_one_line
from sphinx_cv.config import SETTINGS, Setting
from sphinx_cv.model.entry_types import ENTRY_TYPES, record_types
from sphinx_cv.model.fields import Field, Form
from sphinx_cv.source.record_reader import read_record
from sphinx_cv.warnings import CVWarning

if TYPE_CHECKING:
    from pathlib import Path

    from bad_input import Files
    from playwright.sync_api import Browser
    from projects import Project

_COLOUR = re.compile(r'\x1b\[[0-9;]*m')
# Long lists within messages, by the names that the table has for them.
_LISTS = {
    '%types%': ', '.join(record_types({})),
    '%entries%': ', '.join(ENTRY_TYPES),
    '%award%': ', '.join([*ENTRY_TYPES['award'].fields, 'private', 'only']),
    '%settings%': ', '.join(setting.name for setting in SETTINGS),
    '%warnings%': ', '.join(f'cv.{warning.value}' for warning in CVWarning),
}


@dataclass
class Ended:
    """How a build ended: its exit status, and all that it said."""

    status: int
    said: str


def write(folder: Path, files: Files) -> None:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if callable(content):
            content(file)
        elif content is not None:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())


def build(folder: Path, *options: str, builder: str = 'html', early: bool = False) -> Ended:
    """Run ``sphinx-build -q`` in this process; files are named as in the project.

    What is wrong *early* is said by the command, which starts Sphinx in a way of its own.
    """
    errors, printed = io.StringIO(), io.StringIO()
    places = [str(folder), str(folder / '_build' / 'html'), '-d', str(folder / '_build' / 'tree')]
    starting = starts_in_one_line() if early else nullcontext()
    with redirect_stderr(errors), redirect_stdout(printed), starting:
        try:
            status = main(['-q', '-b', builder, *options, *places])
        except SystemExit as error:
            # As Python ends with it.
            status = 1
            errors.write(f'{error}\n')
        finally:
            _clean_up_global_state()
    assert printed.getvalue() == ''
    said = _COLOUR.sub('', errors.getvalue()).replace(f'{folder}/', '')
    # Paths have one name or another in Sphinx, by what was loaded before.
    said = said.replace("Use Path('", "Use _StrPath('")
    return Ended(status, said.strip())


def files_in(folder: Path) -> dict[str, bytes]:
    # A build that has begun and not ended has taken the note of the last one away.
    found = (f for f in folder.rglob('*') if f.is_file() and f.name != '.buildinfo')
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


@pytest.fixture(scope='module')
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build of the project has made before anything was wrong."""
    folder = tmp_path_factory.mktemp('good')
    write(folder, GOOD)
    assert build(folder) == Ended(0, '')
    return folder / '_build' / 'html'


@pytest.mark.parametrize(
    'case',
    [
        pytest.param(case, id=f'{kind}: {case.name}', marks=() if often else pytest.mark.prove)
        for kind, rows in CLASSES.items()
        # Some of each class; the night tries them all.
        for case, often in zip(rows, cycle([True, *[False] * 5]), strict=False)
    ],
)
def test_case(case: Case, before: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / 'cv', tmp_path / 'cv' / '_build' / 'html'
    shutil.copytree(before, out)
    write(folder, {**GOOD, **case.files})
    ended = build(folder, early=case.early)
    assert ended.said == with_lists(case.says)
    assert ended.status == case.status
    assert bool(case.says) != bool(case.harmless)
    good = files_in(before)
    made = files_in(out)
    if case.status:
        assert made == good
        return
    assert good.keys() <= made.keys()
    assert 'Good' in made['good.html'].decode()
    page = made.get('a.html', b'').decode()
    assert case.shows in re.sub('<[^>]+>', '', page)
    assert not case.once or page.count(case.once) == 1


def with_lists(message: str) -> str:
    for name, words in _LISTS.items():
        message = message.replace(name, words)
    return message


def test_every_class_has_its_cases() -> None:
    names = [case.name for rows in CLASSES.values() for case in rows]
    assert len(names) >= 200
    for rows in CLASSES.values():
        assert len({case.name for case in rows}) == len(rows)


# ---- every field, every kind of value ------------------------------------------------------------

_KINDS = {'nothing': '', 'a list': '\n    - - x', 'fields below it': '\n    unknown:\n      x: y'}
_WORDS = ' "?!"'
_DATE = 'a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05'
_TEXT = 'a text'
# What a field of each form expects, and what its items do where it is not the same.
_EXPECTED = {
    Form.ID: ('letters and figures, with "-", "_" or "." between them and no spaces', ''),
    Form.TEXT: (_TEXT, ''),
    Form.TEXTS: (_TEXT, ''),
    Form.PLACES: (_TEXT, ''),
    Form.DATE: (_DATE, ''),
    Form.END: (f'{_DATE}, or "present"', ''),
    Form.DURATION: ('a duration such as "4 months" or "1 year"', ''),
    Form.URL: ('an address that begins with https:// or http://', ''),
    Form.DOI: ('a DOI such as 10.1000/182', ''),
    Form.EMAIL: ('an e-mail address such as ada@example.org', ''),
    Form.EMAILS: ('an e-mail address such as ada@example.org', ''),
    Form.PHONES: ('a telephone number such as +44 20 7946 0000', ''),
    Form.PICTURE: ('a file such as photo.jpg or photo.png', ''),
    Form.ADDRESS: ('"street", "postcode", "city", "region" or "country"', ''),
    Form.DETAILS: ('labels, each with a text', ''),
    Form.LANGUAGES: ('a list of languages', '"name", and maybe "fluency"'),
    Form.PROFILES: ('a list of profiles', '"network" and "url", and maybe "username"'),
    Form.NAMES: ('names, each with its "long" form, "aliases", "near" or "url" below it', ''),
    Form.GROUPS: ('groups, each with a list of skills', ''),
    Form.EXTRA: ('names, each with a value', ''),
    Form.FLAG: ('true or false', ''),
}
# Where fields below are right, or one of them is wrong.
_BELOW = {
    Form.ADDRESS: '5: WARNING: "address": "unknown" is not a field of an address; it has: street, '
    'postcode, city, region, country [cv.unknown_field]',
    Form.DETAILS: '6: WARNING: "details": expected a text, found fields below it [cv.value]',
    Form.NAMES: '6: WARNING: "names": "x" is not a field of a name; it has: long, aliases, near, '
    'url, level [cv.unknown_field]',
    Form.GROUPS: '6: WARNING: "groups": expected a text, found fields below it [cv.value]',
    Form.EXTRA: '',
}
# What takes any words.
_ANY = {Form.TEXT, Form.TEXTS, Form.PLACES, Form.ADDRESS}


def _said_of(field: Field, kind: str) -> str:
    """The rest of the message about a value of a kind, from its line on."""
    expected, of_items = _EXPECTED[field.form]
    line = 4 if kind in {'nothing', _WORDS} else 5
    if kind == 'fields below it' and field.form in _BELOW:
        return _BELOW[field.form]
    if kind == 'a list' and of_items:
        expected = of_items
    if kind == 'nothing' and field.form is Form.ADDRESS:
        expected = _TEXT
    if kind == _WORDS:
        if field.form in _ANY:
            return ''
        kind = '"?!"'
    hint = '; did you mean "present"?' if field.form is Form.END and kind == 'nothing' else ''
    return f'{line}: WARNING: "{field.name}": expected {expected}, found {kind}{hint} [cv.value]'


def test_every_field_refuses_every_other_kind_of_value() -> None:
    types = record_types({})
    count = 0
    for type_ in types.values():
        for field in type_.fields.values():
            for kind, value in {**_KINDS, _WORDS: _WORDS}.items():
                page = f'---\ncv:\n  type: {type_.name}\n  {field.name}:{value}\n---\n# A\n'
                problems = [
                    f'{problem.line}: WARNING: {problem.message} [cv.{problem.warning.value}]'
                    for problem in read_record('a', page, types).problems
                    # Pages of one field lack others.
                    if problem.warning is not CVWarning.MISSING_FIELD
                ]
                expected = _said_of(field, kind)
                assert problems == ([expected] if expected else [])
                count += bool(expected)
    assert count > 400


# What each setting takes, of the values that are tried.
_VALUES: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    0.5,
    'rubbish\n',
    ['rubbish\n'],
    {'rubbish\n': 1},
    {7: 'x'},
    object,
)
_TAKEN: dict[str, list[Any]] = {
    'cv_types': [],
    'cv_pdf': [None],
    'cv_csp': [None, 'rubbish\n'],
    'cv_unlisted': [True],
    'cv_private': ['rubbish\n'],
    'cv_pdf_font': ['rubbish\n'],
    'cv_pdf_max_pages': [7],
    'cv_pdf_fit': [True],
    'cv_pdf_timeout': [7],
    'cv_acknowledged': [['rubbish\n']],
}


@pytest.mark.parametrize('setting', SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_refuses_every_other_kind_of_value(setting: Setting) -> None:
    taken = _TAKEN.get(setting.name, [])
    for value in _VALUES:
        slips = list(setting.check(value))
        assert bool(slips) is not any(value is each or value == each for each in taken), value
        assert all('expected' in slip and 'found' in slip for slip in slips)


# ---- programs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('script', 'says'),
    [
        (
            'echo fatal: detected dubious ownership >&2; exit 128',
            'fatal: detected dubious ownership',
        ),
        ('exit 3', 'it failed with status 3'),
        ('echo noon', 'it answered "noon"'),
        ('exec sleep 60', 'it did not answer within 1 seconds'),
    ],
)
def test_a_git_that_does_not_say_when_is_one_line(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, says: str
) -> None:
    monkeypatch.setattr('sphinx_cv.source.clock.PATIENCE', 1)
    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    (project.source / '.git').mkdir()
    git = tmp_path / 'programs' / 'git'
    git.parent.mkdir()
    git.write_text(f'#!/bin/sh\n{script}\n', 'utf-8')
    git.chmod(0o755)
    monkeypatch.setenv('PATH', f'{git.parent}:{os.environ["PATH"]}')
    project.write('a.md', '# A\n')
    message = 'git does not say when the CV was last changed, so its newest file does'
    build = project.build()
    assert build.warnings == [f'WARNING: {message}: {says} [cv.clock]']
    assert build.read('resume.json')


def test_without_git_nothing_is_said(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not everybody has it: the newest file says when the CV was changed."""
    monkeypatch.delenv('SOURCE_DATE_EPOCH', raising=False)
    monkeypatch.setenv('PATH', str(tmp_path))
    project.write('a.md', '# A\n')
    assert project.build().warnings == []


@pytest.mark.parametrize(
    'command',
    [
        pytest.param('sphinx -q -b html . out', marks=pytest.mark.prove),
        pytest.param('sphinx -q -T -b cv . out', marks=pytest.mark.prove),
        'sphinx -M html . out -q',
        'sphinx_cv check .',
    ],
)
def test_the_command_ends_with_the_line_alone(project: Project, command: str) -> None:
    project.write('a.md', '# A\n')
    (project.source / 'b.md').write_bytes(b'# \xe9\n')
    line = 'b.md:1: the byte 0xE9 ("é" in Windows-1252) is not UTF-8; save the page as UTF-8\n'
    run = subprocess.run(
        [sys.executable, '-m', *command.split()],
        cwd=project.source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == (2 if command.startswith('sphinx_cv') else 1)
    assert run.stderr.removeprefix('Error: ') == line


# ---- injection -----------------------------------------------------------------------------------

_EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>\'&lt;{{ 7*7 }}'


class _Run(HTMLParser):
    """Finds what a browser would run, or load, of what should be text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [f'{tag} {name}' for name in values if name.startswith('on')]
        self.found += [tag] if values.get('src') == 'x' or tag == 'y' else []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == 'script' and data.startswith('alert'):
            self.found.append(data)


@pytest.mark.parametrize('policy', [None, ''])
@pytest.mark.parametrize('theme', ['furo', 'alabaster', 'classic'])
def test_nothing_of_a_record_or_a_setting_is_markup(
    project: Project, theme: str, policy: str | None
) -> None:
    evil = json.dumps(_EVIL)
    project.write(
        'conf.py', f"extensions = ['sphinx_cv']\nproject = {_EVIL!r}\nauthor = {_EVIL!r}\n"
    )
    phone = json.dumps(f'1{_EVIL}')
    project.write(
        'me.md',
        f'---\ncv:\n  type: person\n  tagline: {evil}\n  location: {evil}\n  phone: {phone}\n'
        f'  profiles: [{{network: {evil}, username: {evil}, url: "https://example.org/"}}]\n'
        f'  languages: [{{name: {evil}, fluency: {evil}}}]\n  details: {{{evil}: {evil}}}\n'
        '---\n# Ada `<script>alert(2)</script>`\n\n:::{languages}\n:::\n\n:::{timeline}\n:::\n',
    )
    project.write(
        'a.md',
        f'---\ncv:\n  type: role\n  organization: {evil}\n  date: 1842\n  location: [{evil}]\n'
        f'  skills: [{evil}]\n  extra: {{x: {evil}}}\n---\n# `{_EVIL}`\n\n{{org}}`x <y>`\n',
    )
    project.write(
        's.md', f'---\ncv:\n  type: skills\n  groups: {{{evil}: [{evil}]}}\n---\n# Skills\n'
    )
    build = project.build(
        html_theme=theme, cv_csp=policy, cv_pdf=_EVIL.replace('/', '') + '.pdf', html_title=_EVIL
    )
    pages = [file for file in build.out.rglob('*') if file.suffix in {'.html', '.xml', '.svg'}]
    assert len(pages) > 5
    for page in pages:
        assert _Run(page.read_text('utf-8')).found == [], page.name
        assert '49' not in plain(page.read_text('utf-8'))


def test_pages_of_strangers_can_be_held_to_text(project: Project) -> None:
    """As SECURITY.md says: no markup of their own, and no files of the machine."""
    project.write('docutils.conf', '[general]\nfile_insertion_enabled: no\nraw_enabled: no\n')
    (project.source.parent / 'secret.txt').write_text('the secret\n', 'utf-8')
    reading = (
        '{include} ../secret.txt',
        '{literalinclude} ../secret.txt',
        '{csv-table} T\n:file: ../secret.txt',
    )
    text = '\n'.join(f'```{each}\n```\n' for each in reading)
    project.write('a.md', f'# A\n\n<b>bold</b>\n\n<hr>\n\n```{{raw}} html\n<hr>\n```\n\n{text}')
    settings = ('html_theme=classic', 'myst_disable_syntax=html_block,html_inline')
    said = build(project.source, *(part for setting in settings for part in ('-D', setting))).said
    assert said.count('isabled') + said.count('deactivated') == 4
    page = (project.source / '_build' / 'html' / 'a.html').read_text('utf-8')
    assert 'the secret' not in page
    assert '<b>bold' not in page
    assert '<hr>' not in page
    assert '&lt;b&gt;bold' in page


@pytest.mark.browser
def test_nothing_runs_from_an_address(project: Project, browser: Browser) -> None:
    """Without a policy, which would hide that something tries to."""
    evil = '"><img src=x onerror=window.ran=1><svg onload=window.ran=1>'
    project.write(
        'a.md', f'---\ncv: {{type: role, organization: {json.dumps(evil)}, date: 1842}}\n---\n# A\n'
    )
    project.write(
        'me.md', '---\ncv: {type: person}\n---\n# Ada\n\n:::{entries}\n:types: role\n:::\n'
    )
    out = project.build(cv_csp='').out
    page = browser.new_page()
    with serve(out) as address:
        for name in ('me.html', 'search.html'):
            for end in (
                f'?q={quote(evil)}',
                f'?q=onerror{quote(evil)}',
                f'#{quote(evil)}',
                '#"><script>',
            ):
                page.goto(f'{address}/{name}{end}', wait_until='networkidle')
                assert page.evaluate('window.ran') is None, f'{name}{end}'
                assert page.locator('img[src=x], svg[onload]').count() == 0, f'{name}{end}'
            if name != 'search.html' and page.locator('input[name=q]').count():
                page.locator('input[name=q]').first.fill('img onerror')
                popup = page.locator('.cv-popup:not([hidden])')
                wait_until(page, lambda: popup.count() > 0)  # noqa: B023  # called at once
                assert page.evaluate('window.ran') is None
                assert page.locator('img[src=x], svg[onload]').count() == 0
    page.close()
