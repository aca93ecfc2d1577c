"""Which word is taken for a slip of which other; and what other tools' words lead to."""

from __future__ import annotations

import pytest

from sphinx_cv.model.entry_types import record_types
from sphinx_cv.model.spelling import closest
from sphinx_cv.model.synonyms import TYPE_SYNONYMS, meaning_of_field, meaning_of_key, type_meant

_TYPES = record_types({})
_WORDS = sorted({name for type_ in _TYPES.values() for name in type_.fields})


@pytest.mark.parametrize(
    ('word', 'meant'),
    [
        ('ended', 'end'),
        ('organisation', 'organization'),
        ('orgnaization', 'organization'),
        ('locatoin', 'location'),
        ('lcoation', 'location'),
        ('olcation', 'location'),
        ('Start', 'start'),
        ('skil', 'skills'),
        ('skill', 'skills'),
        ('tagLine', 'tagline'),
        ('e-mail', 'email'),
        ('profile', 'profiles'),
        ('abreviation', 'abbreviation'),
        ('identifer', 'identifier'),
        ('issue', 'issued'),
        ('photo', None),
        ('journal', None),
        ('color', None),
        ('ur', None),
        ('x', None),
        ('', None),
    ],
)
def test_only_likely_slips_are_guessed(word: str, meant: str | None) -> None:
    words = [name for name in _WORDS if name not in {'photo', 'venue'}]
    assert closest(word, words) == meant


@pytest.mark.parametrize(
    ('word', 'meant'),
    [
        ('debuging', 'debugging'),
        ('Luna', 'Lua'),
        ('c', 'C'),
        ('red hat', 'Red-Hat'),
        ('D', None),
        ('Java', None),
    ],
)
def test_names_have_slips_too(word: str, meant: str | None) -> None:
    assert closest(word, ['C', 'C++', 'debugging', 'JavaScript', 'Lua', 'Red-Hat']) == meant


def test_the_nearest_of_several_is_meant() -> None:
    assert closest('names', ['named', 'name', 'names1', 'Names']) == 'Names'
    assert closest('debuggin', ['debuggers', 'debugging']) == 'debugging'


@pytest.mark.parametrize(
    ('type_', 'word', 'hint'),
    [
        ('role', 'company', 'the employer is its "organization"'),
        ('role', 'Employer', 'the employer is its "organization"'),
        ('education', 'institution', 'the school is its "organization"'),
        ('certification', 'issuer', 'the issuer is its "organization"'),
        ('award', 'awarder', 'the issuer is its "organization"'),
        ('publication', 'publisher', 'the publisher is its "organization"'),
        ('role', 'position', "a page's heading is its title"),
        ('role', 'jobTitle', "a page's heading is its title"),
        ('education', 'studyType', "a page's heading is its title"),
        ('education', 'degree', "a page's heading is its title"),
        ('project', 'name', "a page's heading is its title"),
        ('person', 'name', "a page's heading is its name"),
        ('person', 'label', 'the line under the name is its "tagline"'),
        ('person', 'title', 'the line under the name is its "tagline"'),
        ('person', 'headline', 'the line under the name is its "tagline"'),
        ('role', 'summary', "it belongs in the page's text, below the heading"),
        ('person', 'summary', "it belongs in the page's text, below the heading"),
        ('project', 'highlights', "it belongs in the page's text, below the heading"),
        ('role', 'startDate', 'the first day is its "start"'),
        ('role', 'start_date', 'the first day is its "start"'),
        ('role', 'start-date', 'the first day is its "start"'),
        ('role', 'from', 'the first day is its "start"'),
        ('role', 'endDate', 'the last day is its "end"'),
        ('role', 'until', 'the last day is its "end"'),
        ('publication', 'releaseDate', 'the date is its "date"'),
        ('certification', 'issue_date', 'the day of issue is its "issued"'),
        ('award', 'issue_date', 'the date is its "date"'),
        ('certification', 'expiry', 'the last day is its "expires"'),
        ('role', 'city', 'the place is its "location"'),
        ('role', 'website', 'the address is its "url"'),
        ('role', 'web-site', 'the address is its "url"'),
        ('person', 'homepage', 'the address is its "url"'),
        ('person', 'mail', 'the e-mail address is its "email"'),
        ('person', 'e-mail', 'did you mean "email"?'),
        ('person', 'mobile', 'the number is its "phone"'),
        ('person', 'tel', 'the number is its "phone"'),
        ('person', 'social_networks', 'a page on a network is its "profiles"'),
        ('role', 'keywords', 'what shows is its "skills"'),
        ('role', 'technologies', 'what shows is its "skills"'),
        ('education', 'gpa', 'the mark is its "score"'),
        ('education', 'major', 'what was studied is its "area"'),
        ('publication', 'author', 'who wrote it is its "authors"'),
        ('person', 'work', 'each has a page of its own, with "type: role"'),
        ('person', 'references', 'each has a page of its own, with "type: reference"'),
        ('person', 'skills', 'a page of "type: skills" lists what entries show'),
        ('skills', 'skills', 'the list is its "names"'),
        ('role', 'ended', 'did you mean "end"?'),
        ('role', 'organisation', 'did you mean "organization"?'),
        ('interest', 'colour', 'it has: id, abbreviation, url, skills, extra, private, only'),
    ],
)
def test_other_words_lead_to_ours(type_: str, word: str, hint: str) -> None:
    assert meaning_of_field(word, _TYPES[type_]).hint == f'; {hint}'


def test_a_synonym_leads_only_where_there_is_such_a_field() -> None:
    assert 'area' not in _TYPES['role'].fields
    assert meaning_of_field('major', _TYPES['role']).field is None
    for type_ in _TYPES.values():
        for word in ('company', 'image', 'doi', 'journal', 'level', 'city'):
            assert meaning_of_field(word, type_).field in {None, *type_.fields}


def test_items_have_no_page_to_refer_to() -> None:
    assert meaning_of_key('level', ['name', 'fluency']).field == 'fluency'
    assert meaning_of_key('link', ['network', 'username', 'url']).field == 'url'
    assert meaning_of_key('summary', ['name']).hint == '; it has: name'


@pytest.mark.parametrize(
    ('word', 'meant'),
    [
        ('Role', 'role'),
        ('awards', 'award'),
        ('job', 'role'),
        ('Work', 'role'),
        ('school', 'education'),
        ('certificate', 'certification'),
        ('paper', 'publication'),
        ('basics', 'person'),
        ('organisations', 'organizations'),
        ('xyz', None),
    ],
)
def test_types_have_synonyms_too(word: str, meant: str | None) -> None:
    assert type_meant(word, _TYPES) == meant


def test_no_synonym_is_the_name_of_what_it_leads_to() -> None:
    assert not {word for word, type_ in TYPE_SYNONYMS.items() if word == type_}
