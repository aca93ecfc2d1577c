"""Bad input: each row is a project that is wrong in one way, and all that a build says of it.

A row without a message is harmless, and says why.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Files by their names, each a text, bytes, what makes the file at a path, or None for no file.
Files: TypeAlias = 'Mapping[str, Any]'
CONF = "project = 'Ada Lovelace'\nextensions = ['sphinx_cv']\n"
TREE = '```{{toctree}}\n{}\n```\n'
#: The project that is right, to which each row adds its files.
GOOD: Files = {
    'conf.py': CONF,
    'index.md': '# Ada Lovelace\n\n' + TREE.format(':glob:\n\n*'),
    'good.md': '---\ncv: {type: award, date: 1840}\n---\n# Good\n',
}
# Nine times nine times nine …: more than a memory holds.
BOMB = (
    'extra:',
    '  a0: &a0 [x]',
    *(f'  a{n}: &a{n} [{", ".join([f"*a{n - 1}"] * 9)}]' for n in range(1, 12)),
)


@dataclass(frozen=True)
class Case:
    """A project that is wrong in one way.

    ``says`` is all that stands on standard error.  ``harmless`` is the reason why it is nothing;
    ``shows`` are words that the page has then, and ``once`` is what it has once.  ``early`` is what
    stops Sphinx before it has loaded this package, so that only ``sphinx-cv build`` can say it.
    """

    name: str
    files: Files
    says: str = ''
    status: int = 0
    harmless: str = ''
    shows: str = ''
    once: str = ''
    early: bool = False


def entry(
    *fields: str, of: str = 'award', date: str = '1842', title: str = 'A', text: str = ''
) -> dict[str, Any]:
    lines = [f'type: {of}', *([f'date: {date}'] if date else []), *fields]
    front = ''.join(f'  {line}\n' for line in lines)
    return {'a.md': f'---\ncv:\n{front}---\n# {title}\n' + (f'\n{text}' if text else '')}


def interest(*fields: str) -> dict[str, Any]:
    return entry(*fields, of='interest', date='')


def person(*fields: str, text: str = '') -> dict[str, Any]:
    return entry(*fields, of='person', date='', text=text)


def skills(*fields: str) -> dict[str, Any]:
    front = ''.join(f'  {line}\n' for line in ('type: skills', *fields))
    return {'s.md': f'---\ncv:\n{front}---\n# Skills\n'}


def conf(line: str) -> dict[str, Any]:
    return {'conf.py': f'{CONF}{line}\n'}


def extensions(given: str) -> dict[str, Any]:
    return {'conf.py': f"project = 'Ada Lovelace'\nextensions = {given}\n"}


def tree(*lines: str) -> dict[str, Any]:
    options = [line for line in lines if line.startswith(':')]
    names = [line for line in lines if line not in options]
    return {'index.md': '# Ada Lovelace\n\n' + TREE.format('\n'.join([*options, '', *names]))}


def link(target: str) -> Callable[[Path], object]:
    return lambda file: file.symlink_to(target)


# ---- what Sphinx cannot read at all --------------------------------------------------------------

_FILES = (
    Case(
        'Latin-1',
        {'a.md': entry(title='Café')['a.md'].encode('latin-1')},
        'a.md:6: the byte 0xE9 ("é" in Windows-1252) is not UTF-8; save the page as UTF-8',
        1,
    ),
    Case(
        'Windows-1252',
        {'a.md': entry(title='“A”')['a.md'].encode('cp1252')},
        'a.md:6: the byte 0x93 ("“" in Windows-1252) is not UTF-8; save the page as UTF-8',
        1,
    ),
    Case(
        'UTF-16',
        {'a.md': entry()['a.md'].encode('utf-16')},
        'a.md:1: the page is in UTF-16; save it as UTF-8',
        1,
    ),
    Case(
        'UTF-32',
        {'a.md': entry()['a.md'].encode('utf-32')},
        'a.md:1: the page is in UTF-32; save it as UTF-8',
        1,
    ),
    Case(
        'half of a surrogate pair in UTF-8',
        {'a.md': entry()['a.md'].encode() + b'\xed\xa0\x80'},
        'a.md:7: the byte 0xED ("í" in Windows-1252) is not UTF-8; save the page as UTF-8',
        1,
    ),
    Case(
        'a page cut within a character',
        {'a.md': entry(title='é')['a.md'].encode()[:-2]},
        'a.md:6: the byte 0xC3 ("Ã" in Windows-1252) is not UTF-8; save the page as UTF-8',
        1,
    ),
    Case(
        'two pages in other encodings',
        {'a.md': b'# \xe9\n', 'b.md': b'# \xe8\n'},
        'a.md:1: the byte 0xE9 ("é" in Windows-1252) is not UTF-8; save the page as UTF-8\nb.md:1: the byte 0xE8 ("è" in Windows-1252) is not UTF-8; save the page as UTF-8',
        1,
    ),
    Case(
        'a byte order mark',
        {'a.md': b'\xef\xbb\xbf' + entry()['a.md'].encode()},
        harmless='Sphinx leaves it out',
    ),
    Case(
        'CRLF',
        {'a.md': entry()['a.md'].replace('\n', '\r\n').encode()},
        harmless='Python reads all ends of lines alike',
    ),
    Case(
        'CR alone',
        {'a.md': entry()['a.md'].replace('\n', '\r').encode()},
        harmless='Python reads all ends of lines alike',
    ),
    Case(
        'no line feed at the end', {'a.md': entry()['a.md'].rstrip()}, harmless='nothing is missing'
    ),
    Case(
        'NUL in a heading',
        entry(title='A\0B'),
        'a.md:6: WARNING: the character U+0000, which nothing prints; delete it [cv.text]',
    ),
    Case(
        'NUL in a field',
        entry('organization: A\0B'),
        'a.md:5: WARNING: YAML cannot have the character U+0000 [cv.front_matter]',
    ),
    Case(
        'a bell in the text',
        entry(text='A\aB'),
        'a.md:8: WARNING: the character U+0007, which nothing prints; delete it [cv.text]',
    ),
    Case(
        'an escape of a terminal',
        entry(text='\x1b[31mred\x1b[0m'),
        'a.md:8: WARNING: the character U+001B, which nothing prints; delete it [cv.text]',
    ),
    Case(
        'a form feed',
        entry(text='A\fB'),
        'a.md:8: WARNING: the character U+000C, which nothing prints; delete it [cv.text]',
    ),
    Case(
        'a C1 control',
        entry(text='A\x9bB'),
        'a.md:8: WARNING: the character U+009B, which nothing prints; delete it [cv.text]',
    ),
    Case(
        'no character of Unicode',
        entry(text='A\ufffeB'),
        'a.md:8: WARNING: the character U+FFFE, which nothing prints; delete it [cv.text]',
    ),
    Case(
        'what a program could not read',
        entry(text='Caf\ufffd'),
        'a.md:8: WARNING: the character � (U+FFFD) stands where a program could not read one [cv.text]',
    ),
    Case(
        'an empty page',
        {'a.md': ''},
        "index.md:3: WARNING: toctree contains reference to document 'a' that doesn't have a title: no link will be generated [toc.no_title]",
    ),
    Case('a named pipe', {'a.md': os.mkfifo}, 'a.md: cannot be read: it is no file of text', 1),
    Case('a folder with the name of a page', {'a.md': Path.mkdir}, harmless='a folder is no page'),
    Case(
        'a link to nowhere',
        {'a.md': link('gone.md')},
        'a.md: cannot be read: a link to "gone.md", which is not there',
        1,
    ),
    Case(
        'a link to itself',
        {'a.md': link('a.md')},
        'a.md: cannot be read: Too many levels of symbolic links',
        1,
    ),
    Case(
        'a link to a device',
        {'a.md': link('/dev/zero')},
        'a.md: cannot be read: it is no file of text',
        1,
    ),
    Case(
        'links in a circle',
        {'more': link('.')},
        'more: a link to a folder that it is in, so that pages would be read again and again; remove it, or put its name into exclude_patterns',
        1,
    ),
    Case(
        'a link to a folder above the project',
        {'more': link('..')},
        'more: a link to a folder that it is in, so that pages would be read again and again; remove it, or put its name into exclude_patterns',
        1,
    ),
    Case(
        'a link to another page',
        {'a.md': link('good.md')},
        harmless='these are two pages that say the same',
    ),
    Case(
        'a name that is not UTF-8',
        {'a\udcff.md': '# A\n'},
        'a\\xff.md: the name has bytes or characters that no address can have; rename the file',
        1,
    ),
    Case(
        'a name of two lines',
        {'a\nb.md': '# A\n'},
        'a\\nb.md: the name has bytes or characters that no address can have; rename the file',
        1,
    ),
    Case(
        'a name with markup',
        {'a"<script>.md': entry()['a.md']},
        harmless='every address is escaped: see the tests of injection',
    ),
    Case(
        'a name with signs of addresses',
        {'a#b?c%20d.md': entry()['a.md']},
        harmless='every address is escaped',
    ),
    Case(
        'names that differ in case only',
        {'a.md': '# A\n', 'A.md': '# A\n'},
        harmless='there are two files, so the disk tells them apart',
    ),
    Case(
        'a folder with the name of a page of the site',
        tree('good', 'index.html/a') | {'index.html/a.md': '# A\n'},
        'index.html: the site has a file of this name; rename the folder',
        1,
    ),
    Case(
        'a folder with the name of another file of the site',
        tree('good', 'resume.json/a') | {'resume.json/a.md': '# A\n'},
        'resume.json: the site has a file of this name; rename the folder',
        1,
    ),
    Case(
        'a file in html_extra_path with the name of a page of the site',
        conf("html_extra_path = ['extra']") | {'extra/index.html': '', 'extra/robots.txt': ''},
        'conf.py:3: html_extra_path: index.html: the site has a file of this name; leave it out',
        1,
    ),
    Case(
        'a folder with a dot',
        tree('good', 'v1.0/a') | {'v1.0/a.md': '# A\n'},
        harmless='no file of the site is called so',
    ),
    Case(
        'two files for one page',
        {'a.md': '# A\n', 'a.rst': 'A\n=\n'},
        'WARNING: multiple files found for the document "a": a.md, a.rst\nUse _StrPath(\'a.md\') for the build.',
    ),
    Case(
        'no first page',
        {'index.md': None},
        'index.md: this page is missing; it is the first one, which leads to all others',
        1,
    ),
    Case(
        'no first page of another name',
        conf("root_doc = 'start'"),
        'start.md: this page is missing; it is the first one, which leads to all others',
        1,
    ),
    Case(
        'private fields in Latin-1',
        {'private.yaml': b'good:\n  location: \xe9\n'},
        'private.yaml:2: this is not UTF-8; save the file as UTF-8',
        1,
    ),
    Case(
        'private fields in a folder',
        {'private.yaml': Path.mkdir},
        'private.yaml: cannot be read: it is no file of text',
        1,
    ),
    Case(
        'private fields behind a link to nowhere',
        {'private.yaml': link('gone.yaml')},
        'private.yaml: cannot be read: a link to "gone.yaml", which is not there',
        1,
    ),
    Case(
        'private fields that are no YAML',
        {'private.yaml': 'good: [\n'},
        'private.yaml:2: this is no YAML',
        1,
    ),
    Case(
        'private fields without a page',
        {'private.yaml': '- x\n'},
        'private.yaml: expected fields by page, such as "index:" with "phone:" below it',
        1,
    ),
)

# ---- toctrees ------------------------------------------------------------------------------------

_TOCTREES = (
    Case(
        'a page that is not there',
        tree('good', 'gone'),
        "index.md:3: WARNING: toctree contains reference to nonexisting document 'gone' [toc.not_readable]",
    ),
    Case(
        'a page by the name of its file',
        tree('good.md'),
        harmless='Sphinx takes the name without its ending',
    ),
    Case(
        'another case',
        tree('good', 'Good'),
        "index.md:3: WARNING: toctree contains reference to nonexisting document 'Good' [toc.not_readable]",
    ),
    Case(
        'a page twice',
        tree('good', 'good'),
        'index.md:3: WARNING: duplicated entry found in toctree: good [toc.duplicate_entry]',
    ),
    Case(
        'a page in no toctree',
        tree('good') | entry(),
        "a.md: WARNING: document isn't included in any toctree [toc.not_included]",
    ),
    Case(
        'a page that is excluded',
        tree('good', 'a') | entry() | conf("exclude_patterns = ['a.md']"),
        "index.md:3: WARNING: toctree contains reference to nonexisting document 'a' [toc.not_readable]",
    ),
    Case(
        'a page outside of the project',
        tree('good', '/etc/passwd'),
        "index.md:3: WARNING: toctree contains reference to nonexisting document 'etc/passwd' [toc.not_readable]",
    ),
    Case(
        'names with a comma',
        tree('good', 'a, b'),
        "index.md:3: WARNING: toctree contains reference to nonexisting document 'a, b' [toc.not_readable]",
    ),
    Case(
        'a pattern that finds nothing',
        tree('good', ':glob:', 'work/*'),
        "index.md:3: WARNING: toctree glob pattern 'work/*' didn't match any documents",
    ),
    Case(
        'an option of another kind',
        tree(':maxdepth: two', 'good'),
        "index.md:4: WARNING: 'toctree': Invalid option value for 'maxdepth': two: invalid literal for int() with base 10: 'two' [myst.directive_option]",
    ),
    Case(
        'a circle of two',
        tree('good', 'a') | entry(text=TREE.format('index')),
        'a.md:8: this toctree leads back to a page above it: index → a → index; take "index" out of it',
        1,
    ),
    Case(
        'a circle of three',
        tree('good', 'a') | entry(text=TREE.format('b')) | {'b.md': '# B\n\n' + TREE.format('a')},
        'b.md:3: this toctree leads back to a page above it: a → b → a; take "a" out of it',
        1,
    ),
    Case(
        'a circle that no page leads to',
        tree('good') | {'b.md': '# B\n\n' + TREE.format('c'), 'c.md': '# C\n\n' + TREE.format('b')},
        'c.md:3: this toctree leads back to a page above it: b → c → b; take "b" out of it',
        1,
    ),
    Case(
        'a page in its own toctree',
        entry(text=TREE.format('a')),
        "a.md:8: WARNING: toctree contains reference to nonexisting document 'a' [toc.not_readable]",
    ),
    Case(
        'a page in two toctrees',
        tree('good', 'a', 'b') | entry(text=TREE.format('b')) | {'b.md': '# B\n'},
        harmless='the page stands below the first of them',
    ),
    Case(
        'a page with the address of the search',
        {'search.md': '---\norphan: true\n---\n# Search\n'},
        "search.md:1: WARNING: the site's search has the address of this page; give its file another name [cv.duplicate_page]",
    ),
    Case(
        'a page with the address of the 404',
        {'404.md': '---\norphan: true\n---\n# Gone\n'},
        harmless='it is the page for lost readers',
    ),
    Case(
        'a page with the address of the index',
        {'genindex.md': '---\norphan: true\n---\n# Index\n'},
        harmless='a CV has no index of its own',
    ),
)

# ---- YAML ----------------------------------------------------------------------------------------

_YAML = (
    Case(
        'NO as a country',
        entry('location: NO'),
        harmless='every value is the text that was typed',
        shows='NO',
    ),
    Case(
        'a version',
        entry('organization: 1.10'),
        harmless='every value is the text that was typed',
        shows='1.10',
    ),
    Case(
        'an octal number',
        entry('organization: 0123'),
        harmless='every value is the text that was typed',
        shows='0123',
    ),
    Case(
        'a time of day',
        entry('organization: 10:30'),
        harmless='every value is the text that was typed',
        shows='10:30',
    ),
    Case(
        'a number in exponents',
        entry('organization: 1e3'),
        harmless='every value is the text that was typed',
        shows='1e3',
    ),
    Case(
        'a date as a name',
        entry('organization: 2010-03-05'),
        harmless='every value is the text that was typed',
        shows='2010-03-05',
    ),
    Case(
        'yes as a name',
        entry('organization: yes'),
        harmless='every value is the text that was typed',
        shows='yes',
    ),
    Case(
        'null as a name',
        entry('organization: null'),
        'a.md:5: WARNING: "organization": expected a text, found null, which is nothing in YAML; if it is a text, quote it: "null" [cv.value]',
    ),
    Case(
        'a tilde as a name',
        entry('organization: ~'),
        'a.md:5: WARNING: "organization": expected a text, found ~, which is nothing in YAML; if it is a text, quote it: "~" [cv.value]',
    ),
    Case(
        'null in quotation marks',
        entry('organization: "null"'),
        harmless='a company may be called so',
        shows='null',
    ),
    Case(
        'a number sign after a space',
        entry('organization: R&D #1'),
        'a.md:5: WARNING: YAML takes "#1" for a comment; if it is meant, quote it: "R&D #1"; if not, put a space after its "#" [cv.comment]',
    ),
    Case(
        'a comment',
        entry('organization: AS  # as it was'),
        harmless='it has a space on both sides of its sign',
        shows='AS',
    ),
    Case(
        'a tab before a field',
        {'a.md': '---\ncv:\n\ttype: award\n\tdate: 1842\n---\n# A\n'},
        'a.md:3: WARNING: there is a tab; YAML wants spaces [cv.front_matter]',
    ),
    Case(
        'a tab after a field',
        entry('organization:\tAS'),
        'a.md:5: WARNING: there is a tab; YAML wants spaces [cv.front_matter]',
    ),
    Case(
        'a colon in a text',
        entry('organization: AS: London'),
        'a.md:5: WARNING: YAML has a meaning of its own for ":" here; quote it: organization: "AS: London" [cv.front_matter]',
    ),
    Case(
        'no space after the colon',
        entry('organization:AS'),
        'a.md:5: WARNING: a space is missing after the colon: organization: AS [cv.front_matter]',
    ),
    Case(
        'an at sign',
        entry('organization: @AS'),
        'a.md:5: WARNING: YAML has a meaning of its own for "@" here; quote it: organization: "@AS" [cv.front_matter]',
    ),
    Case(
        'an asterisk',
        entry('organization: *AS'),
        'a.md:5: WARNING: YAML has a meaning of its own for "*" here; quote it: organization: "*AS" [cv.front_matter]',
    ),
    Case(
        'an ampersand',
        entry('organization: &AS'),
        'a.md:5: WARNING: YAML has a meaning of its own for "&" here; quote it: "&AS" [cv.value]',
    ),
    Case(
        'an exclamation mark',
        entry('organization: !AS'),
        'a.md:5: WARNING: YAML has a meaning of its own for "!" here; quote it: "!AS" [cv.value]',
    ),
    Case(
        'a percent sign',
        entry('organization: %AS'),
        'a.md:5: WARNING: YAML has a meaning of its own for "%" here; quote it: organization: "%AS" [cv.front_matter]',
    ),
    Case(
        'a grave accent',
        entry('organization: `AS`'),
        'a.md:5: WARNING: YAML has a meaning of its own for "`" here; quote it: organization: "`AS`" [cv.front_matter]',
    ),
    Case(
        'a quotation mark never closed',
        entry('organization: "AS', 'location: London'),
        'a.md:5: WARNING: the quotation mark " that opens here is never closed [cv.front_matter]',
    ),
    Case(
        'a bracket never closed',
        entry('skills: [C, Lua'),
        'a.md:5: WARNING: the "[" that opens here is never closed [cv.front_matter]',
    ),
    Case(
        'a bracket too many',
        entry('skills: [C, Lua]]'),
        'a.md:5: WARNING: there is a "]" too many [cv.front_matter]',
    ),
    Case(
        'an address between braces',
        entry('extra: {url: https://a.example/?b}'),
        'a.md:5: WARNING: YAML has a meaning of its own for "?" here; quote it: url: "https://a.example/?b" [cv.front_matter]',
    ),
    Case(
        'a line too far to the right',
        entry('organization: AS', '  location: London'),
        'a.md:6: WARNING: this line stands further to the right than its field may [cv.front_matter]',
    ),
    Case(
        'a key twice',
        entry('organization: AS', 'organization: RS'),
        'a.md:6: WARNING: "organization" stands twice; it was first given in line 5 [cv.front_matter]',
    ),
    Case(
        'cv twice',
        {'a.md': '---\ncv: {type: award, date: 1842}\ncv: {type: award, date: 1843}\n---\n# A\n'},
        'a.md:3: WARNING: "cv" stands twice; it was first given in line 2 [cv.front_matter]',
    ),
    Case(
        'CV in capitals',
        {'a.md': '---\nCV: {type: award, date: 1842}\n---\n# A\n'},
        'a.md:2: WARNING: "CV" is not read; did you mean "cv"? [cv.front_matter]',
    ),
    Case(
        'nothing below cv',
        {'a.md': '---\ncv:\n---\n# A\n'},
        'a.md:2: WARNING: expected the fields of a record under "cv", such as "type: role" [cv.front_matter]',
    ),
    Case(
        'a list below cv',
        {'a.md': '---\ncv: [award]\n---\n# A\n'},
        'a.md:2: WARNING: expected the fields of a record under "cv", such as "type: role" [cv.front_matter]',
    ),
    Case(
        'a text below cv',
        {'a.md': '---\ncv: award\n---\n# A\n'},
        'a.md:2: WARNING: expected the fields of a record under "cv", such as "type: role" [cv.front_matter]',
    ),
    Case(
        'type without cv',
        {'a.md': '---\ntype: award\ndate: 1842\n---\n# A\n'},
        'a.md:2: WARNING: "type: award" makes no record here; put "cv:" on a line above it, and indent the fields [cv.front_matter]',
    ),
    Case(
        'a type of something else',
        {'a.md': '---\ntype: article\n---\n# A\n'},
        harmless='other extensions have types too',
    ),
    Case(
        'a list for front matter',
        {'a.md': '---\n- cv\n---\n# A\n'},
        'a.md:2: WARNING: expected fields between the lines "---", found a list [cv.front_matter]',
    ),
    Case(
        'a text for front matter',
        {'a.md': '---\ncv\n---\n# A\n'},
        'a.md:2: WARNING: expected fields between the lines "---", found a text [cv.front_matter]',
    ),
    Case(
        'nothing for front matter',
        {'a.md': '---\n---\n# A\n'},
        'a.md:2: WARNING: expected fields between the lines "---", found nothing [cv.front_matter]',
    ),
    Case(
        'front matter below an empty line',
        {'a.md': '\n' + entry()['a.md']},
        'a.md:2: WARNING: the line "---" above the fields has to be the first one of the page [cv.front_matter]',
    ),
    Case(
        'front matter that never ends',
        {'a.md': '---\ncv:\n  type: award\n  date: 1842\n\n# A\n'},
        'a.md:1: WARNING: the line "---" that opens the fields is never followed by one that closes them [cv.front_matter]',
    ),
    Case(
        'front matter between four hyphens',
        {'a.md': entry()['a.md'].replace('---', '----')},
        'a.md:1: WARNING: expected "---" above and below the fields, found "----" [cv.front_matter]',
    ),
    Case(
        'front matter between plus signs',
        {'a.md': entry()['a.md'].replace('---', '+++')},
        'a.md:1: WARNING: expected "---" above and below the fields, found "+++" [cv.front_matter]',
    ),
    Case(
        'front matter without lines around it',
        {'a.md': 'cv:\n  type: award\n  date: 1842\n\n# A\n'},
        'a.md:1: WARNING: "cv:" makes no record here; put a line "---" above it and one below its fields [cv.front_matter]',
    ),
    Case(
        'front matter that ends with dots',
        {'a.md': '---\ncv:\n  type: award\n  date: 1842\n...\n# A\n'},
        harmless='YAML and MyST allow it',
        shows='1842',
    ),
    Case(
        'a merge key',
        {'a.md': '---\nx: &x {date: 1842}\ncv:\n  type: award\n  <<: *x\n---\n# A\n'},
        'a.md:5: WARNING: "<<" merges no fields here; write them out [cv.front_matter]',
    ),
    Case(
        'a line separator of Unicode',
        entry('organization: A\u2028AS', 'ended: 1843'),
        'a.md:6: WARNING: "ended" is not a field of an award; did you mean "end"? [cv.unknown_field]',
    ),
    Case(
        'line separators of Unicode in a comment, and a tab after them',
        entry('# Loops\u2028\u2029\x85\tloops', 'organization: AS'),
        harmless='they end no line of the page, so the comment goes on',
        shows='AS',
    ),
    Case(
        'an alias of a text',
        entry('organization: &x AS', 'location: *x'),
        harmless='it stands for its text',
        shows='AS',
    ),
    Case(
        'an alias that is not there',
        entry('organization: *x y'),
        'a.md:5: WARNING: YAML has a meaning of its own for "*" here; quote it: organization: "*x y" [cv.front_matter]',
    ),
    Case(
        'an alias of itself',
        entry('extra: &x {y: *x}'),
        'a.md:2: WARNING: fields stand more than 50 deep, or an alias ("*") stands for itself [cv.front_matter]',
    ),
    Case(
        'a list that is its own item',
        entry('skills: &x [*x]'),
        'a.md:2: WARNING: fields stand more than 50 deep, or an alias ("*") stands for itself [cv.front_matter]',
    ),
    Case(
        'aliases that multiply',
        entry(*BOMB),
        'a.md:2: WARNING: the aliases ("*") stand for more than 100000 values [cv.front_matter]',
    ),
    Case(
        'aliases that multiply outside of cv',
        {'a.md': '---\n' + '\n'.join(each.strip() for each in BOMB) + '\n' + entry()['a.md'][4:]},
        'a.md:2: WARNING: the aliases ("*") stand for more than 100000 values [cv.front_matter]',
    ),
    Case(
        'lists in lists without end',
        entry('extra: {x: ' + '[' * 1000 + ']' * 1000 + '}'),
        'a.md:2: WARNING: fields stand more than 50 deep [cv.front_matter]',
    ),
    Case(
        'a tag that runs Python',
        entry('organization: !!python/object/apply:os.getcwd []'),
        'a.md:5: WARNING: "organization": expected a text, found a list; if it is a text, quote it: "!!python/object/apply:os.getcwd []" [cv.value]',
    ),
    Case(
        'a tag of another field',
        {'a.md': entry()['a.md'].replace('---\ncv', '---\nx: !y z\ncv')},
        'a.md:2: WARNING: YAML has a meaning of its own for "!" here; quote it: "!y z" [cv.front_matter]',
    ),
    Case(
        'a key that is a list',
        entry('? [a, b]', ': c'),
        'a.md:5: WARNING: "[a, b]" is not a field of an award; it has: %award% [cv.unknown_field]',
    ),
    Case(
        'a key that is a number',
        entry('7: c'),
        'a.md:5: WARNING: "7" is not a field of an award; it has: %award% [cv.unknown_field]',
    ),
    Case(
        'a key without a value',
        entry('organization:'),
        'a.md:5: WARNING: "organization": expected a text, found nothing [cv.value]',
    ),
    Case(
        'a key without a name',
        entry(': AS'),
        'a.md:5: WARNING: there is no field before the ":" [cv.front_matter]',
    ),
    Case(
        'a field of MyST of another kind',
        {'a.md': entry()['a.md'].replace('---\ncv', '---\nmyst: 5\ncv')},
        "a.md:1: WARNING: 'myst' key not a dict: <class 'int'> [myst.topmatter]",
    ),
)

# ---- types and fields ----------------------------------------------------------------------------

_FIELDS = (
    Case(
        'no type',
        {'a.md': '---\ncv: {date: 1842}\n---\n# A\n'},
        'a.md:2: WARNING: "type" is missing; expected one of: %types% [cv.type]',
    ),
    Case(
        'a type in capitals',
        entry(of='Award'),
        'a.md:3: WARNING: "Award" is not a type of record; did you mean "award"?; expected one of: %types% [cv.type]',
    ),
    Case(
        'a type of another tool',
        entry(of='job'),
        'a.md:3: WARNING: "job" is not a type of record; did you mean "role"?; expected one of: %types% [cv.type]',
    ),
    Case(
        'a type of another language',
        entry(of='Auszeichnung'),
        'a.md:3: WARNING: "Auszeichnung" is not a type of record; expected one of: %types% [cv.type]',
    ),
    Case(
        'an empty type',
        entry(of=''),
        'a.md:3: WARNING: "type": expected one of: %types%, found nothing [cv.type]',
    ),
    Case(
        'a list of types',
        entry(of='[award, role]'),
        'a.md:3: WARNING: "type": expected one of: %types%, found a list [cv.type]',
    ),
    Case(
        'a field that nobody knows',
        entry('rubbish: x'),
        'a.md:5: WARNING: "rubbish" is not a field of an award; it has: %award% [cv.unknown_field]',
    ),
    Case(
        'a field misspelt',
        entry('organisation: AS'),
        'a.md:5: WARNING: "organisation" is not a field of an award; did you mean "organization"? [cv.unknown_field]',
    ),
    Case(
        'a field of another type',
        entry('authors: [Ada]'),
        'a.md:5: WARNING: "authors" is not a field of an award; it has: %award% [cv.unknown_field]',
    ),
    Case(
        'a field of another tool',
        entry('employer: AS'),
        'a.md:5: WARNING: "employer" is not a field of an award; the employer is its "organization" [cv.unknown_field]',
    ),
    Case(
        'a field that is the heading',
        entry('title: Medal'),
        'a.md:5: WARNING: "title" is not a field of an award; a page\'s heading is its title [cv.unknown_field]',
    ),
    Case(
        'a field that is missing',
        entry(of='role'),
        'a.md:3: WARNING: "organization" is missing: every role needs it [cv.missing_field]',
    ),
    Case(
        'no date',
        entry(date=''),
        'a.md:3: WARNING: "date", or "start" and "end", is missing: every award needs it [cv.missing_field]',
    ),
    Case(
        'a name of a person',
        person('name: Ada'),
        'a.md:4: WARNING: "name" is not a field of a person; a page\'s heading is its name [cv.unknown_field]',
    ),
    Case(
        'a field in the text that is not there',
        entry(text='{field}`location`'),
        'a.md:8: WARNING: "location" cannot be printed here: the front matter of this page does not set it [cv.unknown_field]',
    ),
    Case(
        'a field in the text misspelt',
        entry('location: London', text='{field}`locaton`'),
        'a.md:9: WARNING: "locaton" is not a field that this page can print; did you mean "location"?; expected one of: location [cv.unknown_field]',
    ),
)

# ---- values --------------------------------------------------------------------------------------

_VALUES = (
    Case(
        'the year 0',
        entry(date='0000'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "0000" [cv.value]',
    ),
    Case(
        'a year before any CV',
        entry(date='0123'),
        'a.md:4: WARNING: "date": expected a year from 1000 to 2999, found "0123" [cv.value]',
    ),
    Case(
        'a year after all',
        entry(date='9999'),
        'a.md:4: WARNING: "date": expected a year from 1000 to 2999, found "9999" [cv.value]',
    ),
    Case(
        'an end after all',
        entry('start: 1842', 'end: 9999', date=''),
        'a.md:5: WARNING: "end": expected a year from 1000 to 2999, found "9999" [cv.value]',
    ),
    Case(
        'a year of two figures',
        entry(date='42'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "42" [cv.value]',
    ),
    Case(
        'a year of five figures',
        entry(date='18420'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "18420" [cv.value]',
    ),
    Case(
        'the month 0',
        entry(date='1842-00'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "1842-00" [cv.value]',
    ),
    Case(
        'the month 13',
        entry(date='1842-13'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "1842-13" [cv.value]',
    ),
    Case(
        'a month of one figure',
        entry(date='1842-3'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "1842-3" [cv.value]',
    ),
    Case(
        'the quarter 5',
        entry(date='1842-Q5'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "1842-Q5" [cv.value]',
    ),
    Case(
        'a day that no calendar has',
        entry(date='1842-02-30'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "1842-02-30" [cv.value]',
    ),
    Case(
        'a day with an hour',
        entry(date='1842-02-03T04:05'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "1842-02-03T04:05" [cv.value]',
    ),
    Case(
        'a day the other way round',
        entry(date='03/05/1842'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "03/05/1842" [cv.value]',
    ),
    Case(
        'a month by name',
        entry(date='March 1842'),
        'a.md:4: WARNING: "date": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, found "March 1842" [cv.value]',
    ),
    Case(
        'the figures of another script',
        entry(date='١٨٤٢'),
        harmless='they are figures, and are read',
        shows='1842',
    ),
    Case(
        'an end before its start',
        entry('start: 1843', 'end: 1842', date=''),
        'a.md:5: WARNING: "end": expected a date after the start, 1843, found "1842" [cv.value]',
    ),
    Case(
        'a start without an end',
        entry('start: 1843', date=''),
        'a.md:4: WARNING: "end" is missing: "start" needs it; expected a date or "present" [cv.missing_field]',
    ),
    Case(
        'an end without a start',
        entry('end: 1843', date=''),
        'a.md:4: WARNING: "start" is missing: "end" needs it; expected a date [cv.missing_field]',
    ),
    Case(
        'a date and a start',
        entry('start: 1842', 'end: 1843'),
        'a.md:4: WARNING: "date": expected either "date", or "start" and "end", found both [cv.value]',
    ),
    Case(
        'an end in words',
        entry('start: 1843', 'end: now', date=''),
        'a.md:5: WARNING: "end": expected a date such as 2024, 2009-Q3, 2010-03 or 2010-03-05, or "present", found "now"; did you mean "present"? [cv.value]',
    ),
    Case(
        'a duration in words',
        entry('duration: a few months'),
        'a.md:5: WARNING: "duration": expected a duration such as "4 months" or "1 year", found "a few months" [cv.value]',
    ),
    Case(
        'a duration of nothing',
        entry('duration: 0 months'),
        'a.md:5: WARNING: "duration": expected a duration such as "4 months" or "1 year", found "0 months" [cv.value]',
    ),
    Case(
        'half a year',
        entry('duration: 0.5 years'),
        'a.md:5: WARNING: "duration": expected a duration such as "4 months" or "1 year", found "0.5 years" [cv.value]',
    ),
    Case(
        'a duration of ages',
        entry('duration: 99999 years'),
        'a.md:5: WARNING: "duration": expected a duration of 1000 years at most, found a longer one [cv.value]',
    ),
    Case(
        'a duration of 400 figures',
        entry('duration: ' + '9' * 400 + ' years'),
        'a.md:5: WARNING: "duration": expected a duration of 1000 years at most, found a longer one [cv.value]',
    ),
    Case(
        'a duration longer than its time',
        entry('start: 1842', 'end: 1843', 'duration: 5 years', date=''),
        'a.md:6: WARNING: "duration": expected no more than from 1842 to 1843, found "5 years" [cv.value]',
    ),
    Case(
        'a duration shorter than its time',
        entry('start: 1842', 'end: 1846', 'duration: 4 months', date=''),
        harmless='work may have had pauses',
        shows='4 months',
    ),
    Case(
        'a duration of what takes no time',
        interest('duration: 4 months'),
        'a.md:4: WARNING: "duration" is not a field of an interest; it has: id, abbreviation, url, skills, extra, private, only [cv.unknown_field]',
    ),
    Case(
        'a credential that expired before it began',
        entry('organization: AS', 'expires: 1841', of='certification'),
        'a.md:6: WARNING: "expires": expected a date after 1842, found "1841" [cv.value]',
    ),
    Case(
        'a credential that expired before it was issued',
        entry('organization: AS', 'issued: 1843', 'expires: 1842', of='certification'),
        'a.md:7: WARNING: "expires": expected a date after 1843, found "1842" [cv.value]',
    ),
    Case(
        'a credential issued at another time',
        entry('organization: AS', 'issued: 1844', of='certification'),
        harmless='an examination and its certificate may be years apart; sphinx-cv check asks about it',
        shows='1844',
    ),
    Case(
        'an address without a scheme',
        entry('url: example.org'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "example.org" [cv.value]',
    ),
    Case(
        'an address that is a script',
        entry('url: javascript:alert(1)'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "javascript:alert(1)" [cv.value]',
    ),
    Case(
        'an address that is its own page',
        entry('url: "data:text/html,x"'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "data:text/html,x" [cv.value]',
    ),
    Case(
        'an address of a file',
        entry('url: file:///etc/passwd'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "file:///etc/passwd" [cv.value]',
    ),
    Case(
        'an address of FTP',
        entry('url: ftp://example.org/'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "ftp://example.org/" [cv.value]',
    ),
    Case(
        'an address that is mail',
        entry('url: mailto:ada@example.org'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "mailto:ada@example.org" [cv.value]',
    ),
    Case(
        'an address with a space',
        entry('url: https://example.org/a b'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "https://example.org/a b" [cv.value]',
    ),
    Case(
        'an address with a quotation mark',
        entry('url: https://example.org/"onload="x'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "https://example.org/"onload="x" [cv.value]',
    ),
    Case(
        'an address with markup',
        entry('url: https://example.org/<b>'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "https://example.org/<b>" [cv.value]',
    ),
    Case(
        'an address with half a bracket',
        entry('url: "https://[oops"'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "https://[oops" [cv.value]',
    ),
    Case(
        'an address with a port that is none',
        entry('url: https://example.org:99999/'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "https://example.org:99999/" [cv.value]',
    ),
    Case(
        'an address without a host',
        entry('url: https:///x'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "https:///x" [cv.value]',
    ),
    Case(
        'an address without a host but with a port',
        entry('url: https://:80/x'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found "https://:80/x" [cv.value]',
    ),
    Case(
        'an address in other letters',
        entry('url: https://bücher.example/ß'),
        harmless='browsers know how to ask for it',
        shows='bücher.example',
    ),
    Case(
        'a control in an address',
        entry('url: "https://example.org/\\x01"'),
        'a.md:5: WARNING: "url": expected an address that begins with https:// or http://, found the character U+0001, which nothing prints [cv.value]',
    ),
    Case(
        'a DOI that is none',
        entry('doi: 12.34', of='publication'),
        'a.md:5: WARNING: "doi": expected a DOI such as 10.1000/182, found "12.34" [cv.value]',
    ),
    Case(
        'an e-mail address with its scheme',
        person('email: mailto:ada@example.org'),
        'a.md:4: WARNING: "email": expected an e-mail address such as ada@example.org, found "mailto:ada@example.org"; did you mean "ada@example.org"? [cv.value]',
    ),
    Case(
        'an e-mail address with a name',
        person('email: Ada <ada@example.org>'),
        'a.md:4: WARNING: "email": expected an e-mail address such as ada@example.org, found "Ada <ada@example.org>"; did you mean "ada@example.org"? [cv.value]',
    ),
    Case(
        'an e-mail address with a second one',
        person('email: "ada@example.org?cc=x@example.org"'),
        'a.md:4: WARNING: "email": expected an e-mail address such as ada@example.org, found "ada@example.org?cc=x@example.org" [cv.value]',
    ),
    Case(
        'an e-mail address with a line feed',
        person('email: "ada@example.org%0Abcc"'),
        'a.md:4: WARNING: "email": expected an e-mail address such as ada@example.org, found "ada@example.org%0Abcc" [cv.value]',
    ),
    Case(
        'two signs in an e-mail address',
        person('email: ada@example@org'),
        'a.md:4: WARNING: "email": expected an e-mail address such as ada@example.org, found "ada@example@org" [cv.value]',
    ),
    Case(
        'an e-mail address in a network',
        person('email: ada@analytical'),
        harmless='a network of its own needs no dot',
        shows='ada@analytical',
    ),
    Case(
        'a telephone number in words',
        person('phone: call me'),
        'a.md:4: WARNING: "phone": expected a telephone number such as +44 20 7946 0000, found "call me" [cv.value]',
    ),
    Case(
        'a telephone number with words',
        person('phone: +44 20 7946 0000 (by day)'),
        harmless='owners write numbers as they like; the link has its figures only',
        shows='(by day)',
    ),
    Case(
        'a photo that is not there',
        person('photo: ada.png'),
        'a.md:4: WARNING: "photo": there is no file "ada.png" beside this page [cv.value]',
    ),
    Case(
        'a photo of another kind',
        person('photo: ada.gif'),
        'a.md:4: WARNING: "photo": expected a file such as photo.jpg or photo.png, found "ada.gif" [cv.value]',
    ),
    Case(
        'a photo of another host',
        person('photo: https://example.org/ada.png'),
        'a.md:4: WARNING: "photo": expected a file such as photo.jpg or photo.png, found "https://example.org/ada.png" [cv.value]',
    ),
    Case(
        'a photo that is no picture',
        person('photo: ada.png') | {'ada.png': 'no picture'},
        'a.md:4: WARNING: "photo": the file "ada.png" is no picture [cv.value]',
    ),
    Case(
        'an empty list',
        entry('location: []'),
        'a.md:5: WARNING: "location": expected at least one item, found an empty list [cv.value]',
    ),
    Case(
        'a list with nothing in it',
        entry('skills: [C, ""]'),
        'a.md:5: WARNING: "skills": expected a text, found nothing [cv.value]',
    ),
    Case(
        'a list in a list',
        entry('skills: [C, [Lua]]'),
        'a.md:5: WARNING: "skills": expected a text, found a list; if it is a text, quote it: "[Lua]" [cv.value]',
    ),
    Case(
        'a list written as a text',
        entry('skills: C, Lua, Rust'),
        'a.md:5: WARNING: "skills": "C, Lua, Rust" is one text; did you mean a list? [C, Lua, Rust] [cv.list]',
    ),
    Case(
        'authors written as a text',
        entry('authors: A. Lovelace, C. Babbage and L. Menabrea', of='publication'),
        'a.md:5: WARNING: "authors": "A. Lovelace, C. Babbage and L. Menabrea" is one text; did you mean a list? [A. Lovelace, C. Babbage, L. Menabrea] [cv.list]',
    ),
    Case(
        'places written as a text',
        entry('location: Paris, France and London, UK'),
        'a.md:5: WARNING: "location": "Paris, France and London, UK" is one text; did you mean a list? ["Paris, France", "London, UK"] [cv.list]',
    ),
    Case(
        'one text with a comma',
        entry('skills: ["C, the language"]'),
        harmless='between brackets it is one',
        shows='C, the language',
    ),
    Case(
        'a language without a name',
        person('languages: [{fluency: Native}]'),
        'a.md:4: WARNING: "languages": "name" is missing: every language needs it [cv.missing_field]',
    ),
    Case(
        'languages as words',
        person('languages: [French]'),
        'a.md:4: WARNING: "languages": expected "name", and maybe "fluency", found "French" [cv.value]',
    ),
    Case(
        'a profile without an address',
        person('profiles: [{network: GitHub}]'),
        'a.md:4: WARNING: "profiles": "url" is missing: every profile needs it [cv.missing_field]',
    ),
    Case(
        'a profile with another address',
        person('profiles: [{network: GitHub, url: "javascript:1"}]'),
        'a.md:4: WARNING: "profiles": expected an address that begins with https:// or http://, found "javascript:1" [cv.value]',
    ),
    Case(
        'a part of an address that there is not',
        person('address: {town: Turin}'),
        'a.md:4: WARNING: "address": "town" is not a field of an address; it has: street, postcode, city, region, country [cv.unknown_field]',
    ),
    Case(
        'a control in a name',
        entry('organization: "A\\x07B"'),
        'a.md:5: WARNING: "organization": expected a text, found the character U+0007, which nothing prints [cv.value]',
    ),
    Case(
        'half a character in a name',
        entry('organization: "A\\ud800B"'),
        'a.md:5: WARNING: "organization": expected a text, found the character U+D800, which nothing prints [cv.value]',
    ),
    Case(
        'an invisible name',
        entry('organization: "\\u200b"'),
        'a.md:5: WARNING: "organization": expected a text, found nothing that can be seen: U+200B [cv.value]',
    ),
    Case(
        'a name of spaces',
        entry('organization: "\\u00a0"'),
        'a.md:5: WARNING: "organization": expected a text, found nothing that can be seen: U+00A0 [cv.value]',
    ),
    Case(
        'a line feed in a name',
        entry('organization: "Analytical\\nSociety"'),
        harmless='it is a space',
        shows='Analytical Society',
    ),
    Case('a name of signs', entry('organization: "-"'), harmless='a sign can be seen', shows='-'),
    Case(
        'the order of letters turned round',
        entry('organization: "\\u202eSA"'),
        'a.md:5: WARNING: "organization": expected a text, found the character U+202E, which nothing prints [cv.value]',
    ),
    Case(
        'an id with spaces',
        entry('id: the engine'),
        'a.md:5: WARNING: "id": expected letters and figures, with "-", "_" or "." between them and no spaces, found "the engine"; did you mean "the-engine"? [cv.value]',
    ),
    Case(
        'an id with markup',
        entry("id: 'x\"><script>alert(1)</script>'"),
        'a.md:5: WARNING: "id": expected letters and figures, with "-", "_" or "." between them and no spaces, found "x"><script>alert(1)</script>"; did you mean "x-script-alert-1-script"? [cv.value]',
    ),
    Case(
        'an id of signs',
        entry('id: "!"'),
        'a.md:5: WARNING: "id": expected letters and figures, with "-", "_" or "." between them and no spaces, found "!" [cv.value]',
    ),
    Case('an id that is very long', entry('id: ' + 'x' * 5000), harmless='addresses may be long'),
)

# ---- names that clash ----------------------------------------------------------------------------

_CLASHES = (
    Case(
        'two ids',
        entry('id: good'),
        'good.md:2: WARNING: the id "good" is that of a too; give one of them an "id" [cv.duplicate_id]',
    ),
    Case(
        'an id in two forms of Unicode',
        entry('id: "caf\\u00e9"') | {'b.md': entry('id: "cafe\\u0301"')['a.md']},
        'b.md:3: WARNING: the id "café" is that of a too; give one of them an "id" [cv.duplicate_id]',
    ),
    Case('ids that differ in case only', entry('id: Good'), harmless='addresses tell them apart'),
    Case(
        'an id that is that of its heading',
        entry('id: medal', title='Medal'),
        harmless='the place has one id',
        once='id="medal"',
    ),
    Case(
        'an id that is that of a heading below',
        entry('id: notes', text='## Notes\n'),
        harmless='the heading is in the same page, so it has the id',
        once='id="notes"',
    ),
    Case(
        'an id that is that of a skill',
        entry('id: skill-c', 'skills: [C]') | skills(),
        harmless='they are on two pages',
    ),
    Case(
        'two people',
        person() | {'b.md': person()['a.md']},
        'b.md:3: WARNING: a is of type "person" already; a CV has one such page [cv.duplicate_page]',
    ),
    Case(
        'two pages about skills',
        skills() | {'b.md': skills()['s.md']},
        's.md:3: WARNING: b is of type "skills" already; a CV has one such page [cv.duplicate_page]',
    ),
    Case(
        'two skills of one name',
        entry('skills: [C]') | skills('names:', '  C: {long: one}', '  c: {long: two}'),
        's.md:6: WARNING: "names": "c" stands twice; it was first given in line 5 [cv.front_matter]',
    ),
    Case('a skill twice in a list', entry('skills: [C, C]'), harmless='it is one skill'),
    Case(
        'skills that differ in case only',
        entry('skills: [gdb, GDB]'),
        harmless='they are one; sphinx-cv check asks which is meant',
    ),
    Case(
        'organisations that differ in case only',
        entry('organization: Red Hat') | {'b.md': entry('organization: red hat')['a.md']},
        harmless='they are one; sphinx-cv check asks which is meant',
    ),
    Case(
        'names of nothing but signs',
        entry('skills: ["++", "--"]') | skills(),
        harmless='each has a place of its own',
    ),
    Case(
        'one alias for two skills',
        entry('skills: [C, Lua]')
        | skills('names:', '  C: {aliases: [x]}', '  Lua: {aliases: [x]}'),
        's.md:6: WARNING: "x" is given to "Lua", but it stands for "C" already [cv.alias]',
    ),
    Case(
        'an alias that is described too',
        entry('skills: [C, Lua]')
        | skills('names:', '  C: {aliases: [Lua]}', '  Lua: {level: good}'),
        's.md:5: WARNING: "Lua" is given to "C", but it stands for "Lua" already [cv.alias]',
    ),
    Case(
        'an alias that an entry uses',
        entry('skills: [C, K&R C]') | skills('names:', '  C: {aliases: [K&R C]}'),
        harmless='that is what an alias is for',
    ),
    Case(
        'an alias of the same name',
        entry('skills: [C]') | skills('names:', '  C: {aliases: [C, C]}'),
        harmless='it says nothing new',
    ),
    Case(
        'aliases written as a text',
        entry('skills: [C]') | skills('names:', '  C: {aliases: "K&R, ANSI"}'),
        's.md:5: WARNING: "names": "K&R, ANSI" is one alias; did you mean a list? ["K&R", ANSI] [cv.list]',
    ),
    Case(
        'a skill that nobody shows',
        entry('skills: [gdb]') | skills('names:', '  gbd: {long: x}'),
        's.md:5: WARNING: no entry names "gbd"; did you mean "gdb"? [cv.unused_name]',
    ),
    Case(
        'what is near and not in the CV',
        entry('skills: [C]') | skills('names:', '  C: {near: [Rust]}'),
        harmless='readers search for it, and find C',
        shows='',
    ),
    Case(
        'an organisation that nobody names',
        entry('organization: AS')
        | {
            'o.md': '---\ncv:\n  type: organizations\n  names:\n    Analytical: {long: x}\n---\n# Organisations\n'
        },
        'o.md:5: WARNING: no entry names "Analytical" [cv.unused_name]',
    ),
    Case(
        'a skill in two groups',
        entry('skills: [C]') | skills('groups:', '  One: [C]', '  Two: [C]'),
        's.md:6: WARNING: "C" is in the group "One" already [cv.alias]',
    ),
    Case(
        'two groups of one name',
        entry('skills: [C, D]') | skills('groups:', '  One: [C]', '  one: [D]'),
        's.md:6: WARNING: "groups": "one" stands twice; it was first given in line 5 [cv.front_matter]',
    ),
    Case(
        'two labels',
        {'a.md': '(x)=\n# A\n', 'b.md': '(x)=\n# B\n'},
        'b.md:2: WARNING: duplicate label x, other instance in a.md',
    ),
    Case(
        'two headings below',
        entry(text='## B\n\n## B\n'),
        harmless='the second one gets another address',
    ),
)

# ---- text ----------------------------------------------------------------------------------------

_TEXT = (
    Case(
        'no heading',
        {'a.md': entry()['a.md'].replace('# A', 'A')},
        'a.md:3: WARNING: a page of type "award" needs a heading: its title [cv.title]',
    ),
    Case(
        'an empty heading', entry(title=''), 'a.md:6: WARNING: the heading has no text [cv.title]'
    ),
    Case(
        'an invisible heading',
        entry(title='\u200b'),
        'a.md:6: WARNING: the heading has no text [cv.title]',
    ),
    Case(
        'a heading that is a comment',
        entry(title='<!-- A -->'),
        'a.md:6: WARNING: the heading has no text [cv.title]',
    ),
    Case(
        'two titles',
        entry(text='# B\n'),
        'a.md:8: WARNING: "# B" is a second title; what is below the first one has "##" and more [cv.title]',
    ),
    Case(
        'text above the heading',
        {'a.md': entry()['a.md'].replace('# A', 'Text.\n\n# A')},
        'a.md:6: WARNING: this text stands above the heading; put it below [cv.title]',
    ),
    Case(
        'a comment above the heading',
        {'a.md': entry()['a.md'].replace('# A', '% Text.\n\n# A')},
        harmless='nobody reads it',
    ),
    Case(
        'a level left out',
        entry(text='### B\n'),
        'a.md:8: WARNING: Non-consecutive header level increase; H1 to H3 [myst.header]',
    ),
    Case(
        'a fence never closed',
        entry(text='```\ncode\n\nmore\n'),
        'a.md:8: WARNING: the fence "```" that opens here is never closed [cv.text]',
    ),
    Case(
        'a fence of a directive never closed',
        entry(text='```{note}\nWell.\n\nmore\n'),
        'a.md:8: WARNING: the fence "```" that opens here is never closed [cv.text]',
    ),
    Case(
        'a fence of colons never closed',
        entry(text=':::{note}\nWell.\n\nmore\n'),
        'a.md:8: WARNING: the fence ":::" that opens here is never closed [cv.text]',
    ),
    Case(
        'a fence closed with too few signs',
        entry(text='````\ncode\n```\n\nmore\n'),
        'a.md:8: WARNING: the fence "````" that opens here is never closed [cv.text]',
    ),
    Case(
        'a listing never closed',
        person(text=':::{entries}\n:types: award\n\nmore\n'),
        'a.md:7: WARNING: the fence ":::" that opens here is never closed [cv.text]',
    ),
    Case('a fence in a list', entry(text='- ```\n  code\n  ```\n'), harmless='it is closed'),
    Case(
        'a comment never closed',
        entry(text='<!-- was\n\nmore\n'),
        'a.md:8: WARNING: the comment "<!--" that opens here is never closed [cv.text]',
    ),
    Case(
        'a comment that begins within a line',
        entry(text='Was <!-- here\n\nmore\n'),
        harmless='Markdown takes it for text, so nothing is hidden',
        shows='Was &lt;!-- here',
    ),
    Case(
        'a role never closed',
        entry(text='With {skill}`gdb only.\n'),
        'a.md:8: WARNING: "{skill}" stands in the text as it is; expected {skill}`name` [cv.text]',
    ),
    Case(
        'an empty role',
        entry(text='With {skill}` ` only.\n'),
        'a.md:8: WARNING: "{skill}" names nothing; expected {skill}`name` [cv.text]',
    ),
    Case(
        'a role of nothing',
        entry(text='With {skill}`` only.\n'),
        'a.md:8: WARNING: "{skill}" stands in the text as it is; expected {skill}`name` [cv.text]',
    ),
    Case(
        'a role in code', entry(text='Write ``{skill}`gdb` ``.\n'), harmless='code is as it stands'
    ),
    Case(
        'a role that there is not',
        entry(text='With {skil}`gdb`.\n'),
        'a.md:8: WARNING: Unknown interpreted text role "skil". [myst.role_unknown]',
    ),
    Case(
        'a directive that there is not',
        entry(text=':::{timelin}\n:::\n'),
        "a.md:8: WARNING: Unknown directive type: 'timelin' [myst.directive_unknown]",
    ),
    Case(
        'a type that there is not',
        person(text=':::{entries}\n:types: awards\n:::\n'),
        'a.md:7: WARNING: "awards" is not a type of entry; did you mean "award"?; expected one of: %entries% [cv.type]',
    ),
    Case(
        'types of which one is not',
        person(text=':::{entries}\n:types: award, rule\n:::\n'),
        'a.md:7: WARNING: "rule" is not a type of entry; did you mean "role"?; expected one of: %entries% [cv.type]',
    ),
    Case(
        'an option that there is not',
        entry(text=':::{note}\n:clas: x\n\nWell.\n:::\n'),
        "a.md:9: WARNING: 'note': Unknown option key: 'clas' (allowed: ['class', 'collapsible', 'name']) [myst.directive_option]",
    ),
    Case(
        'text in a listing',
        {'a.md': '# A\n\n:::{timeline}\n\nText.\n:::\n'},
        "a.md:3: WARNING: 'timeline': Has content, but none permitted [myst.directive_parse]",
    ),
    Case(
        'a listing of nothing',
        {'a.md': '# A\n\n:::{entries}\n:types: role\n:::\n'},
        'a.md:3: WARNING: "entries" has nothing to list here [cv.empty_listing]',
    ),
    Case(
        'languages of nobody',
        {'a.md': '# A\n\n:::{languages}\n:::\n'},
        'a.md:3: WARNING: "languages" has nothing to list here [cv.empty_listing]',
    ),
    Case(
        'an entry that is not there',
        entry(text='See {entry}`goood`.\n'),
        'a.md:8: WARNING: there is no entry with the id "goood"; did you mean "good"? [cv.unknown_entry]',
    ),
    Case(
        'an organisation that is not there',
        entry('organization: Red Hat', text='At {org}`RedHat`.\n'),
        'a.md:9: WARNING: no entry names the organization "RedHat"; did you mean "Red Hat"? [cv.unknown_organization]',
    ),
    Case(
        'a link to a page that is not there',
        entry(text='[x](gone.md)\n'),
        "a.md:8: WARNING: 'myst' cross-reference target not found: 'gone.md' [myst.xref_missing]",
    ),
    Case(
        'a link to a place that is not there',
        entry(text='[x](#gone)\n'),
        "a.md:8: WARNING: 'myst' cross-reference target not found: 'gone' [myst.xref_missing]",
    ),
    Case(
        'a link out of the project',
        entry(text='[x](../../../etc/passwd)\n'),
        "a.md:8: WARNING: 'myst' cross-reference target not found: '../../../etc/passwd' [myst.xref_missing]",
    ),
    Case(
        'a link that is a script',
        entry(text='[x](javascript:alert(1))\n'),
        harmless='MyST makes no link of it',
        shows='[x](javascript:alert(1))',
    ),
    Case(
        'a picture that is not there',
        entry(text='![x](gone.png)\n'),
        'a.md:8: WARNING: image file not readable: gone.png [image.not_readable]',
    ),
    Case(
        'a file that is not there',
        entry(text='{download}`gone.pdf`\n'),
        'a.md:8: WARNING: download file not readable: gone.pdf [download.not_readable]',
    ),
    Case(
        'a page to include that is not there',
        entry(text=':::{include} gone.md\n:::\n'),
        'a.md:8: CRITICAL: Directive "include": file not found: \'gone.md\' [docutils]',
    ),
    Case(
        'a footnote that is not there',
        entry(text='A[^1].\n'),
        'a.md:8: ERROR: Unknown target name: "1". [docutils]',
    ),
    Case(
        'two footnotes of one name',
        entry(text='A[^1].\n\n[^1]: B\n\n[^1]: C\n'),
        "a.md:12: WARNING: Duplicate footnote definition found for label: '1' [ref.footnote]",
    ),
    Case(
        'a condition that is none',
        entry(text=':::{only} html and\nText.\n:::\n'),
        'a.md:8: WARNING: "only": expected a tag such as "short", or an expression such as "short and not agency", found "html and" [cv.only]',
    ),
    Case(
        'a formula that reads a file',
        entry(text='{math}`\\input{/etc/hostname}`\n'),
        'a.md:8: WARNING: the formula "\\input{/etc/hostname}" cannot be shown, only its TeX: Unknown command "\\input" [cv.formula]',
    ),
    Case(
        'a formula that is not closed',
        entry(text='{math}`\\frac{1`\n'),
        'a.md:8: WARNING: the formula "\\frac{1" cannot be shown, only its TeX: Expected closing token "}", but reached end of input [cv.formula]',
    ),
)

# ---- settings ------------------------------------------------------------------------------------

_SETTINGS = (
    Case(
        'no project',
        {'conf.py': "extensions = ['sphinx_cv']\n"},
        'conf.py: "project" is missing; expected the name of the CV\'s owner',
        1,
    ),
    Case(
        'a project of signs',
        conf("project = '!'"),
        "conf.py:3: project: expected the name of the CV's owner, such as 'Ada Lovelace', found '!'",
        1,
    ),
    Case(
        'a project that is a number',
        conf('project = 7'),
        "conf.py:3: project: expected the name of the CV's owner, such as 'Ada Lovelace', found 7",
        1,
    ),
    Case(
        'half a character in the project',
        conf("project = 'A\\ud800'"),
        "conf.py:3: project: expected the name of the CV's owner, such as 'Ada Lovelace', found 'A\\ud800'",
        1,
    ),
    Case(
        'an author that is a list',
        conf("author = ['Ada']"),
        "conf.py:3: author: expected a text, found ['Ada']",
        1,
    ),
    Case(
        'a title that is a number',
        conf('html_title = 7'),
        'conf.py:3: html_title: expected a text, found 7',
        1,
    ),
    Case(
        'a language that there is not',
        conf("language = 'xx'"),
        "conf.py:3: language: expected a language such as 'fr' or 'pt_BR', found 'xx'",
        1,
    ),
    Case(
        'a language with a hyphen',
        conf("language = 'pt-BR'"),
        "conf.py:3: language: expected a language such as 'fr' or 'pt_BR', found 'pt-BR'; did you mean \"pt_BR\"?",
        1,
    ),
    Case(
        'an address without a scheme',
        conf("html_baseurl = 'ada.example.org'"),
        "conf.py:3: html_baseurl: expected the address of the site such as 'https://ada.example.org/cv/', or '', found 'ada.example.org'",
        1,
    ),
    Case(
        'an address that is a script',
        conf("html_baseurl = 'javascript:alert(1)'"),
        "conf.py:3: html_baseurl: expected the address of the site such as 'https://ada.example.org/cv/', or '', found 'javascript:alert(1)'",
        1,
    ),
    Case(
        'an address that is a number',
        conf('html_baseurl = 7'),
        "conf.py:3: html_baseurl: expected the address of the site such as 'https://ada.example.org/cv/', or '', found 7",
        1,
    ),
    Case(
        'a theme that there is not',
        conf("html_theme = 'furro'"),
        'conf.py:3: html_theme: expected a theme that is installed, found \'furro\'; did you mean "furo"?',
        1,
    ),
    Case(
        'a theme that is no name',
        conf('html_theme = 7'),
        'conf.py:3: html_theme: expected a theme that is installed, found 7; there are: agogo, alabaster, basic, basic-ng, bizstyle, classic, default, epub, furo, haiku, nature, nonav, pyramid, scrolls, sphinxdoc, traditional',
        1,
    ),
    Case(
        'a warning that there is not',
        conf("suppress_warnings = ['cv.unused']"),
        'conf.py:3: suppress_warnings: "cv.unused" is not a warning; there are: %warnings%',
        1,
    ),
    Case(
        'all warnings',
        conf("suppress_warnings = ['cv']"),
        harmless='Sphinx takes the type for all its subtypes',
    ),
    Case(
        'a setting misspelt',
        conf("cv_pfd = 'x.pdf'"),
        'conf.py:3: "cv_pfd" is not a setting; did you mean "cv_pdf"?',
        1,
    ),
    Case(
        'a setting that nobody knows',
        conf('cv_zoom = 2'),
        'conf.py:3: "cv_zoom" is not a setting; there are: %settings%',
        1,
    ),
    Case(
        'a function of the owner', conf('def cv_zoom(): pass'), harmless='a function is no setting'
    ),
    Case(
        'a PDF elsewhere',
        conf("cv_pdf = '../cv.pdf'"),
        "conf.py:3: cv_pdf: expected the name of a file such as 'ada-cv.pdf', '' for none, or None, found '../cv.pdf'",
        1,
    ),
    Case(
        'a PDF over the first page',
        conf("cv_pdf = 'index.html'"),
        "conf.py:3: cv_pdf: expected the name of a file such as 'ada-cv.pdf', '' for none, or None, found 'index.html'",
        1,
    ),
    Case(
        'a PDF with a name that no disk takes',
        conf("cv_pdf = 'a' * 251 + '.pdf'"),
        "conf.py:3: cv_pdf: expected the name of a file such as 'ada-cv.pdf', '' for none, or None, found '"
        + 'a' * 251
        + ".pdf'",
        1,
    ),
    Case(
        'a PDF that is a number',
        conf('cv_pdf = 7'),
        "conf.py:3: cv_pdf: expected the name of a file such as 'ada-cv.pdf', '' for none, or None, found 7",
        1,
    ),
    Case(
        'a paper that there is not',
        conf("cv_pdf_paper = 'a5'"),
        "conf.py:3: cv_pdf_paper: expected 'a4' or 'letter', found 'a5'",
        1,
    ),
    Case(
        'a colour by name',
        conf("cv_pdf_accent = 'blue'"),
        "conf.py:3: cv_pdf_accent: expected a colour such as '#1F5582', found 'blue'",
        1,
    ),
    Case(
        'a colour that cannot be read',
        conf("cv_pdf_accent = '#FFCC00'"),
        "conf.py:3: cv_pdf_accent: expected a colour that can be read on white (a contrast of 4.5 or more), found '#FFCC00' with 1.5",
        1,
    ),
    Case(
        'a font of none',
        conf("cv_pdf_font = ''"),
        "conf.py:3: cv_pdf_font: expected the name of a font, found ''",
        1,
    ),
    Case(
        'dates elsewhere',
        conf("cv_pdf_dates = 'left'"),
        "conf.py:3: cv_pdf_dates: expected 'margin' or 'right', found 'left'",
        1,
    ),
    Case(
        'a layout that there is not',
        conf("cv_pdf_layout = 'modern'"),
        "conf.py:3: cv_pdf_layout: expected 'classic' or 'compact', found 'modern'",
        1,
    ),
    Case(
        'pages below 0',
        conf('cv_pdf_max_pages = -1'),
        'conf.py:3: cv_pdf_max_pages: expected a number of pages, or 0 for any, found -1',
        1,
    ),
    Case(
        'pages as a text',
        conf("cv_pdf_max_pages = '2'"),
        "conf.py:3: cv_pdf_max_pages: expected a number of pages, or 0 for any, found '2'",
        1,
    ),
    Case(
        'fitting that is neither',
        conf("cv_pdf_fit = 'yes'"),
        "conf.py:3: cv_pdf_fit: expected True or False, found 'yes'",
        1,
    ),
    Case(
        'no time for LaTeX',
        conf('cv_pdf_timeout = 0'),
        'conf.py:3: cv_pdf_timeout: expected a number of seconds above 0, found 0',
        1,
    ),
    Case(
        'a frame that there is not',
        conf("cv_frame = 'none'"),
        "conf.py:3: cv_frame: expected 'career' or 'furo', found 'none'",
        1,
    ),
    Case(
        'unlisted that is neither',
        conf('cv_unlisted = 1'),
        'conf.py:3: cv_unlisted: expected True or False, found 1',
        1,
    ),
    Case(
        'a policy that is a number',
        conf('cv_csp = 1'),
        "conf.py:3: cv_csp: expected a policy, {'script-src': 'https://example.org'} to add to the one that there is, '' for none, or None, found 1",
        1,
    ),
    Case(
        'a policy with two directives in one',
        conf("cv_csp = {'script-src': 'a; img-src b'}"),
        "conf.py:3: cv_csp: 'script-src': expected sources parted by spaces, found 'a; img-src b'",
        1,
    ),
    Case(
        'languages as a list',
        conf("cv_languages = ['en']"),
        "conf.py:3: cv_languages: expected languages and their folders such as {'en': '', 'fr': 'fr'}, found ['en']",
        1,
    ),
    Case(
        'a language elsewhere',
        conf("cv_languages = {'en': '../en'}"),
        "conf.py:3: cv_languages: 'en': expected a folder such as 'fr', or '', found '../en'",
        1,
    ),
    Case(
        'types as a list',
        conf("cv_types = ['fellowship']"),
        "conf.py:3: cv_types: expected types such as {'fellowship': {'like': 'award', 'label': 'Fellowship'}}, found ['fellowship']",
        1,
    ),
    Case(
        'a type like no other',
        conf("cv_types = {'fellowship': {'like': 'awards', 'label': 'F'}}"),
        'conf.py:3: cv_types: \'fellowship\': "like": expected the name of a type that there is, found \'awards\'; did you mean "award"?',
        1,
    ),
    Case(
        'what is acknowledged as a text',
        conf("cv_acknowledged = 'gap:a/b'"),
        "conf.py:3: cv_acknowledged: expected a list such as ['gap:school/first-job'], found 'gap:a/b'",
        1,
    ),
    Case(
        'extensions of MyST misspelt',
        conf("myst_enable_extensions = ['deflists']"),
        "ERROR: myst configuration invalid: 'enable_extensions' items not recognised: {'deflists'}",
    ),
    Case(
        'other extensions of MyST',
        conf("myst_enable_extensions = ['deflist']"),
        harmless='the fences of colons stay',
    ),
    Case(
        'static files that are not there',
        conf("html_static_path = ['_static']"),
        "WARNING: html_static_path entry '_static' does not exist",
    ),
    Case(
        'a favicon that is not there',
        conf("html_favicon = 'gone.png'"),
        "WARNING: favicon file 'gone.png' does not exist",
    ),
    Case(
        'a favicon that is no picture',
        conf("html_favicon = 'ada.png'") | {'ada.png': 'no picture'},
        'WARNING: "ada.png" cannot be drawn as the icon of a home screen: it is no picture [cv.icon]',
    ),
    Case(
        'an option of the theme misspelt',
        conf("html_theme_options = {'light_logos': 'x'}"),
        "WARNING: unsupported theme option 'light_logos' given",
    ),
)

# ---- what Sphinx uses while it starts -------------------------------------------------------------

_START = (
    Case(
        'an extension that is a number',
        extensions('[3]'),
        "conf.py:2: extensions: expected a list such as ['sphinx_cv'], found 3 in it",
        1,
        early=True,
    ),
    Case(
        'extensions as a text',
        extensions("'sphinx_cv'"),
        "conf.py:2: extensions: expected a list such as ['sphinx_cv'], found 'sphinx_cv'",
        1,
        early=True,
    ),
    Case(
        'extensions of nothing',
        extensions('None'),
        "conf.py:2: extensions: expected a list such as ['sphinx_cv'], found None",
        1,
        early=True,
    ),
    Case(
        'an extension without a name',
        extensions("['']"),
        "conf.py:2: extensions: expected an extension that is installed, found ''",
        1,
        early=True,
    ),
    Case(
        'another extension of nothing',
        extensions("['sphinx_cv', None]"),
        "conf.py:2: extensions: expected a list such as ['sphinx_cv'], found None in it",
        1,
    ),
    Case(
        'an extension that there is not',
        extensions("['nosuch']"),
        "conf.py:2: extensions: expected an extension that is installed, found 'nosuch'",
        1,
        early=True,
    ),
    Case(
        'an extension with a hyphen',
        extensions("['sphinx-cv']"),
        'conf.py:2: extensions: expected an extension that is installed, found \'sphinx-cv\'; did you mean "sphinx_cv"?',
        1,
        early=True,
    ),
    Case(
        'an extension of Sphinx misspelt',
        extensions("['sphinx_cv', 'sphinx.ext.todos']"),
        'conf.py:2: extensions: expected an extension that is installed, found \'sphinx.ext.todos\'; did you mean "sphinx.ext.todo"?',
        1,
    ),
    Case(
        'an extension of a package that there is not',
        extensions("['sphinx_cv', 'nosuch.extension']"),
        "conf.py:2: extensions: expected an extension that is installed, found 'nosuch.extension'",
        1,
    ),
    Case(
        'extensions as a dictionary',
        extensions('{}'),
        "conf.py: 'sphinx_cv' is not among its extensions",
        1,
        early=True,
    ),
    Case(
        'no extensions',
        {'conf.py': "project = 'Ada Lovelace'\n"},
        "conf.py: 'sphinx_cv' is not among its extensions",
        1,
        early=True,
    ),
    Case(
        'a language that is a number',
        conf('language = 7'),
        "conf.py:3: language: expected a language such as 'fr' or 'pt_BR', found 7",
        1,
        early=True,
    ),
    Case(
        'a version of Sphinx that is a number',
        conf('needs_sphinx = 9'),
        "conf.py:3: needs_sphinx: expected a version such as '9.0', found 9",
        1,
        early=True,
    ),
    Case(
        'catalogues that are a number',
        conf('locale_dirs = 3'),
        "conf.py:3: locale_dirs: expected a list such as ['locales'], found 3",
        1,
        early=True,
    ),
    Case(
        'versions as a list',
        conf("needs_extensions = ['sphinx_cv']"),
        "conf.py:3: needs_extensions: expected versions such as {'sphinx_cv': '1.0'}, found ['sphinx_cv']",
        1,
    ),
    Case(
        'a version that is a number',
        conf("needs_extensions = {'sphinx_cv': 1}"),
        "conf.py:3: needs_extensions: expected versions such as {'sphinx_cv': '1.0'}, found {'sphinx_cv': 1}",
        1,
    ),
    Case(
        'an extension of conf.py that is no function',
        conf('setup = 3'),
        'conf.py:3: setup: expected a function, found 3',
        1,
    ),
    Case(
        'a first page without a name',
        conf('root_doc = None'),
        "conf.py:3: root_doc: expected the name of a page such as 'index', found None",
        1,
    ),
    Case(
        'an ending that is a number',
        conf('source_suffix = 3'),
        "conf.py:3: source_suffix: expected endings such as ['.md', '.rst'], found 3",
        1,
    ),
    Case(
        'endings of which one is a number',
        conf("source_suffix = ['.md', 3]"),
        "conf.py:3: source_suffix: expected endings such as ['.md', '.rst'], found ['.md', 3]",
        1,
    ),
    Case(
        'what is excluded as a text',
        conf("exclude_patterns = 'drafts'"),
        "conf.py:3: exclude_patterns: expected a list such as ['drafts'], found 'drafts'",
        1,
    ),
    Case(
        'what is included as nothing',
        conf('include_patterns = None'),
        "conf.py:3: include_patterns: expected a list such as ['**'], found None",
        1,
    ),
    Case(
        'templates of which one is a number',
        conf('templates_path = [3]'),
        "conf.py:3: templates_path: expected a list such as ['_templates'], found 3 in it",
        1,
    ),
    Case(
        'static files as a text',
        conf("html_static_path = '_static'"),
        "conf.py:3: html_static_path: expected a list such as ['_static'], found '_static'",
        1,
    ),
    Case(
        'extensions of MyST as a text',
        conf("myst_enable_extensions = 'deflist'"),
        "conf.py:3: myst_enable_extensions: expected a list such as ['deflist'], found 'deflist'",
        1,
    ),
    Case(
        'a warning as a text',
        conf("suppress_warnings = 'cv.list'"),
        "conf.py:3: suppress_warnings: expected a list such as ['cv.list'], found 'cv.list'",
        1,
    ),
    Case(
        'conf.py in Latin-1',
        {'conf.py': f"{CONF}html_title = 'Café'\n".encode('latin-1')},
        'conf.py:3: the byte 0xE9 ("é" in Windows-1252) is not UTF-8; save the file as UTF-8',
        1,
        early=True,
    ),
    Case(
        'conf.py in UTF-16',
        {'conf.py': CONF.encode('utf-16')},
        'conf.py:1: the file is in UTF-16; save it as UTF-8',
        1,
        early=True,
    ),
    Case(
        'NUL in conf.py',
        conf('\0'),
        'conf.py:3: the character U+0000, which nothing prints; delete it',
        1,
        early=True,
    ),
    Case(
        'conf.py without end',
        conf('def f(): f()\nf()'),
        'conf.py:3: RecursionError: maximum recursion depth exceeded',
        1,
        early=True,
    ),
    Case(
        'a version that is a number of Python',
        conf('version = 1.0'),
        'conf.py:3: version: expected a text, found 1.0',
        1,
    ),
    Case(
        'a copyright that is a year',
        conf('copyright = 1842'),
        'conf.py:3: copyright: expected a text or a list, found 1842',
        1,
    ),
    Case(
        'a logo that is a number',
        conf('html_logo = 3'),
        'conf.py:3: html_logo: expected a text, found 3',
        1,
    ),
    Case(
        'a date of change that is a flag',
        conf('html_last_updated_fmt = True'),
        'conf.py:3: html_last_updated_fmt: expected a text, found True',
        1,
    ),
    Case(
        'options of the theme as a list',
        conf("html_theme_options = ['x']"),
        "conf.py:3: html_theme_options: expected a dictionary, found ['x']",
        1,
    ),
    Case(
        'what templates know as a text',
        conf("html_context = 'x'"),
        "conf.py:3: html_context: expected a dictionary, found 'x'",
        1,
    ),
    Case(
        'sidebars as a list',
        conf("html_sidebars = ['x.html']"),
        "conf.py:3: html_sidebars: expected a dictionary, found ['x.html']",
        1,
    ),
    Case(
        'a flag as a text',
        conf("nitpicky = 'yes'"),
        "conf.py:3: nitpicky: expected True or False, found 'yes'",
        1,
    ),
    Case(
        'a style sheet as a text',
        conf("html_css_files = 'x.css'"),
        "conf.py:3: html_css_files: expected a list such as ['own.css', ('print.css', {'media': 'print'})], found 'x.css'",
        1,
    ),
    Case(
        'a script that is a number',
        conf("html_js_files = ['x.js', 3]"),
        "conf.py:3: html_js_files: expected a list such as ['own.css', ('print.css', {'media': 'print'})], found 3 in it",
        1,
    ),
    Case(
        'colours of code that there are not',
        conf("pygments_style = 'monokay'"),
        'conf.py:3: pygments_style: expected a style of Pygments, found \'monokay\'; did you mean "monokai"?',
        1,
    ),
)

#: All rows by what is wrong.
CLASSES = {
    'file': _FILES,
    'toctree': _TOCTREES,
    'yaml': _YAML,
    'field': _FIELDS,
    'value': _VALUES,
    'clash': _CLASHES,
    'text': _TEXT,
    'setting': _SETTINGS,
    'start': _START,
}
