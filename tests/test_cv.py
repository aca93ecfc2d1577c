"""The CV itself: every fact of the text it was made from, in every output."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import jsonschema
import pytest
from projects import HERE, plain
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from projects import CVSite

_ENTRY = re.compile(
    r'-? ?(?P<when>\d{4}(?: – \d{4}| Q\d)?) \*\*(?P<title>.+?)\*\*, \*(?P<organization>.+?)\*'
    r'(?:, (?P<rest>.*))?'
)


def seed_facts() -> list[list[str]]:
    """The facts of the seed, line by line: what has to stand together, in its order."""
    facts = []
    for raw in (HERE / 'cv.txt').read_text('utf-8').splitlines():
        line = raw.strip().removeprefix('✉ ')
        if match := _ENTRY.fullmatch(line):
            rest = re.split(r', (?=\d+ months$)', match['rest'] or '')
            facts.append([fact for fact in (*match.groups()[:3], *rest) if fact])
        elif line:
            facts.append([line.removeprefix('- ').strip('<>')])
    return facts


FACTS = seed_facts()


def shown(fact: str) -> str:
    """A fact as it is read: an address without what every address has."""
    return fact.removeprefix('https://')


# Each heading of the seed, and the section of JSON Resume that takes its place.
_SECTIONS = {
    'Experience': 'work',
    'Internships': 'work',
    'Education': 'education',
    'Certifications & Trainings': 'certificates',
    'Languages': 'languages',
}


def _name(line: list[str]) -> str:
    return line[0][:30]


def test_the_seed_is_read_whole() -> None:
    assert len([line for line in FACTS if len(line) > 1]) == 20
    assert [line[0] for line in FACTS if line[0] in _SECTIONS] == list(_SECTIONS)
    assert FACTS[:4] == [
        ['Pierre Carrier'],
        ['How can I help?'],
        ['Geneva, Switzerland'],
        ['pc@carrier.ch'],
    ]


@pytest.fixture(scope='session')
def pages(cv: CVSite) -> list[str]:
    """The words of each page's main part."""
    texts = [page.read_text('utf-8') for page in sorted(cv.html.rglob('*.html'))]
    found = [re.search(r'<article.*?</article>', text, re.DOTALL) for text in texts]
    return [plain(article[0]) for article in found if article]


@pytest.fixture(scope='session')
def resume(cv: CVSite) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((cv.html / 'resume.json').read_text('utf-8'))
    return found


@pytest.mark.parametrize('line', FACTS, ids=_name)
def test_a_page_says_it(pages: list[str], line: list[str]) -> None:
    assert [text for text in pages if all(shown(fact) in text for fact in line)]


@pytest.mark.parametrize('line', FACTS, ids=_name)
def test_resume_json_says_it(resume: dict[str, Any], line: list[str]) -> None:
    if line[0] in _SECTIONS:
        assert resume[_SECTIONS[line[0]]]
        return
    said = '\0'.join(_strings(resume))
    for fact in line:
        # A period stands there as its two dates; "2009 Q3" as it is written in a page.
        for form in fact.split(' – ') if re.fullmatch(r'\d{4} – \d{4}', fact) else [fact]:
            assert re.sub(r'^(\d{4}) Q', r'\1-Q', form) in said


def test_the_pdf_is_two_pages_of_a4_with_a_title(cv: CVSite) -> None:
    reader = PdfReader(cv.pdf)
    assert len(reader.pages) <= 2
    for page in reader.pages:
        assert [round(side) for side in page.mediabox[2:]] == [595, 842]
    assert reader.metadata is not None
    assert reader.metadata.title == reader.metadata.author == 'Pierre Carrier'


def test_resume_json_is_valid(resume: dict[str, Any], schema: Path) -> None:
    definition = json.loads(schema.read_text('utf-8'))
    errors = jsonschema.Draft7Validator(definition).iter_errors(resume)
    assert [error.message for error in errors] == []
    assert resume['meta']['canonical'] == 'https://cv.example.org/en/latest/resume.json'


def test_read_the_docs_gets_the_pdf_in_both_places(cv: CVSite) -> None:
    beside = cv.html / 'pierre-carrier-cv.pdf'
    assert cv.pdf.name == beside.name
    assert cv.pdf.read_bytes() == beside.read_bytes()
    for page in cv.html.rglob('*.html'):
        up = '../' * (len(page.relative_to(cv.html).parts) - 1)
        up = '/en/latest/' if page.name == '404.html' else up
        text = page.read_text('utf-8')
        assert f'href="{up}pierre-carrier-cv.pdf"' in text
        assert '<link rel="canonical" href="https://cv.example.org/en/latest/' in text


def test_credentials_and_roles_of_one_organisation_find_each_other(cv: CVSite) -> None:
    def related(page: str) -> str:
        return plain((cv.html / page).read_text('utf-8').split('cv-related')[1])

    for title in (
        'Directory Services and Authentication Certificate of Expertise',
        'Red Hat Certified Virtualization Administrator',
        'Red Hat Certified Engineer',
        'KCS II',
    ):
        assert title in related('experience/red-hat.html')
    assert 'Technical Support Engineer' in related('certifications/rhce.html')
    assert 'VP' in related('education/licence.html')
    assert '“Group-oriented Cryptography”' in related('experience/automated-proving.html')


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
