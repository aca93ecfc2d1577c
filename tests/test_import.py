"""What others export, made into pages: LinkedIn's tables, RenderCV's YAML, and hostile files."""

from __future__ import annotations

import csv
import io
import json
import string
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lots import how_many
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from projects import Build, Project

from sphinx_cv.cli.main import main
from sphinx_cv.importers import archive
from sphinx_cv.importers.dates import only_year, read_when
from sphinx_cv.importers.errors import FormatError
from sphinx_cv.importers.inline import marked, plain
from sphinx_cv.importers.recognize import read_file
from sphinx_cv.importers.rendercv import read_rendercv
from sphinx_cv.model.entry_types import record_types
from sphinx_cv.source.record_reader import read_record
from sphinx_cv.warnings import CVWarning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.testing import Result

    from sphinx_cv.importers.pages import ImportedCV, Page


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def page(cv: ImportedCV, title: str) -> Page:
    """The one page of a title."""
    found = [each for each in cv.entries if each.title == title]
    assert len(found) == 1, [each.title for each in cv.entries]
    return found[0]


# ---- LinkedIn ------------------------------------------------------------------------------------

LINKEDIN = {
    'Profile.csv': (
        'First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,'
        'Geo Location,Twitter Handles,Websites,Instant Messengers,Pronouns\n'
        'Ada,King of Lovelace,Byron,12 St James’s Square,"Dec 10, 1815",Analyst *of* engines,'
        '"I write programs.\n\nFor engines:\n• the Difference Engine\n• the Analytical Engine",'
        'Computing,SW1Y 4JH,"London, England",[ada],'
        '"[PERSONAL:https://ada.example.org,BLOG:javascript:alert(1),'
        'COMPANY:engines.example.org/home]",,she\n'
    ),
    'Positions.csv': (
        '\ufeffCompany Name,Title,Description,Location,Started On,Finished On,Team Size\n'
        'Engines & Co,Lead programmer,"• Wrote <b>notes</b>, {skill}`x` & more\n'
        '• Found a bug","London, England",Sep 1842,,12\n'
        "Engines & Co,Programmer,Dean&#39;s &amp; others' work,,1840,Aug 1842,\n"
        'Royal Society,Guest,,,Summer 1839,May 1838,\n'
    ),
    'Education.csv': (
        'School Name,Start Date,End Date,Notes,Degree Name,Activities\n'
        'University of London,1832,1835,First class,BSc Mathematics,Chess club\n'
        'Home,1828,,,,\n'
    ),
    'Skills.csv': 'Name\nC++\nPunched cards\nc++\n',
    'Languages.csv': 'Name,Proficiency\nEnglish,Native or bilingual proficiency\nLatin,\n',
    'Certifications.csv': (
        'Name,Url,Authority,Started On,Finished On,License Number\n'
        'Certified Analyst,https://c.example.org/1,Board,Mar 1843,Mar 1846,A-1\n'
        'Unsafe,javascript:alert(1),Board,1843,,\n'
    ),
    'Projects.csv': (
        'Title,Description,Url,Started On,Finished On\nNote G,Bernoulli numbers,,1843,Aug 1843\n'
    ),
    'Publications.csv': (
        'Name,Published On,Description,Publisher,Url\n'
        'Sketch of the Engine,"Sep 1, 1843",,Taylor,https://example.org/sketch\n'
    ),
    'Honors.csv': 'Title,Description,Issued On\nMedal,For the notes,Jan 1844\n',
    'Volunteering.csv': (
        'Company Name,Role,Cause,Started On,Finished On,Description\n'
        'Library,Reader,Education,1841,,Every Sunday\n'
    ),
    'Courses.csv': 'Name,Number\nAlgebra,M1\n',
    'Organizations.csv': 'Name,Description,Position,Started On,Finished On\nSociety,,,1843,\n',
    'Patents.csv': 'Title,Number,Description,Url\nCard reader,GB 1,Reads,https://example.org/p\n',
    'Email Addresses.csv': (
        'Email Address,Confirmed,Primary,Updated On\n'
        'old@example.org,Yes,No,1/1/20\nada@example.org,Yes,Yes,1/1/24\n'
    ),
    'PhoneNumbers.csv': 'Extension,Number,Type\n,+44 20 7946 0000,Mobile\n',
    'Recommendations_Received.csv': (
        'First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n'
        'Charles,Babbage,Engines & Co,Owner,The Enchantress of Numbers.,1843-09-09,VISIBLE\n'
        'A,Stranger,,,Hidden words,,PENDING\n'
    ),
    'Connections.csv': (
        'Notes:\n"When exporting your connection data, …"\n\nFirst Name,Last Name,Email Address\n'
        'Secret,Friend,friend@example.org\n'
    ),
    'messages.csv': 'FROM,CONTENT\nfriend,A private message\n',
}


def packed(files: Mapping[str, str | bytes], folder: str = '') -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, 'w', zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(folder + name, content)
    return stream.getvalue()


@pytest.fixture(scope='module')
def linkedin(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Build]:
    """A project made from LinkedIn's zip, and its site, without a warning."""
    folder = tmp_path_factory.mktemp('linkedin')
    source = folder / 'Basic_LinkedInDataExport_11-24-2026.zip'
    source.write_bytes(packed(LINKEDIN, 'Basic_LinkedInDataExport_11-24-2026/'))
    done = run('new', folder / 'cv', '--from', source)
    assert done.exit_code == 0, done.output
    build = Project(folder / 'cv').build(nitpicky=True)
    assert build.warnings == []
    return done, build


def test_an_export_of_linkedin_is_shown_whole(linkedin: tuple[Result, Build]) -> None:
    _done, build = linkedin
    front = build.text('index.html')
    for words in (
        *('Ada King of Lovelace', 'Analyst *of* engines', 'London, England', 'ada@example.org'),
        *('I write programs.', 'the Difference Engine', 'Computing', '+44 20 7946 0000'),
        *('Native or bilingual proficiency', 'Lead programmer', 'September 1842 – present'),
        *('1840 – August 1842', "Dean's & others' work", 'BSc Mathematics', 'Chess club'),
        *('Certified Analyst', 'March 1843', 'March 1846', 'A-1', 'Note G', 'Bernoulli numbers'),
        *('Sketch of the Engine', 'September 1, 1843', 'Taylor', 'Medal', 'January 1844'),
        *('Library', 'Reader', 'Every Sunday', 'Algebra', 'M1', 'Society', 'Card reader'),
        *(
            'Charles Babbage',
            'The Enchantress of Numbers.',
            'Wrote <b>notes</b>, {skill}`x` & more',
        ),
    ):
        assert words in front, words
    resume = json.loads(build.read('resume.json'))
    assert resume['basics']['url'] == 'https://ada.example.org'
    assert [each['url'] for each in resume['basics']['profiles']] == [
        'https://engines.example.org/home',
        'https://x.com/ada',
    ]
    assert resume['skills'] == [{'name': 'Skills', 'keywords': ['C++', 'Punched cards']}]
    assert resume['work'][0]['highlights'] == [
        'Wrote <b>notes</b>, {skill}`x` & more',
        'Found a bug',
    ]
    assert resume['work'][0]['Team Size'] == '12'


def test_what_no_page_shows_is_listed(linkedin: tuple[Result, Build]) -> None:
    done, build = linkedin
    kept = done.stdout.partition('Kept for')[2]
    for name in (
        *('Positions.csv[0].Team Size', 'Positions.csv[2].Started On', 'Patents.csv[0].Number'),
        *('Positions.csv[2].Finished On', 'Profile.csv.Pronouns'),
        *('Recommendations_Received.csv[0].Job Title',),
    ):
        assert f'  {name}\n' in kept, name
    assert 'Not read, for it says nothing for a CV: Connections.csv, messages.csv' in done.stdout
    for message in (
        'Profile.csv.Websites: an address of the scheme "javascript" is left out',
        'Certifications.csv[1].Url: an address of the scheme "javascript" is left out',
        'Profile.csv: left out, because LinkedIn shows it to no visitor: Maiden Name, Address',
        'Email Addresses.csv: left out all but your primary address',
        'PhoneNumbers.csv: everybody will see your telephone number',
        'Recommendations_Received.csv[1]: left out, because your profile does not show it',
    ):
        assert message in done.stderr, message
    pages = [file for file in build.source.rglob('*.md') if '_build' not in file.parts]
    made = b''.join(file.read_bytes() for file in pages)
    for secret in (
        *('Byron', '1815', 'SW1Y', 'old@example.org', 'Secret', 'private message', 'Hidden words'),
        'javascript',
    ):
        assert secret.encode() not in made, secret


def test_a_folder_says_the_same_as_its_zip(tmp_path: Path) -> None:
    (tmp_path / 'x').mkdir()
    for name, text in LINKEDIN.items():
        (tmp_path / 'x' / name).write_text(text, 'utf-8')
    (tmp_path / 'x.zip').write_bytes(packed(LINKEDIN))
    one, other = read_file(tmp_path / 'x'), read_file(tmp_path / 'x.zip')
    assert [each.text() for each in one.entries] == [each.text() for each in other.entries]
    assert one.person is not None
    assert other.person is not None
    assert one.person.text() == other.person.text()


def test_the_row_of_headings_may_stand_below_notes_and_have_tabs(tmp_path: Path) -> None:
    (tmp_path / 'x.zip').write_bytes(
        packed(
            {
                'Positions.csv': (
                    'Notes:\n"About, this"\n\nTitle,Company Name,Started On\nA,B,2010\n'
                ),
                'Email Addresses.csv': 'Email Address\tPrimary\na@example.org\tYes\n',
                'Skills.csv': 'Fähigkeit\nC\n',
                'Languages.csv': '',
            }
        )
    )
    cv = read_file(tmp_path / 'x.zip')
    assert page(cv, 'A').fields == {'organization': 'B', 'start': '2010', 'end': 'present'}
    assert cv.person is not None
    assert cv.person.fields == {'email': 'a@example.org'}
    assert cv.unread == ['Skills.csv']


def bomb() -> bytes:
    return packed({'Positions.csv': b'Title\n' + b' ' * (archive.MOST_OF_ONE + 1)})


def many() -> bytes:
    row = b'Title\n' + b' ' * (archive.MOST_OF_ONE - 10)
    return packed(
        {f'{n}/Positions.csv': row for n in range(archive.MOST // archive.MOST_OF_ONE + 1)}
    )


def encrypted() -> bytes:
    """A zip whose flags say that its file has a password."""
    content = bytearray(packed({'Positions.csv': 'Title\n'}))
    for signature, at in ((b'PK\x03\x04', 6), (b'PK\x01\x02', 8)):
        content[content.index(signature) + at] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ('content', 'message'),
    [
        (packed({}), "found no table of LinkedIn's export"),
        (packed({'../../etc/passwd': 'x'}), "found no table of LinkedIn's export"),
        (packed(LINKEDIN)[:200], 'no zip: '),
        (bomb(), 'Positions.csv is too large; expected at most 8 MB in a table'),
        (many(), 'Positions.csv is too large'),
        (encrypted(), 'cannot read the zip: '),
        (packed({'Profile.csv': b'\xff\xfe'}), 'Profile.csv: expected a text in UTF-8'),
        (packed({'Skills.csv': 'Name\n' + 'x' * 200_000}), 'Skills.csv: no table: '),
        (b'a: &a [x, x]\nb: &b [*a, *a]\ncv: &c {x: [*b, *b]}\nz: &z [*z]', 'too large; '),
        (
            (
                'cv: {}\na0: &a0 [x]\n'
                + ''.join(f'a{n + 1}: &a{n + 1} [{", ".join([f"*a{n}"] * 10)}]\n' for n in range(9))
            ).encode(),
            'too large; expected at most 1,000,000 values',
        ),
    ],
)
def test_a_hostile_file_is_one_error_and_leaves_nothing(
    tmp_path: Path, content: bytes, message: str
) -> None:
    source = tmp_path / 'x'
    source.write_bytes(content)
    done = run('new', tmp_path / 'cv', '--from', source)
    assert (done.exit_code, done.stdout) == (2, '')
    assert done.stderr.startswith(f'Error: {source}: ')
    assert message in done.stderr
    assert done.stderr.count('\n') == 1
    assert not (tmp_path / 'cv').exists()


def test_names_in_a_zip_lead_nowhere(tmp_path: Path) -> None:
    source = tmp_path / 'x.zip'
    source.write_bytes(
        packed(
            {
                '../../../Positions.csv': 'Title,Company Name\n../../evil,X\n',
                '/Skills.csv': 'Name\nC\n',
            }
        )
    )
    assert run('new', tmp_path / 'a' / 'cv', '--from', source).exit_code == 0
    assert {file.name for file in tmp_path.glob('[!.]*')} == {'a', 'x.zip'}
    assert (tmp_path / 'a' / 'cv' / 'experience' / 'evil.md').exists()


def test_an_empty_folder_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="found no table of LinkedIn's export"):
        read_file(tmp_path)


# ---- RenderCV ------------------------------------------------------------------------------------

RENDERCV = r"""
cv:
  name: John **Doe**
  headline: Engineer
  location: San Francisco, CA
  email: [john@example.com, doe@example.com]
  phone: tel:+1-609-999-9995
  website: johndoe.example.dev
  photo: photo.jpg
  pronouns: he
  social_networks:
    - {network: LinkedIn, username: john.doe}
    - {network: Mastodon, username: "@john@social.example.org"}
    - {network: Google Scholar, username: F8IyYrQAAAAJ}
    - {network: Myspace, username: john}
  custom_connections:
    - {placeholder: Book a call, url: https://cal.example.com/john, fontawesome_icon: calendar}
    - {placeholder: Evil, url: "javascript:alert(1)"}
  sections:
    summary:
      - I build **fast** things, see [my site](https://example.com/a_b?c=1&d=2).
      - Now with {skill}`evil`, <script>, $$x^2$$ and `code`.
    Welcome!:
      - A text of *its* own.
    education:
      - institution: Stanford University
        area: Computer Science
        degree: PhD
        start_date: 2023-09
        end_date: present
        highlights: ["GPA: 3.9/4.0"]
      - {institution: School, area: Mathematics, date: 2010}
    experience:
      - company: Company C
        position: "[Summer Intern](https://example.com/c)"
        start_date: 2024-06
        end_date: 2024-09-15
        revenue: $5M
        summary: |
          First paragraph
          goes on.

          Second one.
          - with an item
        highlights:
          - |
            Led a *team*
            - of five
          - "Wrote [docs](javascript:alert(1)) and [a call](tel:+15551234)"
      - {company: Company B, position: Engineer, start_date: 2020}
      - {company: Company A, position: Guest, date: Fall 2019}
      - {company: Company A, position: Late, start_date: 2019, end_date: 2018}
    Internships:
      - {company: Lab, position: Student, date: "2009 Q3, 4 months"}
    projects:
      - name: "[Example *Project*](https://example.com/p)"
        date: May 2023 – June 2024
        summary: A web application
    Honors & Awards:
      - {name: Medal, date: 2021-03, organization: Academy}
    skills:
      - {label: Languages, details: "Python, C++ (17, 20), and Git"}
      - {label: Tools, details: gdb}
    Strengths:
      - {label: Teams, details: I *like* them}
    Languages:
      - {label: English, details: Fluent}
      - {label: Turkish}
    publications:
      - title: On *Coils*
        authors: [Frodo Baggins, "***John Doe***"]
        doi: 10.1109/TASC.2023.3340648
        journal: TASC
        date: 2004-01
    extracurricular_activities:
      - bullet: "1. A **bullet**"
      - bullet: "# Another"
    talks:
      - {reversed_number: "Talk two, 2020"}
      - {reversed_number: "Talk one, 2019"}
design: {theme: classic}
locale: {language: english}
"""


@pytest.fixture(scope='module')
def rendercv(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Build]:
    """A project made from RenderCV's YAML, and its site, without a warning."""
    folder = tmp_path_factory.mktemp('rendercv')
    (folder / 'John_Doe_CV.yaml').write_text(RENDERCV, 'utf-8')
    done = run('new', folder / 'cv', '--from', folder / 'John_Doe_CV.yaml')
    assert done.exit_code == 0, done.output
    build = Project(folder / 'cv').build(nitpicky=True)
    assert build.warnings == []
    return done, build


def test_rendercv_is_shown_whole(rendercv: tuple[Result, Build]) -> None:
    _done, build = rendercv
    front = build.text('index.html')
    for words in (
        *('John Doe', 'Engineer', 'San Francisco, CA', 'john@example.com', 'doe@example.com'),
        *('+1-609-999-9995', 'Stanford University', 'PhD', 'Computer Science', 'GPA: 3.9/4.0'),
        *('September 2023 – present', 'June 2024 – September 15, 2024', '2020 – present'),
        *('First paragraph goes on.', 'Second one.', 'with an item', 'of five', 'Fall 2019'),
        *(
            '4 months',
            'May 2023 – June 2024',
            'A web application',
            'Medal',
            'Academy',
            'March 2021',
        ),
        *('On Coils', 'Frodo Baggins', '10.1109/TASC.2023.3340648', 'TASC', 'Mathematics'),
        *('Now with {skill}`evil`, <script>, $$x^2$$ and', 'English', 'Turkish', 'Fluent'),
    ):
        assert words in front, words
    html = build.read('index.html')
    assert '<strong>fast</strong>' in html
    assert 'href="https://example.com/a_b?c=1&amp;d=2"' in html
    assert '<em>team</em>' in html
    assert 'javascript' not in html
    assert 'A text of its own.' in build.text('welcome.html')
    assert 'Talk two, 2020' in build.text('talks.html')
    assert 'Teams: I like them' in build.text('strengths.html')
    assert '1. A bullet # Another' in ' '.join(
        build.text('extracurricular-activities.html').split()
    )
    resume = json.loads(build.read('resume.json'))
    assert [each['url'] for each in resume['basics']['profiles']] == [
        'https://linkedin.com/in/john.doe',
        'https://social.example.org/@john',
        'https://scholar.google.com/citations?user=F8IyYrQAAAAJ',
        'https://cal.example.com/john',
    ]
    assert resume['basics']['url'] == 'https://johndoe.example.dev'
    groups = {each['name']: each['keywords'] for each in resume['skills']}
    assert groups == {'Languages': ['Python', 'C++ (17, 20)', 'Git'], 'Tools': ['gdb']}


def test_what_rendercv_says_elsewhere_is_listed(rendercv: tuple[Result, Build]) -> None:
    done, build = rendercv
    for name in (
        *('cv.pronouns', 'cv.social_networks', 'cv.sections.experience[0].revenue'),
        *('cv.sections.experience[3].start_date', 'cv.sections.experience[3].end_date'),
    ):
        assert f'  {name}\n' in done.stdout, name
    assert 'Not read, for it says nothing for a CV: design, locale' in done.stdout
    assert 'the CV of John Doe: 10 entries and 4 pages of text.' in done.stdout
    for message in (
        'cv.photo: to show it, copy photo.jpg beside index.md',
        'cv.custom_connections: an address of the scheme "javascript" is left out',
        'cv.sections.experience[0]: "javascript:alert(1)": an address of the scheme "javascript"',
        'cv.sections.experience[2].date: "Fall 2019" is no date; it stands in the text',
    ):
        assert message in done.stderr, message
    types = {
        file.stem: line.removeprefix('  type: ')
        for file in build.source.rglob('*.md')
        for line in file.read_text('utf-8').splitlines()
        if line.startswith('  type: ')
    }
    assert {
        name: types[name]
        for name in ('student', 'medal', 'example-project', 'summer-intern', 'phd')
    } == {
        'student': 'internship',
        'medal': 'award',
        'example-project': 'project',
        'summer-intern': 'role',
        'phd': 'education',
    }


def test_rendercv_may_be_json(tmp_path: Path) -> None:
    role = {'company': 'B', 'position': 'A', 'start_date': 2020, 'end_date': '2021-02'}
    source = tmp_path / 'x.json'
    source.write_text(json.dumps({'cv': {'name': 'A', 'sections': {'Work': [role]}}}), 'utf-8')
    fields = {'organization': 'B', 'start': '2020', 'end': '2021-02'}
    assert page(read_file(source), 'A').fields == fields


def test_what_yaml_merges_in_is_read(tmp_path: Path) -> None:
    source = tmp_path / 'x.yaml'
    first = '- &a {name: B, position: A, startDate: 1842, endDate: 1843}\n'
    more = '- <<: *a\n  position: C\n- <<: [{position: D}, *a]\n'
    # Merged nine times nine times …, these would be more than a memory holds.
    bomb = '  a0: &m0 {x: y}\n' + ''.join(
        f'  a{n}: &m{n} {{<<: [{", ".join([f"*m{n - 1}"] * 9)}]}}\n' for n in range(1, 30)
    )
    source.write_text(f'basics: {{name: A}}\nwork:\n{first}{more}meta:\n{bomb}', 'utf-8')
    cv = read_file(source)
    fields = {'organization': 'B', 'start': '1842', 'end': '1843'}
    assert [page(cv, title).fields for title in 'ACD'] == [fields] * 3


def test_a_second_import_adds_pages_of_text_once(tmp_path: Path) -> None:
    source = tmp_path / 'x.yaml'
    source.write_text('cv: {name: A, sections: {Welcome: [Text]}}', 'utf-8')
    assert run('new', tmp_path / 'cv', '--from', source).exit_code == 0
    done = run('import', source, tmp_path / 'cv')
    assert done.exit_code == 0, done.output
    assert (tmp_path / 'cv' / 'welcome-2.md').read_text('utf-8') == '# Welcome\n\nText\n'
    assert 'welcome-2' in done.stdout.splitlines()[-1]


_PARSER = create_md_parser(
    MdParserConfig(
        enable_extensions={
            *('dollarmath', 'amsmath', 'colon_fence', 'deflist', 'html_image', 'attrs_inline'),
            *('substitution', 'tasklist', 'smartquotes', 'replacements', 'strikethrough'),
        }
    ),
    RendererHTML,
)
_PIECES = st.sampled_from(
    [
        *('*_`$[](){}<>!\\&~^:=#-+.%|@ "\''),
        *('**', '***', '``', 'word', '1.', '{skill}', '\\(', '](', '&amp;', '<b>', '{{x}}'),
        *('[x](https://e.org/a*b)', '[x](javascript:y)', 'http://e.org'),
    ]
)


@pytest.mark.longer
@given(st.lists(_PIECES | st.text(string.printable, max_size=3), max_size=14).map(''.join))
@settings(max_examples=how_many(100, at_night=1000))
def test_no_mark_gets_through_but_those_that_may(text: str) -> None:
    line = ' '.join(text.split())
    allowed = {'text', 'strong', 'em', 'link', 'code_inline', 'text_special'}
    for token in _PARSER.parseInline(marked(line, lambda _reason: None)):
        for child in token.children or ():
            assert child.type.removesuffix('_open').removesuffix('_close') in allowed, child
            if child.type == 'link_open':
                assert str(child.attrs['href']).lower().startswith(('http:', 'https:', 'mailto:'))


@given(st.text(string.ascii_letters + ' *`[]()', max_size=20))
def test_words_stay_when_marks_go(text: str) -> None:
    letters = [char for char in text if char.isalpha()]
    assert [char for char in plain(text) if char.isalpha()] == letters or '](' in text


# ---- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('Mar 2010', {'date': '2010-03'}),
        ('March 5, 2010', {'date': '2010-03-05'}),
        ('5 Sept. 2010', {'date': '2010-09-05'}),
        ('03/2010', {'date': '2010-03'}),
        ('Q3 2009', {'date': '2009-Q3'}),
        ('2009 Q3, 4 months', {'date': '2009-Q3', 'duration': '4 months'}),
        ('2009-2010', {'start': '2009', 'end': '2010'}),
        ('Jan 2019 – present', {'start': '2019-01', 'end': 'present'}),
        ('2019 to 2020 (1 year)', {'start': '2019', 'end': '2020', 'duration': '1 year'}),
        ('2020 – 2019', {}),
        ('2020 – 2020', {'date': '2020'}),
        ('Smarch 2010', {}),
        ('Feb 30, 2010', {}),
        ('13/2010', {}),
        ('Fall 2023', {}),
        ('3/4/10', {}),
        ('', {}),
    ],
)
def test_dates_in_words(text: str, expected: dict[str, str]) -> None:
    assert read_when(text) == expected


def test_the_year_in_other_words() -> None:
    assert only_year('Fall 2023') == '2023'
    assert only_year('2019 and 2023') == only_year('12345') == only_year('soon') == ''


# ---- whatever comes ------------------------------------------------------------------------------

_CELLS = st.one_of(
    st.sampled_from(
        [
            *('', ' ', '2020', '2020-09', 'present', 'Mar 2010', 'Fall 2023', '2010-13', '0000'),
            *('a, b and c', 'x: y', '- x', '# x', '[a](b)', '[a](javascript:x)', 'null', 'yes'),
            *('ada@example.org', 'example.org', 'https://example.org/(x)', '+1 555', '---', '"\''),
            *('{skill}`x`', '\x00', '\x85', '٣ 年', 'A & B', 'x\n\n- y\n  - z', '*', '**', '\\'),
            *(
                '10.1000/182',
                'present - 2010',
                '2019 – ',
                '4 months',
                '2010, 4 months',
                '&lt;b&gt;',
            ),
        ]
    ),
    st.text(max_size=8),
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9999) | _CELLS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_CELLS, inner, max_size=2),
    max_leaves=4,
)
_KEYS = (
    *('company', 'position', 'institution', 'area', 'degree', 'title', 'authors', 'name', 'label'),
    *('details', 'bullet', 'number', 'date', 'start_date', 'end_date', 'location', 'summary'),
    *('highlights', 'url', 'doi', 'journal', 'id', 'extra', 'organization', 'skills', 'type'),
)
_TITLES = ('experience', 'Awards', 'Certificates', 'skills', 'Languages', 'summary', 'Talks', 'x')
_PERSON = (
    *('name', 'headline', 'location', 'email', 'phone', 'website', 'photo', 'social_networks'),
    *('custom_connections', 'sections', 'extra', 'label'),
)


def some(keys: tuple[str, ...], values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, values))


_ENTRIES = st.lists(some(_KEYS, _VALUES) | _VALUES, max_size=3)
_DOCUMENTS = st.builds(
    lambda person, sections: {'cv': {'sections': sections} | person},
    some(_PERSON, _VALUES),
    some(_TITLES, _ENTRIES) | _VALUES,
)


def check_pages(cv: ImportedCV) -> None:
    """Each page can be read, and lacks nothing but what the file did not say."""
    assert cv.person is not None
    names = [cv.skills_page()] if cv.skills else []
    for each in (cv.person, *cv.entries, *names):
        found = read_record('x', each.text(), record_types({}))
        wrong = [p for p in found.problems if p.warning is not CVWarning.MISSING_FIELD]
        assert wrong == [], each.text()
    for each in cv.sections:
        assert each.text().startswith('# ')


@pytest.mark.longer
@given(_DOCUMENTS)
@settings(max_examples=how_many(50, at_night=500))
def test_any_document_of_rendercv_makes_pages_that_can_be_read(document: dict[str, Any]) -> None:
    check_pages(read_rendercv(document))


@pytest.mark.longer
@given(
    st.dictionaries(
        st.sampled_from([*LINKEDIN]), st.lists(st.lists(_CELLS, max_size=8), max_size=3)
    )
)
@settings(max_examples=how_many(40, at_night=400))
def test_any_cells_of_linkedin_make_pages_that_can_be_read(
    tables: dict[str, list[list[str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in tables.items():
            stream = io.StringIO(LINKEDIN[name].lstrip('\ufeff').partition('\n')[0] + '\n')
            stream.seek(0, io.SEEK_END)
            csv.writer(stream).writerows(rows)
            (Path(folder) / name).write_text(stream.getvalue(), 'utf-8', 'surrogatepass')
        if {*tables} - {'Connections.csv', 'messages.csv'}:
            check_pages(read_file(Path(folder)))
