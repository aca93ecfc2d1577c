"""The files beside the pages, and what the pages say to those who link to them."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from PIL import Image, ImageFont
from projects import plain

from sphinx_cv.exports.vcard import write_card
from sphinx_cv.model.records import Person

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
    assert lines[:2] == ['BEGIN:VCARD', 'VERSION:4.0']
    for line in (
        *('FN:Pierre Carrier', 'N:Carrier;Pierre;;;', 'EMAIL:pc@carrier.ch'),
        *('ADR:;;;Geneva\\, Switzerland;;;', 'URL:https://pcarrier.com'),
        *('NOTE:How can I help?', 'SOURCE:https://cv.example.org/en/latest/'),
    ):
        assert line in lines


def test_lines_of_the_card_are_folded_between_characters() -> None:
    values = {'tagline': 'Ω; ' * 40, 'phone': ('+44 20 7946',)}
    person = Person('index', 1, values, title='Ada')
    card = write_card(person, '').encode()
    assert all(len(line) <= 75 for line in card.split(b'\r\n'))
    assert 'NOTE:' + 'Ω\\; ' * 40 in card.decode().replace('\r\n ', '')
    assert b'TEL;VALUE=uri:tel:+44207946\r\n' in card
    assert b'N:Ada;;;;' in card


# ---- for language models ---------------------------------------------------------------------


def test_llms_txt_links_every_entry(cv: CVSite) -> None:
    text = (cv.html / 'llms.txt').read_text('utf-8')
    assert text.startswith('# Pierre Carrier\n\n> How can I help? · Geneva, Switzerland · ')
    headings = re.findall(r'^## (.*)', text, re.MULTILINE)
    assert headings == [
        *('Experience', 'Internships', 'Education', 'Certifications & Trainings'),
        *('Skills', 'Optional'),
    ]
    base = 'https://cv.example.org/en/latest/'
    files = [unquote(link[0]).removeprefix(base) for link in _LINK.findall(text)]
    assert len(files) == 22
    assert all((cv.html / file).exists() for file in files)
    assert 'experience/red-hat.html.md' in files


def test_every_page_has_a_twin_that_says_the_same(cv: CVSite) -> None:
    for page in cv.html.rglob('*.html'):
        if page.name == 'search.html':
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


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
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
        assert 5 < len(head['description']) <= 160, page
        assert head['description'] not in seen
        seen.add(head['description'])
    head = head_of(cv.html / 'experience' / 'spotify.html')
    assert head['og:title'] == 'Service Reliability Engineer – Pierre Carrier'
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


def test_the_preview_is_a_picture_of_the_name(cv: CVSite) -> None:
    content = (cv.html / 'preview.png').read_bytes()
    assert len(content) < 40_000
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (1200, 630)
        drawn = image.convert('L').point(lambda value: 255 if value < 128 else 0)
        box = drawn.getbbox()
    assert box is not None
    # Letters from the left margin on, well inside of the picture.
    assert box[0] == 0
    assert 600 < box[2] < 1150


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
    assert found == pages - {f'{base}search.html'}


def test_without_an_address_nothing_is_made_up(ada_site: Build) -> None:
    assert not (ada_site.out / 'sitemap.xml').exists()
    head = head_of(ada_site.out / 'index.html')
    assert 'og:image' not in head
    assert 'og:url' not in head
    assert '](work/engine.html.md)' in ada_site.read('llms.txt')
