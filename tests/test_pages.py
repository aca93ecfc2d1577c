"""What the site's pages say beside the owner's text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest
    from projects import Build, Project


def test_an_entry_opens_with_when_where_and_what(ada_site: Build) -> None:
    assert ada_site.warnings == []
    text = ada_site.text('work/engine.html')
    assert (
        'Analytical Society Role · March 1842 – September 1843 · London, England & Turin, Italy'
        in text
    )
    assert 'Analytical Soc. Internship · 1842 Q3, 4 months · Turin, Italy' in ada_site.text(
        'work/notes.html'
    )
    assert 'Interest' in ada_site.text('more/interest.html')
    assert 'Number 0123, December 10, 1836.' in ada_site.text('work/certificate.html')


def test_an_entry_ends_with_what_is_related(ada_site: Build) -> None:
    text = ada_site.text('work/engine.html')
    before, rest = text.split('Also at Analytical Society')
    same, concurrent = rest.split('Meanwhile')
    assert before.endswith(' programs C++ C# debugging ')
    assert re.findall(r'Bernoulli numbers|“Notes”|Charles Babbage', same) == [
        'Bernoulli numbers',
        '“Notes”',
        'Charles Babbage',
    ]
    assert 'Tutor' in concurrent
    # Each entry stands once, so none is left that only shares a skill.
    assert 'With the same skills' not in text


def test_shared_skills_relate_entries(ada_site: Build) -> None:
    text = ada_site.text('work/tutor.html')
    assert ' Riding, Also: mathematics' in text.split('With the same skills')[1]


def test_listings_are_latest_first(ada_site: Build) -> None:
    listing = ada_site.read('work/index.html').split('cv-listing')[1]
    titles = re.findall(r'class="cv-title">(?:<span>)?([^<]*)<', listing)
    assert titles == [
        'Tutor',
        'Programmer of the Engine',
        '“Notes”',
        'Certified Logician',
        'Studies',
    ]
    text = ada_site.text('work/index.html')
    assert 'Royal Institution, Tutor, 1841 – present' in text
    # What they say stands on the front page, and on their own.
    assert 'Taught' not in text
    assert 'Taught mathematics.' in ada_site.text('index.html')


def test_the_front_page_lists_each_section(ada_site: Build) -> None:
    text = ada_site.text('index.html')
    assert text.index('Work') < text.index('Tutor') < text.index('More') < text.index('Riding')
    assert 'London, England · ada@example.org · +44 20 7946 0000' in text
    assert text.count('Native English') == 1


def test_the_front_page_says_what_the_person_is(ada_site: Build) -> None:
    # The notes were written at the same society, under another of its names.
    said = 'Poetical science Programmer of the Engine at Analytical Society until 1843. London'
    assert said in ada_site.text('index.html')


def test_a_listing_of_some_types(ada_site: Build) -> None:
    listing = ada_site.text('more/index.html')
    assert 'Bernoulli numbers' in listing
    assert 'Riding' not in listing


def test_the_skills_page_says_when_and_claims_no_length(ada: Project) -> None:
    ada.edit('work/notes.md', '{skill}`programs`', '{skill}`programs` {skill}`maths`')
    ada.edit('work/tutor.md', 'end: present', 'end: 1843')
    text = ada.build().text('skills.html')
    # The notes of 1842 lie within the years of the tutor.
    # An alias is for the search, and is not shown.
    assert re.search(r' mathematics · [^·]* · 1832 – 1835, 1841 – 1843', text)
    assert 'C++ · Analytical Society · 1842 – 1843' in text
    assert '(maths)' not in text
    assert ' years' not in text


def test_the_organizations_page_joins_aliases(ada_site: Build) -> None:
    text = ada_site.text('organizations.html')
    entry = text.split(' Analytical Society · ')[1].split('Royal Institution')[0]
    assert '1842 – present' in entry
    # Of many entries the latest three are named.
    assert 'Bernoulli numbers, Programmer of the Engine, “Notes”, + 1' in entry


def test_a_pdf_that_is_there_is_linked_from_every_page(ada: Project) -> None:
    out = ada.build().out
    assert not any('cv.pdf' in page.read_text('utf-8') for page in out.rglob('*.html'))
    assert 'cv.pdf' not in (out / 'llms.txt').read_text('utf-8')
    # What an earlier build has made is there.
    (out / 'ada-lovelace-cv.pdf').touch()
    ada.build()
    for page in out.rglob('*.html'):
        up = '../' * (len(page.relative_to(out).parts) - 1)
        up = '/' if page.name == '404.html' else up
        assert f'href="{up}ada-lovelace-cv.pdf"' in page.read_text('utf-8')
    assert 'cv.pdf' in (out / 'llms.txt').read_text('utf-8')
    assert 'cv.pdf' not in ada.build(cv_pdf='').read('index.html')


def test_pages_ask_no_other_host(ada_site: Build) -> None:
    for page in ada_site.out.rglob('*.html'):
        loaded = re.findall(
            r'<(?:link|script|img|iframe)\b[^>]*?(?:href|src)="([^"]*)"', page.read_text('utf-8')
        )
        assert not [address for address in loaded if '//' in address]


def test_a_listing_has_the_list_that_a_text_announces(project: Project) -> None:
    text = 'Among them:\n\n- Loops;\n- more\n\nLater.'
    project.write('a.md', f'---\ncv: {{type: award, date: 1840}}\n---\n# A\n\n{text}\n')
    project.write('z.md', '# Listing\n\n:::{entries}\n:types: award\n:::\n')
    listing = project.build(nitpicky=True).text('z.html')
    assert 'Among them: Loops; more.' in listing
    assert 'Later' not in listing


def test_an_index_of_nothing_is_an_empty_page(project: Project) -> None:
    project.write('skills.md', '---\ncv: {type: skills}\n---\n# Skills\n')
    build = project.build(nitpicky=True)
    assert build.warnings == []
    assert 'Latest' not in build.text('skills.html')


def test_a_role_without_its_dates_is_still_shown(project: Project) -> None:
    project.write('a.md', '---\ncv: {type: role, organization: AS}\n---\n# Programmer\n')
    project.write('z.md', '# Listing\n\n:::{entries}\n:types: role\n:::\n\n:::{timeline}\n:::\n')
    build = project.build()
    assert len(build.warnings) == 1
    assert build.text('z.html').endswith('AS, Programmer')
    assert 'cv-track' in build.read('z.html')
    assert 'cv-axis' not in build.read('z.html')
    assert '"name": "AS"' in build.read('resume.json')
    assert 'startDate' not in build.read('resume.json')


def test_an_address_that_the_text_prints_is_a_link_but_not_within_another(
    project: Project,
) -> None:
    project.write(
        'paper.md',
        """
        ---
        cv: {type: publication, date: 1843, doi: 10.1000/182}
        ---
        # Paper {field}`doi`

        See {field}`doi`, or [its page {field}`doi`](https://example.org).
        """,
    )
    build = project.build(nitpicky=True)
    assert build.warnings == []
    page = build.read('paper.html')
    [link] = re.findall(r'See <a class="[^"]*" href="([^"]*)">10.1000/182</a>, or', page)
    assert link == 'https://doi.org/10.1000/182'
    assert '<h1>Paper 10.1000/182<' in page
    assert re.search(r'href="https://example.org">its page 10.1000/182</a>', page)


def test_the_front_page_says_when_the_cv_last_changed(
    ada: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    build = ada.build()
    assert 'Updated November 14, 2023' in build.read('index.html')
    # No other page has to be written again for that.
    assert 'November 14, 2023' not in build.read('work/engine.html')
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700100000')
    assert 'Updated November 16, 2023' in ada.build().read('index.html')
    assert 'Stand: 16. November 2023' in ada.build(language='de').read('index.html')
    # Who wants Sphinx's own date has that.
    own = ada.build(html_last_updated_fmt='%Y').read('index.html')
    assert 'Updated November' not in own


def test_an_unlisted_cv_asks_search_engines_to_pass_over_it(ada: Project) -> None:
    base = 'https://ada.example.org/'
    tag = '<meta name="robots" content="noindex">'
    listed = ada.build(html_baseurl=base)
    assert (listed.out / 'sitemap.xml').exists()
    assert tag not in listed.read('index.html')
    out = ada.build(html_baseurl=base, cv_unlisted=True).out
    assert all(tag in page.read_text('utf-8') for page in out.rglob('*.html'))
    # The map of the time before is gone.
    assert not (out / 'sitemap.xml').exists()
    # It is as complete as before for those who have the address.
    assert '](https://ada.example.org/work/engine.html.md)' in ada.build(
        html_baseurl=base, cv_unlisted=True
    ).read('llms.txt')
