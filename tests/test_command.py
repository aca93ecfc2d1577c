"""The command ``sphinx-cv``: a project of one's own, as a stranger makes it."""

from __future__ import annotations

import gettext
import json
import os
import re
import subprocess
import sys
import zipfile
from functools import partial
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner, Result
from projects import LANGUAGES, ROOT, Project

from sphinx_cv.cli.main import main
from sphinx_cv.cli.project import Owner, starter_files
from sphinx_cv.cli.words import language_of, words
from sphinx_cv.locale import CATALOGUE, LOCALES
from sphinx_cv.model.entry_types import record_types
from sphinx_cv.source.record_reader import read_record

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def texts(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob('*') if file.is_file())
    return {str(file.relative_to(folder)): file.read_text('utf-8') for file in files}


# ---- new ---------------------------------------------------------------------------------------


def test_a_new_project_builds_without_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / 'cv'
    done = run('new', str(folder), '--name', 'Ada *Lovelace* {x}', '--email', 'ada@example.org')
    assert (done.exit_code, done.stderr) == (0, '')
    assert done.stdout.endswith(f'Next: cd {folder} && make\n')
    build = Project(folder).build(nitpicky=True)
    assert build.warnings == []
    assert 'Ada *Lovelace* {x}' in build.text('index.html')
    assert 'ada@example.org' in build.text('index.html')
    # What README.md says of the project is not a page of the CV.
    assert not (build.out / 'README.html').exists()


@pytest.mark.parametrize('language', ['en', *LANGUAGES])
def test_each_page_of_the_starter_is_read_without_a_slip(language: str) -> None:
    for path, text in starter_files(Owner('Ada "A" {x}: #1', language=language)).items():
        if path.endswith('.md'):
            assert read_record(path, text, record_types({})).problems == [], path


def test_the_language_is_that_of_the_labels(tmp_path: Path) -> None:
    folder = tmp_path / 'cv'
    assert run('new', str(folder), '--language', 'de').exit_code == 0
    build = Project(folder).build(nitpicky=True)
    assert build.warnings == []
    assert 'Dezember' not in build.text('experience/role.html')
    assert 'März 2021' in build.text('experience/role.html')


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / 'cv'
    folder.mkdir()
    (folder / 'skills.md').write_text('mine', 'utf-8')
    done = run('new', str(folder))
    assert done.exit_code == 2
    assert done.stdout == ''
    assert done.stderr == f'Error: {folder}/skills.md exists already, and is not overwritten\n'
    assert texts(folder) == {'skills.md': 'mine'}


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / 'file'
    file.write_text('', 'utf-8')
    done = run('new', str(file / 'cv'))
    assert done.exit_code == 2
    assert done.stderr == f'Error: {file / "cv"}: Not a directory\n'


@pytest.mark.parametrize(
    ('arguments', 'message'),
    [
        (['new'], "Missing argument 'DIR'"),
        (['new', 'x', '--language', 'xx'], "'xx' is not one of"),
        (['new', 'x', '--email', 'me'], "'me' is no e-mail address such as ada@example.org"),
        (['nwe', 'x'], "No such command 'nwe'"),
    ],
)
def test_wrong_usage_is_said_on_standard_error(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, '')
    assert message in done.stderr


@pytest.mark.latex
def test_building_is_strict_and_takes_the_options_of_sphinx(project: Project) -> None:
    project.write('page.md', '# A page\n')
    done = run('build', str(project.source), '-q', '-D', 'cv_pdf=')
    assert (done.exit_code, done.stderr) == (0, '')
    assert (project.source / '_build' / 'html' / 'page.html').exists()
    project.write('page.md', '# A page\n\n{doc}`gone`\n')
    done = run('build', str(project.source), '-q', '-D', 'cv_pdf=')
    assert done.exit_code == 1


def test_a_folder_without_a_project_is_one_line(tmp_path: Path) -> None:
    done = run('build', str(tmp_path))
    assert (done.exit_code, done.stdout) == (2, '')
    assert done.stderr == f'Error: {tmp_path} has no conf.py\n'


def test_help_has_examples_that_run(tmp_path: Path) -> None:
    for command in main.commands:
        text = run(command, '--help').stdout
        assert 'Examples:\n    sphinx-cv' in text
    assert '$(_SPHINX_CV_COMPLETE=bash_source sphinx-cv)' in run('--help').stdout
    version = subprocess.run(
        [sys.executable, '-m', 'sphinx_cv', '--version'],
        cwd=tmp_path,
        env=os.environ | {'PYTHONPATH': str(ROOT / 'src')},
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.fullmatch(r'sphinx-cv, version [\d.]+\n', version.stdout)


def test_the_workflows_of_the_starter_are_whole() -> None:
    made = starter_files(Owner('Ada'))
    hosted = yaml.safe_load(made['.readthedocs.yaml'])
    own = yaml.safe_load((ROOT / '.readthedocs.yaml').read_text('utf-8'))
    assert hosted['build']['apt_packages'] == own['build']['apt_packages']
    pages = yaml.safe_load(made['.github/workflows/pages.yaml'])
    assert {'run': 'make', 'env': {'SITE_URL': '${{ steps.pages.outputs.base_url }}'}} in pages[
        'jobs'
    ]['publish']['steps']
    assert not [path for path, text in made.items() if '@{' in text]


@pytest.fixture(scope='module')
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this package."""
    folder = tmp_path_factory.mktemp('wheel')
    command = [
        sys.executable,
        '-m',
        'pip',
        'wheel',
        '-q',
        '--no-deps',
        '-w',
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    (made,) = folder.glob('*.whl')
    return made


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without what tells Python or Make of this checkout."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith('PYTHON') and 'MAKE' not in name
    } | more


def do(*command: str | Path, folder: Path, env: dict[str, str], status: int = 0) -> str:
    """Run a command, and give what it says on standard output."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_is_whole(wheel: Path, tmp_path: Path) -> None:
    source = ROOT / 'src'
    expected = {
        str(file.relative_to(source))
        for file in source.rglob('*')
        if file.is_file() and '__pycache__' not in file.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        found = {name for name in archive.namelist() if '.dist-info/' not in name}
        archive.extractall(tmp_path / 'package')
        [metadata] = [name for name in archive.namelist() if name.endswith('/METADATA')]
        readme = archive.read(metadata).decode().partition('\n\n')[2]
    assert found == expected
    assert readme.startswith('# A CV as documentation')
    # What is in the repository is not beside the page of a package.
    assert re.findall(r'\]\((?!https?:|#)[^)]*\)', readme) == []
    environment = clean_environment(PYTHONPATH=str(tmp_path / 'package'))
    where = 'import sphinx_cv; print(sphinx_cv.__file__)'
    said = do(sys.executable, '-c', where, folder=tmp_path, env=environment)
    assert said.startswith(str(tmp_path / 'package'))
    made = do(sys.executable, '-m', 'sphinx_cv', 'new', 'cv', folder=tmp_path, env=environment)
    assert 'Next: cd cv && make' in made


@pytest.mark.latex
@pytest.mark.prove
def test_the_whole_way_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """Do as README.md says, and as the manual goes on, where no checkout is near."""
    outside = tmp_path / 'outside'
    path = f'{outside}/bin:{os.environ["PATH"]}'
    run_ = partial(do, env=clean_environment(PIP_FIND_LINKS=str(wheel.parent), PATH=path))
    outside.mkdir()
    run_(sys.executable, '-m', 'venv', outside, folder=outside)
    run_('pip', 'install', '-q', 'sphinx-cv', folder=outside)
    run_('sphinx-cv', 'new', 'my-cv', '--name', 'Ada Lovelace', folder=outside)
    said = run_('make', folder=outside / 'my-cv')
    site = outside / 'my-cv' / '_build' / 'html'
    assert 'PDF:  _build/html/ada-lovelace-cv.pdf' in said
    assert (site / 'ada-lovelace-cv.pdf').read_bytes().startswith(b'%PDF')
    assert 'href="ada-lovelace-cv.pdf"' in (site / 'index.html').read_text('utf-8')
    resume = str(site / 'resume.json')
    run_('sphinx-cv', 'new', 'again', '--from', resume, folder=outside)
    run_('python', '-m', 'sphinx', '-nWqb', 'html', 'again', 'again/_build', folder=outside)
    run_('sphinx-cv', 'import', resume, 'my-cv', folder=outside)
    # The same career twice: of the facts nothing is missing, but jobs overlap.
    found = json.loads(run_('sphinx-cv', 'check', 'my-cv', '--json', folder=outside, status=1))
    assert {row['kind'] for row in found['findings']} == {'overlap'}
    assert found['facts']['read']['PDF'] == found['facts']['declared'] > 50
    (outside / 'x.yaml').write_text('cv: {name: Ada, sections: {Hello: [World]}}', 'utf-8')
    run_('sphinx-cv', 'import', 'x.yaml', 'my-cv', folder=outside)
    assert (outside / 'my-cv' / 'hello.md').read_text('utf-8') == '# Hello\n\nWorld\n'


def test_each_language_has_words_for_a_new_project() -> None:
    english = words('en')
    assert english == words('xx')
    for code in LANGUAGES:
        found = words(code)
        assert found != english, code
        assert found.keys() == english.keys()
        translated = gettext.translation(CATALOGUE, LOCALES, [code]).gettext
        for name in ('education', 'volunteering', 'skills', 'organizations'):
            # They are labels elsewhere on the site.
            assert found[name] == translated(english[name]), (code, name)
        assert len({*found.values()}) == len(found), code


def test_the_headings_are_in_the_language_of_the_cv(tmp_path: Path) -> None:
    folder, source = tmp_path / 'cv', tmp_path / 'x.yaml'
    source.write_text('basics: {name: A}\nawards: [{title: B}]\nskills: [{name: C}]', 'utf-8')
    assert run('new', str(folder), '--language', 'de').exit_code == 0
    assert '# Berufserfahrung\n' in (folder / 'experience' / 'index.md').read_text('utf-8')
    (folder / 'awards' / 'index.md').unlink()
    assert run('import', str(source), str(folder)).exit_code == 0
    assert '# Auszeichnungen\n' in (folder / 'awards' / 'index.md').read_text('utf-8')
    assert '# Kenntnisse\n' in (folder / 'skills.md.imported').read_text('utf-8')
    done = run('new', str(tmp_path / 'fr'), '--from', str(source), '--language', 'fr')
    assert done.exit_code == 0
    assert '# Distinctions\n' in (tmp_path / 'fr' / 'awards' / 'index.md').read_text('utf-8')
    assert '# Compétences\n' in (tmp_path / 'fr' / 'skills.md').read_text('utf-8')
    index = (folder / 'index.md').read_text('utf-8')
    assert '  tagline: Was Sie tun, in einer Zeile\n' in index
    assert '    - {name: Deutsch, fluency: Muttersprache}\n    - {name: Englisch, ' in index
    assert '# Praktikum\n' in (folder / 'experience' / 'internship.md').read_text('utf-8')
    broken = tmp_path / 'conf.py'
    broken.write_text('language = "de"\nx = (', 'utf-8')
    assert language_of(broken) == language_of(tmp_path / 'none.py') == 'en'


# ---- import ------------------------------------------------------------------------------------


def test_import_adds_pages_to_a_project_and_touches_none(tmp_path: Path) -> None:
    folder, source = tmp_path / 'cv', tmp_path / 'resume.yaml'
    assert run('new', str(folder), '--name', 'Ada').exit_code == 0
    before = texts(folder)
    source.write_text(
        """
        basics: {name: Ada Lovelace, email: ada@example.org}
        work:
          - {name: Engine, position: Analyst *of* numbers, startDate: 1842, endDate: 1843-09}
          - {name: Engine, position: Analyst *of* numbers, startDate: 1840, endDate: 1841}
        interests: [{name: Лошади}, {name: CON}, {name: ../../etc}]
        """,
        'utf-8',
    )
    done = run('import', str(source), str(folder))
    assert done.exit_code == 0, done.output
    after = texts(folder)
    assert {path: after[path] for path in before} == before
    assert sorted(after.keys() - before.keys()) == [
        'experience/analyst-of-numbers-2.md',
        'experience/analyst-of-numbers.md',
        'index.md.imported',
        'interests/con-2.md',
        'interests/etc.md',
        'interests/index.md',
        'interests/лошади.md',
    ]
    assert '# Analyst \\*of\\* numbers\n' in after['experience/analyst-of-numbers.md']
    assert 'Added 5 entries:' in done.stdout
    assert done.stdout.endswith('Next: add to the toctree of index.md: interests/index\n')


def test_addresses_that_may_do_more_than_lead_are_refused(tmp_path: Path) -> None:
    source = tmp_path / 'resume.json'
    source.write_text(
        '{"basics": {"name": "Ada", "url": "javascript:alert(1)"},'
        ' "work": [{"name": "X", "url": " data:text/html,x", "startDate": "2010"}]}',
        'utf-8',
    )
    done = run('new', str(tmp_path / 'cv'), '--from', str(source))
    assert done.exit_code == 0
    expected = 'is left out; expected one of: http, https, mailto, tel'
    assert done.stderr.splitlines() == [
        f'Warning: basics.url: an address of the scheme "javascript" {expected}',
        f'Warning: work[0].url: an address of the scheme "data" {expected}',
    ]
    made = ''.join(texts(tmp_path / 'cv').values())
    assert 'javascript:' not in made
    assert 'data:text' not in made


@pytest.mark.parametrize(
    ('content', 'message'),
    [
        (b'{"basics": {', 'no JSON: '),
        (b'[1, 2]', 'found nothing of a CV; expected JSON Resume'),
        (b'{"name": "x"}', 'found nothing of a CV'),
        (b'a: [b', ':1: no YAML: '),
        (b'\xff\xfe\x00', 'or BibTeX in UTF-8'),
        (b'', 'found nothing of a CV'),
        (b'@article{a, title=foo', 'no BibTeX: '),
        (b'% nothing', 'no BibTeX: it has no entries'),
    ],
)
def test_a_wrong_file_is_one_error_and_leaves_nothing(
    tmp_path: Path, content: bytes, message: str
) -> None:
    source = tmp_path / 'x.json'
    source.write_bytes(content)
    done = run('new', str(tmp_path / 'cv'), '--from', str(source))
    assert (done.exit_code, done.stdout) == (2, '')
    assert done.stderr.startswith(f'Error: {source}')
    assert message in done.stderr
    assert done.stderr.count('\n') == 1
    assert not (tmp_path / 'cv').exists()


def test_import_needs_a_project_and_a_file(tmp_path: Path) -> None:
    folder = tmp_path / 'none'
    folder.mkdir()
    done = run('import', 'x.json', str(folder))
    assert done.exit_code == 2
    assert done.stderr == (
        f'Error: {folder} has no conf.py; for a new project: sphinx-cv new DIR --from x.json\n'
    )
    done = run('new', str(folder / 'cv'), '--from', str(folder / 'x.json'))
    assert done.stderr == f'Error: {folder}/x.json: No such file or directory\n'


def test_a_bibliography_is_a_page_for_each_publication(tmp_path: Path) -> None:
    folder, source = tmp_path / 'cv', tmp_path / 'own.bib'
    assert run('new', str(folder), '--name', 'Ada Lovelace').exit_code == 0
    source.write_text(
        r"""
        @string{memoirs = "Taylor's Scientific Memoirs"}
        @article{notes,
          author = {Menabrea, L. F. and Lovelace, Ada and {Royal Society}},
          title = {{Notes} on the \emph{Engine} \& caf\'e: \$5, *not* <b>},
          journal = memoirs, year = 1843, month = sep, pages = {666--731}, volume = 3, number = 2,
          doi = {10.1000/182}, url = {https://example.org/n}, keywords = {engine}
        }
        @phdthesis{x, title = {Thesis}, school = {Home}, year = {in press},
          url = {javascript:alert(1)}, bdsk-url = {data:text/html;x}, note = {Note: as it was.}}
        """,
        'utf-8',
    )
    done = run('import', str(source), str(folder))
    assert done.exit_code == 0, done.output
    assert 'notes.keywords' in done.stdout
    assert 'x.year' in done.stdout
    for name, scheme in (('url', 'javascript'), ('bdsk-url', 'data')):
        assert f'Warning: x.{name}: an address of the scheme "{scheme}" is left out' in done.stderr
    build = Project(folder).build(nitpicky=True, suppress_warnings=['cv.missing_field'])
    assert build.warnings == []
    said = build.text('publications/notes.html')
    assert 'Notes on the Engine & café: $5, *not* <b>' in said
    for fact in (
        *('L. F. Menabrea', 'Ada Lovelace', 'Royal Society', 'Taylor', '3 (2)', '666–731'),
        *('10.1000/182', 'September 1843'),
    ):
        assert fact in said, fact
    assert 'Home' in build.text('publications/x.html')
    assert 'Note: as it was.' in build.text('publications/x.html')
    assert 'javascript:' not in build.read('resume.json')
    assert 'data:' not in build.read('resume.json')


_SPHINX_CV = "extensions = ['sphinx_cv']\n"


@pytest.mark.parametrize(
    ('conf', 'said'),
    [
        ("extensions = ['sphinx_cv'\nproject = 'A'\n", "conf.py:1: '[' was never closed"),
        (f'{_SPHINX_CV}project = A\n', "conf.py:2: NameError: name 'A' is not defined"),
        ('import nowhere\n', "conf.py:1: ModuleNotFoundError: No module named 'nowhere'"),
        ('import unclosed\n', "unclosed.py:1: '(' was never closed"),
        (
            'import sys\nsys.exit(3)\n',
            'conf.py:2: this ends Python (sys.exit), and the build with it',
        ),
        (
            f'{_SPHINX_CV}def setup(app):\n    x\n',
            'conf.py:3: NameError: name',
        ),
        (
            "extensions = ['nowhere', 'sphinx_cv']\n",
            "conf.py:1: extensions: expected an extension that is installed, found 'nowhere'",
        ),
        ("extensions = ['failing']\n", 'failing.py:2: ValueError: Oh'),
        ('needs_sphinx = "99"\n', 'conf.py: This project needs at least Sphinx v99'),
        ("project = 'A'\n", "conf.py: 'sphinx_cv' is not among its extensions"),
    ],
)
def test_what_keeps_sphinx_from_starting_is_one_line(
    conf: str, said: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write('conf.py', conf)
    project.write('unclosed.py', 'x = (\n')
    project.write('failing.py', "def setup(app):\n    raise ValueError('Oh')\n")
    monkeypatch.syspath_prepend(project.source)
    monkeypatch.delitem(sys.modules, 'failing', raising=False)
    # Nor is LaTeX started ahead of Sphinx.
    monkeypatch.setenv('PATH', '')
    for command in ('build', 'check'):
        done = run(command, str(project.source))
        assert done.exit_code == (1 if command == 'build' else 2), done.output
        # Before it stands what Sphinx says of its progress.
        line = done.output.splitlines()[-1]
        assert 'Versions' not in done.output
        assert line.removeprefix('Error: ').startswith(said)


def test_the_rest_can_still_be_asked_for(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write('conf.py', 'project = A\n')
    monkeypatch.setenv('PATH', '')
    done = run('build', str(project.source), '-T')
    assert done.exit_code == 2
    assert 'Traceback' in done.output
