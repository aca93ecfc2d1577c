"""``resume.json``: valid, complete, and exact where the schema cannot say it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Build, Project


def resume(build: Build) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(build.read('resume.json'))
    return found


def test_it_is_valid(ada_site: Build, schema: Path) -> None:
    definition = json.loads(schema.read_text('utf-8'))
    validator = jsonschema.Draft7Validator(
        definition, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )
    made = resume(ada_site)
    assert sorted(made) == sorted([*definition['properties'].keys() - {'$schema'}, '$schema'])
    assert [error.message for error in validator.iter_errors(made)] == []
    # The schema does refuse things.
    assert list(validator.iter_errors(made | {'work': [{'startDate': '2009-Q3'}]}))


def test_text_keeps_its_words_and_order(ada_site: Build) -> None:
    made = resume(ada_site)
    [engine, _notes] = made['work']
    assert engine['summary'] == 'Wrote programs in C++ and C# & debugged them. See “Notes”.'
    assert engine['highlights'][:2] == ['Loops', 'nested ones']
    assert made['meta']['exact']['engine']['body'].splitlines()[1:3] == [
        '- Loops',
        '  - nested ones',
    ]
    assert made['certificates'][0]['name'] == 'Certified Logician'
    assert made['meta']['exact']['certificate']['body'] == 'Number 0123, December 10, 1836.'


def test_dates_are_never_made_more_precise(ada_site: Build) -> None:
    made = resume(ada_site)
    assert [(w['startDate'], w['endDate']) for w in made['work']] == [
        ('1842-03', '1843-09'),
        ('1842', '1842'),
    ]
    assert made['meta']['exact']['notes']['date'] == '1842-Q3'
    assert made['meta']['exact']['notes']['duration'] == '4 months'
    # What goes on has no end; only that.
    assert 'endDate' not in made['volunteer'][0]
    assert made['education'][0]['endDate'] == '1835'


def test_each_field_of_a_record_stands_somewhere(ada_site: Build) -> None:
    text = ada_site.read('resume.json')
    for fact in [
        *('+44 20 7946 0000', 'https://numbers.example.org/ada', 'Native English'),
        *('London, England & Turin, Italy', 'Mathematics', 'First', 'Calculus', '0123'),
        *('1836-12-10', '1846', 'CL', 'L. F. Menabrea', 'https://example.org/bernoulli'),
        *('horses', 'maths', 'Royal Institution'),
    ]:
        assert json.dumps(fact, ensure_ascii=False)[1:-1] in text


def test_the_build_counts_what_needed_its_exact_form(ada_site: Build) -> None:
    exact = resume(ada_site)['meta']['exact']
    count = sum(len(fields.keys() - {'type', 'pointer', 'made'}) for fields in exact.values())
    line = f'resume.json: {count} facts that JSON Resume has no field for stand under "meta"'
    assert line in ada_site.app.status.getvalue()


def test_addresses_are_absolute_once_the_site_has_one(ada: Project) -> None:
    assert 'canonical' not in resume(ada.build())['meta']
    made = resume(ada.build(html_baseurl='https://ada.example.org/cv/'))
    assert made['meta']['canonical'] == 'https://ada.example.org/cv/resume.json'


def test_what_is_known_of_organizations_and_skills_is_there(ada: Project) -> None:
    ada.edit('organizations.md', 'Analytical Soc.]', 'Analytical Soc.], url: "https://as.example"')
    made = resume(ada.build(nitpicky=True))
    exact = made['meta']['exact']['organizations']
    assert exact['names']['Analytical Society'] == {
        'aliases': ['AS', 'Analytical Soc.'],
        'url': 'https://as.example',
    }
    # The schema's address of a job is its employer's, so one of the entry's own comes first.
    work = [entry for entry in made['work'] if entry['name'] == 'Analytical Society']
    assert work
    assert {entry['url'] for entry in work} == {'https://as.example'}


def test_an_id_takes_no_others_place(project: Project) -> None:
    project.write(
        'index.md',
        """
        ---
        cv: {type: person, location: "Turin, Italy"}
        ---
        # Ada

        ```{toctree}
        basics
        skills
        ```
        """,
    )
    page = '---\ncv: {type: internship, organization: X, date: 2009-Q3, skills: Lua}\n---\n# In\n'
    project.write('basics.md', page)
    project.write('skills.md', page)
    exact = resume(project.build(nitpicky=True))['meta']['exact']
    assert exact['basics']['location'] == 'Turin, Italy'
    assert exact['internship-basics']['date'] == exact['internship-skills']['date'] == '2009-Q3'


def test_what_is_extra_wins_and_null_takes_out(project: Project) -> None:
    project.write(
        'index.md',
        """
        ---
        cv:
          type: person
          tagline: Analyst
          extra:
            basics: {label: null, pronouns: she}
            meta: {lastModified: "2024-01-01", rank: 5, draft: false}
        ---
        # Ada

        ```{toctree}
        engine
        skills
        ```
        """,
    )
    project.write(
        'engine.md',
        """
        ---
        cv:
          type: role
          organization: Engine
          date: 1843
          extra: {endDate: null, keywords: [notes], "5": "5", nested: {a: [1.5, null]}}
        ---
        # Analyst
        """,
    )
    project.write(
        'skills.md',
        """
        ---
        cv:
          type: skills
          groups: {Maths: [algebra]}
          extra: {Maths: {level: Master}}
        ---
        # Skills
        """,
    )
    build = project.build(nitpicky=True)
    # A skill that no entry shows is a warning, but it is the owner's to list.
    assert build.warnings == ['skills.md:4: WARNING: no entry names "algebra" [cv.unused_name]']
    made = resume(build)
    assert made['basics'] == {'name': 'Ada', 'pronouns': 'she', 'profiles': []}
    assert made['meta']['lastModified'] == '2024-01-01'
    assert (made['meta']['rank'], made['meta']['draft']) == (5, False)
    assert made['work'] == [
        {
            'name': 'Engine',
            'position': 'Analyst',
            'startDate': '1843',
            'keywords': ['notes'],
            '5': '5',
            'nested': {'a': [1.5, None]},
        }
    ]
    assert made['skills'] == [{'name': 'Maths', 'keywords': ['algebra'], 'level': 'Master'}]
    for name in ('index.html', 'engine.html', 'llms.txt', 'cv-index.js'):
        assert 'keywords' not in build.read(name).replace('name="keywords"', '')
