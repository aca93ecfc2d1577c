"""What ``sphinx-cv check`` finds: each kind from an outline alone, and all of it in a build."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from projects import Project
from sphinx.locale import init

from sphinx_cv.cli import outputs
from sphinx_cv.cli.checking import (
    Reading,
    contradictions,
    declared,
    expired,
    gaps,
    missing,
    over_budget,
    overlaps,
    seen,
    spellings,
    unused,
)
from sphinx_cv.cli.main import main
from sphinx_cv.cli.outputs import text_of_html
from sphinx_cv.html.downloads import files
from sphinx_cv.locale import CATALOGUE
from sphinx_cv.model.career import Career
from sphinx_cv.model.dates import PRESENT, Duration, PartialDate, Period
from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.outline import Outline
from sphinx_cv.model.records import Address, Entry, Name, NamePage, Person, Profile, SkillGroup
from sphinx_cv.model.tree import PageTree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx_cv.cli.checking import Finding
    from sphinx_cv.model.records import Record

TODAY = dt.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _labels() -> None:
    init([], 'en', CATALOGUE)


def entry(name: str, when: str = '', type_: str = 'role', **values: Any) -> Entry:
    """An entry as the tests write it; *when* is "2010", "2010 2012-03" or "2010 present"."""
    start, _space, end = when.partition(' ')
    last = PartialDate.parse(end) if end and end != PRESENT else None
    period = Period(PartialDate.parse(start), last, ongoing=end == PRESENT) if start else None
    skills = values.get('skills', ())
    return Entry(name, ENTRY_TYPES[type_], 1, name, period, values, title=name, skills=skills)


def outline(*records: Record) -> Outline:
    titles = {record.docname: record.docname for record in records} | {'index': 'index'}
    below = [record.docname for record in records if record.docname != 'index']
    tree = PageTree({'index': below}, 'index', titles)
    return Outline(Career({r.docname: r for r in records}, TODAY), tree, titles, 'en')


def keys(found: Iterable[Finding]) -> list[str]:
    return [each.key for each in found]


# ---- dates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('one', 'other', 'months'),
    [
        # From the last day that the end may mean to the first that the start may mean.
        ('2010 2011', '2013 2014', 12),
        ('2010 2011', '2012 2014', 0),
        ('2010 2011-06', '2012 2014', 6),
        ('2010 2011-Q3', '2012 2014', 0),
        ('2010 2011-Q2', '2012-02 2014', 7),
        ('2010 2011-12-31', '2012-04-01 2014', 0),
        ('2010 2011-12-31', '2012-04-15 2014', 3),
        ('2010', '2013 present', 24),
        ('1720 1724', '1727', 24),
        ('2010 present', '2013 2014', 0),
    ],
)
def test_a_gap_is_as_long_as_it_must_be(one: str, other: str, months: int) -> None:
    found = list(gaps(outline(entry('a', one), entry('b', other))))
    assert keys(found) == (['gap:a/b'] if months else [])
    assert all(f'at least {months} months' in each.message for each in found)


def test_all_that_takes_time_fills_a_gap_and_what_has_a_date_only_does_not() -> None:
    around = entry('a', '2010 2011'), entry('b', '2015 2016')
    assert keys(gaps(outline(*around, entry('c', '2012 2014', 'break')))) == []
    assert keys(gaps(outline(*around, entry('c', '2013', 'award')))) == ['gap:a/b']
    # One that spans the others leaves none between them.
    assert keys(gaps(outline(*around, entry('c', '2009 2017')))) == []
    assert keys(gaps(outline(*around, entry('c')))) == ['gap:a/b']


def test_a_duration_reaches_both_ways() -> None:
    project = entry('p', '2012-06', 'project')
    assert project.period
    period = Period(project.period.start, duration=Duration(6, 'month'))
    long = Entry('p', project.type, 1, 'p', period, title='p')
    around = entry('a', '2010 2011'), entry('b', '2013 2014')
    assert keys(gaps(outline(*around, project))) == ['gap:a/p', 'gap:p/b']
    assert keys(gaps(outline(*around, long))) == []


def test_no_entries_and_no_dates_have_no_gaps() -> None:
    assert keys(gaps(outline())) == []
    assert keys(gaps(outline(entry('a'), entry('b')))) == []
    assert keys(gaps(outline(entry('a', '0001'), entry('b', '9999 present')))) == ['gap:a/b']


@pytest.mark.parametrize(
    ('one', 'other', 'months'),
    [
        ('2010 2013', '2011 2014', 12),
        # The one may have ended in January, and the other begun in December.
        ('2010 2012', '2011 2014', 0),
        ('2010-01 2012-06', '2011-12 2014', 5),
        ('2010-01 present', '2024-12 present', 12),
        ('2010 2012', '2012 2014', 0),
        ('2010 2014', '2012', 0),
    ],
)
def test_an_overlap_is_as_long_as_it_must_be(one: str, other: str, months: int) -> None:
    found = list(overlaps(outline(entry('a', one), entry('b', other)), TODAY))
    assert keys(found) == (['overlap:a/b'] if months else [])
    assert all(f'at least {months} months' in each.message for each in found)


def test_only_work_overlaps() -> None:
    study = entry('b', '2009 2014', 'education')
    assert keys(overlaps(outline(entry('a', '2010 2013'), study), TODAY)) == []


@pytest.mark.parametrize(
    ('when', 'issued', 'found'),
    [
        ('2010', '2011-04-01', True),
        ('2011', '2011-04-01', False),
        ('2011-04', '2011', False),
        ('2011-05', '2011-04-01', True),
        ('2010 2012', '2011-04-01', False),
        ('2010 present', '2011-04-01', False),
        ('', '2011-04-01', False),
    ],
)
def test_a_certificate_is_issued_within_its_date(when: str, issued: str, found: bool) -> None:  # noqa: FBT001
    date = PartialDate.parse(issued)
    certificate = entry('c', when, 'certification', issued=date)
    assert keys(contradictions(outline(certificate))) == (['issued:c'] if found else [])


def test_a_patent_is_of_the_day_on_which_it_was_filed() -> None:
    patent = entry('p', '2010', 'patent', issued=PartialDate.parse('2013'))
    assert keys(contradictions(outline(patent))) == []


def test_a_credential_expires_when_its_last_possible_day_is_over() -> None:
    whens = ('2025', '2026', '2026-06', '2026-06-01', '2026-05-31')
    entries = [entry(w, '', 'certification', expires=PartialDate.parse(w)) for w in whens]
    cv = outline(*entries, entry('never', '', 'certification'))
    assert keys(expired(cv, dt.date(2026, 6, 1))) == ['expired:2025', 'expired:2026-05-31']


# ---- names -------------------------------------------------------------------------------------


def test_a_skill_that_is_listed_has_to_be_shown() -> None:
    page = NamePage(
        'skills',
        1,
        'skills',
        names=(Name('gdb', 2, long='GNU Debugger'), Name('Lua', 3)),
        groups=(SkillGroup('Languages', 4, ('C++', 'GNU Debugger')),),
    )
    shown = entry('a', '2010', skills=('GNU debugger', 'C++'))
    assert keys(unused(outline(shown, page))) == ['unused:Lua']


def test_spellings_differ_in_case_only() -> None:
    found = spellings(
        outline(
            entry('a', '2010', organization='Red Hat', skills=('MySQL', 'debugging')),
            entry('b', '2011', organization='RED HAT', skills=('MySql', 'Debugging')),
            entry('c', '2012', organization='Red  Hat', skills=('SQL',)),
            entry('d', '2013', organization='red hats'),
            entry('e', '2014', organization='Airbnb'),
            entry('f', '2015', organization='airbnb'),
        )
    )
    # A skill may stand at the beginning of a sentence.
    assert sorted(keys(found)) == ['case:airbnb', 'case:mysql', 'case:red hat']


def test_a_budget_of_pages() -> None:
    assert keys(over_budget(3, 2)) == ['pages:pdf']
    assert keys(over_budget(2, 2)) == []
    assert keys(over_budget(9, 0)) == []
    assert keys(over_budget(None, 0)) == ['pages:pdf']


# ---- facts -------------------------------------------------------------------------------------

_ADA = Person(
    'index',
    1,
    {
        'email': ('ada@example.org',),
        'address': Address(street='12 St James’s Square', city='London'),
        'profiles': (Profile('GitHub', 'https://github.com/ada', 'ada'),),
        'given': 'Ada',
        'extra': {'basics': {'x': 'y'}},
    },
    title='Ada Lovelace',
)


def _missing(text: str, *records: Record) -> list[str]:
    return keys(missing(outline(*records), [Reading('PDF', text)]))


def test_each_fact_is_declared_with_the_ways_to_write_it() -> None:
    role = entry('a', '2010-03 2011', organization='Red Hat', skills=('gdb', 'Lua'))
    found = {fact.subject: fact.pieces for fact in declared(outline(_ADA, role))}
    assert found == {
        'person/title': (('Ada Lovelace',),),
        'person/email': (('ada@example.org', 'mailto:ada@example.org'),),
        'person/address': (('12 St James’s Square',), ('London',)),
        'person/profiles': (('GitHub: ada', 'https://github.com/ada'),),
        'a/title': (('a',),),
        'a/date': (('March 2010', '2010-03'), ('2011', '2011')),
        'a/organization': (('Red Hat',),),
        'a/skills': (('gdb',), ('Lua',)),
    }


def test_a_fact_is_missing_from_the_outputs_that_do_not_say_it() -> None:
    role = entry('a', '2010', organization='Red Hat', skills=('gdb', 'Lua'))
    readings = [
        Reading('site', pages={'a': 'a 2010 gdb Lua', 'index': 'Red Hat'}),
        Reading('PDF', 'a, Red\nHat, 2010: gdb'),
    ]
    found = list(missing(outline(role), readings))
    assert [(each.key, each.message) for each in found] == [
        # Another page that says it does not help.
        ('missing:a/organization', 'Organization of “a”: “Red Hat” not in site'),
        ('missing:a/skills', 'Skills of “a”: “Lua” not in PDF'),
    ]
    assert seen(outline(role), readings) == (4, {'site': 3, 'PDF': 3})


@pytest.mark.parametrize(
    ('text', 'value', 'found'),
    [
        ('volume 3', '3', True),
        ('in 1843', '3', False),
        ('RED\nHAT', 'Red Hat', True),
        # Words that a PDF runs together, or breaks.
        ('dis tributed sto rage', 'distributed storage', True),
        ('the goblet', 'Go', False),
        ('ﬁle systems', 'file systems', True),
        # Scripts without spaces, or with marks that some readers put elsewhere.
        ('私は北里研究所の', '北里', True),
        ('1024\u202cنسخة', '1024', True),
        ('متول للديوان', 'متولٍّ للديوان', True),
        ('C, C#', 'C++', False),
        ('C++, C#', 'C#', True),
        ('number #12', '12', True),
        ('nothing', 'Red Hat', False),
    ],
)
def test_a_text_says_a_value(text: str, value: str, found: bool) -> None:  # noqa: FBT001
    one = entry('title', organization=value)
    assert (_missing(f'title {text}', one) == []) is found


def test_a_page_is_read_as_people_see_it() -> None:
    html = (
        '<html><head><title>Not</title></head><body><script>not</script><style>not</style>'
        '<p>Lo<b>vel</b>ace &amp; co</p><p>x</p><a href="https://example.org/">here</a></body>'
    )
    assert text_of_html(html).split() == [
        'Lovelace',
        '&',
        'co',
        'x',
        'here',
        'https://example.org/',
    ]


# ---- the command -------------------------------------------------------------------------------

_PAGES = {
    'conf.py': "project = 'Ada'\nextensions = ['sphinx_cv']\n",
    'index.md': """
        ---
        cv:
          type: person
          email: ada@example.org
        ---
        # Ada Lovelace

        ```{toctree}
        :hidden:

        role
        certificate
        ```

        :::{entries}
        :::
        """,
    'role.md': """
        ---
        cv:
          type: role
          organization: Analytical Engine
          start: 1842
          end: 1843
        ---
        # Programmer

        Wrote {skill}`programs`.
        """,
    'certificate.md': """
        ---
        cv:
          type: certification
          organization: Society of Logic
          date: 1842
          issued: 1843-05-06
          expires: 1850
        ---
        # Certified Logician
        """,
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    for name, text in _PAGES.items():
        project.write(name, text)
    return project


@pytest.fixture
def _no_latex(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, 'has_latex', lambda: False)


def check(project: Project, *options: str) -> Result:
    return CliRunner().invoke(main, ['check', str(project.source), *options])


@pytest.mark.usefixtures('_no_latex')
def test_findings_are_a_table_and_the_status_is_1(project: Project) -> None:
    before = sorted(project.source.iterdir())
    done = check(project)
    assert (done.exit_code, done.stdout.splitlines()) == (
        1,
        [
            'issued:certificate   “Certified Logician” is of 1842, but was issued 1843-05-06',
            'expired:certificate  “Certified Logician” expired 1850',
            'Facts that machines read: site 10 of 10, resume.json 10 of 10.',
            '2 findings.',
        ],
    )
    assert done.stderr == 'Note: No PDF was looked at: there is no LaTeX here (lualatex).\n'
    assert sorted(project.source.iterdir()) == before


@pytest.mark.usefixtures('_no_latex')
def test_what_the_owner_knows_of_is_no_finding(project: Project) -> None:
    known = ['issued:certificate', 'expired:certificate', 'gap:a/b']
    project.write('conf.py', f'{_PAGES["conf.py"]}cv_acknowledged = {known}\n')
    done = check(project)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        'Facts that machines read: site 10 of 10, resume.json 10 of 10.',
        'Nothing found; 2 acknowledged.',
    ]
    assert "cv_acknowledged has 'gap:a/b', which is no longer found" in done.stderr
    found = json.loads(check(project, '--json').stdout)['findings']
    assert [(each['key'], each['acknowledged']) for each in found] == [
        ('issued:certificate', True),
        ('expired:certificate', True),
    ]


@pytest.mark.usefixtures('_no_latex')
def test_what_can_be_downloaded_is_read_too(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write('conf.py', f"{_PAGES['conf.py']}cv_downloads = ['docx', 'txt']\n")
    assert 'resume.json 10 of 10, docx 10 of 10, txt 10 of 10.\n' in check(project).stdout
    # An output that lacks a fact is named.
    monkeypatch.setattr(files, 'write_text', lambda _manuscript: 'Ada Lovelace')
    found = json.loads(check(project, '--json').stdout)
    assert found['facts']['read']['docx'] == 10
    assert found['facts']['read']['txt'] == 1
    said = {each['key']: each['message'] for each in found['findings']}
    assert said['missing:person/email'] == 'E-mail of “Ada Lovelace”: “ada@example.org” not in txt'


@pytest.mark.usefixtures('_no_latex')
def test_programs_get_json_and_nothing_else(project: Project) -> None:
    project.edit('certificate.md', '  expires: 1850\n', '')
    done = check(project, '--json')
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {
        'facts': {'declared': 9, 'read': {'site': 9, 'resume.json': 9}},
        'findings': [
            {
                'key': 'issued:certificate',
                'kind': 'issued',
                'subject': 'certificate',
                'message': '“Certified Logician” is of 1842, but was issued 1843-05-06',
                'acknowledged': False,
            }
        ],
    }


@pytest.mark.parametrize(
    ('conf', 'error'),
    [
        ('extensions = []\n', "'sphinx_cv' is not among its extensions"),
        (f'{_PAGES["conf.py"]}cv_acknowledged = "x"\n', 'cv_acknowledged: expected a list such as'),
        ('extensions = [\n', "conf.py:1: '[' was never closed"),
    ],
)
def test_a_project_that_cannot_be_built_is_wrong_usage(
    project: Project, conf: str, error: str
) -> None:
    project.write('conf.py', conf)
    done = check(project)
    assert (done.exit_code, done.stdout) == (2, '')
    assert done.stderr.startswith('Error: ')
    assert error in done.stderr


def test_a_folder_without_a_project_is_wrong_usage(tmp_path: Path) -> None:
    done = check(Project(tmp_path))
    assert (done.exit_code, done.stderr) == (2, f'Error: {tmp_path} has no conf.py\n')
    assert check(Project(tmp_path / 'nowhere')).exit_code == 2


@pytest.mark.latex
def test_what_the_pdf_leaves_out_is_missing_from_it(project: Project) -> None:
    found = json.loads(check(project, '--json').stdout)
    assert found['facts'] == {
        'declared': 10,
        'read': {'site': 10, 'PDF': 10, 'resume.json': 10},
    }
    assert [each['kind'] for each in found['findings']] == ['issued', 'expired']
    # Facts that go on where a page ends are there.
    skills = ', '.join(f'skill number {n} of many that fill a page' for n in range(300))
    project.edit('role.md', '  end: 1843\n', f'  end: 1843\n  skills: [{skills}]\n')
    project.write('conf.py', f'{_PAGES["conf.py"]}cv_pdf_max_pages = 1\n')
    found = json.loads(check(project, '--json').stdout)['findings']
    assert [each['kind'] for each in found] == ['issued', 'expired', 'pages']


@pytest.mark.latex
def test_what_is_for_other_tags_is_not_missing_from_the_pdf(project: Project) -> None:
    # A field that the text prints is not printed again, but here the text is for the site.
    only = ':::{only} html\n{field}`identifier`\n:::'
    project.edit('certificate.md', '  expires: 1850\n', '  identifier: 805010010847508\n')
    project.edit('certificate.md', '# Certified Logician\n', f'# Certified Logician\n\n{only}\n')
    project.write('late.md', '---\ncv: {type: award, date: 1850, only: html}\n---\n# Late medal\n')
    project.edit('index.md', 'certificate', 'certificate\nlate')
    made = json.loads(check(project, '--json').stdout)
    assert [each for each in made['findings'] if each['kind'] == 'missing'] == []
    assert set(made['facts']['read'].values()) == {made['facts']['declared']}


@pytest.mark.latex
@pytest.mark.parametrize(
    ('reader', 'said'),
    [
        (None, 'there is no pdftotext (Poppler)'),
        ('#!/bin/sh\necho Bad font >&2\nexit 3\n', 'Bad font (pdftotext)'),
    ],
    ids=['missing', 'failing'],
)
def test_without_a_reader_the_pdf_is_counted_only(
    reader: str | None, said: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    which, decoy = shutil.which, project.source / '.decoy'
    if reader:
        decoy.write_text(reader, 'utf-8')
        decoy.chmod(0o755)
    found = str(decoy) if reader else None
    monkeypatch.setattr(shutil, 'which', lambda name: found if name == 'pdftotext' else which(name))
    done = check(project, '--json')
    assert [*json.loads(done.stdout)['facts']['read']] == ['site', 'resume.json']
    assert f'Note: The text of the PDF was not read: {said}.\n' in done.stderr
