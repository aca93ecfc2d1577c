"""What a page declares is in every output, whole and in one order, whatever the career."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from careers import SCRIPTS, SPECIALS, Career, careers, whole_career, word_of, words_of
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from projects import Project, plain

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import twin_name
from sphinx_cv.model.entry_types import ENTRY_TYPES
from sphinx_cv.model.fields import PERSON_FIELDS, WHEN, Searched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from careers import Page
    from projects import Build

    from sphinx_cv.model.outline import Outline

# 2026-01-01: what goes on lasts until then.
_TIME = {'SOURCE_DATE_EPOCH': '1767225600'}
_LINK = re.compile(r'\]\(<?([^)#>]*)')


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        # One and the same careers every time, so that what fails once fails again.
        derandomize=True,
        database=None,
        # A build takes its second; a career of thirty pages is what is asked for.
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
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

    def file(self, docname: str) -> str:
        twin = twin_name(self.build.app.builder, docname)  # type: ignore[arg-type]
        return twin.removesuffix('.md')

    def uri(self, docname: str) -> str:
        return self.build.app.builder.get_target_uri(docname)

    def html(self, docname: str) -> str:
        return self.build.text(self.file(docname))

    def twin(self, docname: str) -> str:
        """The words of a page's Markdown twin, as a reader of Markdown has them."""
        return plain(MarkdownIt().render(self.build.read(f'{self.file(docname)}.md')))

    def resume_of(self, page: Page) -> dict[str, Any]:
        """What ``resume.json`` has of an entry: its fields, their exact form, the skills."""
        title = 'position studyType name title'.split()
        [fields] = [
            found
            for found in self.resume[ENTRY_TYPES[page.type].section]
            if any(word_of(page.title) in found.get(key, '') for key in title)
        ]
        exact = self.resume.get('meta', {}).get('exact', {}).get(page.id, {})
        return {'fields': fields, 'exact': exact, 'skills': self.resume.get('skills')}

    def indexed(self, docname: str) -> dict[str, Any]:
        [found] = [each for each in self.index['entries'] if each['url'] == self.uri(docname)]
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
        return project.build(builder, nitpicky=True)


# ---- what is missing ---------------------------------------------------------------------------


def lost(site: Site) -> Iterator[str]:
    """Name each value that an output does not have."""
    for page in site.career.root:
        html, twin = site.html(page.docname), site.twin(page.docname)
        for where, text in (('HTML', html), ('Markdown', twin)):
            said = [page.title, *page.texts]
            said += [piece for name, v in page.values.items() if name != 'id' for piece in v.shown]
            yield from (
                f'{page.docname}: {where} has no {piece!r}' for piece in said if piece not in text
            )
        if page.is_entry:
            yield from lost_of_entry(site, page)
    yield from lost_of_person(site, site.career.root)


def lost_of_entry(site: Site, page: Page) -> Iterator[str]:
    resume, indexed = site.resume_of(page), site.indexed(page.docname)
    in_resume = '\0'.join(strings(resume))
    for name, value in page.values.items():
        for piece in value.exact:
            # An id is a key where there is something to say under it.
            if piece not in in_resume and name != 'id':
                yield f'{page.docname}: resume.json has no {name}: {piece!r}'
    for piece in page.texts:
        if piece not in in_resume:
            yield f'{page.docname}: resume.json has no {piece!r}'
        if not any(piece in text for text in indexed['text']):
            yield f'{page.docname}: cv-index.js has no {piece!r}'
    expected = {'id': page.id, 'title': page.title}
    for name, key in (('organization', 'organization'), ('location', 'place')):
        if name in page.values:
            expected[key] = page.values[name].shown[0]
    for key, text in expected.items():
        if indexed[key] != text:
            yield f'{page.docname}: cv-index.js has {indexed[key]!r} for {key}: {text!r}'
    names = {name for i in indexed['skills'] for name in site.index['topics'][i]['names']}
    for name, row in ENTRY_TYPES[page.type].fields.items():
        if name not in page.values:
            continue
        there = names if name == 'skills' else indexed.get(row.searched.value, [])
        if name == 'skills' or row.searched is not Searched.NOT:
            yield from (
                f'{page.docname}: cv-index.js has no {name}: {piece!r}'
                for piece in page.values[name].shown
                if piece not in there
            )
    if f'id="{page.id}"' not in site.build.read(site.file(page.docname)):
        yield f'{page.docname}: nothing has its id'


def lost_of_person(site: Site, page: Page) -> Iterator[str]:
    # It is data, and stands in a paragraph: what is markup there must not be read as such.
    llms = plain(MarkdownIt().render(site.build.read('llms.txt')))
    texts = {
        'resume.json': '\0'.join(strings(site.resume)),
        'llms.txt': llms,
        'cv-index.js': '\0'.join(strings(site.indexed(page.docname))),
    }
    for where, text in texts.items():
        if page.title not in text:
            yield f'{where} has no {page.title!r}'
        for name, value in page.values.items():
            pieces = value.exact if where == 'resume.json' else value.shown
            searched = name == 'location' or PERSON_FIELDS[name].searched is not Searched.NOT
            if where == 'cv-index.js' and not searched:
                continue
            yield from (f'{where} has no {name}: {p!r}' for p in pieces if p not in text)
    for each in site.career.entries:
        if each.title not in llms:
            yield f'llms.txt has no {each.title!r}'


def check_all_is_there(site: Site) -> None:
    assert site.build.warnings == []
    assert list(lost(site)) == []
    declared = sorted(page.docname for page in site.career.entries)
    assert sorted(entry.docname for entry in site.outline.entries) == declared


# ---- in which order ----------------------------------------------------------------------------


def check_the_order(site: Site) -> None:
    """Everything that lists the entries lists them as the outline does."""
    outline = site.outline
    titles = [word_of(entry.title) for entry in outline.entries]
    docnames = [entry.docname for entry in outline.entries]
    front = site.build.read(site.file('index'))
    listed = re.findall(r'class="cv-title">(.*?)</strong>', front)
    assert [word_of(title) for title in listed] == titles
    addresses = [f'{site.file(docname)}.md' for docname in docnames]
    links = _LINK.findall(site.build.read('llms.txt'))
    assert [link for link in links if link in addresses] == addresses
    sections = defaultdict(list)
    for entry in outline.entries:
        sections[entry.type.section].append(word_of(entry.title))
    for section, expected in sections.items():
        keys = ('position', 'studyType', 'title', 'name')
        found = [next(f[key] for key in keys if key in f) for f in site.resume[section]]
        assert [word_of(title) for title in found] == expected
    indexed = sorted(site.index['entries'], key=lambda each: each['order'])
    assert [each['url'] for each in indexed] == [*map(site.uri, docnames), site.uri('index')]
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


@pytest.mark.parametrize('builder', ['html', 'dirhtml'])
@pytest.mark.parametrize('manners', [SCRIPTS, SPECIALS], ids=['scripts', 'specials'])
def test_all_types_with_all_fields_are_on_the_site(manners: tuple[str, ...], builder: str) -> None:
    check_site(whole_career(manners), builder)


@_settings(14)
@given(careers(SCRIPTS), st.sampled_from(['html', 'html', 'dirhtml']))
def test_any_career_is_on_the_site(career: Career, builder: str) -> None:
    check_site(career, builder)


@_settings(10)
@given(careers(SPECIALS))
def test_what_is_markup_elsewhere_is_text_on_the_site(career: Career) -> None:
    check_site(career, 'html')


# ---- the PDF -------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """A text without spaces, where lines may break, and without what is read from the right.

    Readers of a PDF give such words in an order of their own.
    """
    return ''.join(
        char
        for char in unicodedata.normalize('NFC', text)
        if not char.isspace() and unicodedata.bidirectional(char) not in {'R', 'AL'}
    )


def check_pdf(career: Career) -> None:
    with tempfile.TemporaryDirectory() as folder:
        built = build(career, 'cv-pdf', folder)
        assert built.warnings == []
        run = subprocess.run(
            ['pdftotext', built.out / 'career-cv.pdf', '-'],
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
                f'{page.docname}: {piece!r}' for piece in said if squeezed(piece) not in whole
            ]
            # No word is cut in two.
            missing += [
                word for piece in said for word in words_of(piece) if word not in run.stdout
            ]
        assert missing == []
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
    for name, value in page.values.items():
        if name not in {'id', 'organization', *WHEN}:
            for word in words_of(' '.join(value.shown)):
                assert word in own, f'{page.docname}: {name}'


@pytest.mark.parametrize('manners', [SCRIPTS, SPECIALS], ids=['scripts', 'specials'])
def test_all_types_with_all_fields_are_in_the_pdf(manners: tuple[str, ...]) -> None:
    check_pdf(whole_career(manners))


@_settings(5)
@given(st.sampled_from([SCRIPTS, SPECIALS]).flatmap(careers))
def test_any_career_is_in_the_pdf(career: Career) -> None:
    check_pdf(career)
