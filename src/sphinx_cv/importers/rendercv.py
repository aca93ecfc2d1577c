"""From RenderCV's YAML to pages.

The names of its fields, its types of entry, its marks in texts and its networks are those of
https://github.com/rendercv/rendercv: docs/user_guide/yaml_input_structure/cv.md and
src/rendercv/schema/models/cv/social_network.py.

A section of RenderCV has a title of the owner's own, and entries of one type.  What the entries
have says most of what they are, and the words of the title the rest: a ``NormalEntry`` may be a
project, an award or a certificate.  A section of mere texts stays one, as a page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_cv.importers.addresses import completed, refusal
from sphinx_cv.importers.dates import only_year, read_date, read_end, read_when, when
from sphinx_cv.importers.inline import link, marked, plain
from sphinx_cv.importers.markup import Marked, clean, title_of
from sphinx_cv.importers.pages import ImportedCV, Page, accepted
from sphinx_cv.source.lists import texts_meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_cv.model.text import Block

    Fields = dict[str, Any]

_NETWORKS = {
    'LinkedIn': 'https://linkedin.com/in/',
    'GitHub': 'https://github.com/',
    'GitLab': 'https://gitlab.com/',
    'IMDB': 'https://imdb.com/name/',
    'Instagram': 'https://instagram.com/',
    'ORCID': 'https://orcid.org/',
    'StackOverflow': 'https://stackoverflow.com/users/',
    'ResearchGate': 'https://researchgate.net/profile/',
    'YouTube': 'https://youtube.com/@',
    'Google Scholar': 'https://scholar.google.com/citations?user=',
    'Telegram': 'https://t.me/',
    'Leetcode': 'https://leetcode.com/u/',
    'X': 'https://x.com/',
    'Twitter': 'https://x.com/',
}
# The types of entry that a section's title names, the more special ones first.
_TITLES = {
    'internship': 'intern|placement|trainee',
    'volunteer': 'volunt|community|service',
    'teaching': 'teach|lecturing',
    'membership': 'member|affiliation|societ',
    'grant': 'grant|funding|fellowship|scholarship',
    'award': 'award|honou?r|prize|distinction',
    'certification': 'certif|licen[cs]|training|credential',
    'talk': r'\btalk|presentation|conference|invited',
    'patent': 'patent',
    'course': r'\bcourse',
    'publication': 'publi|paper|article|book',
    'reference': 'reference|referee|recommendation',
    'interest': 'interest|hobb',
    'education': 'education|studies|degree',
    'role': 'experience|employment|work|career|position',
    'project': '',
}
#: The types that entries with certain fields may be, the usual one first.
_KINDS = {
    'company': ('role', 'internship', 'volunteer', 'teaching', 'membership'),
    'institution': ('education', 'course'),
    'title': ('publication', 'talk', 'patent'),
    'name': ('project', *_TITLES),
}
_FIELDS = {
    'company': 'organization',
    'institution': 'organization',
    'journal': 'venue',
    'gpa': 'score',
}
_ABOUT = re.compile(r'summary|profile|about|objective|introduction|statement')
_SPOKEN = re.compile(r'languages?(?: skills)?|spoken languages?')
_SKILLS = re.compile(r'skill|technolog|tool|competenc|expertise|programming|proficienc|languages')
_ITEMS = ('bullet', 'number', 'reversed_number')
# More words than this are no skill, but a sentence about some.
_MOST_WORDS = 5
_BULLET = re.compile(r'\s*[-*]\s+(?=\S)')


def read_rendercv(document: Fields) -> ImportedCV:
    """Make the pages that say what a document says; it need not be valid."""
    return _Reader(_with_texts(document)).read()


def _with_texts(value: Any) -> Any:
    """Make numbers the texts that they are in YAML: a year in JSON is a number."""
    if isinstance(value, dict):
        return {key: _with_texts(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_texts(each) for each in value]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class _Reader:
    def __init__(self, document: Fields) -> None:
        self.cv = ImportedCV(unread=[key for key in document if key != 'cv'])
        self.given: Fields = dict(document['cv'])
        self.page = Page('person', _plain(self.given.pop('name', None)) or 'Your Name')

    def read(self) -> ImportedCV:
        sections = self.given.pop('sections', None)
        self._read_person()
        for title, entries in (sections if isinstance(sections, dict) else {}).items():
            self._read_section(str(title), entries if isinstance(entries, list) else [entries])
        if sections and not isinstance(sections, dict):
            self.given['sections'] = sections
        rest = {key: value for key, value in self.given.items() if value not in (None, '', [], {})}
        self.page.extra = {'basics': rest} if rest else {}
        self.cv.kept[:0] = [f'cv.{key}' for key in rest]
        self.cv.person = self.page
        return self.cv

    def _warn(self, message: str) -> None:
        self.cv.warnings.append(message)

    # ---- the person ----------------------------------------------------------------------------

    def _read_person(self) -> None:
        for key, name in (('headline', 'tagline'), ('label', 'tagline'), ('location', 'location')):
            if isinstance(self.given.get(key), str) and name not in self.page.fields:
                self._take(key, name, _plain(self.given[key]))
        for key in ('email', 'phone'):
            texts = [text.removeprefix('tel:') for text in _texts(self.given.get(key))]
            self._take(key, key, texts if len(texts) > 1 else ''.join(texts))
        websites = [*self._addresses('website', _texts(self.given.pop('website', None)))]
        self.page.put('url', ''.join(websites[:1]))
        profiles = [{'network': 'Website', 'url': url} for url in websites[1:]]
        self.page.put('profiles', [*profiles, *self._networks(), *self._connections()])
        if isinstance(self.given.get('photo'), str):
            self._warn(
                f'cv.photo: to show it, copy {self.given.pop("photo")} beside index.md, and name '
                'it there: "photo: …"'
            )

    def _take(self, key: str, name: str, value: Any) -> None:
        """Move a value of the document to a field of the person, if the field takes it."""
        if self.page.put(name, value):
            self.given.pop(key, None)

    def _addresses(self, where: str, texts: Iterable[str]) -> Iterator[str]:
        """The addresses that may stay, in full; what is none is kept."""
        for text in texts:
            address = completed(clean(text))
            if reason := refusal(address, f'cv.{where}'):
                self._warn(reason)
            elif accepted('person', 'url', address):
                yield address
            else:
                self.given.setdefault(where, []).append(text)

    def _networks(self) -> Iterator[Fields]:
        for item in _dicts(self.given.pop('social_networks', None)):
            network, name = _plain(item.get('network')), _plain(item.get('username'))
            if network == 'Mastodon' and name.count('@') > 1:
                _at, user, host = name.rsplit('@', 2)
                address = f'https://{host}/@{user}'
            else:
                address = _NETWORKS.get(network, '') + name if network in _NETWORKS else name
            found = {'network': network, 'username': name, 'url': address}
            if name and accepted('person', 'profiles', [found]):
                yield found
            else:
                self.given.setdefault('social_networks', []).append(item)

    def _connections(self) -> Iterator[Fields]:
        for item in _dicts(self.given.pop('custom_connections', None)):
            words, url = _plain(item.get('placeholder')), item.get('url')
            if isinstance(url, str) and words:
                for address in self._addresses('custom_connections', [url]):
                    yield {'network': words, 'url': address}
            else:
                self.given.setdefault('custom_connections', []).append(item)

    # ---- the sections --------------------------------------------------------------------------

    def _read_section(self, title: str, entries: list[Any]) -> None:
        words = clean(title.replace('_', ' '))
        name = words.casefold()
        lines = [each for each in entries if isinstance(each, dict) and 'label' in each]
        if lines and len(lines) == len(entries) and self._read_lines(name, title, lines):
            return
        texts: list[Block] = []
        for number, entry in enumerate(entries):
            where = f'cv.sections.{title}[{number}]'
            kind = next((key for key in _KINDS if isinstance(entry, dict) and key in entry), '')
            if kind:
                self.cv.entries.append(self._entry(name, kind, entry, where))
            elif isinstance(entry, str):
                texts += self._blocks(entry, where, depth=0)
            elif isinstance(entry, dict):
                texts += self._line(entry, where)
        if texts and _ABOUT.search(name):
            self.page.body += tuple(texts)
        elif texts:
            heading = words if words != title or words[:1].isupper() else words.capitalize()
            heading = heading[:1].upper() + heading[1:]
            self.cv.sections.append(Page('', heading, body=tuple(texts)))

    def _read_lines(self, name: str, title: str, lines: list[Fields]) -> bool:
        """Read lines with labels as languages or groups of skills; say whether they are."""
        pairs = {_plain(line.get('label')): line.get('details') for line in lines}
        if len(pairs) < len(lines) or not all(pairs):
            return False
        where = f'cv.sections.{title}'
        rest = [
            f'{where}[{n}].{k}'
            for n, line in enumerate(lines)
            for k in line.keys() - {'label', 'details'}
        ]
        if _SPOKEN.fullmatch(name):
            spoken = [
                {'name': label, **({'fluency': words} if (words := _plain(details)) else {})}
                for label, details in pairs.items()
            ]
            if self.page.put('languages', spoken):
                self.cv.kept += rest
                return not rest
        if not _SKILLS.search(name):
            return False
        groups = {label: _skills(_plain(details)) for label, details in pairs.items()}
        said = all(len(s.split()) <= _MOST_WORDS for skills in groups.values() for s in skills)
        have = {*self.cv.skills.get('groups', {})}
        if rest or not said or have & {*groups} or not accepted('skills', 'groups', groups):
            return False
        self.cv.skills.setdefault('groups', {}).update(groups)
        return True

    def _line(self, entry: Fields, where: str) -> list[Block]:
        """Make paragraphs and items of an entry that is mere text."""
        found: list[Block] = []
        rest = dict(entry)
        for key in _ITEMS:
            if isinstance(rest.get(key), str):
                found += self._blocks(rest.pop(key), where, depth=1)
        if isinstance(rest.get('label'), str):
            words = f'**{rest.pop("label").strip(" *")}:** {_text(rest.pop("details", ""))}'
            found += self._blocks(words, where, depth=1)
        # There is no record that could keep the others.
        for key, value in rest.items():
            found += self._blocks(f'{key}: {_text(value)}', where, depth=1)
        return found

    def _entry(self, name: str, kind: str, entry: Fields, where: str) -> Page:
        rest = {key: value for key, value in entry.items() if value not in (None, '', [], {})}
        page = Page(_type_of(name, _KINDS[kind]), '')
        self._read_title(page, kind, rest, where)
        body: list[Block] = []
        for text in _texts(rest.pop('summary', None)):
            body += self._blocks(text, where, depth=0)
        for text in _texts(rest.pop('highlights', None)):
            body += self._blocks(text, where, depth=1)
        body += self._read_when(page, rest, where)
        for key in [*rest]:
            value = rest[key]
            if key in {'url', 'website'} and isinstance(value, str):
                if reason := refusal(value, f'{where}.{key}'):
                    self._warn(reason)
                    del rest[key]
                elif page.put('url', completed(clean(value))):
                    del rest[key]
                continue
            field = _FIELDS.get(key, key)
            value = _plain(value) if isinstance(value, str) else [*map(_plain, _texts(value))]
            if field not in page.fields and field not in {'id', 'extra'} and page.put(field, value):
                del rest[key]
        page.body = tuple(body)
        page.extra = rest
        self.cv.kept += [f'{where}.{key}' for key in rest]
        return page

    def _read_title(self, page: Page, kind: str, rest: Fields, where: str) -> None:
        """Take the title, and the address to which it links."""
        key = {'company': 'position', 'institution': 'degree'}.get(kind, kind)
        if key == 'degree' and not rest.get('degree'):
            key = 'area'
        given = rest.pop(key, None) if isinstance(rest.get(key), str) else rest.get(kind)
        text = clean(given) if isinstance(given, str) else ''
        page.title = title_of(_plain(text)) or page.type.capitalize()
        if address := link(text):
            if reason := refusal(address, where):
                self._warn(reason)
            else:
                page.put('url', completed(address))

    def _read_when(self, page: Page, rest: Fields, where: str) -> list[Block]:
        """Set the dates; give back, as text, what no calendar has."""
        date, start, end = (rest.get(key) for key in ('date', 'start_date', 'end_date'))
        found: dict[str, str] = {}
        if isinstance(date, str):
            found = read_when(clean(date))
        elif isinstance(start, str) or isinstance(end, str):
            first = read_date(start) if isinstance(start, str) else None
            # RenderCV takes a missing end for "present".
            last = read_end(end if isinstance(end, str) else 'present')
            found = when(first, last) if last and (first or not isinstance(start, str)) else {}
        if found and all(accepted(page.type, name, value) for name, value in found.items()):
            page.fields |= found
            for key in ('date',) if isinstance(date, str) else ('start_date', 'end_date'):
                rest.pop(key, None)
            return []
        if not isinstance(date, str):
            return []
        year = only_year(date)
        if year and page.put('date', year):
            self._warn(
                f'{where}.date: "{clean(date)}" is no date; it stands in the text, '
                'the year as the date'
            )
        return self._blocks(rest.pop('date'), where, depth=0)

    def _blocks(self, text: str, where: str, depth: int) -> list[Block]:
        """Read paragraphs between empty lines, and lines that begin with a bullet."""

        def refused(reason: str) -> None:
            self._warn(f'{where}: {reason}')

        found: list[tuple[str, int]] = []
        paragraph = True
        for line in text.splitlines():
            match = _BULLET.match(line)
            words = clean(line[match.end() :] if match else line)
            if match and (found or not depth):
                found.append((words, depth + 1))
            elif words and found and not paragraph:
                found[-1] = (f'{found[-1][0]} {words}', found[-1][1])
            elif words:
                found.append((words, depth))
            paragraph = not words
        return [Marked(marked(words, refused), at) for words, at in found if words]


def _type_of(name: str, types: tuple[str, ...]) -> str:
    """The type of entry that a section's title names; the first of *types* if it names none."""
    named = (type_ for type_, words in _TITLES.items() if words and re.search(words, name))
    return next((type_ for type_ in named if type_ in types), types[0])


def _plain(value: Any) -> str:
    return clean(plain(clean(value))) if isinstance(value, str) else ''


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ', '.join(f'{key}: {_text(each)}' for key, each in value.items())
    if isinstance(value, list):
        return ', '.join(map(_text, value))
    return '' if value is None else str(value)


def _texts(value: Any) -> list[str]:
    """The texts in a value that is one text or several."""
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str) and text.strip()]


def _dicts(value: Any) -> list[Fields]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _skills(text: str) -> list[str]:
    return [*dict.fromkeys(texts_meant(text) or [text])] if text else []
