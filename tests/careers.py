"""Careers that nobody thought of, made from the tables of types and fields.

A :class:`Pen` writes values: every text of it holds a word that stands nowhere else, so that a
test can tell whether an output has lost it.  What is chosen, a test or Hypothesis chooses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import strategies as st

from sphinx_cv.model.dates import Duration, PartialDate
from sphinx_cv.model.entry_types import ENTRY_TYPES, PERSON
from sphinx_cv.model.fields import WHEN, Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.vendor.pretty import RepresentationPrinter
    from projects import Project

    from sphinx_cv.model.entry_types import EntryType

Pick = Callable[[Sequence[Any]], Any]

#: How a text stands around its word: in many scripts, or with what is markup somewhere.
SCRIPTS = (
    *('WORD', 'Zürich WORD', 'WORD café', 'WORD, Łódź', 'Đặng Ước WORD', 'Компания WORD'),
    *('WORD Αθήνα', '日本語 WORD', 'WORD 한국어', 'מילה WORD', 'WORD مرحبا'),
)
SPECIALS = (
    *('R&D #1 {~50 %_off} WORD', '<b>x</b> WORD', '`code` WORD', 'WORD *a*', '**a** WORD'),
    *('WORD [x](y)', '![i](u) WORD', '$1 WORD', 'WORD $x^2$', r'C:\new\table WORD', 'WORD \\'),
    *('"WORD"', "it's WORD", '&amp; WORD &lt;', 'WORD &copy; &#65;', '# WORD', 'WORD #'),
    *('- WORD', '+ WORD', '1. WORD', '2) WORD', '--- WORD', '~~~ WORD', '## WORD', '> WORD'),
    *('| WORD |', '<!-- WORD', '</script> WORD', '_WORD_', '__x__ WORD', '[WORD]', '*WORD'),
    *('WORD, a; b: c', '~~WORD~~', '{{ WORD }}', '%% page: WORD', '-- WORD ...', '@WORD'),
    *('^WORD^', 'a|b WORD', 'WORD!', '{field}`url` WORD', '<https://WORD.example.org>'),
    *(r'\cvpar WORD', '=== WORD', 'x_y_WORD', '://WORD/', 'C++ WORD C#', '[^1] WORD'),
)

# Few years, so that roles touch, overlap and end alike.
_YEARS = (1969, 1999, 2008, 2009, 2013, 2019, 2024, 2031)
_WORD = re.compile('mkq[a-z]{3}z')
_PUNCTUATION = re.compile(r'([!-/:-@\[-`{-~])')


@dataclass(frozen=True)
class Value:
    """What a page declares, what people read of it, and what data have: each in its pieces."""

    given: Any
    shown: tuple[str, ...]
    exact: tuple[str, ...]


class Pen:
    """Writes values of each form; *pick* chooses one of several, *manners* are those of texts."""

    def __init__(self, pick: Pick, manners: Sequence[str] = ('WORD',)) -> None:
        self.pick = pick
        self.manners = manners
        self._count = 0

    def word(self) -> str:
        """A word of letters that stands nowhere else; none is a part of another."""
        self._count += 1
        number, letters = self._count, ''
        for _place in range(3):
            number, digit = divmod(number, 26)
            letters = chr(ord('a') + digit) + letters
        return f'mkq{letters}z'

    def text(self) -> str:
        manner: str = self.pick(self.manners)
        return manner.replace('WORD', self.word())

    def texts(self) -> tuple[str, ...]:
        return tuple(self.text() for _number in range(self.pick((1, 2, 3))))

    def date(self) -> PartialDate:
        year, form = self.pick(_YEARS), self.pick(('', '-Q2', '-36', '-03', '-11-30'))
        return PartialDate.parse(f'{year}{form}')

    def value(self, form: Form) -> Value:
        """Write a value of a form."""
        return _WRITERS[form](self)

    def period(self) -> dict[str, Value]:
        """Write when something was, in one of the ways that there are."""
        first, last = sorted((self.date(), self.date()), key=lambda date: (date.first, date.last))
        match self.pick(('date', 'end', 'present')):
            case 'date':
                values = {'date': _date(first)}
            case 'end':
                values = {'start': _date(first), 'end': _date(last)}
            case _:
                # What has no end yet is told in data by having none.
                values = {'start': _date(first), 'end': Value('present', ('present',), ())}
        if self.pick((False, True)):
            # It may be no longer than from a start to an end, and these may be one day.
            pen = Pen(lambda options: options[0]) if len(values) > 1 else self
            values['duration'] = pen.value(Form.DURATION)
        return values


def _date(date: PartialDate) -> Value:
    return Value(str(date), (date.format('en'),), (str(date),))


def _text(pen: Pen) -> Value:
    text = pen.text()
    return Value(text, (text,), (text,))


def _texts(pen: Pen) -> Value:
    texts = pen.texts()
    # A text with a comma or a semicolon is asked about: it may be a list.
    alone = len(texts) == 1 and not set(texts[0]) & set(',;') and pen.pick((False, True))
    return Value(texts[0] if alone else list(texts), texts, texts)


def _places(pen: Pen) -> Value:
    texts = pen.texts()
    whole = ' & '.join(texts)
    # A text with a semicolon is asked about: it may be a list.
    alone = ';' not in whole and pen.pick((False, True))
    return Value(whole if alone else list(texts), (whole,), (whole,))


def _duration(pen: Pen) -> Value:
    text = pen.pick(('1 day', '10 weeks', '4 months', '1 year'))
    return Value(text, (Duration.parse(text).format(),), (text,))


def _url(pen: Pen) -> Value:
    bare = f'{pen.word()}.example.org'
    if len(pen.manners) > 1:
        bare += pen.pick(('', '/a_b/~c', '/x?y=1&z=%20#f', '/(a)', '/a)b', '/*a*', '/$1', "/it's"))
    return Value(f'https://{bare}', (bare,), (f'https://{bare}',))


def _email(pen: Pen) -> Value:
    text = f'{pen.pick(("", "o_b.", "a+b&c"))}{pen.word()}@example.org'
    return Value(text, (text,), (text,))


def _id(pen: Pen) -> Value:
    word = pen.word()
    return Value(word, (word,), (word,))


def _emails(pen: Pen) -> Value:
    texts = tuple(str(_email(pen).given) for _ in range(pen.pick((1, 2))))
    return Value(list(texts) if pen.pick((True, len(texts) > 1)) else texts[0], texts, texts)


def _phones(pen: Pen) -> Value:
    texts = tuple(f'+44 20 7946 {pen.word()}' for _ in range(pen.pick((1, 2))))
    return Value(list(texts), texts, texts)


def _doi(pen: Pen) -> Value:
    text = f'10.1000/{pen.word()}'
    return Value(pen.pick(('', 'https://doi.org/', 'doi:')) + text, (text,), (text,))


def _address(pen: Pen) -> Value:
    parts = {name: pen.text() for name in ('street', 'city', 'region', 'country')}
    texts = tuple(parts.values())
    return Value(parts, texts, texts)


def _details(pen: Pen) -> Value:
    label, text = pen.text(), pen.text()
    return Value({label: text}, (f'{label}: {text}',), (label, text))


def _languages(pen: Pen) -> Value:
    given, shown, exact = [], [], []
    for name in pen.texts():
        fluency = pen.text() if pen.pick((True, False)) else ''
        given.append({'name': name} | ({'fluency': fluency} if fluency else {}))
        before = f'{fluency} {name}' if fluency.isalpha() else f'{name} ({fluency})'
        shown.append(before if fluency else name)
        exact += [name, fluency]
    return Value(given, tuple(shown), tuple(filter(None, exact)))


def _profiles(pen: Pen) -> Value:
    given, shown, exact = [], [], []
    for network in pen.texts():
        name, url = pen.text() if pen.pick((True, False)) else '', pen.value(Form.URL).given
        given.append(
            {'network': network, 'url': url, **({'username': name} if name else {})},
        )
        shown.append(f'{network}: {name}' if name else network)
        exact += [network, name, url]
    return Value(given, tuple(shown), tuple(filter(None, exact)))


# A name is that of a skill or an organisation: the test that describes one knows which.
_WRITERS: dict[Form, Callable[[Pen], Value]] = {
    Form.ID: _id,
    Form.TEXT: _text,
    Form.TEXTS: _texts,
    Form.PLACES: _places,
    Form.DATE: lambda pen: _date(pen.date()),
    Form.END: lambda pen: _date(pen.date()),
    Form.DURATION: _duration,
    Form.URL: _url,
    Form.EMAIL: _email,
    Form.DOI: _doi,
    Form.EMAILS: _emails,
    Form.PHONES: _phones,
    Form.ADDRESS: _address,
    Form.DETAILS: _details,
    Form.LANGUAGES: _languages,
    Form.PROFILES: _profiles,
}


def word_of(text: str) -> str:
    """The first of a pen's words in a text."""
    found = _WORD.search(text)
    assert found, text
    return found[0]


def words_of(text: str) -> list[str]:
    """All of a pen's words in a text, in their order."""
    return _WORD.findall(text)


def literal(text: str) -> str:
    """Write a text in Markdown so that it is read as it is."""
    return _PUNCTUATION.sub(r'\\\1', text)


def page(record: dict[str, Any], title: str, text: str = '') -> str:
    """Write a page with a record."""
    head = yaml.safe_dump({'cv': record}, allow_unicode=True, sort_keys=False) if record else ''
    return (f'---\n{head}---\n' if head else '') + f'# {literal(title)}\n\n{text}'


# ---- whole careers -----------------------------------------------------------------------------


@dataclass
class Page:
    """A page of a career: ``values`` are those of its record, ``text`` is Markdown.

    ``texts`` has the pieces of its text as people read them.
    """

    docname: str
    title: str
    type: str = ''
    values: dict[str, Value] = field(default_factory=dict)
    text: str = ''
    texts: tuple[str, ...] = ()
    below: list[Page] = field(default_factory=list)
    after: str = ''

    @property
    def id(self) -> str:
        return str(self.values['id'].given) if 'id' in self.values else self.docname.split('/')[-1]

    @property
    def is_entry(self) -> bool:
        return self.type in ENTRY_TYPES

    def __iter__(self) -> Iterator[Page]:
        yield self
        for each in self.below:
            yield from each

    @property
    def given(self) -> dict[str, Any]:
        return {name: value.given for name, value in self.values.items()}

    def source(self) -> str:
        record = {'type': self.type, **self.given} if self.type else {}
        below = '\n'.join(f'/{each.docname}' for each in self.below)
        tree = f'```{{toctree}}\n:hidden:\n\n{below}\n```\n\n' if below else ''
        return page(record, self.title, f'{self.text}\n\n{tree}{self.after}')


@dataclass
class Career:
    """A whole CV: its pages from the root down."""

    root: Page
    skills: list[str] = field(default_factory=list)
    organizations: list[str] = field(default_factory=list)

    @property
    def entries(self) -> list[Page]:
        return [each for each in self.root if each.is_entry]

    def write(self, project: Project) -> None:
        # Nothing of the title is the project's name, which names files.
        (project.source / 'conf.py').write_text(
            "project = 'Career'\nextensions = ['sphinx_cv']\n", 'utf-8'
        )
        for each in self.root:
            file = project.source / f'{each.docname}.md'
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(each.source(), 'utf-8')

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: object) -> None:
        # What Hypothesis prints of a career that fails can be built by hand.
        for each in self.root:
            printer.text(f'\n======== {each.docname}.md\n{each.source().strip()}')


class Author:
    """Writes careers: what is chosen, *pick* chooses."""

    def __init__(self, pick: Pick, manners: Sequence[str], size: int = 1) -> None:
        self.pick = pick
        self.size = size
        self.pen = Pen(pick, manners)
        # Roles of one employer, and skills of several entries.
        self.employers = [self.pen.text() for _number in range(2)]
        self.shared = [self.pen.text() for _number in range(2)]
        self.career = Career(Page('index', ''))
        self._count = 0

    def flip(self) -> bool:
        chosen: bool = self.pick((False, True))
        return chosen

    def write(self, types: Sequence[EntryType] = ()) -> Career:
        """Write a career; with *types*, one that has these, each with all of its fields."""
        root = self.career.root
        self._describe_person(root, whole=bool(types))
        if types:
            root.below = [self._section('', 1, types)]
        else:
            root.below = [self._below('', 2) for _number in range(self.size + 1)]
            if not self.career.entries:
                root.below.append(self._entry(''))
        self._describe_names(whole=bool(types))
        self._frame(root)
        return self.career

    def _describe_person(self, root: Page, *, whole: bool) -> None:
        root.title, root.type = self.pen.text(), 'person'
        for name, row in PERSON.fields.items():
            # A photo is a file, and what is extra is for resume.json alone.
            if row.form not in {Form.PICTURE, Form.EXTRA} and (whole or self.flip()):
                root.values[name] = self.pen.value(row.form)
        for name in {'given', 'family'} & root.values.keys():
            # The heading is the name, and says its parts.
            root.values[name] = replace(root.values[name], shown=())

    def _below(self, folder: str, depth: int) -> Page:
        kinds = ['entry', 'entry', 'page', *(['section'] * 2 if depth else [])]
        match self.pick(kinds):
            case 'entry':
                return self._entry(folder)
            case 'section':
                return self._section(folder, depth)
            case _:
                text = self.pen.text()
                return Page(self._name(folder), self.pen.text(), text=literal(text), texts=(text,))

    def _section(self, folder: str, depth: int, types: Sequence[EntryType] = ()) -> Page:
        name = self._name(folder)
        section = Page(f'{name}/index', self.pen.text())
        if types:
            section.below = [self._entry(name, type_, whole=True) for type_ in types]
        else:
            number = self.pick(range(1, 2 + self.size))
            section.below = [self._below(name, depth - 1) for _each in range(number)]
        self._frame(section)
        return section

    def _frame(self, section: Page) -> None:
        """Write what stands around a toctree: a listing, and headings of the owner's."""
        parts, texts = [], []
        if self.flip():
            texts.append(self.pen.text())
            parts.append(f'## {literal(texts[-1])}')
        if any(each.is_entry for each in section):
            parts.append(':::{entries}\n:::')
        if section.docname == 'index' and self.flip():
            parts.append(':::{timeline}\n:::')
        if self.flip():
            texts.append(self.pen.text())
            section.after = f'## {literal(texts[-1])}\n'
            if 'languages' in section.values:
                section.after += '\n:::{languages}\n:::\n'
        section.text, section.texts = '\n\n'.join(parts), tuple(texts)

    def _entry(self, folder: str, type_: EntryType | None = None, *, whole: bool = False) -> Page:
        type_ = type_ or self.pick(tuple(ENTRY_TYPES.values()))
        assert type_ is not None
        entry = Page(self._name(folder), self.pen.text(), type_.name)
        for name, row in type_.fields.items():
            if name in WHEN or row.form is Form.EXTRA:
                continue
            if not (whole or name in type_.required or self.flip()):
                continue
            entry.values[name] = self._value(type_, name, row.form)
        if type_.fields.keys() & WHEN.keys() and (whole or type_.dated or self.flip()):
            entry.values |= self.pen.period()
        if 'organization' in entry.values:
            self.career.organizations.append(entry.values['organization'].given)
        self._tell(entry)
        if not whole and self.pick((False,) * 7 + (True,)):
            entry.below = [self._entry(folder) for _number in range(self.pick((1, 2)))]
        return entry

    def _value(self, type_: EntryType, name: str, form: Form) -> Value:
        if name == 'organization' and (type_.grouped or self.flip()):
            text = self.pick(self.employers)
            return Value(text, (text,), (text,))
        if name == 'expires':
            # What had expired before there was such a thing is a slip.
            return _date(PartialDate.parse('2098-12'))
        value = self.pen.value(form)
        if name == 'skills':
            texts = (*value.shown, *self.shared[: self.pick((0, 1, 2))])
            self.career.skills += texts
            value = Value(list(texts), texts, texts)
        return value

    def _tell(self, entry: Page) -> None:
        """Write an entry's text: paragraphs, a list, marks of skills, fields that it prints."""
        pieces, texts = [], []

        def tell(mark: str = '') -> None:
            text = self.pen.text()
            words, piece = text, literal(text)
            if self.flip():
                skill = self.pen.word()
                words, piece = f'{words} in {skill}', f'{piece} in {{skill}}`{skill}`'
                self.career.skills.append(skill)
            names = [name for name in entry.values if name not in {'id', *WHEN}]
            if names and self.flip():
                # What it prints is looked for in any case.
                piece = f'{piece} – {{field}}`{self.pick(names)}`'
            pieces.append(f'{mark}{piece}')
            texts.append(words)

        kind = self.pick(('none', 'text', 'announced', 'list first'))
        if kind in {'text', 'announced'}:
            tell()
        if kind == 'announced':
            pieces[-1] += ':'
        if kind in {'announced', 'list first'}:
            tell('- ')
            tell('  - ')
            tell('- ')
        if kind == 'list first':
            tell()
        nested = {('- ', '  - '), ('  - ', '- ')}
        entry.text = ''.join(
            ('\n' if (_mark(before), _mark(piece)) in nested else '\n\n') + piece
            for before, piece in zip(['', *pieces], pieces, strict=False)
        )
        entry.texts = tuple(texts)

    def _describe_names(self, *, whole: bool) -> None:
        """Write the pages about skills and organisations, or leave them out."""
        for type_ in ('skills', 'organizations'):
            known = list(dict.fromkeys(getattr(self.career, type_)))
            if not (whole or self.flip()):
                continue
            names: dict[str, Any] = {}
            searched: list[str] = []
            shown: list[str] = []
            for name in known[: 2 if whole else self.pick((0, 1, 2))]:
                long, aliases, url = self.pen.text(), self.pen.texts(), self.pen.value(Form.URL)
                names[name] = {'long': long, 'aliases': list(aliases), 'url': url.given}
                # Aliases are for the search, and no page shows them.
                shown += [name, long]
                searched += [name, long, *aliases]
            made = Page(type_, self.pen.text(), type_)
            if names:
                made.values['names'] = Value(names, tuple(shown), tuple(searched))
            self.career.root.below.insert(self.pick(range(len(self.career.root.below) + 1)), made)

    def _name(self, folder: str) -> str:
        self._count += 1
        # Names are in no order that anything else has.
        name = f'{self.pick("azm")}{self._count}'
        return f'{folder}/{name}' if folder else name


def _mark(piece: str) -> str:
    found = re.match(r' *- (?!\\)', piece)
    return found[0] if found else ''


def careers(manners: Sequence[str]) -> st.SearchStrategy[Career]:
    """Careers of all types, with texts of some manners.

    Hypothesis makes a size and a seed.  Were it to make each choice, most of a few careers would
    have one page; a career that fails shrinks all the same, to the smallest size that does.
    """
    return st.builds(
        lambda size, seed: Author(Random(seed).choice, manners, size).write(),  # noqa: S311
        st.integers(1, 4),
        st.integers(0, 2**32),
    )


def whole_career(manners: Sequence[str]) -> Career:
    """A career of all types with all their fields, each text in another manner."""
    turn = iter(range(10**6))
    return Author(lambda options: options[next(turn) % len(options)], manners).write(
        tuple(ENTRY_TYPES.values())
    )
