"""The schema of the front matter, for editors: it says what the reader of pages says."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import subprocess
import textwrap
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from projects import HERE, ROOT, Project

from sphinx_cv.cli.project import Owner, starter_files
from sphinx_cv.cli.snippets import SNIPPETS
from sphinx_cv.exports.cv_schema import FORMS, SHIPPED, make_schema, write_schema
from sphinx_cv.model.entry_types import record_types
from sphinx_cv.model.fields import ENTRY_FIELDS, NAME_FIELDS, PERSON_FIELDS, Form
from sphinx_cv.source.record_reader import read_record

if TYPE_CHECKING:
    from pathlib import Path


class Loader(yaml.SafeLoader):
    """YAML as editors read it: numbers and truth values, but no dates (YAML 1.2)."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # a plain dict in the base class too
        first: [(tag, form) for tag, form in resolvers if not tag.endswith('timestamp')]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@cache
def validator(conf: Path | None = None) -> Any:
    """The validator of a project, with the types of its conf.py."""
    schema = make_schema(runpy.run_path(str(conf)).get('cv_types', {}) if conf else {})
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def slips(text: str, conf: Path | None = None) -> list[str]:
    """What the schema has against the front matter of a page."""
    head = re.match(r'---\n(.*?)\n---\n', text, re.DOTALL)
    found = yaml.load(head[1], Loader) if head else {}  # noqa: S506  # made from SafeLoader
    return [error.message for error in validator(conf).iter_errors(found)]


def page(type_: str, **fields: str) -> str:
    lines = [f'  {name}: {value}' for name, value in fields.items()]
    return '\n'.join(['---', 'cv:', f'  type: {type_}', *lines, '---', '# Title', ''])


_OWN = [ROOT / name for name in ('experience', 'education', 'certifications')]
_PAGES = sorted(
    file
    for folder in (ROOT / 'examples', HERE / 'roots', *_OWN)
    for file in folder.rglob('*.md')
    if '_build' not in file.parts
)


def test_every_page_of_every_example_is_valid() -> None:
    assert len(_PAGES) > 100
    found = {}
    for file in _PAGES:
        conf = next(folder for folder in file.parents if (folder / 'conf.py').exists()) / 'conf.py'
        if what := slips(file.read_text('utf-8'), conf):
            found[file.relative_to(ROOT)] = what
    assert found == {}
    for path, text in starter_files(Owner('Ada', 'ada@example.org')).items():
        assert not path.endswith('.md') or slips(text) == [], path


def test_each_example_of_a_field_is_valid() -> None:
    assert {*FORMS} == {*Form}
    definitions = make_schema({})['definitions']
    for table, fields in (
        ('entry', ENTRY_FIELDS),
        ('person', PERSON_FIELDS),
        ('names', NAME_FIELDS),
    ):
        for name, field in fields.items():
            schema = definitions[f'{table}.{name}']
            assert schema['description'] == field.help
            validator().evolve(schema=schema).validate(yaml.load(field.example, Loader))  # noqa: S506


_ROLE = {'organization': 'Red Hat', 'start': '2010', 'end': 'present'}


@pytest.mark.parametrize(
    'text',
    [
        page('role', **_ROLE),
        page('role', **{**_ROLE, 'start': '2009-Q3', 'end': '2010-03-05', 'duration': '4 months'}),
        page('role', **_ROLE, location='[Paris, Berlin]', skills='C'),
        page('award', date='2010', id='a-b', url='https://example.org'),
        page('reference', email='a@example.org'),
        page('person', phone='0123', email='[a@b, c@d]', address='{city: London}'),
        page('person', details='{A: 1}', languages='[{name: French}]', photo='a.JPG'),
        page('skills', names='{C: {aliases: x}, D: {}}', groups='{A: [b, c], D: e}'),
        page('publication', date='2010', doi='https://doi.org/10.1000/182', authors='[A, B]'),
    ],
)
def test_what_the_reader_takes_is_valid(text: str) -> None:
    assert read_record('x', text, record_types({})).problems == []
    assert slips(text) == []


@pytest.mark.parametrize(
    'text',
    [
        page('rol', **_ROLE),
        page('role', start='2010', end='present'),
        page('role', **{**_ROLE, 'end': 'now'}),
        page('role', organization='Red Hat', start='2010'),
        page('role', organization='Red Hat'),
        page('role', **_ROLE, date='2010'),
        page('role', **_ROLE, company='Red Hat'),
        page('role', **_ROLE, duration='long'),
        page('role', **_ROLE, url='example.org'),
        page('role', **_ROLE, id='a b'),
        page('role', **_ROLE, description='[a]'),
        page('award', date='2010-13'),
        page('award', date='2010-00-01'),
        page('award', date='spring'),
        page('publication', date='2010', doi='11/x'),
        page('reference', email='nobody'),
        page('person', phone='call me'),
        page('person', languages='[French]'),
        page('person', profiles='[{network: X}]'),
        page('person', photo='a.gif'),
        page('person', address='{town: x}'),
        page('skills', names='{C: {alias: x}}'),
        '---\ncv:\n  organization: Red Hat\n---\n# X\n',
    ],
)
def test_what_the_reader_refuses_is_not(text: str) -> None:
    assert read_record('x', text, record_types({})).problems
    assert slips(text)


def test_the_package_has_the_schema_of_the_tables() -> None:
    """``make schema`` writes it."""
    assert SHIPPED.read_bytes() == write_schema({})


def test_the_schema_of_a_site_knows_the_types_of_its_owner(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write('conf.py', "project = 'Ada'\nextensions = ['sphinx_cv']\n")
    project.write('index.md', page('show', date='2010'))
    own = {'show': {'like': 'award', 'label': 'Show'}}
    schema = json.loads(project.build(cv_types=own).read('cv-schema.json'))
    assert {'const': 'show', 'description': 'Show'} in schema['definitions']['record'][
        'properties'
    ]['type']['anyOf']
    valid = jsonschema.Draft7Validator(schema)
    assert valid.is_valid({'cv': {'type': 'show', 'date': 2010}})
    assert not valid.is_valid({'cv': {'type': 'show'}})


def test_the_snippets_make_pages_without_a_slip() -> None:
    snippets = json.loads(starter_files(Owner('Ada'))[SNIPPETS])
    prefixes = [snippet['prefix'] for snippet in snippets.values()]
    assert len({*prefixes}) == len(prefixes) > 50
    for name, snippet in snippets.items():
        assert snippet['scope'] == 'markdown'
        text = re.sub(r'\$\{\d:((?:\\.|[^}])*)\}|\$0', r'\1', '\n'.join(snippet['body']))
        text = re.sub(r'\\(.)', r'\1', text)
        if 'page of type' in name:
            assert read_record('x', f'{text}\n', record_types({})).problems == [], text
        else:
            assert yaml.safe_load(text), text


@pytest.mark.prove
@pytest.mark.npm
def test_remark_checks_pages_as_the_manual_says(tmp_path: Path) -> None:
    """Run what the extension remark of Visual Studio Code runs while one types."""
    manual = (ROOT / 'docs' / 'editors.md').read_text('utf-8')
    settings = re.search(r'```yaml\n(.*?)```', manual, re.DOTALL)
    assert settings
    (tmp_path / '.remarkrc.yaml').write_text(textwrap.dedent(f'  {settings[1].lstrip()}'), 'utf-8')
    shutil.copy(HERE / 'editors' / 'package.json', tmp_path)
    options = ['--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund', '--silent']
    subprocess.run(['npm', 'install', *options], cwd=tmp_path, check=True)
    project = Project(tmp_path)
    project.write('_build/html/cv-schema.json', write_schema({}).decode())
    project.write('cv/good.md', page('role', **_ROLE))
    project.write('cv/bad.md', page('role', **_ROLE, company='Red Hat'))
    command = ['npx', '--no-install', 'remark', '--quiet', '--frail', '--no-color', 'cv']
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert 'bad.md' in done.stderr
    assert 'Must NOT have additional properties' in done.stderr
    assert 'good.md' not in done.stderr
