"""The settings: each slip of conf.py is one clear line, and ends the build."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sphinx_cv.config import SETTINGS, SettingsError, contrast_with_white

if TYPE_CHECKING:
    from projects import Project

_CASES = [
    ("cv_pdf_paper = 'a5'", "cv_pdf_paper: expected 'a4' or 'letter', found 'a5'"),
    ("cv_pdf_paper = ['a4']", "cv_pdf_paper: expected 'a4' or 'letter', found ['a4']"),
    ("cv_pdf_dates = 'left'", "cv_pdf_dates: expected 'margin' or 'right', found 'left'"),
    (
        "cv_pdf_accent = 'blue'",
        "cv_pdf_accent: expected a colour such as '#1F5582', found 'blue'",
    ),
    (
        "cv_pdf_accent = '#FFCC00'",
        (
            'cv_pdf_accent: expected a colour that can be read on white '
            "(a contrast of 4.5 or more), found '#FFCC00' with 1.5"
        ),
    ),
    ('cv_pdf_accent = 7', "cv_pdf_accent: expected a colour such as '#1F5582', found 7"),
    (
        "cv_downloads = 'docx'",
        "cv_downloads: expected a list of some of 'docx', 'txt', found 'docx'",
    ),
    (
        "cv_downloads = ['docx', 'text']",
        (
            "cv_downloads: expected a list of some of 'docx', 'txt', found 'text' in it; "
            'did you mean "txt"?'
        ),
    ),
    (
        'cv_pdf_max_pages = -1',
        'cv_pdf_max_pages: expected a number of pages, or 0 for any, found -1',
    ),
    (
        "cv_pdf_max_pages = '2'",
        "cv_pdf_max_pages: expected a number of pages, or 0 for any, found '2'",
    ),
    (
        "cv_pdf = '../cv.pdf'",
        (
            "cv_pdf: expected the name of a file such as 'ada-cv.pdf', '' for none, or None, "
            "found '../cv.pdf'"
        ),
    ),
    ('cv_pdf_font = None', 'cv_pdf_font: expected the name of a font, found None'),
    ('cv_pdf_timeout = 0', 'cv_pdf_timeout: expected a number of seconds above 0, found 0'),
    ("cv_frame = 'none'", "cv_frame: expected 'career' or 'furo', found 'none'"),
    (
        'cv_csp = 1',
        (
            "cv_csp: expected a policy, {'script-src': 'https://example.org'} to add to the one "
            "that there is, '' for none, or None, found 1"
        ),
    ),
    (
        "cv_csp = {'script': ['a']}",
        "cv_csp: 'script': expected sources parted by spaces, found ['a']",
    ),
    (
        "cv_csp = {'Script-Src': 'a'}",
        "cv_csp: expected a directive such as 'script-src', found 'Script-Src'",
    ),
    (
        "cv_languages = ['en']",
        (
            "cv_languages: expected languages and their folders such as {'en': '', 'fr': 'fr'}, "
            "found ['en']"
        ),
    ),
    (
        "cv_languages = {'en': '', 'klingon': 'k'}",
        "cv_languages: expected a language such as 'fr' or 'pt_BR', found 'klingon'",
    ),
    (
        "cv_languages = {'en': '../en'}",
        "cv_languages: 'en': expected a folder such as 'fr', or '', found '../en'",
    ),
    (
        "cv_languages = {'en': '', 'fr': ''}",
        "cv_languages: 'fr': expected another folder than that of 'en', found ''",
    ),
    (
        "cv_languages = {'fr': '', 'de': 'de'}",
        "cv_languages: expected the language of this site, 'en', to be one of: fr, de",
    ),
    (
        "cv_languages, html_baseurl = {'en': 'en', 'fr': ''}, 'https://example.org/cv/'",
        (
            "cv_languages: expected html_baseurl to end with the folder of 'en', 'en', "
            "found 'https://example.org/cv/'"
        ),
    ),
    (
        "cv_variants = ['short']",
        (
            "cv_variants: expected variants such as {'short': {'max_pages': 1, 'fit': True}}, "
            "found ['short']"
        ),
    ),
    (
        "cv_variants = {'one page': {}}",
        "cv_variants: expected the name of a variant such as 'short', found 'one page'",
    ),
    (
        "cv_variants = {'short': ['short']}",
        (
            "cv_variants: 'short': expected a variant such as {'max_pages': 1, 'fit': True}, "
            "found ['short']"
        ),
    ),
    (
        "cv_variants = {'short': {'tags': 'short'}}",
        "cv_variants: 'short': \"tags\": expected a list of tags such as ['short'], found 'short'",
    ),
    (
        "cv_variants = {'short': {'max_pages': 'one'}}",
        (
            'cv_variants: \'short\': "max_pages": expected a number of pages, or 0 for any, '
            "found 'one'"
        ),
    ),
    (
        "cv_variants = {'short': {'cv_pdf_layout': 'compact'}}",
        (
            'cv_variants: \'short\': "cv_pdf_layout" is not a key of a variant; '
            'did you mean "layout"?'
        ),
    ),
    (
        "cv_variants = {'full': {'private': True, 'label': 'Full'}}",
        'cv_variants: \'full\': "label": the site cannot offer what is private',
    ),
    (
        "cv_pdf, cv_variants = 'a.pdf', {'short': {'pdf': 'a.pdf'}}",
        'cv_variants: \'short\': another PDF is called "a.pdf" too',
    ),
    (
        "cv_private = 'secret/values.yaml'",
        (
            "cv_private: expected the name of a file such as 'private.yaml', "
            "found 'secret/values.yaml'"
        ),
    ),
    ("cv_pfd = 'x.pdf'", '"cv_pfd" is not a setting; did you mean "cv_pdf"?'),
    (
        'cv_zoom = 2',
        f'"cv_zoom" is not a setting; there are: {", ".join(s.name for s in SETTINGS)}',
    ),
    (
        "cv_types = ['fellowship']",
        (
            'cv_types: expected types such as '
            "{'fellowship': {'like': 'award', 'label': 'Fellowship'}}, found ['fellowship']"
        ),
    ),
    (
        "cv_types = {'Big Grant': {}}",
        "cv_types: expected a name of small letters, figures and hyphens, found 'Big Grant'",
    ),
    (
        "cv_types = {'role': {'like': 'award', 'label': 'Role'}}",
        "cv_types: expected a new name, found 'role', which every CV has",
    ),
    (
        "cv_types = {'fellowship': 'award'}",
        (
            "cv_types: 'fellowship': expected fields such as {'like': 'award', "
            "'label': 'Fellowship'}, found 'award'"
        ),
    ),
    (
        "cv_types = {'fellowship': {'label': 'Fellowship'}}",
        'cv_types: \'fellowship\': "like" is missing; expected the name of a type that there is',
    ),
    (
        "cv_types = {'fellowship': {'like': 'awards', 'label': 'Fellowship'}}",
        (
            'cv_types: \'fellowship\': "like": expected the name of a type that there is, '
            'found \'awards\'; did you mean "award"?'
        ),
    ),
    (
        "cv_types = {'fellowship': {'like': 'award', 'label': ' '}}",
        "cv_types: 'fellowship': \"label\": expected a text, found ' '",
    ),
    (
        "cv_types = {'fellowship': {'like': 'award', 'label': 'G', 'colour': '#123456'}}",
        'cv_types: \'fellowship\': "colour" is not a field of a type; did you mean "color"?',
    ),
    (
        "cv_types = {'fellowship': {'like': 'award', 'label': 'G', 'color': 'red'}}",
        "cv_types: 'fellowship': \"color\": expected a colour such as '#1F5582', found 'red'",
    ),
    (
        "cv_types = {'fellowship': {'like': 'award', 'label': 'G', 'section': 'prizes'}}",
        (
            'cv_types: \'fellowship\': "section": expected one of: work, volunteer, education, '
            "projects, publications, awards, certificates, references, interests, found 'prizes'"
        ),
    ),
]


@pytest.mark.parametrize(('line', 'slip'), _CASES)
def test_a_slip_is_one_line_with_its_place(project: Project, line: str, slip: str) -> None:
    project.write('conf.py', f"project = 'Ada'\nextensions = ['sphinx_cv']\n{line}\n")
    with pytest.raises(SettingsError) as caught:
        project.build('dummy')
    assert str(caught.value) == f'conf.py:3: {slip}'


def test_all_slips_are_told_at_once(project: Project) -> None:
    project.write(
        'conf.py',
        "extensions = ['sphinx_cv']\ncv_pdf_paper = 'a5'\ncv_pdf_date = 'right'\n",
    )
    with pytest.raises(SettingsError) as caught:
        project.build('dummy', cv_pdf_max_pages=-1)
    assert str(caught.value).splitlines() == [
        "conf.py:2: cv_pdf_paper: expected 'a4' or 'letter', found 'a5'",
        'command line: cv_pdf_max_pages: expected a number of pages, or 0 for any, found -1',
        'conf.py:3: "cv_pdf_date" is not a setting; did you mean "cv_pdf_dates"?',
    ]


def test_a_slip_ends_the_command_without_a_traceback(project: Project) -> None:
    project.edit('conf.py', 'extensions', "cv_pdf_paper = 'a5'\nextensions")
    command = [sys.executable, '-m', 'sphinx', '-q', '-b', 'html']
    run = subprocess.run(
        [*command, project.source, project.source / 'out'],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr == "conf.py:2: cv_pdf_paper: expected 'a4' or 'letter', found 'a5'\n"
    assert not list(project.source.rglob('*.html'))


def test_the_command_line_is_read_as_the_value_is(project: Project) -> None:
    assert project.build('dummy', cv_pdf_max_pages='2').app.config.cv_pdf_max_pages == 2
    with pytest.raises(SettingsError, match='command line: cv_pdf_paper'):
        project.build('dummy', cv_pdf_paper='a5')


def test_the_hour_of_the_sources_is_a_number(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', 'noon')
    with pytest.raises(SettingsError) as caught:
        project.build('dummy')
    assert str(caught.value) == "SOURCE_DATE_EPOCH: expected seconds since 1970, found 'noon'"


def test_every_setting_is_explained_and_its_default_is_good() -> None:
    for setting in SETTINGS:
        assert setting.name.startswith('cv_')
        assert setting.help.endswith('.')
        assert list(setting.check(setting.default)) == []


@pytest.mark.parametrize(
    ('color', 'contrast'), [('#000000', 21), ('#FFFFFF', 1), ('#767676', 4.54)]
)
def test_contrast_is_that_of_wcag(color: str, contrast: float) -> None:
    assert contrast_with_white(color) == pytest.approx(contrast, abs=0.01)
