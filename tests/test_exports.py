"""The files beside the pages, and what the pages say to those who link to them."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
import vobject
from llms_txt import parse_llms_file
from markdown_it import MarkdownIt
from PIL import Image, ImageFont
from projects import plain

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.social_card import draw_preview, small_photo
from sphinx_cv.exports.vcard import write_card
from sphinx_cv.model.records import Address, Person, Profile

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Build, CVSite, Project

_LINK = re.compile(r'\]\(([^)#]*)(#[^)]*)?\)')


def head_of(file: Path) -> dict[str, str]:
    """The properties and names that a page's head says of it."""
    found = re.findall(
        r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', file.read_text('utf-8')
    )
    return {name: unescape(content) for name, content in found}


def page_words(html: str) -> list[str]:
    """The words of a page's main part that its twin has too.

    What only a screen has does not count: the picture, buttons, signs that link headings.
    """
    article = re.search(r'<article.*?</article>', html, re.DOTALL)
    assert article
    shown = re.sub(
        r'<svg.*?</svg>|<button class="cv-all".*?</button>|<div class="cv-order".*?</div></div>'
        r'|<p class="cv-actions">.*?</p>|<a class="headerlink".*?</a>',
        '',
        article[0],
        flags=re.DOTALL,
    )
    return plain(shown).split()


def twin_words(text: str) -> list[str]:
    """The words of a page's twin, as a reader of Markdown has them."""
    return plain(MarkdownIt().render(text)).split()


# ---- the contact card ------------------------------------------------------------------------


def test_the_card_has_all_that_a_telephone_takes(cv: CVSite) -> None:
    content = (cv.html / 'pierre-carrier.vcf').read_bytes()
    assert content.endswith(b'END:VCARD\r\n')
    lines = content.decode().split('\r\n')
    # What all telephones and mail programs take; KIND came later.
    assert lines[:2] == ['BEGIN:VCARD', 'VERSION:3.0']
    assert not any(line.startswith('KIND') for line in lines)
    for line in (
        *('FN:Pierre Carrier', 'N:Carrier;Pierre;;;', 'EMAIL;TYPE=INTERNET:pc@carrier.ch'),
        *('ADR:;;;Geneva;;;Switzerland', 'URL:https://pcarrier.com'),
        *('NOTE:How can I help?', 'SOURCE:https://cv.example.org/en/latest/'),
    ):
        assert line in lines


def test_lines_of_the_card_are_folded_between_characters() -> None:
    values = {'tagline': 'Ω; ' * 40, 'phone': ('+44 20 7946',)}
    person = Person('index', 1, values, title='Ada')
    card = write_card(person, '').encode()
    assert all(len(line) <= 75 for line in card.split(b'\r\n'))
    assert 'NOTE:' + 'Ω\\; ' * 40 in card.decode().replace('\r\n ', '')
    assert b'TEL:+44207946\r\n' in card
    assert b'N:Ada;;;;' in card


@pytest.mark.parametrize(
    ('values', 'language', 'expected'),
    [
        ({'location': 'Geneva, Switzerland'}, 'en', ';;;Geneva;;;Switzerland'),
        ({'location': 'Bern, Schweiz'}, 'de', ';;;Bern;;;Schweiz'),
        ({'location': 'Austin, Texas, USA'}, 'en', ';;;Austin;Texas;;USA'),
        # Two letters may be a state.
        ({'location': 'San Francisco, CA'}, 'en', ';;;San Francisco;CA;;'),
        ({'location': 'Farnborough, UK'}, 'en', ';;;Farnborough;;;UK'),
        ({'location': 'Narnia'}, 'en', ';;;Narnia;;;'),
        ({'location': 'France'}, 'en', ';;;;;;France'),
        (
            {'address': Address(text='1 High St, Old Town, Leeds, UK')},
            'en',
            ';;1 High St\\, Old Town\\, Leeds\\, UK;;;;',
        ),
        (
            {'location': 'Leeds', 'address': Address('', '1 High St', 'LS1', 'Leeds', '', 'UK')},
            'en',
            ';;1 High St;Leeds;;LS1;UK',
        ),
        ({}, 'en', None),
    ],
)
def test_the_address_stands_in_its_parts(
    values: dict[str, Any], language: str, expected: str | None
) -> None:
    card = write_card(Person('index', 1, values, title='Ada'), '', language=language)
    found = re.search(r'^ADR:(.*)\r$', card, re.MULTILINE)
    assert (found and found[1]) == expected


def test_another_reader_of_cards_reads_this_one(tmp_path: Path) -> None:
    """Read the card with vobject, a parser of vCard 3.0 that knows nothing of this project."""
    photo = tmp_path / 'photo.jpg'
    Image.new('RGB', (40, 60), '#1f5582').save(photo)
    values = {
        'email': ('ada@example.org', 'a@example.net'),
        'phone': ('+44 20 7946 0000',),
        'profiles': (Profile('GitHub', 'https://github.example/ada', 'ada'),),
        'tagline': 'Engines; numbers, and “notes”',
        'address': Address('', '1 St James’s Square', 'SW1Y', 'London', '', 'England'),
    }
    person = Person('index', 1, values, title='Ada Lovelace')
    card = vobject.readOne(write_card(person, 'https://ada.example.org/', small_photo(photo)))
    assert card.version.value == '3.0'
    assert card.fn.value == 'Ada Lovelace'
    assert (card.n.value.family, card.n.value.given) == ('Lovelace', 'Ada')
    assert [email.value for email in card.email_list] == ['ada@example.org', 'a@example.net']
    assert card.tel.value == '+442079460000'
    assert card.note.value == values['tagline']
    address = card.adr.value
    assert (address.street, address.city, address.code, address.country) == (
        *('1 St James’s Square', 'London', 'SW1Y', 'England'),
    )
    [profile] = card.url_list
    assert profile.value == 'https://github.example/ada'
    assert card.x_ablabel.value == 'GitHub'
    assert profile.group == card.x_ablabel.group
    with Image.open(io.BytesIO(card.photo.value)) as picture:
        assert picture.size == (320, 320)


# ---- for language models ---------------------------------------------------------------------


def test_llms_txt_links_every_entry(cv: CVSite) -> None:
    text = (cv.html / 'llms.txt').read_text('utf-8')
    assert text.startswith('# Pierre Carrier\n\n> How can I help? · Geneva, Switzerland · ')
    assert '\n\nSkills: ' in text.partition('\n## ')[0]
    found = parse_llms_file(text)
    assert list(found.sections) == [
        *('Sections', 'Experience', 'Internships', 'Education', 'Certifications & Trainings'),
        'Optional',
    ]
    base = 'https://cv.example.org/en/latest/'
    links = [link for links in found.sections.values() for link in links]
    files = {unquote(link.url).removeprefix(base) for link in links}
    assert len(files) == len(links)
    twins = {str(file.relative_to(cv.html)) for file in cv.html.rglob('*.html.md')}
    downloads = {f'pierre-carrier-cv.{kind}' for kind in ('pdf', 'docx', 'txt')}
    assert files == twins | downloads | {'resume.json'}


def test_the_parser_of_the_standard_reads_llms_txt(ada: Project) -> None:
    """Parse it as https://llmstxt.org does, with names that could break its pattern."""
    ada.edit(
        'work/engine.md', '# Programmer of the Engine', '# Engine [sic] (2nd) # 1\n\n\\## Not one'
    )
    ada.edit('index.md', 'I compute.', 'I compute.\n\n\\## Nor this\n\n- [x](https://x.example)')
    ada.write('more/one (1).md', '# A page: of its own\n\nWords.\n')
    ada.edit('more/index.md', 'interest\n', 'interest\none (1)\n')
    build = ada.build(nitpicky=True)
    found = parse_llms_file(build.read('llms.txt'))
    assert found.title == 'Ada Lovelace'
    links = [link for links in found.sections.values() for link in links]
    assert 'Engine [sic] (2nd) # 1' in [unescape(link.title) for link in links]
    pages = {str(file.relative_to(build.out)) for file in build.out.rglob('*.html.md')}
    assert pages <= {unquote(link.url) for link in links}
    assert list(found.sections)[-1] == 'Optional'


def test_every_page_has_a_twin_that_says_the_same(cv: CVSite) -> None:
    for page in cv.html.rglob('*.html'):
        if page.name in {'search.html', '404.html'}:
            continue
        twin = page.with_name(f'{page.name}.md')
        text = twin.read_text('utf-8')
        html = page.read_text('utf-8')
        assert f'<link rel="alternate" type="text/markdown" href="{twin.name}">' in html
        assert twin_words(text) == page_words(html)
        for target, _anchor in _LINK.findall(text):
            if target and ':' not in target:
                assert (twin.parent / target).exists(), f'{twin}: {target}'


def test_a_twin_has_pictures_and_titles_that_stand_alone(everything: Project) -> None:
    parts = [
        ':::{image} square.png\n:alt: Alone\n:::',
        ':::{card} A *card*\n:img-top: square.png\n:img-alt: On a card\n\nIts text.\n:::',
        ':::{dropdown} A dropdown\nUnfolded.\n:::',
        '::::{tab-set}\n:::{tab-item} A tab\nTabbed.\n:::\n::::',
    ]
    everything.write('work/body.md', everything.read('work/body.md') + '\n\n'.join(['', *parts]))
    build = everything.build(nitpicky=True)
    assert build.warnings == []
    wanted = (
        '![Alone](../_images/square.png)\n\n'
        '![On a card](../_images/square.png)\n\n**A *card***\n\nIts text.\n\n'
        '**A dropdown**\n\nUnfolded.\n\n**A tab**\n\nTabbed.\n'
    )
    assert wanted in build.read('work/body.html.md')


def test_a_twin_has_all_that_a_page_may_hold(everything: Project) -> None:
    text = everything.build().read('work/body.html.md')
    for part in [
        '# Head of *Everything*',
        '*emphasis*, **strong words**',
        '`code()`',
        '[link](https://example.org/a_b?c=d&e=%20#f)',
        '[Инженер Đặng Thị Ước](scripts.html.md)',
        '- First\n  - Second level\n    - Third level',
        '- Again first\n\n  with a second paragraph.',
        '2. Two\n   1. Nested\n   2. Ordered',
        '> A quotation of some length.',
        '> **Note**\n>\n> An admonition, with a list:\n>\n> - of one item',
        '> **A title of its own**\n>\n> Its text.',
        '$$\na^2 + b^2 = c^2\n$$',
        '```python\ndef greet(name: str) -> str:',
        '| Year | What | Much |\n|---|---|---|\n| 2019 | A *cell* `code` | 100 |',
        '![A blue square](',
        '## A heading of its own',
        '[^1]: The note, with a [link](https://example.org/note) of its own.',
    ]:
        assert part in text, part


@pytest.mark.parametrize('builder', ['html', pytest.param('dirhtml', marks=pytest.mark.prove)])
def test_twins_are_no_pages_of_the_next_build(ada: Project, builder: str) -> None:
    out = ada.build(builder, nitpicky=True).out
    assert list(out.rglob('*.html.md'))
    again = ada.build('html' if builder == 'dirhtml' else 'dirhtml', nitpicky=True)
    assert again.warnings == []
    twin = again.out / (
        'work/engine.html.md' if builder == 'dirhtml' else 'work/engine/index.html.md'
    )
    for target, _anchor in _LINK.findall(twin.read_text('utf-8')):
        if ':' not in target:
            assert (twin.parent / target).exists(), target


# ---- for those who share a link -------------------------------------------------------------


def test_each_page_describes_itself(cv: CVSite) -> None:
    seen = set()
    for page in cv.html.rglob('*.html'):
        head = head_of(page)
        if page.name == '404.html':
            continue
        assert 5 < len(head['description']) <= 160, page
        assert head['description'] not in seen
        seen.add(head['description'])
    head = head_of(cv.html / 'experience' / 'spotify.html')
    assert head['og:title'] == 'Service Reliability Engineer, Spotify – Pierre Carrier'
    assert head['og:locale'] == 'en_US'
    assert head['og:url'] == 'https://cv.example.org/en/latest/experience/spotify.html'
    assert head['og:image'] == 'https://cv.example.org/en/latest/preview.png'
    assert head['description'].startswith(
        'Service Reliability Engineer, Spotify, Stockholm, Sweden, 2011 – 2013.'
    )
    front = head_of(cv.html / 'index.html')
    assert (front['og:title'], front['og:type']) == ('Pierre Carrier', 'profile')


def test_the_owners_description_is_kept(ada: Project) -> None:
    ada.write(
        'work/notes2.md',
        '---\nmyst: {html_meta: {description: My own.}}\norphan: true\n---\n# Notes\n',
    )
    page = ada.build(nitpicky=True).read('work/notes2.html')
    assert page.count('"description"') == 1
    assert 'My own.' in page


def test_the_preview_is_full_of_words(cv: CVSite) -> None:
    content = (cv.html / 'preview.png').read_bytes()
    assert len(content) < 40_000
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (1200, 630)
        drawn = image.convert('L').point(lambda value: 255 if value < 128 else 0)
        words = drawn.crop((30, 0, 1200, 630)).getbbox()
    assert words is not None
    left, top, right, bottom = words
    # Within the margins, and most of the picture.
    assert left >= 40
    assert right <= 1200 - 30 - 80
    assert right > 700
    assert bottom - top > 300


def test_the_preview_names_the_latest_employers(ada: Project) -> None:
    """Draw with and without: so many names that they fill their lines, and no more."""

    def drawn(*employers: str) -> tuple[int, int]:
        preview = draw_preview(person, employers, '#1f5582')
        with Image.open(io.BytesIO(preview.png)) as image:
            box = image.convert('L').point(lambda value: 255 if value < 128 else 0)
            found = box.crop((30, 0, 1200, 630)).getbbox()
        assert found is not None
        return found[3] - found[1], found[2]

    person = Person('index', 1, {'tagline': 'Poetical science'}, title='Ada Lovelace')
    none, one = drawn(), drawn('Royal Institution')
    many = drawn(*(f'Analytical Society {number}' for number in range(60)))
    assert none[0] < one[0] < many[0] < 520
    assert many[1] <= 1200 - 30 - 90
    outline = cv_domain(ada.build().app.env).outline
    assert outline.employers == ('Analytical Society',)


@pytest.mark.parametrize('kind', ['svg', 'png', 'ico', 'gif'])
def test_phones_have_an_icon_for_the_home_screen(ada: Project, kind: str) -> None:
    name = f'icon.{kind}'
    if kind == 'svg':
        shape = '<rect width="30" height="60" fill="#1f5582"/>'
        space = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"'
        ada.write(name, f'<svg {space}>{shape}</svg>')
    else:
        picture = Image.new('RGBA', (64, 64))
        picture.paste((31, 85, 130, 255), (0, 0, 32, 64))
        picture.save(ada.source / name)
    build = ada.build(nitpicky=True, html_favicon=name)
    assert build.warnings == []
    assert '<link rel="apple-touch-icon" href="apple-touch-icon.png">' in build.read('index.html')
    page = build.read('work/engine.html')
    assert '<link rel="apple-touch-icon" href="../apple-touch-icon.png">' in page
    with Image.open(build.out / 'apple-touch-icon.png') as icon:
        assert (icon.size, icon.mode) == ((180, 180), 'RGB')
        assert icon.getpixel((20, 90)) == (31, 85, 130)
        # What is transparent would be black.
        assert icon.getpixel((160, 90)) == (255, 255, 255)


def test_a_changed_favicon_changes_the_icon(ada: Project) -> None:
    icons = []
    for color in ('red', 'blue'):
        Image.new('RGB', (64, 64), color).save(ada.source / 'icon.png')
        build = ada.build(nitpicky=True, html_favicon='icon.png')
        icons.append((build.out / 'apple-touch-icon.png').read_bytes())
    assert icons[0] != icons[1]


@pytest.mark.parametrize('kind', ['svg', 'png'])
def test_a_favicon_that_is_no_picture_is_reported(ada: Project, kind: str) -> None:
    ada.write(f'icon.{kind}', 'no picture')
    build = ada.build(nitpicky=True, html_favicon=f'icon.{kind}')
    [warning] = build.warnings
    assert f'"icon.{kind}" cannot be drawn as the icon of a home screen: ' in warning
    assert warning.endswith('[cv.icon]')
    assert not (build.out / 'apple-touch-icon.png').exists()


def test_without_a_favicon_there_is_no_icon(ada_site: Build) -> None:
    assert 'apple-touch-icon' not in ada_site.read('index.html')
    assert not (ada_site.out / 'apple-touch-icon.png').exists()


def test_the_preview_is_drawn_whatever_the_name_and_the_fonts(
    ada: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def width() -> int:
        with Image.open(ada.source / '_build' / 'html' / 'preview.png') as image:
            assert image.size == (1200, 630)
            box = image.convert('L').point(lambda value: 255 if value < 128 else 0).getbbox()
        assert box is not None
        return box[2]

    ada.edit('index.md', '# Ada Lovelace', '# Augusta Ada King, Countess of Lovelace ' + 'and ' * 9)
    ada.build(html_baseurl='https://ada.example.org/')
    assert 600 < width() < 1150

    def no_font(font: object, *arguments: Any, **named: Any) -> ImageFont.FreeTypeFont:
        if isinstance(font, str):
            raise OSError(font)
        return truetype(font, *arguments, **named)  # type: ignore[arg-type]  # Pillow's own

    truetype = ImageFont.truetype
    monkeypatch.setattr(ImageFont, 'truetype', no_font)
    ada.edit('index.md', 'Augusta', 'A.')
    ada.build(html_baseurl='https://ada.example.org/')
    assert width() < 1200


def test_the_map_names_every_page(cv: CVSite) -> None:
    tree = ET.fromstring((cv.html / 'sitemap.xml').read_bytes())  # noqa: S314  # it is ours
    found = {element.text for element in tree.iter() if element.tag.endswith('loc')}
    base = 'https://cv.example.org/en/latest/'
    pages = {f'{base}{p.relative_to(cv.html)}' for p in cv.html.rglob('*.html')}
    assert found == pages - {f'{base}search.html', f'{base}404.html'}


def test_without_an_address_nothing_is_made_up(ada_site: Build) -> None:
    assert not (ada_site.out / 'sitemap.xml').exists()
    head = head_of(ada_site.out / 'index.html')
    assert 'og:image' not in head
    assert 'og:url' not in head
    assert '](work/engine.html.md)' in ada_site.read('llms.txt')
