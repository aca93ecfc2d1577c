"""Linked data in the pages' heads."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from projects import Build, Project

_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def thing(build: Build, page: str) -> dict[str, Any]:
    [script] = _SCRIPT.findall(build.read(page))
    found: dict[str, Any] = json.loads(script)
    assert found['@context'] == 'https://schema.org'
    return found


def test_the_front_page_is_the_person(ada_site: Build) -> None:
    person = thing(ada_site, 'index.html')
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


def test_ids_are_the_pages_own_addresses(ada: Project) -> None:
    for base in ('', 'https://ada.example.org/cv/'):
        build = ada.build(html_baseurl=base)
        person = thing(build, 'index.html')
        for item in [*person['hasOccupation'], *person['hasCredential']]:
            page = item['@id'].removeprefix(base)
            there = thing(build, page)
            expected = item['@id'] if base else page.rsplit('/', 1)[-1]
            assert there['@id'] == expected
            assert there['name'] == item['name']


def test_a_title_cannot_end_the_script(ada: Project) -> None:
    ada.edit('more/award.md', '# Medal', '# Medal \\</script>\\<!-- &')
    award = thing(ada.build(), 'index.html')['award']
    assert award == ['Medal </script><!-- &']
