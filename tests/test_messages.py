"""What is said when the front matter is wrong: every message whole, one for each slip."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from sphinx_cv.model.entry_types import record_types
from sphinx_cv.source.record_reader import PageRecord, read_record

if TYPE_CHECKING:
    from projects import Project

_TYPES = record_types({})
_DATE = 'a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05'
_ROLE = 'cv:\n  type: role\n  organization: AS\n  start: 1842\n'
_PERSON = 'cv:\n  type: person\n'
_OWN = 'YAML has a meaning of its own for'


def _read(front_matter: str) -> PageRecord:
    return read_record('work/engine', f'---\n{front_matter.rstrip()}\n---\n# Title\n', _TYPES)


def _messages(front_matter: str) -> list[str]:
    problems = _read(front_matter).problems
    return [f'{p.line} {p.warning.value}: {p.message}' for p in problems]


@pytest.mark.parametrize(
    ('front_matter', 'messages'),
    [
        # A word of another tool for a field that is needed: the field is not missing as well.
        (
            'cv:\n  type: role\n  company: AS\n  startDate: 1842\n  end_date: present',
            [
                (
                    '4 unknown_field: "company" is not a field of a role; '
                    'the employer is its "organization"'
                ),
                (
                    '5 unknown_field: "startDate" is not a field of a role; the first day '
                    'is its "start"'
                ),
                '6 unknown_field: "end_date" is not a field of a role; the last day is its "end"',
            ],
        ),
        (
            f'{_ROLE}  end: 1843\n  position: Programmer\n  summary: Wrote programs.',
            [
                (
                    '7 unknown_field: "position" is not a field of a role; '
                    "a page's heading is its title"
                ),
                (
                    '8 unknown_field: "summary" is not a field of a role; '
                    "it belongs in the page's text, below the heading"
                ),
            ],
        ),
        (
            'cv:\n  type: skills\n  skill: C',
            [
                (
                    '4 unknown_field: "skill" is not a field of the page of type "skills"; '
                    'the list is its "names"'
                )
            ],
        ),
        *(
            (
                f'{_ROLE}  end: {word}',
                [
                    (
                        f'6 value: "end": expected {_DATE}, or "present", '
                        f'found "{word}"; did you mean "present"?'
                    )
                ],
            )
            for word in ('Present', 'now', 'Current', 'TODAY', 'ongoing', 'heute', 'presnt', '~')
        ),
        (
            f'{_ROLE}  end:',
            [
                (
                    f'6 value: "end": expected {_DATE}, or "present", found nothing; '
                    'did you mean "present"?'
                )
            ],
        ),
        (
            f'{_ROLE}  end: -',
            ['6 front_matter: YAML takes "-" for a list; did you mean "present"?'],
        ),
        (f'{_ROLE}  end: soon', [f'6 value: "end": expected {_DATE}, or "present", found "soon"']),
        # Items of lists.
        (
            f'{_PERSON}  languages: [French, {{fluency: Native}}, {{name: Latin, flency: Good}}]',
            [
                '4 value: "languages": expected "name", and maybe "fluency", found "French"',
                '4 missing_field: "languages": "name" is missing: every language needs it',
                (
                    '4 unknown_field: "languages": "flency" is not a field of a language; '
                    'did you mean "fluency"?'
                ),
            ],
        ),
        (
            (
                f'{_PERSON}  profiles:\n'
                '    - GitHub\n'
                '    - {network: GitHub, username: ada}\n'
                '    - {platform: GitHub, user: ada, link: x}\n'
                '    - {network: GitHub, url: ada}\n'
                '    - {network: GitHub, network: GitHub, url: "https://example.org"}'
            ),
            [
                (
                    '5 value: "profiles": expected "network" and "url", and maybe "username", '
                    'found "GitHub"'
                ),
                '6 missing_field: "profiles": "url" is missing: every profile needs it',
                (
                    '7 unknown_field: "profiles": "platform" is not a field of a profile; '
                    'the network is its "network"'
                ),
                (
                    '7 unknown_field: "profiles": "user" is not a field of a profile; '
                    'the name there is its "username"'
                ),
                (
                    '7 unknown_field: "profiles": "link" is not a field of a profile; '
                    'the address is its "url"'
                ),
                (
                    '8 value: "profiles": expected an address that begins with '
                    'https:// or http://, '
                    'found "ada"'
                ),
                '9 front_matter: "profiles": "network" stands twice; it was first given in line 9',
            ],
        ),
        (
            (
                'cv:\n  type: skills\n  names:\n    C: language\n    Lua: {alias: x, url: y}\n'
                '    PLM: {aliases: product, life}'
            ),
            [
                (
                    '5 value: "names": expected "long", "aliases", "near", "url" or "level", '
                    'found "language"'
                ),
                (
                    '6 value: "names": expected an address that begins with https:// or http://, '
                    'found "y"'
                ),
                (
                    '6 unknown_field: "names": "alias" is not a field of a name; '
                    'another name is its "aliases"'
                ),
                (
                    '7 front_matter: "names": "life" has no value; '
                    'a text with a comma needs quotation marks between { and }'
                ),
            ],
        ),
        (
            'cv:\n  type: skills\n  names:\n    PLM:\n      aliases: product, life',
            ['6 list: "names": "product, life" is one alias; did you mean a list? [product, life]'],
        ),
        (
            f'{_ROLE}  end: 1843\n  skills: [C, [Lua], ""]',
            [
                (
                    '7 value: "skills": expected a text, found a list; '
                    'if it is a text, quote it: "[Lua]"'
                ),
                '7 value: "skills": expected a text, found nothing',
            ],
        ),
        (
            f'{_PERSON}  url: https://[x',
            [
                (
                    '4 value: "url": expected an address that begins with https:// or http://, '
                    'found "https://[x"'
                )
            ],
        ),
        # Texts that may be lists.
        (
            f'{_ROLE}  end: 1843\n  skills: C, Lua, Rust\n  location: Turin; Berlin',
            [
                '7 list: "skills": "C, Lua, Rust" is one text; did you mean a list? [C, Lua, Rust]',
                (
                    '8 list: "location": "Turin; Berlin" is one text; '
                    'did you mean a list? [Turin, Berlin]'
                ),
            ],
        ),
        (f'{_ROLE}  end: 1843\n  skills: ["C, Lua"]\n  location: Turin, Italy', []),
        ('cv:\n  type: publication\n  date: 1843\n  authors: Lovelace, Ada', []),
        # YAML.
        (
            'cv:\n  type: interest\ncv:\n  type: role',
            ['4 front_matter: "cv" stands twice; it was first given in line 2'],
        ),
        *(
            (
                f'{_PERSON}  tagline: {value}\n  url: ada',
                [
                    f'4 front_matter: {_OWN} {char}; quote it: tagline: {quoted}',
                    (
                        '5 value: "url": expected an address that begins with https:// or http://, '
                        'found "ada"'
                    ),
                ],
            )
            for value, char, quoted in (
                ('What: me', '":" here', '"What: me"'),
                ('@ada', '"@" here', '"@ada"'),
                ('`ada`', '"`" here', '"`ada`"'),
                ('%ada', '"%" here', '"%ada"'),
                ('*ada', '"*" here', '"*ada"'),
                ('*ada* and more', '"*" here', '"*ada* and more"'),
                ('[ada] and more', '"[" here', '"[ada] and more"'),
                ('{ada} and more', '"{" here', '"{ada} and more"'),
                ('? ada', '"?" here', '"? ada"'),
                ('- ada', '"-" here', '"- ada"'),
                ('> ada', '">" here', '"> ada"'),
                ('| ada', '"|" here', '"| ada"'),
                (', ada', '"," here', '", ada"'),
                ('& ada', '"&" here', '"& ada"'),
                ('"Ada" Lovelace', 'a quotation mark here', '\'"Ada" Lovelace\''),
                ("'Ada's'", 'a quotation mark here', '"Ada\'s"'),
            )
        ),
        *(
            (
                f'{_PERSON}  tagline: {value}',
                [f'4 value: {_OWN} {char} here; quote it: {quoted}'],
            )
            for value, char, quoted in (
                ('&ada', '"&"', '"&ada"'),
                ('&ada and more', '"&"', '"&ada and more"'),
                ('!ada and more', '"!"', '"!ada and more"'),
                ('!ada', '"!"', '"!ada"'),
                ('!', '"!"', '"!"'),
            )
        ),
        *(
            (
                f'cv: {{type: person, url: {value}, tagline: x}}',
                [f'2 front_matter: {_OWN} "{char}" here; quote it: url: "{value}"'],
            )
            for value, char in (
                ('https://example.org/?a=b', '?'),
                ('https://example.org/[a]', '['),
                ('https://example.org/{a}', '{'),
            )
        ),
        (
            (
                f'{_PERSON}  profiles:\n'
                '    - {network: GitHub, url: https://example.org/?a=b}\n'
                '    - {network: GitLab, url: https://example.org/?c=d}'
            ),
            [
                f'5 front_matter: {_OWN} "?" here; quote it: url: "https://example.org/?a=b"',
                f'6 front_matter: {_OWN} "?" here; quote it: url: "https://example.org/?c=d"',
            ],
        ),
        (
            f'{_PERSON}  tagline: "Poetical\n  location: "London"\n  email: ada@example.org',
            ['4 front_matter: the quotation mark " that opens here is never closed'],
        ),
        (
            f"{_PERSON}  tagline: 'Poetical\n  location: London",
            ["4 front_matter: the quotation mark ' that opens here is never closed"],
        ),
        (
            f'{_PERSON}  languages: [{{name: "French, fluency: Native}}]',
            ['4 front_matter: the quotation mark " that opens here is never closed'],
        ),
        (
            f'{_ROLE}  end: 1843\n  skills: [C, Lua\n  location: Turin',
            ['7 front_matter: the "[" that opens here is never closed'],
        ),
        (
            f'{_ROLE}  end: 1843\n  skills: [C, Lua}}',
            ['7 front_matter: the "[" that opens here is never closed'],
        ),
        (
            f'{_ROLE}  end: 1843\n  skills: [C, Lua]]',
            ['7 front_matter: there is a "]" too many'],
        ),
        (
            f'{_ROLE}  end: 1843\n  skills: [C,, Lua]',
            ['7 front_matter: there is a "," too many'],
        ),
        (
            f'{_PERSON}  tagline:Poetical\n  location: London',
            ['4 front_matter: a space is missing after the colon: tagline: Poetical'],
        ),
        (
            f'{_PERSON}  languages: [{{name:French}}]',
            [
                '4 front_matter: "languages": a space is missing after the colon: name: French',
                '4 missing_field: "languages": "name" is missing: every language needs it',
            ],
        ),
        (
            'cv: {type: person, tagline: Poetical, really, location: London}',
            [
                (
                    '2 front_matter: "really" has no value; '
                    'a text with a comma needs quotation marks between { and }'
                )
            ],
        ),
        (
            f'{_PERSON}  tagline: x\n   location: London',
            ['5 front_matter: this line stands further to the right than its field may'],
        ),
        (
            f'{_PERSON}  tagline: x\n location: London',
            ['5 front_matter: this line begins where no line above it does; fields stand in line'],
        ),
        (
            f'{_PERSON}  Poetical\n  location: London',
            ['4 front_matter: "Poetical" has no colon; expected "field: value"'],
        ),
        (f'{_PERSON}\ttagline: x', ['4 front_matter: there is a tab; YAML wants spaces']),
        (f'{_PERSON}  tagline:\tx', ['4 front_matter: there is a tab; YAML wants spaces']),
        (f'{_PERSON}  tagline: \a', ['4 front_matter: YAML cannot have the character U+0007']),
        (
            'cv:\n  type: skills\n  names:\n    @angular: {long: Angular}',
            [f'5 front_matter: {_OWN} "@" here; quote it: "@angular":'],
        ),
        (
            f'{_PERSON}  tagline: "\\d"',
            [
                (
                    '4 front_matter: the front matter is not YAML: while scanning a double-quoted '
                    "scalar, found unknown escape character 'd'"
                )
            ],
        ),
        # What is right above a slip is not taken for it.
        *(
            (
                f'{_PERSON}  tagline: {value}\n  location: @home',
                [f'{line} front_matter: {_OWN} "@" here; quote it: location: "@home"'],
            )
            for value, line in (
                ('|\n    What: me\n\n    "x', 8),
                ('"Poetical\n    science"', 6),
                ('"Ada\'s" # "comment', 5),
                ('http://x?y', 5),
            )
        ),
        (
            f'{_PERSON}  languages: [ # all\n    {{name: Greek,\n     fluency: @x}},\n    ]',
            [f'6 front_matter: {_OWN} "@" here; quote it: fluency: "@x"'],
        ),
        *(
            (
                f'cv: {{type: person, tagline: {value}, location: x}}',
                [f'2 front_matter: {_OWN} {char} here; quote it: tagline: {quoted}'],
            )
            for value, char, quoted in (
                ('What: me', '":"', '"What: me"'),
                ('"Ada" x', 'a quotation mark', '\'"Ada" x\''),
                ('@x', '"@"', '"@x"'),
                ('> x', '">"', '"> x"'),
                ('- x', '"-"', '"- x"'),
                ('*x', '"*"', '"*x"'),
                ('a [b] {c, d}', '"["', '"a [b] {c, d}"'),
            )
        ),
        (
            f'{_PERSON}  tagline: {{Ada}}',
            [
                (
                    '4 value: "tagline": expected a text, found fields below it; '
                    'if it is a text, quote it: "{Ada}"'
                )
            ],
        ),
        (
            f'{_PERSON}  tagline:\n    x: y',
            ['5 value: "tagline": expected a text, found fields below it'],
        ),
        # Comments.
        *(
            (
                f'cv:\n  type: award\n  date: 1842\n  organization: {value}',
                [
                    (
                        f'5 comment: YAML takes "{comment}" for a comment; if it is '
                        f'meant, quote it: '
                        f'"{value}"; if not, put a space after its "#"'
                    )
                ],
            )
            for value, comment in (('R&D #1', '#1'), ('#1', '#1'), ('C #', '#'))
        ),
        ('cv:\n  type: award\n  date: 1842  # or 1843\n  organization: C# # as it is', []),
        ('cv:\n  type: award # of all\n  date: 1842  #1843\n  # organization: AS', []),
        (
            'cv: {type: award, date: 1842, organization: R&D #1}',
            [f'2 front_matter: {_OWN} "#" here; quote it: organization: "R&D #1"'],
        ),
    ],
)
def test_each_slip_has_one_message(front_matter: str, messages: list[str]) -> None:
    assert _messages(front_matter) == messages


def test_a_slip_in_one_item_leaves_the_others() -> None:
    record = _read(f"""{_PERSON}  languages: [French, {{name: Latin, x: y}}, {{name: Greek}}]
  profiles:
    - {{network: A, url: nowhere}}
    - {{network: B, url: "https://example.org"}}
""").record
    values = record.values  # type: ignore[union-attr]
    assert [language.name for language in values['languages']] == ['Latin', 'Greek']
    assert [profile.network for profile in values['profiles']] == ['B']


@pytest.mark.parametrize(
    ('value', 'read'),
    [
        ('What: me', 'What: me'),
        ('@ada', '@ada'),
        ('"Ada', 'Ada'),
        ("'Ada's'", "Ada's"),
        ('[Ada] x  # comment', '[Ada] x'),
    ],
)
def test_what_was_meant_is_read_if_it_is_plain(value: str, read: str) -> None:
    record = _read(f'{_PERSON}  tagline: {value}\n  location: London').record
    assert record.values == {'tagline': read, 'location': 'London'}  # type: ignore[union-attr]


def test_an_anchor_that_is_used_is_one() -> None:
    assert _messages(f'{_PERSON}  tagline: &x Ada\n  location: *x') == []


_SKILL = '\n# A\n\nWith {skill}`Lua` at {org}`AS`.\n'


@pytest.mark.parametrize(
    ('page', 'warning'),
    [
        (
            f'---\ncv:\n  type: role\n    organization: AS\n---{_SKILL}',
            (
                'a.md:4: WARNING: this line stands further to the right than its field may '
                '[cv.front_matter]'
            ),
        ),
        (
            (
                f'---\norphan: true\ncv: {{type: role, organization: AS, date: 1842, '
                f'url: https://a.b/?c}}\n---{_SKILL}'
            ),
            f'a.md:3: WARNING: {_OWN} "?" here; quote it: url: "https://a.b/?c" [cv.front_matter]',
        ),
        (
            f'---\ncv:\n  type: rule\n  organization: AS\n  date: 1842\n---{_SKILL}',
            (
                'a.md:3: WARNING: "rule" is not a type of record; did you mean '
                '"role"?; expected one '
                f'of: {", ".join(_TYPES)} [cv.type]'
            ),
        ),
        (
            f'---\ncv:\n  type: role\n  organization: AS\n  date: 2010-02-30\n---{_SKILL}',
            f'a.md:5: WARNING: "date": expected {_DATE}, found "2010-02-30" [cv.value]',
        ),
        (
            f'---\ncv:\n  type: role\n  organization: !AS\n  date: 1842\n---{_SKILL}',
            f'a.md:4: WARNING: {_OWN} "!" here; quote it: "!AS" [cv.value]',
        ),
    ],
)
def test_a_build_says_it_once(project: Project, page: str, warning: str) -> None:
    project.write('a.md', page)
    project.write('s.md', '---\ncv:\n  type: skills\n  names:\n    Lua: {long: L}\n---\n# Skills\n')
    project.write('b.md', '# B\n\n{skill}`Lua`\n\n```{entries}\n:types: role\n```\n')
    assert project.build('dummy', nitpicky=True).warnings == [warning]


def test_other_front_matter_is_kept_where_the_record_is_lost(project: Project) -> None:
    project.write('b.md', '# B\n')
    project.write('folder/a.md', '---\norphan: true\ncv:\n  type: [\n---\n# A\n')
    [warning] = project.build('dummy').warnings
    assert warning.startswith('folder/a.md:4: WARNING: the "[" that opens here is never closed')


def test_what_surely_is_nowhere_is_still_told(project: Project) -> None:
    project.write('a.md', '---\ncv:\n  type: [\n---\n# A\n\n{skill}`Lua`\n')
    project.write('b.md', '# B\n\n{skill}`Rust`\n')
    warnings = project.build('dummy', nitpicky=True).warnings
    assert warnings[1:] == ['b.md:3: WARNING: no entry shows the skill "Rust" [cv.unknown_skill]']


def test_a_field_that_a_slip_has_taken_is_not_told_again(project: Project) -> None:
    page = """
        ---
        cv: {type: certification, organization: AS, date: 1842, issued: May}
        ---
        # A

        On {field}`issued`.
    """
    project.write('a.md', textwrap.dedent(page))
    [warning] = project.build('dummy').warnings
    assert warning == f'a.md:2: WARNING: "issued": expected {_DATE}, found "May" [cv.value]'


# Each form of value says what it is, with an example.
@pytest.mark.parametrize(
    ('fields', 'message'),
    [
        (
            'role, organization: X, date: 2001, duration: long',
            'value: "duration": expected a duration such as "4 months" or "1 year", found "long"',
        ),
        (
            'person, details: tall',
            'value: "details": expected labels, each with a text, found "tall"',
        ),
        (
            'skills, groups: Lua',
            'value: "groups": expected groups, each with a list of skills, found "Lua"',
        ),
        (
            'skills, names: Lua',
            (
                'value: "names": expected names, each with its "long" form, "aliases", "near" or '
                '"url" below it, found "Lua"'
            ),
        ),
        (
            'person, email: ada',
            'value: "email": expected an e-mail address such as ada@example.org, found "ada"',
        ),
        (
            'person, phone: by day',
            (
                'value: "phone": expected a telephone number such as +44 20 7946 0000, '
                'found "by day"'
            ),
        ),
        (
            'publication, date: 2001, doi: 11/12',
            'value: "doi": expected a DOI such as 10.1000/182, found "11/12"',
        ),
        (
            'person, photo: me.gif',
            'value: "photo": expected a file such as photo.jpg or photo.png, found "me.gif"',
        ),
        (
            'publication, date: 2001, authors: []',
            'value: "authors": expected at least one item, found an empty list',
        ),
        (
            'role, organization: X, start: 2003, end: 2001',
            'value: "end": expected a date after the start, 2003, found "2001"',
        ),
        (
            'role, organization: X',
            'missing_field: "date", or "start" and "end", is missing: every role needs it',
        ),
    ],
)
def test_a_value_of_another_form_is_told_what_is_expected(fields: str, message: str) -> None:
    assert _messages(f'cv: {{type: {fields}}}') == [f'2 {message}']


def test_a_record_needs_fields_and_a_type() -> None:
    assert _messages('cv: role') == [
        '2 front_matter: expected the fields of a record under "cv", such as "type: role"'
    ]
    [message] = _messages('cv: {organization: X}')
    assert message.startswith('2 type: "type" is missing; expected one of: role, internship, ')


def test_a_page_without_fields_prints_none(ada: Project) -> None:
    ada.write('more/own.md', '# Own words\n\nOf {field}`location`.\n')
    ada.edit('more/index.md', 'interest\n', 'interest\nown\n')
    [warning] = ada.build().warnings
    assert warning.startswith('more/own.md:3: WARNING: "location" is not a field that this page ')
    assert 'expected one of: none; the front matter sets no field [cv.unknown_field]' in warning
