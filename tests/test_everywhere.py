"""What a page declares is in every output, whole and in one order, whatever the career."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import tempfile
import unicodedata
import zipfile
from collections import defaultdict
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from careers import SCRIPTS, SPECIALS, Career, careers, whole_career, word_of, words_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from projects import Project, plain
from test_exports import page_words, twin_words

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import twin_name
from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.fields import PERSON_FIELDS, WHEN, Searched

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from careers import Page
    from projects import Build

    from sphinx_cv.model.outline import Outline

# 2026-01-01: what goes on lasts until then.
_TIME = {'SOURCE_DATE_EPOCH': '1767225600'}
# Where a section of JSON Resume has the title; "name" is the employer where there is another.
# What was studied stands for the title where a CV says no more.
_TITLES = ('position', 'studyType', 'title', 'name', 'area')
_WORDS = re.compile(r'<w:t(?: [^>]*)?>([^<]*)</w:t>')
_LINK = re.compile(r'\]\(<?([^)#>]*)')


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        # One and the same careers every time, so that what fails once fails again.
        derandomize=True,
        database=None,
        # A build takes its second; a career of thirty pages is what is asked for.
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


class Site:
    """A built site as its readers find it: pages by their names, words of pages, data."""

    def __init__(self, career: Career, build: Build) -> None:
        self.career = career
        self.build = build
        self.outline: Outline = cv_domain(build.app.env).outline
        self.resume: dict[str, Any] = json.loads(build.read('resume.json'))
        index = build.read('cv-index.js').removeprefix('window.cvIndex=')
        self.index: dict[str, Any] = json.loads(index)
        self.topics: list[dict[str, Any]] = self.index['topics']

    def file(self, docname: str) -> str:
        twin = twin_name(self.build.app.builder, docname)
        return twin.removesuffix('.md')

    def uri(self, docname: str) -> str:
        return self.build.app.builder.get_target_uri(docname)

    def html(self, docname: str) -> str:
        return self.build.text(self.file(docname))

    def twin(self, docname: str) -> str:
        """The words of a page's Markdown twin, as a reader of Markdown has them."""
        return ' '.join(twin_words(self.build.read(f'{self.file(docname)}.md')))

    def resume_of(self, page: Page) -> dict[str, Any]:
        """What ``resume.json`` has of an entry: its fields, their exact form, the skills."""
        [fields] = [
            found
            for found in self.resume[ENTRY_TYPES[page.type].section]
            if any(word_of(page.title) in found.get(key, '') for key in _TITLES)
        ]
        exact = self.resume.get('meta', {}).get('exact', {}).get(page.id, {})
        return {'fields': fields, 'exact': exact, 'skills': self.resume.get('skills')}

    def indexed(self, docname: str) -> dict[str, Any]:
        [found] = [each for each in self.index['entries'] if each['page'] == docname]
        return dict(found)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def build(career: Career, builder: str, folder: str) -> Build:
    project = Project(Path(folder))
    career.write(project)
    with patch.dict(os.environ, _TIME):
        return project.build(builder, nitpicky=True, cv_downloads=['txt', 'docx'])


# ---- what is missing ---------------------------------------------------------------------------


def lacking(where: str, pieces: Iterable[str], there: Container[str]) -> Iterator[str]:
    yield from (f'{where} has no {piece!r}' for piece in pieces if piece not in there)


def lost(site: Site) -> Iterator[str]:
    """Name each value that an output does not have."""
    for page in site.career.root:
        source = site.build.read(site.file(page.docname))
        html, twin = site.html(page.docname), site.twin(page.docname)
        said = [page.title, *page.texts]
        said += [piece for name, v in page.values.items() if name != 'id' for piece in v.shown]
        yield from lacking(f'{page.docname}: HTML', said, html)
        yield from lacking(f'{page.docname}: Markdown', said, twin)
        links = {unescape(href) for href in re.findall(r'href="([^"]*)"', source)}
        addresses = [word for word in strings(page.given) if word.startswith('http')]
        yield from lacking(f'{page.docname}: links', addresses, links)
        if page_words(source) != twin.split():
            yield f'{page.docname}: HTML and Markdown differ'
        if page.is_entry:
            yield from lacking(f'{page.docname}: HTML', [f'id="{page.id}"'], source)
            yield from lost_in_resume(site, page)
            yield from lost_in_search(site, page)
        if 'names' in page.values:
            topics = '\0'.join(strings(site.index['topics']))
            yield from lacking('cv-index.js', page.values['names'].exact, topics)
    yield from lost_of_person(site, site.career.root)


def lost_in_resume(site: Site, page: Page) -> Iterator[str]:
    there = '\0'.join(strings(site.resume_of(page)))
    for name, value in page.values.items():
        # An id is a key, where there is something to say under it.
        if name != 'id':
            yield from lacking(f'{page.docname}: resume.json: {name}', value.exact, there)
    yield from lacking(f'{page.docname}: resume.json', [page.title, *page.texts], there)


def lost_in_search(site: Site, page: Page) -> Iterator[str]:
    indexed, where = site.indexed(page.docname), f'{page.docname}: cv-index.js'
    yield from lacking(where, page.texts, '\0'.join(indexed['text']))
    for key, name in (('organization', 'organization'), ('place', 'location')):
        expected = page.values[name].shown[0] if name in page.values else ''
        yield from lacking(f'{where}: {name}', [expected], [indexed[key]])
    yield from lacking(where, [page.title], [indexed['title']])
    topics = [name for number in indexed['skills'] for name in site.topics[number]['names']]
    for name, row in ENTRY_TYPES[page.type].fields.items():
        if name in page.values and (name == 'skills' or row.searched is not Searched.NOT):
            there = topics if name == 'skills' else indexed[row.searched.value]
            yield from lacking(f'{where}: {name}', page.values[name].shown, there)


def lost_of_person(site: Site, page: Page) -> Iterator[str]:
    llms = plain(MarkdownIt().render(site.build.read('llms.txt')))
    resume = '\0'.join(strings(site.resume))
    index = '\0'.join(strings(site.indexed(page.docname)))
    for where, there in (('resume.json', resume), ('llms.txt', llms), ('cv-index.js', index)):
        yield from lacking(where, [page.title], there)
    for name, value in page.values.items():
        yield from lacking(f'resume.json: {name}', value.exact, resume)
        yield from lacking(f'llms.txt: {name}', value.shown, llms)
        if name == 'location' or PERSON_FIELDS[name].searched is not Searched.NOT:
            yield from lacking(f'cv-index.js: {name}', value.shown, index)
    yield from lacking('llms.txt', [entry.title for entry in site.career.entries], llms)


def check_all_is_there(site: Site) -> None:
    assert site.build.warnings == []
    if missing := list(lost(site)):
        pytest.fail('\n'.join(missing))
    declared = sorted(page.docname for page in site.career.entries)
    assert sorted(entry.docname for entry in site.outline.entries) == declared


# ---- the downloads -------------------------------------------------------------------------------


def words_of_docx(content: bytes) -> tuple[str, set[str]]:
    """The paragraphs of a Word document, one to a line, and the addresses that it links to."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        document = file.read('word/document.xml').decode()
        links = file.read('word/_rels/document.xml.rels').decode()
    paragraphs = (''.join(_WORDS.findall(each)) for each in document.split('</w:p>'))
    targets = re.findall(r'Target="([^"]*)"', links)
    return unescape('\n'.join(paragraphs)), set(map(unescape, targets))


def check_downloads(site: Site) -> None:
    """The whole CV as text and for Word has every fact, in the outline's order."""
    text = site.build.read('career-cv.txt')
    assert all(line == line.rstrip() for line in text.split('\n'))
    docx, links = words_of_docx((site.build.out / 'career-cv.docx').read_bytes())
    missing: list[str] = []
    for where, said in (('txt', text), ('docx', docx)):
        whole = squeezed(said)
        for page in site.career.root:
            # The pages about skills and organisations are indexes of a site.
            if page.type not in {'skills', 'organizations'}:
                shown = [page.title, *page.texts]
                for name, value in page.values.items():
                    shown += value.shown if name != 'id' else ()
                missing += lacking(f'{page.docname}: {where}', map(squeezed, shown), whole)
                missing += lacking(f'{page.docname}: {where}', words_of(' '.join(shown)), said)
                addresses = [word for word in strings(page.given) if word.startswith('http')]
                there = links if where == 'docx' else whole
                missing += lacking(f'{page.docname}: {where}', addresses, there)
        titles = [word_of(entry.title) for entry in site.outline.entries]
        at = [said.index(title) for title in titles]
        assert all(before < after for before, after in pairwise(at)), where
    if missing:
        pytest.fail('\n'.join(missing))


# ---- in which order ----------------------------------------------------------------------------


def check_the_order(site: Site) -> None:
    """Everything that lists the entries lists them as the outline does."""
    outline = site.outline
    titles = [word_of(entry.title) for entry in outline.entries]
    docnames = [entry.docname for entry in outline.entries]
    front = site.build.read(site.file('index'))
    listed = re.findall(r'<span class="cv-title">(?:<span>)?(.*?)</span>', front)
    assert [word_of(title) for title in listed] == titles
    parts = re.findall(r'class="cv-part" data-cv-page="([^"]*)"', front)
    assert [unescape(docname) for docname in parts] == docnames
    addresses = [f'{site.file(docname)}.md' for docname in docnames]
    links = _LINK.findall(site.build.read('llms.txt'))
    assert [link for link in links if link in addresses] == addresses
    sections = defaultdict(list)
    for entry in outline.entries:
        sections[entry.type.section].append(word_of(entry.title))
    for section, expected in sections.items():
        found = [next(f[key] for key in _TITLES if key in f) for f in site.resume[section]]
        assert [word_of(title) for title in found] == expected
    prose = [record.docname for record in outline.prose]
    assert [each['page'] for each in site.index['entries']] == [*docnames, 'index', *prose]
    for each in site.index['entries']:
        address = each.get('url', each['page'] + site.index['suffix'])
        assert address == site.uri(each['page'])
    read = list(turned(site))
    assert read == list(outline.reading_order)
    assert [docname for docname in read if docname in docnames] == docnames


def turned(site: Site) -> Iterator[str]:
    """The pages, from the first by the links to the next, each of which leads back."""
    files = {(site.build.out / site.file(page.docname)): page.docname for page in site.career.root}
    file, before = site.build.out / site.file('index'), None
    while True:
        yield files[file]
        found = re.findall(r'rel="(next|prev)"[^>]*? href="([^"]*)"', file.read_text('utf-8'))
        links = {rel: _resolved(file, href) for rel, href in found}
        assert links.get('prev') == before
        if 'next' not in links:
            return
        file, before = links['next'], file


def _resolved(file: Path, href: str) -> Path:
    target = Path(os.path.normpath(file.parent / href))
    return target / 'index.html' if target.suffix != '.html' else target


# ---- the site ------------------------------------------------------------------------------------


def check_site(career: Career, builder: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(career, build(career, builder, folder))
        check_all_is_there(site)
        check_the_order(site)
        check_downloads(site)


@pytest.mark.parametrize(
    ('manners', 'builder'),
    [
        pytest.param(SCRIPTS, 'html', id='scripts-html'),
        pytest.param(SPECIALS, 'dirhtml', id='specials-dirhtml'),
        pytest.param(SCRIPTS, 'dirhtml', id='scripts-dirhtml', marks=pytest.mark.prove),
        pytest.param(SPECIALS, 'html', id='specials-html', marks=pytest.mark.prove),
    ],
)
def test_all_types_with_all_fields_are_on_the_site(manners: tuple[str, ...], builder: str) -> None:
    check_site(whole_career(manners), builder)


@_settings(2)
@given(careers(SCRIPTS), st.sampled_from(['html', 'html', 'dirhtml']))
def test_any_career_is_on_the_site(career: Career, builder: str) -> None:
    check_site(career, builder)


@_settings(2)
@given(careers(SPECIALS))
def test_what_is_markup_elsewhere_is_text_on_the_site(career: Career) -> None:
    check_site(career, 'html')


# ---- the PDF -------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """A text without spaces, since lines may break at them."""
    return ''.join(unicodedata.normalize('NFC', text).split())


def pieces_of(text: str) -> list[str]:
    """A text, or its words where one of them is read from the right.

    Readers of a PDF give those in an order of their own, letters included.
    """
    if any(unicodedata.bidirectional(char) in {'R', 'AL'} for char in text):
        return words_of(text)
    return [squeezed(text)]


def check_pdf(career: Career) -> None:
    with tempfile.TemporaryDirectory() as folder:
        built = build(career, 'cv-pdf', folder)
        assert built.warnings == []
        run = subprocess.run(
            # As it is written: how a page is laid out is for other tests.
            ['pdftotext', '-raw', built.out / 'career-cv.pdf', '-'],
            check=True,
            capture_output=True,
            text=True,
        )
        outline = cv_domain(built.app.env).outline
        whole = squeezed(run.stdout)
        missing = []
        for page in career.root:
            if page.type in {'skills', 'organizations'}:
                # These pages are indexes of a site.
                continue
            said = [page.title, *page.texts]
            for name, value in page.values.items():
                # A group's head has the employer, each role its dates.
                said += value.shown if name != 'id' else ()
            missing += [
                f'{page.docname}: {text!r}'
                for text in said
                if not all(piece in whole for piece in pieces_of(text))
            ]
            # No word is cut in two.
            missing += [word for text in said for word in words_of(text) if word not in run.stdout]
        if missing:
            pytest.fail('\n'.join(missing))
        titles = [word_of(entry.title) for entry in outline.entries]
        assert [word for word in words_of(run.stdout) if word in titles] == titles
        starts = {title: run.stdout.index(title) for title in titles}
        for page in career.entries:
            check_facts_follow(page, run.stdout, starts)


def check_facts_follow(page: Page, text: str, starts: dict[str, int]) -> None:
    """What belongs to an entry stands between its title and the next."""
    start = starts[word_of(page.title)]
    end = min((at for at in starts.values() if at > start), default=len(text))
    own = text[start:end]
    before = text[max((at for at in starts.values() if at < start), default=0) : end]
    for name, value in page.values.items():
        if name not in {'id', 'organization', *WHEN}:
            # The authors of a publication stand before its title.
            where = before if name == 'authors' else own
            for word in words_of(' '.join(value.shown)):
                assert word in where, f'{page.docname}: {name}'


@pytest.mark.latex
@pytest.mark.parametrize(
    'manners',
    [
        pytest.param(SCRIPTS, id='scripts'),
        pytest.param(SPECIALS, id='specials', marks=pytest.mark.prove),
    ],
)
def test_all_types_with_all_fields_are_in_the_pdf(manners: tuple[str, ...]) -> None:
    check_pdf(whole_career(manners))


# ---- more of them --------------------------------------------------------------------------------


@pytest.mark.prove
@_settings(40)
@given(st.sampled_from([SCRIPTS, SPECIALS]).flatmap(careers))
def test_many_careers_are_on_the_site(career: Career) -> None:
    check_site(career, 'html')


@pytest.mark.prove
@pytest.mark.latex
@_settings(20)
@given(st.sampled_from([SCRIPTS, SPECIALS]).flatmap(careers))
def test_many_careers_are_in_the_pdf(career: Career) -> None:
    check_pdf(career)
