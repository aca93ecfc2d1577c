"""Scripts in the PDF: each in its font, or one clear error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from sphinx_cv.latex import scripts
from sphinx_cv.latex.scripts import Font, fallback_fonts, script_needs

if TYPE_CHECKING:
    from projects import Project


def say(ada: Project, words: str) -> None:
    ada.write('more/award.md', ada.read('more/award.md') + f'\nIt is called {words}.\n')


def test_a_text_has_the_fonts_of_its_scripts() -> None:
    assert fallback_fonts('Zürich, Łódź: “5 €” – 100 % …', 'en') == ()
    names = [font.name for font in fallback_fonts('हिन्दी தமிழ் 東京', 'ja')]
    assert names[:2] == ['Noto Sans Devanagari', 'Noto Sans Tamil']
    assert 'Noto Sans CJK JP' in names
    assert 'Noto Sans CJK SC' in [font.name for font in fallback_fonts('東京', 'de')]


def test_each_script_is_told_where_it_begins() -> None:
    tex = 'Ünder\n%% page: a/b_%\nOf தமிழ் and தமிழ்\n%% page: c\n தமிழ் ไทย ქართული\n'
    tamil, thai = script_needs(tex)
    assert (tamil.script, tamil.docname, tamil.word) == ('TAMIL', 'a/b_%', 'தமிழ்')
    assert str(tamil).startswith('\\cvscript{Noto Sans Tamil}{2980}{a/b_?: "தமிழ்" is Tamil, ')
    assert (thai.script, thai.docname) == ('THAI', 'c')


@pytest.mark.latex
@pytest.mark.parametrize(
    ('words', 'conf', 'error'),
    [
        (
            'தமிழ்',
            {},
            (
                'more/award: "தமிழ்" is Tamil, for which no font "Noto Sans Nowhere" is installed '
                '(Debian: fonts-noto-core)'
            ),
        ),
        pytest.param(
            'ᠮᠣᠩᠭᠣᠯ',
            {},
            'more/award: "ᠮᠣᠩᠭᠣᠯ" is Mongolian, whose lines run downwards; the PDF cannot set it',
            marks=pytest.mark.prove,
        ),
        pytest.param(
            'العربية',
            {'cv_pdf_font': 'DejaVu Sans'},
            (
                'more/award: "العربية" is Arabic; the font of "cv_pdf_font" has its letters but '
                'no way to join them'
            ),
            marks=pytest.mark.prove,
        ),
    ],
)
def test_a_script_that_cannot_be_set_right_is_an_error(
    ada: Project, monkeypatch: pytest.MonkeyPatch, words: str, conf: dict[str, Any], error: str
) -> None:
    monkeypatch.setitem(scripts._SHAPED, 'TAMIL', Font('Noto Sans Nowhere', ''))  # noqa: SLF001
    say(ada, words)
    build = ada.build('cv-pdf', **conf)
    assert build.warnings == [f'ERROR: {error}']
    assert not list(build.out.glob('*-cv.pdf'))


@pytest.mark.latex
def test_scripts_of_the_world_are_printed(ada: Project) -> None:
    say(ada, 'தமிழ் மொழி, বাংলা, हिन्दी कर्म, ไทย, ខ្មែរ, မြန်မာ, አማርኛ, සිංහල, ქართული, עברית')
    assert ada.build('cv-pdf').warnings == []


@pytest.mark.latex
@pytest.mark.parametrize('language', ['hi', pytest.param('ko', marks=pytest.mark.prove)])
def test_a_language_that_babel_lacks_is_printed(ada: Project, language: str) -> None:
    say(ada, '한국어 हिन्दी')
    build = ada.build('cv-pdf', language=language)
    assert [line for line in build.warnings if 'Babel' in line] == []
    assert list(build.out.glob('*-cv.pdf'))


@pytest.mark.latex
@pytest.mark.parametrize(
    'words',
    [
        pytest.param('كتاب', id='one line', marks=pytest.mark.prove),
        pytest.param('كتاب ' * 25, id='two lines'),
    ],
)
def test_brackets_are_turned_once(ada: Project, words: str) -> None:
    """Read what is drawn: from right to left the bracket that opens is the other one."""
    # A text of one line stands in a box, and a longer one is taken out of it again.
    page = ada.read('more/award.md').partition('# ')[0]
    ada.write('more/award.md', f'{page}# جائزة\n\n{words} «تتمة صوان الحكمة»\n')
    build = ada.build('cv-pdf', language='ar')
    assert build.warnings == []
    [pdf] = build.out.glob('*-cv.pdf')
    text = pypdf.PdfReader(pdf).pages[0].extract_text()
    assert ''.join(char for char in text if char in '«»') == '»«'
