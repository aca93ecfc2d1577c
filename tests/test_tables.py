"""The tables: no type and no field without its place, in any output."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from careers import Pen, page
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import characters
from lots import how_many
from sphinx.locale import init

from sphinx_cv.components.headers import (
    Card,
    EntryHead,
    Related,
    draw_entry_header,
    draw_person_header,
    draw_related,
)
from sphinx_cv.components.rows import timeline_rows
from sphinx_cv.exports.json_resume import LAYOUTS, make_resume
from sphinx_cv.exports.jsonld import SCHEMAS
from sphinx_cv.exports.llms_txt import write_llms
from sphinx_cv.exports.search_index import write_index
from sphinx_cv.html.markdown import write_markdown
from sphinx_cv.locale import CATALOGUE
from sphinx_cv.model import facts as facts_module
from sphinx_cv.model.career import Career
from sphinx_cv.model.entry_types import ENTRY_TYPES, SECTIONS, record_types, with_own_types
from sphinx_cv.model.facts import Words, facts_of_person
from sphinx_cv.model.fields import (
    ENTRY_FIELDS,
    LETTER_FIELDS,
    NAME_FIELDS,
    PERSON_FIELDS,
    WHEN,
    Form,
    Searched,
)
from sphinx_cv.model.outline import Outline
from sphinx_cv.model.records import Entry, NamePage, Person, with_page
from sphinx_cv.model.tree import PageTree
from sphinx_cv.source.readers import READERS
from sphinx_cv.source.record_reader import read_record
from sphinx_cv.warnings import CVWarning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from careers import Value
    from projects import Build, Project

    from sphinx_cv.model.entry_types import EntryType, RecordType
    from sphinx_cv.model.fields import Field

TYPES = record_types({})
#: Each field of each type of record, by names that a failing test shows.
FIELDS = [
    pytest.param(type_name, name, id=f'{type_name}.{name}')
    for type_name, type_ in TYPES.items()
    for name in type_.fields
]
ENTRY_TYPE_FIELDS = [
    pytest.param(type_name, name, id=f'{type_name}.{name}')
    for type_name, type_ in ENTRY_TYPES.items()
    for name in type_.fields
    # It is in no output but resume.json, see test_resume.py.
    if name != 'extra'
]
ROWS = [
    pytest.param(row, id=f'{table}.{row.name}')
    for table, rows in (
        ('entry', ENTRY_FIELDS),
        ('person', PERSON_FIELDS),
        ('names', NAME_FIELDS),
        ('letter', LETTER_FIELDS),
    )
    for row in rows.values()
]

TODAY = dt.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _labels() -> None:
    """Have labels as they are in English, without a build that would say so."""
    init([], 'en', CATALOGUE)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


# ---- forms and rows ------------------------------------------------------------------------------


@pytest.mark.parametrize('form', Form, ids=lambda form: form.name)
def test_each_form_has_a_reader_and_a_wording(form: Form) -> None:
    assert form in READERS
    assert form in facts_module._WORDINGS  # noqa: SLF001  # what it has no public name for


@pytest.mark.parametrize('row', ROWS)
def test_each_field_says_what_it_is(row: Field) -> None:
    assert row.label
    assert row.label == row.label.strip()
    assert re.fullmatch(r'[A-Z].*[^.]\.', row.help)
    assert row.example
    assert row.link in {'', 'org', 'skill'}


def test_each_table_is_used_whole() -> None:
    used = {name for type_ in ENTRY_TYPES.values() for name in type_.fields}
    assert used == set(ENTRY_FIELDS)


def example(type_name: str, name: str) -> str:
    """A page's front matter as the manual would have it: the field's example, and what it needs."""
    type_ = TYPES[type_name]
    wanted = [*type_.required, name]
    if name in {'start', 'end'}:
        wanted = ['start', 'end', *wanted]
    elif name == 'duration' or getattr(type_, 'dated', False):
        wanted = ['date', *wanted]
    lines = [f'  {each}: {type_.fields[each].example}' for each in dict.fromkeys(wanted)]
    return '\n'.join(['---', 'cv:', f'  type: {type_name}', *lines, '---', '# Title', ''])


@pytest.mark.parametrize(('type_name', 'name'), FIELDS)
def test_each_example_is_read_as_it_stands(type_name: str, name: str) -> None:
    found = read_record('work/page', example(type_name, name), TYPES)
    assert found.problems == []
    match found.record:
        case Entry() if name == 'id':
            assert found.record.id == ENTRY_FIELDS['id'].example
        case Entry() if name in WHEN:
            assert found.record.period
        case Entry() | Person():
            assert found.record.values[name]
        case NamePage():
            assert found.record.names or found.record.groups or found.record.extra
        case None:
            pytest.fail('there is no record')


# One field of each form: it is the form that is read.
_FORMS = {
    row.form: (type_name, name)
    for type_name, type_ in TYPES.items()
    for name, row in type_.fields.items()
}
# What YAML itself may hold: the rest it refuses, in words of its own.
_TYPED = st.text(characters(exclude_categories=['Cs', 'Cc']), max_size=12)
_TRAPS = st.sampled_from(
    (
        *('https://[x', 'http://a b', 'https://', 'https://h:99999/', 'https://x]', 'mailto:a@b'),
        *('0000', '2010-00', '2010-02-30', '99999', '2010-Q5', '٢٠١٠', '2010-٠٣', '2010-03\n'),
        *('0 days', '1 days', '99999999999 years', '٤ months', 'present ', ' & ', '@', 'a@b@c', ''),
    )
)
_KEYS = st.sampled_from(['name', 'fluency', 'network', 'username', 'url', 'long', 'aliases'])
_NODES = st.recursive(
    _TRAPS | _TYPED,
    lambda below: st.lists(below, max_size=2) | st.dictionaries(_KEYS | _TYPED, below, max_size=3),
    max_leaves=4,
)


@pytest.mark.longer
@settings(max_examples=how_many(150, at_night=2000))
@given(st.sampled_from(Form).map(_FORMS.__getitem__), _NODES)
def test_whatever_is_typed_is_read_or_named_with_its_line(
    field: tuple[str, str], value: Any
) -> None:
    type_name, name = field
    head = yaml.safe_dump({'cv': {'type': type_name, name: value}}, allow_unicode=True)
    found = read_record('page', f'---\n{head}---\n# Title\n', TYPES)
    lines = head.count('\n') + 1
    for problem in found.problems:
        assert 2 <= problem.line <= lines + 1
        assert problem.message
    if isinstance(found.record, Entry | Person) and name not in {'id', *WHEN}:
        # Of a list with a slip the rest may have been read; nothing is lost in silence.
        required = CVWarning.MISSING_FIELD
        slips = [
            p for p in found.problems if p.warning is not required or f'"{name}": ' in p.message
        ]
        assert name in found.record.values or slips


# ---- types ---------------------------------------------------------------------------------------


@pytest.mark.parametrize('type_', ENTRY_TYPES.values(), ids=list(ENTRY_TYPES))
def test_each_type_has_its_place(type_: EntryType) -> None:
    assert type_.label
    assert type_.section in SECTIONS
    assert type_.section in LAYOUTS
    assert 'title' in dict(LAYOUTS[type_.section]).values()
    assert type_.schema in {'', *SCHEMAS}
    assert set(type_.required) <= set(type_.fields)
    assert not type_.dated or {'date', 'start', 'end', 'duration'} <= set(type_.fields)
    assert not type_.drawn or 'start' in type_.fields
    assert not type_.grouped or 'organization' in type_.fields


@pytest.mark.parametrize('type_', TYPES.values(), ids=list(TYPES))
def test_the_fields_of_a_type_stand_in_the_tables_order(type_: RecordType) -> None:
    tables = {
        'person': PERSON_FIELDS,
        'skills': NAME_FIELDS,
        'organizations': NAME_FIELDS,
        'letter': LETTER_FIELDS,
    }
    table = tables.get(type_.name, ENTRY_FIELDS)
    assert list(type_.fields) == [name for name in table if name in type_.field_names]
    assert set(type_.fields) == set(type_.field_names)


def test_no_two_types_are_of_one_name_label_colour_or_rank() -> None:
    rows = ENTRY_TYPES.values()
    assert sorted(row.rank for row in rows) == list(range(len(rows)))
    assert len({row.label for row in rows}) == len(rows)
    colors = [row.color for row in rows if row.color]
    assert len(set(colors)) == len(colors)
    assert not ENTRY_TYPES.keys() & {'person', 'skills', 'organizations', 'letter'}


@pytest.mark.parametrize(('section', 'layout'), LAYOUTS.items(), ids=list(LAYOUTS))
def test_each_layout_is_of_fields_that_there_are(
    section: str, layout: tuple[tuple[str, str], ...]
) -> None:
    made = {'title', 'summary', 'highlights', 'body'}
    assert section in SECTIONS
    assert {source for _key, source in layout} <= made | set(ENTRY_FIELDS)


def test_an_unknown_type_is_answered_with_all_that_there_are() -> None:
    found = read_record('page', '---\ncv: {type: zzz}\n---\n# Title\n', TYPES)
    [problem] = found.problems
    assert problem.message == (
        f'"zzz" is not a type of record; expected one of: {", ".join(TYPES)}'
    )
    assert {*ENTRY_TYPES, 'person', 'skills', 'organizations', 'letter'} == set(TYPES)


# ---- every field of every type, in every output --------------------------------------------------


def written(type_: EntryType, period: Iterable[str]) -> tuple[Entry, dict[str, Value]]:
    """An entry with all fields that its type has; of those that say when, *period*."""
    pen = Pen(lambda options: options[-1])
    values = {
        name: pen.value(row.form)
        for name, row in type_.fields.items()
        if (name not in WHEN or name in period) and row.form is not Form.EXTRA
    }
    if 'end' in period and 'duration' in values:
        # It lasts no longer than from its start to its end, which are one day here.
        values['duration'] = Pen(lambda options: options[0]).value(Form.DURATION)
    record = {'type': type_.name, **{name: value.given for name, value in values.items()}}
    found = read_record('work/page', page(record, 'Title'), {type_.name: type_})
    assert found.problems == []
    assert isinstance(found.record, Entry)
    entry = with_page(found.record, 'Title')
    assert isinstance(entry, Entry)
    return entry, values


def outline_of(*records: Entry | Person) -> Outline:
    titles = {'index': 'Ada', **{record.docname: record.title for record in records}}
    tree = PageTree({'index': [r.docname for r in records]}, 'index', titles)
    return Outline(Career({r.docname: r for r in records}, TODAY), tree, titles, 'en')


def periods_of(type_: EntryType) -> list[tuple[str, ...]]:
    if 'date' not in type_.fields:
        return [()]
    return [('date', 'duration'), ('start', 'end', 'duration'), ('start', 'end')]


def texts_of(drawn: Iterable[nodes.Node]) -> tuple[str, str]:
    """What nodes say as they are, and in Markdown."""
    document = nodes.document(None, None)  # type: ignore[arg-type]  # it is only walked over
    document += list(drawn)
    return document.astext(), write_markdown(document, str)


@pytest.mark.parametrize(('type_name', 'name'), ENTRY_TYPE_FIELDS)
def test_each_field_of_an_entry_is_everywhere(type_name: str, name: str) -> None:
    for period in periods_of(ENTRY_TYPES[type_name]):
        if name not in WHEN or name in period:
            check_field(ENTRY_TYPES[type_name], name, period)


def check_field(type_: EntryType, name: str, period: tuple[str, ...]) -> None:
    entry, values = written(type_, period)
    value, row = values[name], type_.fields[name]
    outline = outline_of(entry)
    item = outline.item(entry)
    topics = outline.career.skills_of(entry)
    related = Related(tuple(Words(topic.name) for topic in topics), ())
    plain, markdown = texts_of(
        [
            *draw_entry_header(EntryHead(item, None, ()), entry.docname),
            *draw_related(related, entry.docname),
        ]
    )
    resume = make_resume(outline, '')
    exact = resume.get('meta', {}).get('exact', {})
    index = json.loads(write_index(outline, str).removeprefix('window.cvIndex='))
    [indexed] = index['entries']
    if name == 'id':
        assert entry.id == value.given == item.id
        assert entry.id in exact
        return
    fact = item.fact(name)
    assert bool(fact) is (name not in WHEN)
    for piece in value.shown:
        assert piece in (fact.text if fact else item.when)
        assert piece in plain
        assert piece in markdown
    in_resume = list(strings(resume[type_.section])) + list(strings(exact))
    in_resume += list(strings(resume.get('skills')))
    for piece in value.exact:
        assert piece in in_resume
    searched = {
        'organization': [indexed['organization']],
        'location': [indexed['place']],
        'skills': [index['topics'][number]['names'][0] for number in indexed['skills']],
    }.get(name, indexed.get(row.searched.value, []))
    if name in {'organization', 'location', 'skills'} or row.searched is not Searched.NOT:
        assert [piece for piece in value.shown if piece not in searched] == []
    if name in {'organization', 'location', *WHEN} - {'duration'}:
        llms = write_llms(outline, {}, str)
        assert all(piece in llms for piece in value.shown)


def test_each_field_of_the_person_is_everywhere() -> None:
    pen = Pen(lambda options: options[-1])
    # A photo is a file, and the parts of a name stand in the name.
    apart = {Form.PICTURE, Form.EXTRA}
    rows = {n: row for n, row in PERSON_FIELDS.items() if row.form not in apart}
    values = {name: pen.value(row.form) for name, row in rows.items()}
    for name in ('given', 'family'):
        values[name] = replace(values[name], shown=())
    record = {'type': 'person', **{name: value.given for name, value in values.items()}}
    found = read_record('index', page(record, 'Ada'), TYPES)
    assert found.problems == []
    assert isinstance(found.record, Person)
    person = with_page(found.record, 'Ada')
    assert isinstance(person, Person)
    outline = outline_of(person)
    facts = {
        fact.name: f'{fact.label}: {fact.text}' if fact.name == 'details' else fact.text
        for fact in facts_of_person(person, 'en')
    }
    plain, markdown = texts_of(
        draw_person_header(Card(outline.person_facts(), '', 'cv.pdf', 'ada.vcf'), 'index')
    )
    llms = write_llms(outline, {}, str)
    resume = list(strings(make_resume(outline, '')))
    index = '\0'.join(strings(json.loads(write_index(outline, str).partition('=')[2])))
    for name, value in values.items():
        for piece in value.shown:
            for where in (facts[name], plain, markdown, llms):
                assert piece in where, name
            if PERSON_FIELDS[name].searched is not Searched.NOT or name == 'location':
                assert piece in index, name
        for piece in value.exact:
            assert piece in resume, name


@pytest.mark.parametrize('type_', ENTRY_TYPES.values(), ids=list(ENTRY_TYPES))
def test_each_drawn_type_is_in_the_timeline(type_: EntryType) -> None:
    entry, _values = written(type_, ('start', 'end') if 'start' in type_.fields else ())
    drawn = timeline_rows(outline_of(entry))
    assert bool(drawn) is type_.drawn
    assert drawn is None or drawn.blocks[0].rows[0].bars[0].type == type_.name


# ---- an owner's own types ------------------------------------------------------------------------

OWN = {
    'bursary': {'like': 'award', 'label': 'Bursary', 'section': 'awards', 'color': '#123456'},
    'fellowship': {'like': 'project', 'label': 'Fellowship', 'color': '#654321'},
}


@pytest.mark.parametrize('section', SECTIONS)
@pytest.mark.parametrize('like', ENTRY_TYPES)
def test_an_own_type_loses_nothing_in_any_section(like: str, section: str) -> None:
    own = {'bursary': {'like': like, 'label': 'Bursary', 'section': section}}
    type_ = with_own_types(own)['bursary']
    for period in periods_of(type_):
        entry, values = written(type_, period)
        resume = make_resume(outline_of(entry), '')
        said = list(strings(resume))
        for name, value in values.items():
            if name != 'id':
                assert [piece for piece in value.exact if piece not in said] == [], name
        assert resume['meta']['exact'][entry.id]['type'] == 'bursary'
        assert 'Title' in said


@pytest.fixture
def granted(project: Project) -> Project:
    """A CV with types of its own."""
    project.write('conf.py', f"project = 'Ada'\nextensions = ['sphinx_cv']\ncv_types = {OWN!r}\n")
    project.write('index.md', '# Ada\n\n:::{timeline}\n:::\n\n```{toctree}\n:glob:\n\n*\n```\n')
    project.write(
        'money.md',
        """
        ---
        cv: {type: bursary, organization: Royal Society, date: 1843, url: https://example.org/g}
        ---
        # For the Engine

        A thousand pounds.
        """,
    )
    project.write(
        'stay.md',
        '---\ncv: {type: fellowship, start: 1844, end: 1845}\n---\n# In Turin\n',
    )
    project.write('grants.md', '# Grants\n\n:::{entries}\n:types: bursary\n:::\n')
    return project


def resume(build: Build) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(build.read('resume.json'))
    return found


def test_an_own_type_is_everywhere(granted: Project) -> None:
    build = granted.build(nitpicky=True)
    assert build.warnings == []
    assert 'Royal Society Bursary · 1843 · example.org/g' in build.text('money.html')
    assert 'Fellowship · 1844 – 1845' in build.text('stay.html')
    assert 'For the Engine, Royal Society, 1843, A thousand pounds.' in build.text('grants.html')
    assert 'In Turin' not in build.text('grants.html')
    made = resume(build)
    assert made['awards'] == [
        {
            'title': 'Bursary: For the Engine',
            'date': '1843',
            'awarder': 'Royal Society',
            'summary': 'A thousand pounds.',
        }
    ]
    assert made['meta']['exact']['money'] == {
        'type': 'bursary',
        'pointer': '/awards/0',
        'title': 'For the Engine',
        'url': 'https://example.org/g',
    }
    assert made['projects'][0]['name'] == 'Fellowship: In Turin'
    assert made['meta']['exact']['stay']['type'] == 'fellowship'
    index = json.loads(build.read('cv-index.js').partition('=')[2])
    assert [(each['title'], each['kind']) for each in index['entries']] == [
        ('In Turin', 'Fellowship'),
        ('For the Engine', 'Bursary'),
    ]
    assert 'For the Engine](money.html.md): 1843, Royal Society; A thou' in build.read('llms.txt')


def test_an_own_type_is_drawn_as_the_one_it_is_like(granted: Project) -> None:
    front = granted.build(nitpicky=True).read('index.html')
    assert '<li class="cv-fellowship cv-line">' in front
    assert 'href="stay.html"' in front
    # An award has no bar, so a bursary has none.
    assert 'cv-bursary' not in front


@pytest.mark.parametrize('name', [*ENTRY_TYPES, *OWN])
def test_each_drawn_type_has_its_colour_in_the_site(granted: Project, name: str) -> None:
    type_ = with_own_types(OWN)[name]
    if not type_.color:
        assert name not in OWN
        return
    build = granted.build()
    styles = [file.read_text('utf-8') for file in build.out.rglob('*.css')]
    styles.append(build.read('index.html'))
    rule = re.compile(rf'\.cv-{name}\b[^{{]*{{[^}}]*{type_.color}')
    assert [each for each in styles if rule.search(each)]


def test_an_unknown_type_of_entry_is_named_with_the_one_it_may_mean(granted: Project) -> None:
    granted.edit('grants.md', 'types: bursary', 'types: bursary, bursry')
    [warning] = granted.build().warnings
    known = ', '.join(with_own_types(OWN))
    assert '"bursry" is not a type of entry; did you mean "bursary"?' in warning
    assert warning.endswith(f'expected one of: {known} [cv.type]')
    granted.edit('grants.md', ', bursry', '')
    granted.edit('money.md', 'type: bursary', 'type: bursry')
    first, *_rest = granted.build().warnings
    known = ', '.join(record_types(OWN))
    assert first == (
        'money.md:2: WARNING: "bursry" is not a type of record; did you mean "bursary"?; '
        f'expected one of: {known} [cv.type]'
    )
    assert 'bursary, fellowship, person' in known
