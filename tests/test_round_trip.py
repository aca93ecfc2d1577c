"""JSON Resume in and out: what a valid document says comes back from a build, whole."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lots import how_many
from projects import CVSite, Project

from sphinx_cv.cli.main import main
from sphinx_cv.exports.json_resume import LAYOUTS
from sphinx_cv.importers.json_resume import normal_form

if TYPE_CHECKING:
    from projects import Build

Fields = dict[str, Any]
_SECTIONS = {'basics', 'skills', 'languages', *LAYOUTS}
_FORMATS = {
    'uri': st.sampled_from(
        ['https://example.org/a_b?c=d&e=%20#f', 'http://é.example.org', 'mailto:a@example.org']
    ),
    'email': st.sampled_from(['ada@example.org', 'a.b+c@example.org']),
}
#: What Markdown, YAML, HTML or TeX may take for their own.
_HOSTILE = st.sampled_from(
    [
        *(
            '*a* _b_ `c` $d$ [e](f) <b>g</b> &amp; {skill}`h`',
            '# one',
            '- two',
            '1. three',
            '> four',
        ),
        *(r'\input{x} \(y\) \\', '::: note', '% comment', '(label)=', '+++', '---', '===', '|a|b|'),
        *('a: b', 'yes', 'null', '2010-03-05', "it's", '"quoted"', '#5', '!x', '&x', '*x', '@x'),
        *(
            '{{ x }}',
            '~~~',
            '```',
            '<!--',
            'http://example.org',
            'C#',
            'a #',
            '٣ 年 \u200fא',
            '\xad',
        ),
        *(
            'one\ntwo',
            'one\n\n- two\n  - three\n\nfour',
            'x\ty',
            'A & B',
            'A and B, C',
            '…',
            '\x85',
        ),
    ]
)
_TEXT = st.one_of(_HOSTILE, st.text(max_size=12), st.lists(_HOSTILE, max_size=3).map(' '.join))
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_TEXT, inner, max_size=2),
    max_leaves=4,
)


def documents(schema: Fields, definitions: Fields) -> st.SearchStrategy[Any]:
    """Whatever a part of the schema allows; the schema has no more than what is read here."""
    if '$ref' in schema:
        return documents(definitions[schema['$ref'].rpartition('/')[2]], definitions)
    match schema['type']:
        case 'object':
            known = {
                name: documents(part, definitions) for name, part in schema['properties'].items()
            }
            if 'image' in known:
                # It is an address, although the schema does not say so; or it is a file's name.
                known['image'] = _FORMATS['uri'] | st.just('ada.jpg')
            # A part that is not there says more about an importer than one that is.
            made = st.fixed_dictionaries({}, optional=known)
            others = st.dictionaries(_TEXT.filter(lambda key: key not in known), _JSON, max_size=1)
            return st.builds(lambda one, other: {**other, **one}, made, others)
        case 'array':
            return st.lists(documents(schema['items'], definitions), max_size=3)
        case 'string' if 'pattern' in schema:
            return st.from_regex(schema['pattern'], fullmatch=True)
        case 'string' if 'format' in schema:
            return _FORMATS[schema['format']]
        case _:
            return _TEXT


def round_trip(document: Fields, folder: Path) -> tuple[Fields, Build]:
    """Make a new project from a document, build it, and read what it says."""
    source = folder / 'x.json'
    source.write_text(json.dumps(document), 'utf-8')
    done = CliRunner().invoke(main, ['new', str(folder / 'cv'), '--from', str(source)])
    assert done.exit_code == 0, done.output
    build = Project(folder / 'cv').build(nitpicky=True)
    written: Fields = json.loads(build.read('resume.json'))
    return written, build


@cache
def read(file: Path) -> Fields:
    found: Fields = json.loads(file.read_text('utf-8'))
    return found


@pytest.mark.longer
def test_any_valid_document_comes_back(schema: Path) -> None:
    definition = read(schema)
    validator = jsonschema.Draft7Validator(definition)

    # A document without sections says nothing, and is refused as any other file is.
    @settings(
        max_examples=how_many(6, at_night=60),
        suppress_health_check=list(HealthCheck),
    )
    @given(documents(definition, definition['definitions']).filter(lambda d: d.keys() & _SECTIONS))
    def comes_back(document: Fields) -> None:
        validator.validate(document)
        folder = Path(tempfile.mkdtemp())
        try:
            written, build = round_trip(document, folder)
            # No machine has a font for each character that there is.
            assert [line for line in build.warnings if '[cv.preview]' not in line] == []
            assert normal_form(written) == normal_form(document)
        finally:
            shutil.rmtree(folder)

    comes_back()


@pytest.mark.parametrize('name', ['2010-03-05', '1.10', 'null', 'yes', '12:30'])
def test_a_name_that_yaml_takes_for_something_else_comes_back(name: str, tmp_path: Path) -> None:
    document = {'skills': [{'name': name}, {'name': 'Tools', 'keywords': [name, 'gdb']}]}
    written, build = round_trip(document, tmp_path)
    assert build.warnings == []
    assert normal_form(written) == normal_form(document)


def shipped(packages: Path) -> list[Path]:
    """The valid documents that the packages have; the others are of another format or broken."""
    own = packages / '@jsonresume' / 'schema'
    others = packages / 'fresh-test-resumes' / 'src' / 'jrs'
    names = ['empty', 'jane-fullstacker', 'john-doe', 'richard-hendriks']
    return [
        own / 'sample.resume.json',
        *sorted((own / 'examples').glob('*.resume.json')),
        *(others / f'{name}.json' for name in names),
    ]


@pytest.mark.parametrize(
    'number', [0, 7, *(pytest.param(n, marks=pytest.mark.prove) for n in range(1, 7))]
)
def test_what_the_packages_ship_comes_back(packages: Path, tmp_path: Path, number: int) -> None:
    files = shipped(packages)
    assert len(files) == 8
    written, build = round_trip(read(files[number]), tmp_path)
    assert normal_form(written) == normal_form(read(files[number])), files[number]
    assert build.warnings == [], files[number]


def test_what_is_not_valid_is_imported_all_the_same(packages: Path, tmp_path: Path) -> None:
    jrs = packages / 'fresh-test-resumes' / 'src' / 'jrs'
    written, build = round_trip(read(jrs / 'jane-incomplete.json'), tmp_path)
    assert build.warnings == []
    assert normal_form(written) == normal_form(read(jrs / 'jane-incomplete.json'))


def test_what_sphinx_cv_wrote_comes_back_with_its_exact_form(cv: CVSite, tmp_path: Path) -> None:
    document = read(cv.html / 'resume.json')
    written, _build = round_trip(document, tmp_path)
    # The new project has no address yet.
    del document['meta']['canonical']
    assert normal_form(written) == normal_form(document)
    # Entries of one section stand by their dates, whatever pages they had been on.
    exact = [
        {id_: {**fields, 'pointer': ''} for id_, fields in each['meta']['exact'].items()}
        for each in (written, document)
    ]
    assert exact[0] == exact[1]


@pytest.mark.parametrize(
    ('one', 'other'),
    [
        ({'work': [{'company': 'X', 'website': 'http://x.org'}]}, {'work': [{'name': 'X'}]}),
        ({'basics': {'name': 'Ada'}}, {'basics': {'name': 'Ada', 'label': 'x'}}),
        ({'basics': {'summary': 'a b'}}, {'basics': {'summary': 'ab'}}),
        ({'meta': {'version': 'v1'}}, {}),
    ],
)
def test_the_normal_form_keeps_what_differs_apart(one: Fields, other: Fields) -> None:
    assert normal_form(one) != normal_form(other)


def test_the_names_of_old_become_those_of_today(tmp_path: Path) -> None:
    document = {
        'basics': {
            'name': 'Ada',
            'picture': 'https://example.org/a.jpg',
            'website': 'https://a.org',
        },
        'work': [{'company': 'Engine', 'position': 'Analyst', 'website': 'http://e.org'}],
        'education': [{'institution': 'Home', 'gpa': 'First'}],
    }
    written, _build = round_trip(document, tmp_path)
    assert written['basics']['url'] == 'https://a.org'
    assert written['basics']['image'] == 'https://example.org/a.jpg'
    assert written['work'] == [{'name': 'Engine', 'position': 'Analyst', 'url': 'http://e.org'}]
    assert written['education'][0]['score'] == 'First'
