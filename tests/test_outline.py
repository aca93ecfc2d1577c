"""The outline and what it is made of: order, groups, words, neighbours."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.locale import init

from sphinx_cv.locale import CATALOGUE
from sphinx_cv.model import phrases
from sphinx_cv.model.career import Career
from sphinx_cv.model.dates import PRESENT, Duration, PartialDate, Period
from sphinx_cv.model.entry_types import ENTRY_TYPES, with_own_types
from sphinx_cv.model.facts import facts_of_entry, is_named
from sphinx_cv.model.navigation import find_position
from sphinx_cv.model.outline import Outline
from sphinx_cv.model.records import Entry, Language, Name, NamePage, Person
from sphinx_cv.model.text import Block
from sphinx_cv.model.tree import PageTree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_cv.model.navigation import Link
    from sphinx_cv.model.outline import Section
    from sphinx_cv.model.records import Record

TODAY = dt.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _labels() -> None:
    """Have labels as they are in English, without a build that would say so."""
    init([], 'en', CATALOGUE)


def period(when: str) -> Period | None:
    """A period as the tests write it: "2010", "2010 2012-03", "2010 present"."""
    if not when:
        return None
    start, _space, end = when.partition(' ')
    last = PartialDate.parse(end) if end and end != PRESENT else None
    return Period(PartialDate.parse(start), last, ongoing=end == PRESENT)


def entry(name: str, when: str = '', type_: str = 'role', **values: Any) -> Entry:
    return Entry(
        name, ENTRY_TYPES[type_], 1, name, period(when), values, title=name.rpartition('/')[2]
    )


def outline(
    named: Mapping[str, Sequence[str]], *records: Record, others: Sequence[str] = ()
) -> Outline:
    """An outline of the pages that *named* names, below "index"; *others* are in no toctree."""
    pages = {'index', *named, *(record.docname for record in records), *others}
    titles = {name: name.rpartition('/')[2] for name in pages}
    tree = PageTree(named, 'index', titles)
    known = {record.docname: record for record in records}
    ordered = {name: known[name] for name in (*tree.pages, *tree.others) if name in known}
    return Outline(Career(ordered, TODAY), tree, titles, 'en')


def flat(*records: Record) -> Outline:
    """An outline of pages beside each other, in the order in which the toctree names them."""
    return outline({'index': [record.docname for record in records]}, *records)


def names(section: Section) -> list[str]:
    return [item.docname for item in section.items]


def groups(section: Section) -> list[list[str]]:
    return [[item.docname for item in group.items] for group in section.groups]


# ---- groups -------------------------------------------------------------------------------------


def roles(*whens: str, at: str = 'RH') -> list[Entry]:
    return [entry(f'r{n}', when, organization=at) for n, when in enumerate(whens)]


@pytest.mark.parametrize(
    ('whens', 'expected'),
    [
        # One that ended in a year and one that began in it, or in the next, touch.
        (('2012 2013', '2010 2012'), [['r0', 'r1']]),
        (('2013 2014', '2010 2012'), [['r0', 'r1']]),
        (('2014 2015', '2010 2012'), [['r0'], ['r1']]),
        # Finer dates tell more.
        (('2013-02 2014', '2010 2012-12'), [['r0'], ['r1']]),
        (('2013-01 2014', '2010 2012-12'), [['r0', 'r1']]),
        (('2013-01-02 2014', '2010 2012-12-31'), [['r0'], ['r1']]),
        (('2012-Q4 2014', '2010 2012-Q3'), [['r0', 'r1']]),
        (('2012-Q4 2014', '2010 2012-Q2'), [['r0'], ['r1']]),
        # What goes on touches all that comes after its start.
        (('2020 present', '2010 2012'), [['r0'], ['r1']]),
        (('2010 present', '2015 2016'), [['r0', 'r1']]),
        # One role spans the gap between two others.
        (('2010 2020', '2018 2019', '2011 2012'), [['r0', 'r1', 'r2']]),
        (('2018 2020', '2016 2017', '2012 2013', '2010 2011'), [['r0', 'r1'], ['r2', 'r3']]),
    ],
)
def test_roles_at_one_employer_are_a_group_where_no_time_need_lie_between(
    whens: tuple[str, ...], expected: list[list[str]]
) -> None:
    assert groups(flat(*roles(*whens)).whole) == expected
    # The order of the toctree is nothing to it.
    assert groups(flat(*reversed(roles(*whens))).whole) == expected


def test_a_group_stands_where_its_latest_role_does_and_others_follow() -> None:
    found = flat(
        entry('new', '2015 2016', organization='A'),
        entry('other', '2014 2015', organization='B'),
        entry('old', '2012 2015', organization='A'),
        entry('elder', '2011 2012', organization='B'),
        entry('gap', '2001 2002', organization='A'),
    )
    assert groups(found.whole) == [['new', 'old'], ['other'], ['elder'], ['gap']]
    assert names(found.whole) == ['new', 'old', 'other', 'elder', 'gap']


def test_only_grouped_types_are_grouped_and_each_with_its_own() -> None:
    for type_ in ENTRY_TYPES.values():
        if 'organization' in type_.fields and 'date' in type_.fields:
            found = flat(
                entry('a', '2012 2013', type_.name, organization='RH'),
                entry('b', '2011 2012', type_.name, organization='RH'),
            )
            assert (len(found.whole.groups) == 1) is type_.grouped, type_.name
    mixed = flat(
        entry('a', '2012 2013', organization='RH'),
        entry('b', '2011 2012', 'internship', organization='RH'),
    )
    assert groups(mixed.whole) == [['a'], ['b']]
    own = with_own_types({'gig': {'like': 'role', 'label': 'Gig'}})['gig']
    gigs = [
        Entry(name, own, 1, name, period(when), {'organization': 'RH'}, title=name)
        for name, when in (('c', '2012 2013'), ('d', '2011 2012'))
    ]
    assert groups(flat(*gigs).whole) == [['c', 'd']]
    assert groups(flat(gigs[0], entry('b', '2011 2012', organization='RH')).whole) == [['c'], ['b']]


def test_an_alias_of_the_employer_is_the_employer() -> None:
    page = NamePage(
        'orgs', 1, 'organizations', (Name('Red Hat', 1, aliases=('RH',)),), title='Orgs'
    )
    found = flat(
        entry('a', '2012 2013', organization='RH'),
        entry('b', '2011 2012', organization='red  HAT'),
        entry('c', '2010 2011', organization='Red Hat'),
        page,
    )
    [group] = found.whole.groups
    assert [item.docname for item in group.items] == ['a', 'b', 'c']
    assert group.organization is not None
    # The roles don't agree, so the head has the name of the page.
    assert (group.organization.text, group.organization.target) == ('Red Hat', 'Red Hat')
    assert group.when == '2010 – 2013'


def test_an_employer_that_all_roles_call_the_same_keeps_that_name() -> None:
    page = NamePage(
        'orgs', 1, 'organizations', (Name('Red Hat', 1, aliases=('RH',)),), title='Orgs'
    )
    [group] = flat(*roles('2012 2013', '2010 2012'), page).whole.groups
    assert group.organization is not None
    assert group.organization.text == 'RH'


@pytest.mark.parametrize(
    ('whens', 'words'),
    [
        (('2012 2013', '2010 2012'), '2010 – 2013'),
        (('2012 present', '2010 2012'), '2010 – present'),
        (('2012-03 2012-05', '2012-01 2012-02'), '2012'),
        (('2010 2015', '2012 2013'), '2010 – 2015'),
    ],
)
def test_a_group_says_the_years_of_all(whens: tuple[str, ...], words: str) -> None:
    [group] = flat(*roles(*whens)).whole.groups
    assert group.when == words
    assert group.organization is not None
    assert (group.organization.text, group.organization.role) == ('RH', 'org')


def test_one_role_alone_has_no_head() -> None:
    [group] = flat(entry('a', '2010', organization='RH')).whole.groups
    assert (group.organization, group.when) == (None, '')


# ---- order --------------------------------------------------------------------------------------


def test_the_latest_end_comes_first_then_the_latest_start() -> None:
    found = flat(
        entry('undated', type_='interest'),
        entry('long', '2010 2012'),
        entry('short', '2011 2012'),
        entry('goes on', '2001 present'),
        entry('month', '2011 2012-12'),
        entry('later', '2012-06 2013'),
        entry('reference', type_='reference'),
    )
    assert names(found.whole) == [
        *('goes on', 'later', 'short', 'month', 'long', 'undated', 'reference')
    ]


def test_ties_stay_as_the_toctree_has_them() -> None:
    same = [entry(name, '2010 2012') for name in 'bac']
    assert names(flat(*same).whole) == ['b', 'a', 'c']
    # "2012" may mean its last day, and so it is no earlier than that day.
    assert names(flat(entry('y', '2012'), entry('d', '2012-01-01 2012-12-31')).whole) == ['y', 'd']


def test_what_stands_below_an_entry_follows_it() -> None:
    found = outline(
        {'index': ['old', 'new'], 'new': ['part', 'later'], 'part': ['piece']},
        entry('old', '2010 2011'),
        entry('new', '2012 2013'),
        entry('part', '2001'),
        entry('later', '2002'),
        entry('piece', '2020'),
    )
    expected = ['new', 'later', 'part', 'piece', 'old']
    assert names(found.whole) == expected
    assert list(found.reading_order) == ['index', *expected]


def test_a_section_below_an_entry_keeps_its_place_in_the_reading_order() -> None:
    found = outline(
        {'index': ['new', 'old'], 'new': ['papers'], 'papers': ['paper']},
        entry('new', '2012 2013'),
        entry('old', '2010 2011'),
        entry('paper', '2005', 'publication'),
    )
    read = [name for name in found.reading_order if name not in {'index', 'papers'}]
    assert names(found.whole) == read


def test_an_entry_with_others_below_it_is_in_no_group() -> None:
    found = outline(
        {'index': ['a', 'b'], 'a': ['c']},
        entry('a', '2012 2013', organization='RH'),
        entry('b', '2011 2012', organization='RH'),
        entry('c', '2012', 'project'),
    )
    assert groups(found.whole) == [['a'], ['c'], ['b']]


def test_sections_come_after_the_entries_beside_them() -> None:
    found = outline(
        {
            'index': ['papers', 'notes', 'role', 'empty', 'more'],
            'papers': ['paper'],
            'more': ['talk'],
        },
        entry('role', '2001'),
        entry('paper', '2010', 'publication'),
        entry('talk', '2011', 'project'),
        others=['empty', 'notes'],
    )
    assert names(found.whole) == ['role', 'paper', 'talk']
    assert [section.docname for section in found.whole.sections] == ['papers', 'more']
    below = found.children('index')
    # A page without entries keeps its place; a section named before an entry does not.
    assert below.names == ('notes', 'role', 'papers', 'empty', 'more')
    assert below.entries == ('role',)
    assert below.others == ('notes', 'papers', 'empty', 'more')
    assert below.position['papers'] == 2
    assert list(found.reading_order) == [
        *('index', 'notes', 'role', 'papers', 'paper', 'empty', 'more', 'talk')
    ]


def test_children_stand_in_the_slots_of_the_entries() -> None:
    found = outline(
        {'index': ['old', 'page', 'new', 'last']},
        entry('old', '2001'),
        entry('new', '2002'),
        others=['page', 'last'],
    )
    assert found.children('index').names == ('new', 'page', 'old', 'last')
    assert found.children('new').names == ()
    assert found.children('no such page').names == ()


def test_listed_types_are_taken_from_everywhere_latest_first() -> None:
    found = outline(
        {'index': ['a', 'b'], 'a': ['a1'], 'b': ['b1', 'b2']},
        entry('a1', '2001', 'award'),
        entry('b1', '2003', 'award'),
        entry('b2', '2002', 'project'),
    )
    assert names(found.of_types(['award'])) == ['b1', 'a1']
    assert names(found.of_types(['project', 'award'])) == ['b1', 'b2', 'a1']
    assert not found.of_types(['role'])


def test_an_entry_in_no_toctree_is_in_no_listing() -> None:
    found = outline({'index': ['a']}, entry('a', '2001'), entry('orphan', '2002'))
    assert names(found.whole) == ['a']
    assert 'orphan' not in found.reading_order
    assert [each.docname for each in found.career.entries] == ['a', 'orphan']
    position = find_position(found, 'orphan')
    assert (position.before, position.after) == (None, None)


# ---- the tree -----------------------------------------------------------------------------------


def test_a_page_that_is_named_twice_stands_below_the_first() -> None:
    tree = PageTree({'index': ['a', 'b', 'a'], 'a': ['c'], 'b': ['c', 'd']}, 'index', 'abcd')
    assert tree.pages == ('index', 'a', 'c', 'b', 'd')
    assert tree.children['b'] == ('d',)
    assert tree.parents['c'] == 'a'


def test_toctrees_may_go_in_a_circle() -> None:
    named = {'index': ['a'], 'a': ['b', 'a', 'index'], 'b': ['a', 'index', 'c'], 'c': ['b']}
    tree = PageTree(named, 'index', ['index', *'abc'])
    assert tree.pages == ('index', 'a', 'b', 'c')
    assert tree.parents == {'a': 'index', 'b': 'a', 'c': 'b'}
    island = PageTree({'x': ['y'], 'y': ['x']}, 'index', ['index', 'x', 'y'])
    assert island.pages == ('index',)
    assert island.others == ('x', 'y')


def test_a_page_that_is_gone_but_named_is_left_out() -> None:
    tree = PageTree({'index': ['gone', 'a'], 'gone': ['b']}, 'index', ['index', 'a', 'b'])
    assert tree.pages == ('index', 'a')
    assert tree.others == ('b',)


def test_pages_in_no_toctree_are_roots_with_what_they_name() -> None:
    tree = PageTree({'index': [], 'z': ['a']}, 'index', ['index', 'z', 'a', 'm'])
    # By their names: "a" is one before "z" could name it.
    assert tree.others == ('a', 'm', 'z')


# ---- neighbours ---------------------------------------------------------------------------------


def shown(links: Sequence[Link]) -> list[str]:
    return [link.docname for link in links]


def test_up_to_twelve_entries_are_all_shown() -> None:
    few = [entry(f'e{n:02}', f'{2000 + n}') for n in range(12)]
    found = flat(*few)
    expected = [f'e{n:02}' for n in range(11, -1, -1)]
    assert shown(find_position(found, 'e03').links) == expected
    assert shown(find_position(found, 'index').links) == expected


@pytest.mark.parametrize(
    ('own', 'expected'),
    [(12, range(12, 7, -1)), (6, range(10, 1, -1)), (1, range(5, -1, -1)), (0, range(4, -1, -1))],
)
def test_of_more_than_twelve_only_the_nearest_are_shown(own: int, expected: range) -> None:
    many = [entry(f'e{n:02}', f'{2000 + n}') for n in range(13)]
    found = outline(
        {'index': ['page', *(e.docname for e in many), 'section'], 'section': ['below']},
        *many,
        entry('below', '1999'),
        others=['page'],
    )
    position = find_position(found, f'e{own:02}')
    assert shown(position.links) == ['page', *(f'e{n:02}' for n in expected), 'section']
    assert [link.docname for link in position.links if link.current] == [f'e{own:02}']
    assert shown(find_position(found, 'index').links) == ['page', 'section']
    assert shown(find_position(found, 'below').links) == ['page', 'section']
    [section] = [link for link in find_position(found, 'below').links if link.below]
    assert shown(section.below) == ['below']


def test_the_next_page_is_that_of_the_reading_order() -> None:
    found = flat(entry('old', '2001'), entry('new', '2002'))
    position = find_position(found, 'new')
    assert position.before is not None
    assert position.after is not None
    assert (position.before.docname, position.after.docname) == ('index', 'old')
    assert find_position(found, 'index').before is None
    assert find_position(found, 'old').after is None
    nowhere = find_position(found, 'search')
    assert (nowhere.before, nowhere.after, shown(nowhere.links)) == (None, None, ['new', 'old'])


# ---- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('periods', 'words'),
    [
        ([], ''),
        (['2010'], '2010'),
        (['2010 2013'], '2010 – 2013'),
        (['2010 2011', '2012 2013'], '2010 – 2013'),
        (['2010 2011', '2013'], '2010 – 2011, 2013'),
        (['2024 present', '2010 2013'], '2010 – 2013, 2024 – present'),
        (['2010 present', '2012'], '2010 – present'),
        (['2026 present'], '2026 – present'),
        # Four runs say less than the first and the last.
        (['2001', '2003', '2005'], '2001, 2003, 2005'),
        (['2001', '2003', '2005', '2007'], '2001 – 2007'),
        (['2001', '2003', '2005', '2007 present'], '2001 – present'),
        # What is planned has not been yet, but it has a year.
        (['2030 present'], '2030 – present'),
        (['2010 2011', '2030 present'], '2010 – 2011, 2030 – present'),
    ],
)
def test_years_are_runs(periods: list[str], words: str) -> None:
    assert phrases.years([p for text in periods if (p := period(text))], TODAY) == words


def body(*blocks: str) -> Entry:
    """An entry with a text; what begins with a dash is an item."""
    return Entry(
        'a',
        ENTRY_TYPES['role'],
        1,
        'a',
        title='A',
        body=tuple(Block(b.lstrip('- '), len(b) - len(b.lstrip('-'))) for b in blocks),
    )


@pytest.mark.parametrize(
    ('blocks', 'words'),
    [
        ((), ''),
        (('One. Two.', 'Three.'), 'One. Two.'),
        # No point of an abbreviation ends it.
        (('Edited Vol. 3 of it, e.g. No. 4. Then more.', 'x'),) * 2,
        (('It has:', '-One;', '-Two.', 'And more.'), 'It has: One; Two.'),
        (('It has:', '-One', '--Deep', '-Two,'), 'It has: One; Deep; Two.'),
        (('It has:', 'No list.'), 'It has:'),
        (('It has:',), 'It has:'),
        (('-First', 'Then.'), 'First'),
    ],
)
def test_a_summary_is_the_first_paragraph(blocks: Any, words: Any) -> None:
    expected = words if isinstance(words, str) else words[0]
    assert phrases.summary(body(*blocks)) == expected


@pytest.mark.parametrize(
    ('text', 'skills', 'unsaid'),
    [
        ('Wrote gdb scripts.', ['gdb', 'Lua'], 'Lua'),
        ('Wrote GDB scripts.', ['gdb'], None),
        ('Wrote gdbm scripts.', ['gdb'], 'gdb'),
        ('In C++ and C#.', ['C', 'C++', 'C#'], 'C'),
        ('In C, C++.', ['C', 'C++'], None),
        ('Did R&D (R).', ['D', 'R'], 'D'),
        ('In C++.', ['C#'], 'C#'),
        ('Used .NET.', ['.NET', 'NET'], None),
        ('A STRASSE.', ['Straße'], None),
        ('Go, and gone.', ['go', 'on'], 'on'),
        ('', ['x', 'y'], 'x, y'),
    ],
)
def test_skills_that_the_text_names_are_not_said_again(
    text: str, skills: list[str], unsaid: str | None
) -> None:
    told = Entry(
        *('a', ENTRY_TYPES['role'], 1, 'a'),
        values={'skills': tuple(skills)},
        title='A',
        body=(Block(text),),
    )
    found = {fact.name: fact.text for fact in facts_of_entry(told, 'en')}
    assert found.get('skills') == unsaid


def test_a_skill_that_the_title_names_is_not_said_again() -> None:
    told = Entry(
        'a', ENTRY_TYPES['role'], 1, 'a', values={'skills': ('Lua', 'gdb')}, title='Lua expert'
    )
    assert [fact.text for fact in facts_of_entry(told, 'en')] == ['gdb']


@pytest.mark.parametrize(
    ('name', 'values', 'author', 'named'),
    [
        ('Grace Hopper', {}, 'G. M. Hopper', True),
        ('Grace Hopper', {}, 'Hopper, G.', True),
        ('Grace Hopper', {}, 'Dorothy Hopper', False),
        ('Grace Hopper', {}, 'V. F. Hopper', False),
        ('Grace Hopper', {}, 'Hopper', False),
        ('Grace Hopper', {'given': 'Grace Murray'}, 'Hopper, G. M.', True),
        ('Grace Hopper', {'given': 'Grace Murray'}, 'Hopper G.M.', True),
        ('Grace Hopper', {'given': 'Grace Murray'}, 'Hopper GM', True),
        ('Grace Hopper', {'given': 'Grace Murray'}, 'GM HOPPER', True),
        ('Grace Hopper', {'given': 'Grace Murray'}, 'Hopper, M. G.', False),
        ('Grace Brewster Murray Hopper', {}, 'Grace M. Hopper', True),
        ('Jan van der Berg', {'family': 'van der Berg'}, 'van der Berg, J.', True),
        ('Paul Erdős', {}, 'P. Erdos', True),
        ('Kim Min-su', {'family': 'Kim', 'given': 'Min-su'}, 'M.-S. Kim', True),
        ('Kim Min-su', {'family': 'Kim', 'given': 'Min-su'}, 'Minsu Kim', True),
        ('Kim Min-su', {'family': 'Kim', 'given': 'Min-su'}, 'S. Kim', False),
        ('Li Li', {'family': 'Li', 'given': 'Li'}, 'Li, L.', True),
        ('北里柴三郎', {}, '北里柴三郎', True),
        ('北里柴三郎', {}, '北里', False),
        ('Plato', {}, 'Plato', True),
        ('Plato', {}, 'P. Plato', False),
    ],
)
def test_the_person_is_known_among_authors(
    name: str, values: dict[str, Any], author: str, *, named: bool
) -> None:
    assert is_named(Person('index', 1, values, title=name), author) is named


def test_a_summary_begins_with_a_paragraph() -> None:
    caption, code = (Block(text, aside=True) for text in ('Fig. 1', 'x = 1'))
    for body, said in [
        ((caption, Block('Built it.'), Block('Sold it.')), 'Built it.'),
        ((caption, code, Block('Did:'), Block('this;', 1), Block('that', 1)), 'Did: this; that.'),
        ((caption, Block('this', 1)), 'this'),
        ((caption, code), 'Fig. 1'),
    ]:
        told = Entry('a', ENTRY_TYPES['project'], 1, 'a', title='A', body=body)
        assert phrases.summary(told) == said


def test_what_the_text_prints_is_no_fact_but_a_headline_stays() -> None:
    values = {'organization': 'RH', 'area': 'Maths', 'score': 'First'}
    told = Entry(
        *('a', ENTRY_TYPES['education'], 1, 'a'),
        values=values,
        title='A',
        printed=('area', 'organization'),
    )
    assert [fact.name for fact in facts_of_entry(told, 'en')] == ['organization', 'score']


def test_a_description_has_at_most_160_characters_and_ends_with_a_word() -> None:
    words = 'words and words ' * 30
    long = Entry(
        *('a', ENTRY_TYPES['role'], 1, 'a', period('2010 2011')),
        values={'organization': 'RH', 'location': ('Bern', 'Rome')},
        title='Engineer',
        body=(Block(words.strip()),),
    )
    person = Person('index', 1, {'tagline': words, 'location': 'Bern'}, title='Ada')
    page = NamePage('skills', 1, 'skills', title='Skills')
    skilled = [
        Entry(f's{n}', ENTRY_TYPES['interest'], 1, f's{n}', title=f'S{n}', skills=(f'skill {n}',))
        for n in range(60)
    ]
    found = flat(long, page, *skilled)
    for name in ('a', 'skills', 'index'):
        text = found.describe(name)
        assert 100 < len(text) <= 160
        assert text.endswith('…')
        assert not text.endswith((',…', ' …'))
    assert found.describe('a').startswith('Engineer, RH, Bern & Rome, 2010 – 2011. words and')
    assert found.describe('skills').startswith('skill 0, skill 1, skill 10, ')
    of_person = Outline(
        Career({'index': person}, TODAY), PageTree({}, 'index', ['index']), {}, 'en'
    )
    assert of_person.describe('index').startswith('Ada. words and')
    assert len(of_person.describe('index')) <= 160
    assert found.describe('no such page') == ''


@pytest.mark.parametrize('length', range(1, 12))
def test_a_cut_text_is_never_longer_than_asked(length: int) -> None:
    for text in ('a b c d e f g h', 'abcdefghijklmnop', 'ab, cd. ef; gh ij', ''):
        assert len(phrases.shorten(text, length)) <= length


@pytest.mark.parametrize(
    ('edtf', 'words', 'first', 'last'),
    [
        ('2009-33', '2009 Q1', '2009-01-01', '2009-03-31'),
        ('2009-34', '2009 Q2', '2009-04-01', '2009-06-30'),
        ('2009-35', '2009 Q3', '2009-07-01', '2009-09-30'),
        ('2009-36', '2009 Q4', '2009-10-01', '2009-12-31'),
    ],
)
def test_quarters_of_edtf_are_quarters(edtf: str, words: str, first: str, last: str) -> None:
    date = PartialDate.parse(edtf)
    assert phrases.when(Period(date), 'en') == words
    assert (str(date.first), str(date.last)) == (first, last)
    assert date == PartialDate.parse(words.replace(' ', '-'))
    for other in ('2009-32', '2009-37', '2009-3', '2009-33-01'):
        with pytest.raises(ValueError, match=r'month must be|' + other):
            PartialDate.parse(other)


def test_words_of_a_page_are_said_one_way() -> None:
    assert phrases.when(None, 'en') == ''
    months = Period(PartialDate(2009, quarter=3), duration=Duration(4, 'month'))
    assert phrases.when(months, 'en') == '2009 Q3, 4 months'
    assert phrases.places(('Bern', 'Rome')) == 'Bern & Rome'
    assert phrases.spoken(Language('French', 'Native')) == 'Native French'
    assert phrases.spoken(Language('Latin')) == 'Latin'
    several = Language('Norwegian', 'Good working knowledge')
    assert phrases.spoken(several) == 'Norwegian (Good working knowledge)'
    assert phrases.spoken(Language('German', 'C1')) == 'German (C1)'
    assert phrases.bare('https://example.org/') == 'example.org'
    assert phrases.sentences(['One', '', 'Two?', 'Three。']) == 'One. Two? Three。'
