"""Linked data in the pages' heads."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest
    from projects import Build, Project

_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def thing(build: Build, page: str) -> dict[str, Any]:
    [script] = _SCRIPT.findall(build.read(page))
    found: dict[str, Any] = json.loads(script)
    assert found['@context'] == 'https://schema.org'
    return found


def person_of(build: Build) -> dict[str, Any]:
    found: dict[str, Any] = thing(build, 'index.html')['mainEntity']
    return found


def test_the_front_page_is_a_profile(ada: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1700000000')
    page = thing(ada.build(html_baseurl='https://ada.example.org/'), 'index.html')
    assert page['@type'] == 'ProfilePage'
    assert page['url'] == 'https://ada.example.org/index.html'
    assert page['dateModified'] == '2023-11-14'
    assert page['image'] == 'https://ada.example.org/preview.png'
    # Without a photo there is no picture of the person.
    assert 'image' not in page['mainEntity']


def test_the_front_page_is_the_person(ada_site: Build) -> None:
    person = person_of(ada_site)
    assert person['@type'] == 'Person'
    assert person['name'] == 'Ada Lovelace'
    assert person['knowsLanguage'] == ['English', 'French']
    assert 'C++' in person['knowsAbout']
    assert [o['@type'] for o in person['alumniOf']] == ['EducationalOrganization']
    roles = {role['name']: role for role in person['hasOccupation']}
    assert roles['Programmer of the Engine']['startDate'] == '1842-03'
    assert roles['Programmer of the Engine']['hasOccupation']['@type'] == 'Occupation'
    assert 'endDate' not in roles['Tutor']
    # schema.org's dates have no quarters, and none is made up.
    assert 'startDate' not in roles['“Notes”']
    names = {credential['name']: credential for credential in person['hasCredential']}
    assert names['Certified Logician']['identifier'] == '0123'


def test_a_role_is_for_an_employer_and_an_occupation_for_a_region(ada: Project) -> None:
    """Look at what stands between a person and an organisation: see https://schema.org/Role."""
    build = ada.build(html_baseurl='https://ada.example.org/')
    person = person_of(build)
    posts = {post['roleName']: post for post in person['worksFor']}
    post = posts['Programmer of the Engine']
    assert post['@type'] == 'OrganizationRole'
    assert post['worksFor']['@type'] == 'Organization'
    assert post['startDate'] == '1842-03'
    page = thing(build, 'work/engine.html')
    # The page says both at once.
    assert page == page | post
    assert page['hasOccupation']['@type'] == 'Occupation'
    places = [
        place
        for role in person['hasOccupation']
        for place in role['hasOccupation'].get('occupationLocation', ())
    ]
    assert places
    assert {place['@type'] for place in places} == {'AdministrativeArea'}
    assert 'memberOf' not in json.dumps(person)
    # Nobody works for what they stand up for.
    voluntary = {post['roleName'] for post in person['affiliation']}
    assert voluntary
    assert voluntary.isdisjoint(posts)


def test_ids_are_the_pages_own_addresses(ada: Project) -> None:
    for base in ('', 'https://ada.example.org/cv/'):
        build = ada.build(html_baseurl=base)
        person = person_of(build)
        for item in [*person['hasOccupation'], *person['hasCredential']]:
            page = item['@id'].removeprefix(base)
            there = thing(build, page)
            expected = item['@id'] if base else page.rsplit('/', 1)[-1]
            assert there['@id'] == expected
            assert there['name'] == item['name']


def test_a_title_cannot_end_the_script(ada: Project) -> None:
    ada.edit('more/award.md', '# Medal', '# Medal \\</script>\\<!-- &')
    award = person_of(ada.build())['award']
    assert award == ['Medal </script><!-- &']
