"""Each type of warning: what it says, where, and that it can be suppressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_cv.warnings import CVWarning

if TYPE_CHECKING:
    from projects import Project

_PAGE = '---\ncv: {{type: award, date: 1842{}}}\n---\n# {}\n'

_CASES = {
    CVWarning.FRONT_MATTER: (
        {'a.md': '---\ncv:\n  type: award\n  date: 1842\n  date: 1843\n---\n# A\n'},
        'a.md:5: WARNING: "date" stands twice; it was first given in line 4',
    ),
    CVWarning.TYPE: (
        {'a.md': '---\ncv:\n  type: awards\n---\n# A\n'},
        (
            'a.md:3: WARNING: "awards" is not a type of record; did you mean "award"?; '
            'expected one of: role, internship, teaching, volunteer, membership, '
            'education, course, project, publication, talk, patent, award, grant, certification, '
            'break, reference, interest, person, skills, organizations, letter'
        ),
    ),
    CVWarning.UNKNOWN_FIELD: (
        {'a.md': '---\ncv:\n  type: award\n  date: 1842\n  ended: 1843\n---\n# A\n'},
        'a.md:5: WARNING: "ended" is not a field of an award; did you mean "end"?',
    ),
    CVWarning.MISSING_FIELD: (
        {'a.md': '---\ncv:\n  type: role\n  date: 1842\n---\n# A\n'},
        'a.md:3: WARNING: "organization" is missing: every role needs it',
    ),
    CVWarning.VALUE: (
        {'a.md': '---\ncv:\n  type: award\n  date: 42\n---\n# A\n'},
        (
            'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 '
            'or 2010-03-05, found "42"'
        ),
    ),
    CVWarning.ONLY: (
        {'a.md': '# A\n\n{only}`a b` Words.\n'},
        (
            'a.md:3: WARNING: "only": expected a tag such as "short", or an expression such as '
            '"short and not agency", found "a b"'
        ),
    ),
    CVWarning.PRIVATE: (
        {'a.md': '# A\n', 'private.yaml': 'b:\n  date: 1842\n'},
        'index.md:1: WARNING: private.yaml:2: there is no page "b" with a record',
    ),
    CVWarning.LIST: (
        {
            'a.md': '---\ncv:\n  type: publication\n  date: 1843\n'
            '  authors: L. F. Menabrea, A. Lovelace and C. Babbage\n---\n# A\n'
        },
        (
            'a.md:5: WARNING: "authors": "L. F. Menabrea, A. Lovelace and C. Babbage" is one text; '
            'did you mean a list? [L. F. Menabrea, A. Lovelace, C. Babbage]'
        ),
    ),
    CVWarning.COMMENT: (
        {'a.md': '---\ncv:\n  type: award\n  date: 1842\n  organization: R&D #1\n---\n# A\n'},
        (
            'a.md:5: WARNING: YAML takes "#1" for a comment; if it is meant, quote it: "R&D #1"; '
            'if not, put a space after its "#"'
        ),
    ),
    CVWarning.TITLE: (
        {'index.md': '---\ncv:\n  type: award\n  date: 1842\n---\nMedal.\n'},
        'index.md:3: WARNING: a page of type "award" needs a heading: its title',
    ),
    CVWarning.DUPLICATE_ID: (
        {
            'a.md': _PAGE.format('', 'A'),
            'b.md': '---\ncv:\n  id: a\n  type: award\n  date: 1843\n---\n# B\n',
        },
        'b.md:3: WARNING: the id "a" is that of a too; give one of them an "id"',
    ),
    CVWarning.DUPLICATE_PAGE: (
        dict.fromkeys(('a.md', 'b.md'), '---\ncv:\n  type: person\n---\n# A\n'),
        'b.md:3: WARNING: a is of type "person" already; a CV has one such page',
    ),
    CVWarning.ALIAS: (
        {
            'a.md': _PAGE.format(', skills: [C, D]', 'A'),
            's.md': '---\ncv:\n  type: skills\n  names:\n    C: {aliases: [x]}\n'
            '    D: {aliases: [x]}\n---\n# Skills\n',
        },
        's.md:6: WARNING: "x" is given to "D", but it stands for "C" already',
    ),
    CVWarning.UNUSED_NAME: (
        {
            'a.md': _PAGE.format(', skills: debugging', 'A'),
            's.md': '---\ncv:\n  type: skills\n  names:\n    debuging: {aliases: [x]}\n---\n'
            '# Skills\n',
        },
        's.md:5: WARNING: no entry names "debuging"; did you mean "debugging"?',
    ),
    CVWarning.UNKNOWN_SKILL: (
        {'a.md': _PAGE.format(', skills: Lua', 'A'), 'b.md': '# B\n\n\nNo {skill}`Luna`.\n'},
        'b.md:4: WARNING: no entry shows the skill "Luna"; did you mean "Lua"?',
    ),
    CVWarning.UNKNOWN_ORGANIZATION: (
        {'b.md': '# B\n\nNo {org}`Twitter`.\n'},
        'b.md:3: WARNING: no entry names the organization "Twitter"',
    ),
    CVWarning.UNKNOWN_ENTRY: (
        {'engine.md': _PAGE.format('', 'A'), 'b.md': '# B\n\nNo {entry}`engin`.\n'},
        'b.md:3: WARNING: there is no entry with the id "engin"; did you mean "engine"?',
    ),
    CVWarning.FORMULA: (
        {'b.md': '# B\n\nFast:\n{math}`\\nosuch{x}`.\n'},
        (
            r'b.md:3: WARNING: the formula "\nosuch{x}" cannot be shown, only its TeX: '
            r'Unknown command "\nosuch"'
        ),
    ),
    CVWarning.EMPTY_LISTING: (
        {'b.md': '# B\n\n:::{entries}\n:types: role\n:::\n'},
        'b.md:3: WARNING: "entries" has nothing to list here',
    ),
}


def test_every_type_is_tested() -> None:
    # Those of the printed CV and of pictures are tested with them, that of the policy with what
    # it keeps out.
    elsewhere = {
        CVWarning.ICON,
        CVWarning.MATH_COMMAND,
        CVWarning.OVERFULL,
        CVWarning.PDF_PAGES,
        CVWarning.POLICY,
        CVWarning.PREVIEW,
        CVWarning.UNPRINTED,
    }
    assert {*_CASES, *elsewhere} == set(CVWarning)


@pytest.mark.parametrize('kind', list(_CASES), ids=lambda kind: kind.value)
def test_warning(project: Project, kind: CVWarning) -> None:
    pages, message = _CASES[kind]
    for name, text in pages.items():
        project.write(name, text)
    assert project.build('dummy', nitpicky=True).warnings == [f'{message} [cv.{kind.value}]']
    # It comes again when nothing has changed, until it is mended or suppressed.
    assert project.build('dummy', nitpicky=True).warnings == [f'{message} [cv.{kind.value}]']
    suppressed = project.build('dummy', nitpicky=True, suppress_warnings=[f'cv.{kind.value}'])
    assert suppressed.warnings == []


def test_without_a_person_there_are_no_languages_to_list(project: Project) -> None:
    project.write('a.md', '# A\n\n:::{languages}\n:::\n')
    assert project.build('dummy').warnings == [
        'a.md:3: WARNING: "languages" has nothing to list here [cv.empty_listing]'
    ]


def test_what_is_not_the_cvs_is_sphinxs_to_report(project: Project) -> None:
    project.write('a.md', '# A\n\nTo {ref}`nowhere` and {py:func}`nothing`.\n')
    warnings = project.build('dummy', nitpicky=True).warnings
    assert [warning.rpartition(' [')[2] for warning in warnings] == ['ref.ref]', 'ref.func]']


@pytest.mark.parametrize(
    ('page', 'expected'),
    [
        (
            '---\ntitle: A\ntype: role\norganization: B\n---\n# A\n',
            [
                (
                    'a.md:3: WARNING: "type: role" makes no record here; put "cv:" on a line '
                    'above it, and indent the fields [cv.front_matter]'
                )
            ],
        ),
        # Other extensions may have a "type" as well.
        ('---\ntype: article\n---\n# A\n', []),
        ('---\ntype: [role]\n---\n# A\n', []),
    ],
)
def test_fields_outside_of_cv(project: Project, page: str, expected: list[str]) -> None:
    project.write('a.md', page)
    assert project.build('dummy').warnings == expected


def test_a_field_that_cannot_be_printed(project: Project) -> None:
    page = '---\ncv: {type: certification, organization: AS, date: 1842, issued: 1843}\n---\n# A\n'
    project.write('a.md', page + '\nOn {field}`issue`.\n')
    [warning] = project.build('dummy').warnings
    assert warning.startswith(
        'a.md:6: WARNING: "issue" is not a field that this page can print; did you mean "issued"?; '
        'expected one of: organization, issued'
    )
    assert warning.endswith('[cv.unknown_field]')


def test_parallel_builds_report_the_same(project: Project) -> None:
    for number in range(12):
        project.write(f'p{number}.md', _PAGE.format(', colour: red', 'A') + '\n{org}`X`\n')
    serial = project.build('html').warnings
    for file in (project.source / '_build').rglob('*'):
        if file.is_file():
            file.unlink()
    assert sorted(project.build('html', jobs=2).warnings) == sorted(serial)
    assert len(serial) == 24


def test_groups_of_skills_name_what_entries_show_and_once(project: Project) -> None:
    project.write('a.md', _PAGE.format(', skills: [C, Lua]', 'A'))
    project.write(
        's.md',
        '---\ncv:\n  type: skills\n  groups:\n    One: [C, Luna]\n'
        '    Two: [Lua, C]\n---\n# Skills\n',
    )
    assert project.build('dummy').warnings == [
        's.md:5: WARNING: no entry names "Luna"; did you mean "Lua"? [cv.unused_name]',
        's.md:6: WARNING: "C" is in the group "One" already [cv.alias]',
    ]
