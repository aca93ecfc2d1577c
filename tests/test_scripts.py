"""CVs in other scripts: from right to left, without spaces, in fonts that have the letters."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer
from projects import ROOT, Project
from test_pdf import fonts
from test_rows import entry, lay_out

from sphinx_cv.exports.social_card import draw_preview
from sphinx_cv.html.bars import write_track
from sphinx_cv.locale import direction
from sphinx_cv.model.records import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from projects import Example

_ARABIC = 'قيادة 12 عاملًا (REST) بلغة C++ منذ 2020.'
_JAPANESE = (
    '「人民に健康法を説いて身体の大切さを知らせ、病を未然に防ぐのが医道の基本である」と論じた。'
)


def example(name: str, folder: Path) -> Project:
    source = folder / name
    shutil.copytree(ROOT / 'examples' / name, source, ignore=shutil.ignore_patterns('_build'))
    return Project(source)


def chars(file: Path) -> list[LTChar]:
    """The characters of the first page, as they were written."""

    def walk(item: object) -> Iterator[LTChar]:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            for part in item:
                yield from walk(part)

    return list(walk(next(iter(extract_pages(file)))))


def places(file: Path, word: str) -> list[float]:
    """Where each letter of a word without spaces stands, counted from the left."""
    found = chars(file)
    row = [c for c in found if c.get_text() in word]
    for first in row:
        line = sorted(
            (c for c in row if abs(c.y0 - first.y0) < 1 and abs(c.x0 - first.x0) < 60),
            key=lambda c: c.x0,
        )
        if word in ''.join(c.get_text() for c in line):
            at = ''.join(c.get_text() for c in line).index(word)
            return [c.x0 for c in line[at : at + len(word)]]
    raise AssertionError(f'{word} does not stand in {file.name} from left to right')


# ---- the site ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('language', 'way'),
    [('ar', 'rtl'), ('he', 'rtl'), ('fa', 'rtl'), ('ur', 'rtl'), ('en', 'ltr'), ('ja', 'ltr')],
)
def test_languages_have_a_direction(language: str, way: str) -> None:
    assert direction(language) == way


def test_what_no_language_is_goes_from_left_to_right() -> None:
    assert direction('no-such-language') == 'ltr'


@pytest.mark.parametrize('theme', ['furo', pytest.param('alabaster', marks=pytest.mark.prove)])
def test_every_page_says_that_it_goes_from_right_to_left(ada: Project, theme: str) -> None:
    build = ada.build(language='ar', html_theme=theme)
    for page in ('index.html', 'work/engine.html', 'search.html'):
        head = build.read(page).strip()[:200]
        assert '<html dir="rtl"' in head
        assert 'lang="ar"' in head
    assert 'dir=' not in ada.build(language='en', html_theme=theme).read('index.html')[:200]


def test_time_runs_from_the_right_where_the_page_does() -> None:
    _axis, bars = lay_out(entry('a', '2000', '2004'), entry('b', '2010', '2019'))

    def lefts(*, rtl: bool) -> list[tuple[float, float]]:
        svg = write_track(list(bars.values()), rtl=rtl)
        found = re.findall(r'cv-sure" x="([\d.]+)%" width="([\d.]+)%', svg)
        return [(float(x), float(width)) for x, width in found]

    there, back = lefts(rtl=False), lefts(rtl=True)
    assert len(there) == 2
    for (left, width), (mirrored, same) in zip(there, back, strict=True):
        assert same == width
        assert mirrored == pytest.approx(100 - left - width, abs=0.1)


# ---- the PDF ------------------------------------------------------------------------------------


@pytest.fixture
def arabic(typeset: Callable[[str], Example]) -> Path:
    example = typeset('ibn-al-haytham')
    assert example.warnings == []
    assert example.pdf.name == 'الحسن-بن-الهيثم-cv.pdf'
    return example.pdf


@pytest.mark.latex
def test_numbers_and_latin_words_keep_their_order_in_arabic(arabic: Path) -> None:
    for word in ('150', '1021', '415', 'Conics', '2762', 'alhazen@example.org', '+44'):
        assert places(arabic, word) == sorted(places(arabic, word))


@pytest.mark.latex
def test_dates_stand_on_the_right_and_bullets_before_their_text(arabic: Path) -> None:
    found = chars(arabic)
    middle = max(c.x1 for c in found) / 2
    assert min(places(arabic, '1024')) > 1.5 * middle
    bullets = [c for c in found if c.get_text() == '•']
    assert bullets
    for bullet in bullets:
        beside = [
            c.x1
            for c in found
            if abs(c.y0 - bullet.y0) < 2 and c.get_text().strip() and c is not bullet
        ]
        assert max(beside) < bullet.x0


@pytest.mark.latex
def test_the_letters_of_arabic_can_be_copied(arabic: Path) -> None:
    text = ''.join(c.get_text() for c in chars(arabic))
    forms = set(re.findall('[\ufe80-\ufef4]', text))
    assert forms == set()


@pytest.mark.prove
@pytest.mark.latex
def test_arabic_within_a_text_from_left_to_right_keeps_its_numbers(ada: Project) -> None:
    ada.edit('work/engine.md', 'Wrote', f'{_ARABIC} Wrote')
    build = ada.build('cv-pdf')
    assert build.warnings == []
    file = build.out / 'ada-lovelace-cv.pdf'
    assert len(places(file, '12')) == 2
    assert len(places(file, '2020')) == 4


@pytest.mark.prove
@pytest.mark.latex
def test_what_is_set_apart_has_a_direction_of_its_own(ada: Project) -> None:
    ada.edit('more/award.md', 'For 1 < 2 & numbers.', 'قال \u2066-5 C#\u2069 ثم C++ \u2066.')
    build = ada.build('cv-pdf', language='ar')
    assert build.warnings == []
    tex = build.read('ada-lovelace-cv.tex')
    assert r'\cvltr{-5 C\#}' in tex
    assert '\u2066' not in tex
    assert build.read('ada-lovelace-cv.tex').count(r'\cvrighttoleft{2}') == 1
    assert len(places(build.out / 'ada-lovelace-cv.pdf', 'C++')) == 3


@pytest.mark.prove
@pytest.mark.latex
def test_bold_is_bold_in_every_script(arabic: Path, tmp_path: Path) -> None:
    assert {'NotoSansArabic-Regular', 'NotoSansArabic-Bold'} <= fonts(arabic)
    project = example('kitasato', tmp_path)
    project.edit('posts/bureau.md', '# 衛生局 勤務', f'# 衛生局 勤務\n\n{_JAPANESE * 4}')
    build = project.build('cv-pdf')
    # No line is too wide, though there is no space to break it at.
    assert build.warnings == []
    file = build.out / '北里柴三郎-cv.pdf'
    assert {'NotoSansCJKjp-Regular', 'NotoSansCJKjp-Bold'} <= {
        name.removesuffix('-Identity-H') for name in fonts(file)
    }
    first: dict[int, LTChar] = {}
    for char in chars(file):
        row = round(char.matrix[5])
        if char.get_text().strip() and (row not in first or char.x0 < first[row].x0):
            first[row] = char
    assert not {'。', '、', '」', '）', 'ー'} & {char.get_text() for char in first.values()}


# ---- pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('name', 'language'), [('北里柴三郎', 'ja'), ('الحسن بن الهيثم', 'ar'), ('김소월', 'ko')]
)
def test_previews_have_letters_of_any_script(name: str, language: str) -> None:
    person = Person('index', 1, title=name)
    assert draw_preview(person, (), '#1F5582', language=language).lost == ''


def test_letters_that_no_font_has_are_a_warning(ada: Project) -> None:
    ada.edit('index.md', 'Poetical science', 'Poetical \U000f0000 science')
    [warning] = ada.build().warnings
    assert warning.endswith(
        'WARNING: no font that is installed has these characters of preview.png: '
        '\U000f0000 [cv.preview]'
    )
