"""What is read from the front matter, and what is said when it is wrong."""

from __future__ import annotations

import textwrap

import pytest

from sphinx_cv.model.dates import Duration, PartialDate, Period
from sphinx_cv.model.entry_types import record_types
from sphinx_cv.model.records import Entry, Language, NamePage, Person, default_id
from sphinx_cv.source.record_reader import PageRecord, read_record
from sphinx_cv.warnings import CVWarning

TYPES = record_types({})


def read(front_matter: str, docname: str = 'work/engine') -> PageRecord:
    source = f'---\n{textwrap.dedent(front_matter).strip()}\n---\n# Title\n'
    return read_record(docname, source, TYPES)


def entry(front_matter: str) -> Entry:
    reading = read(front_matter)
    assert reading.problems == []
    assert isinstance(reading.record, Entry)
    return reading.record


def test_a_role() -> None:
    role = entry("""
        cv:
          type: role
          organization: Analytical Society
          location: Berlin, Germany & San Francisco, California
          start: 1842-03
          end: 1843
          skills: [programs, C++]
    """)
    assert role.id == 'engine'
    assert role.line == 3
    assert role.location == ('Berlin, Germany', 'San Francisco, California')
    assert role.period == Period(PartialDate(1842, month=3), PartialDate(1843))
    assert role.values['skills'] == ('programs', 'C++')


def test_what_yaml_would_change_stays_as_written() -> None:
    certificate = entry("""
        cv:
          type: certification
          organization: NO
          date: 2010-03-05
          identifier: 0123
          skills: 1.10
    """)
    assert certificate.organization == 'NO'
    assert certificate.period == Period(PartialDate(2010, month=3, day=5))
    assert certificate.values['identifier'] == '0123'
    assert certificate.values['skills'] == ('1.10',)


def test_places_may_be_a_list() -> None:
    role = entry('cv: {type: award, date: 1842, location: [London & Westminster, Turin]}')
    assert role.location == ('London & Westminster', 'Turin')


def test_a_duration_stands_with_a_date() -> None:
    internship = entry("""
        cv: {type: internship, organization: 3DS, date: 2009-Q3, duration: 4 months}
    """)
    assert internship.period == Period(PartialDate(2009, quarter=3), duration=Duration(4, 'month'))


def test_what_is_going_on_has_no_end() -> None:
    role = entry('cv: {type: role, organization: AS, start: 1842, end: present}')
    assert role.period == Period(PartialDate(1842), ongoing=True)


def test_a_person() -> None:
    person = read("""
        cv:
          type: person
          email: ada@example.org
          languages: [{name: French, fluency: Native}, {name: Latin}]
    """).record
    assert isinstance(person, Person)
    assert person.languages == (Language('French', 'Native'), Language('Latin'))


def test_names_of_skills() -> None:
    page = read("""
        cv:
          type: skills
          names:
            PLM: {long: product lifecycle management}
            gdb:
              aliases: [debugger]
    """).record
    assert isinstance(page, NamePage)
    assert [(n.name, n.line, n.long, n.aliases) for n in page.names] == [
        ('PLM', 5, 'product lifecycle management', ()),
        ('gdb', 6, '', ('debugger',)),
    ]


def test_pages_without_a_record_are_left_alone() -> None:
    for source in ['# Title\n', '---\nmyst: {}\n---\n# Title\n', '', '---\ncv:']:
        assert read_record('page', source, TYPES) == PageRecord()


@pytest.mark.parametrize(
    ('docname', 'id_'), [('work/engine', 'engine'), ('work/index', 'work'), ('index', 'index')]
)
def test_id_is_the_name_of_the_file(docname: str, id_: str) -> None:
    assert default_id(docname) == id_


@pytest.mark.parametrize(
    ('front_matter', 'line', 'warning', 'message'),
    [
        ('cv: [', 2, CVWarning.FRONT_MATTER, 'the "[" that opens here is never closed'),
        ('cv: role', 2, CVWarning.FRONT_MATTER, 'expected the fields of a record under "cv"'),
        ('cv: {start: 1842}', 2, CVWarning.TYPE, '"type" is missing'),
        ('cv:\n  type: rôle', 3, CVWarning.TYPE, '"rôle"'),
        (
            'cv:\n  type: role\n  organization: AS\n  start: 1842\n  ended: 1843',
            6,
            CVWarning.UNKNOWN_FIELD,
            '"ended" is not a field of a role; did you mean "end"?',
        ),
        ('cv:\n  type: role\n  date: 1842', 3, CVWarning.MISSING_FIELD, '"organization"'),
        ('cv:\n  type: role\n  organization: AS', 3, CVWarning.MISSING_FIELD, '"start"'),
        (
            'cv:\n  type: award\n  date: 1842\n  date: 1843',
            5,
            CVWarning.FRONT_MATTER,
            '"date" stands twice; it was first given in line 4',
        ),
        (
            'cv:\n  type: award\n  date: May 1842',
            4,
            CVWarning.VALUE,
            (
                '"date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, '
                'found "May 1842"'
            ),
        ),
        ('cv:\n  type: award\n  date: [1842]', 4, CVWarning.VALUE, 'found a list'),
        ('cv:\n  type: award\n  date:', 4, CVWarning.VALUE, 'found nothing'),
        (
            'cv:\n  type: award\n  start: 1843\n  end: 1842',
            5,
            CVWarning.VALUE,
            'expected a date after the start, 1843, found "1842"',
        ),
        (
            'cv:\n  type: project\n  duration: 4 months',
            4,
            CVWarning.MISSING_FIELD,
            '"date" is missing: "duration" needs it; expected a date',
        ),
        ('cv:\n  type: person\n  email: ada', 4, CVWarning.VALUE, 'an e-mail address'),
        ('cv:\n  type: person\n  url: ada.org', 4, CVWarning.VALUE, 'https://'),
        ('cv:\n  type: person\n  languages: French', 4, CVWarning.VALUE, 'a list of languages'),
        (
            'cv:\n  type: person\n  languages:\n    - {nam: French}',
            5,
            CVWarning.UNKNOWN_FIELD,
            '"languages": "nam" is not a field of a language; did you mean "name"?',
        ),
        ('cv:\n  type: skills\n  names: [gdb]', 4, CVWarning.VALUE, 'names, each with'),
        (
            'cv:\n  type: award\n  start: 1841\n  end: 1842\n  date: 1842',
            6,
            CVWarning.VALUE,
            '"date": expected either "date", or "start" and "end", found both',
        ),
        (
            'cv:\n  type: award\n  start: 1842',
            4,
            CVWarning.MISSING_FIELD,
            '"end" is missing: "start" needs it; expected a date or "present"',
        ),
        (
            'cv:\n  type: award\n  date: 1842\n  organization: [RI]',
            5,
            CVWarning.VALUE,
            '"organization": expected a text, found a list',
        ),
        (
            'cv:\n  type: award\n  date: {year: 1842}',
            4,
            CVWarning.VALUE,
            'found fields below it',
        ),
        (
            'cv:\n  type: person\n  languages:\n    - French',
            5,
            CVWarning.VALUE,
            '"languages": expected "name", and maybe "fluency", found "French"',
        ),
        (
            'cv:\n  type: person\n  languages:\n    - {fluency: Native}',
            5,
            CVWarning.MISSING_FIELD,
            '"languages": "name" is missing: every language needs it',
        ),
        (
            'cv:\n  type: person\n  languages:\n    - {name: French,\n       name: Latin}',
            6,
            CVWarning.FRONT_MATTER,
            '"name" stands twice; it was first given in line 5',
        ),
        (
            'cv:\n  type: award\n  date: 1842\n  id: Prize (old)',
            5,
            CVWarning.VALUE,
            (
                '"id": expected letters and figures, with "-", "_" or "." between them and no '
                'spaces, found "Prize (old)"; did you mean "prize-old"?'
            ),
        ),
        (
            'cv:\n  type: award\n  date: 1842\n  id: "?!"',
            5,
            CVWarning.VALUE,
            (
                '"id": expected letters and figures, with "-", "_" or "." between them and no '
                'spaces, found "?!"'
            ),
        ),
    ],
)
def test_a_slip_is_named_with_its_line(
    front_matter: str, line: int, warning: CVWarning, message: str
) -> None:
    problems = read(front_matter).problems
    assert [(p.line, p.warning) for p in problems] == [(line, warning)]
    assert message in problems[0].message


def test_one_slip_does_not_take_the_other_facts_with_it() -> None:
    reading = read('cv: {type: award, date: 1842, organization: RI, colour: red, url: nowhere}')
    assert {p.warning for p in reading.problems} == {CVWarning.UNKNOWN_FIELD, CVWarning.VALUE}
    assert isinstance(reading.record, Entry)
    assert reading.record.organization == 'RI'


@pytest.mark.parametrize('name', ['red-hat', 'RedHat', 'v1.2', '10.1', 'a_b', '東京', 'Łódź-2'])
def test_an_id_has_letters_of_any_script(name: str) -> None:
    reading = read(f'cv: {{type: award, date: 1842, id: "{name}"}}')
    assert reading.problems == []
    assert isinstance(reading.record, Entry)
    assert reading.record.id == name
