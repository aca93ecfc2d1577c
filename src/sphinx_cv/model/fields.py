"""The fields that records may have: one table, read by everything else.

A row says what a field holds, how it is labelled, how it is searched, and what it is for.
Values have only a few forms: :mod:`sphinx_cv.source.readers` reads each of them, and
:mod:`sphinx_cv.model.facts` puts it into words.  So a new field is a new row.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from sphinx_cv.locale import mark as _


class Form(Enum):
    """What a value looks like in the front matter; the plural of a form is a list.

    ``END`` is a date or "present".  ``ADDRESS`` is postal.  ``PICTURE`` is the name of a file.
    ``NAMES`` and ``GROUPS`` are of skills or organisations.  ``EXTRA`` is any value of JSON, by its
    name.  ``FLAG`` is true or false.
    """

    ID = auto()
    TEXT = auto()
    TEXTS = auto()
    PLACES = auto()
    DATE = auto()
    END = auto()
    DURATION = auto()
    URL = auto()
    DOI = auto()
    EMAIL = auto()
    EMAILS = auto()
    PHONES = auto()
    ADDRESS = auto()
    PICTURE = auto()
    DETAILS = auto()
    LANGUAGES = auto()
    PROFILES = auto()
    NAMES = auto()
    GROUPS = auto()
    EXTRA = auto()
    FLAG = auto()


class Searched(Enum):
    """How the site's search treats the words of a field.

    Each value is a key of an entry in the search index, which ``sphinx-cv-engine.js`` reads;
    ``NOT`` leaves the field out.
    """

    NOT = ''
    SHORT = 'short'
    NUMBER = 'numbers'
    TEXT = 'text'


@dataclass(frozen=True)
class Field:
    """A field of a record.

    ``label`` is English, to be translated where it is shown.  ``headline`` fields stand in the
    line under a title, where they need no label.  ``link`` is the role with which the words
    refer to an object: ``org``, ``skill``, or '' for none.  A ``kept`` text is the same in every
    language.  ``example`` is YAML, ``help`` a sentence for the manual.
    """

    name: str
    form: Form
    label: str
    help: str
    example: str
    headline: bool = False
    link: str = ''
    kept: bool = False
    searched: Searched = Searched.NOT


def _table(*rows: Field) -> dict[str, Field]:
    return {row.name: row for row in rows}


# No output for people has it, so it needs no label that is translated.
def _extra(help_: str, example: str) -> Field:
    return Field('extra', Form.EXTRA, 'extra', help_, example)


#: The fields that say when an entry was; together they are its period.
WHEN = _table(
    Field('date', Form.DATE, _('Date'), 'When it was, if it has one date.', '2009-Q3'),
    Field('start', Form.DATE, _('Start'), 'When it began.', '2010-03'),
    Field('end', Form.END, _('End'), 'When it ended, or "present".', '2013'),
    Field('duration', Form.DURATION, _('Duration'), 'How long it took.', '4 months'),
)

#: The fields of entries, in the order in which their facts are shown.
ENTRY_FIELDS = _table(
    Field(
        'id',
        Form.ID,
        _('Id'),
        "The name that references and links use; the file's name if it is not given.",
        'red-hat',
    ),
    *WHEN.values(),
    Field(
        'abbreviation',
        Form.TEXT,
        _('Short form'),
        'What the title is called for short.',
        'RHCE',
        headline=True,
        searched=Searched.SHORT,
    ),
    Field(
        'organization',
        Form.TEXT,
        _('Organization'),
        'Where it was: the employer, the school, the issuer or the publisher.',
        'Red Hat',
        headline=True,
        link='org',
    ),
    Field(
        'location',
        Form.PLACES,
        _('Place'),
        'The place, or several: a list, or a text with " & " between them.',
        'Farnborough, UK',
        headline=True,
    ),
    Field(
        'url',
        Form.URL,
        _('Website'),
        'Its address on the web.',
        'https://example.org',
        headline=True,
    ),
    Field(
        'authors',
        Form.TEXTS,
        _('Authors'),
        'Who wrote it, in the order of the work.',
        '[L. F. Menabrea, A. A. Lovelace]',
        searched=Searched.TEXT,
        kept=True,
    ),
    Field(
        'venue',
        Form.TEXT,
        _('Published in'),
        'The journal, the book or the conference.',
        'Taylor’s Scientific Memoirs',
        searched=Searched.TEXT,
    ),
    Field('volume', Form.TEXT, _('Volume'), 'The volume, and the number in it.', '3', kept=True),
    Field('pages', Form.TEXT, _('Pages'), 'The pages in the volume.', '666–731', kept=True),
    Field(
        'doi',
        Form.DOI,
        'DOI',
        'The Digital Object Identifier (https://www.doi.org), with or without its address.',
        '10.1000/182',
        searched=Searched.NUMBER,
    ),
    Field(
        'employment',
        Form.TEXT,
        _('Employment'),
        'The form of employment, in your own words.',
        'Full-time',
        searched=Searched.TEXT,
    ),
    Field(
        'description',
        Form.TEXT,
        _('About the organization'),
        'What the organisation does.',
        'Maker of open source software',
        searched=Searched.TEXT,
    ),
    Field(
        'category',
        Form.TEXT,
        _('Category'),
        'What a project is, such as an application or an exhibition.',
        'application',
        searched=Searched.TEXT,
    ),
    Field(
        'roles',
        Form.TEXTS,
        _('Roles'),
        'What you were in a project.',
        '[Team lead, Speaker]',
        searched=Searched.TEXT,
    ),
    Field(
        'amount',
        Form.TEXT,
        _('Amount'),
        'How much was granted, with its currency.',
        '£17,000',
        searched=Searched.TEXT,
    ),
    Field(
        'area',
        Form.TEXT,
        _('Area'),
        'What was studied.',
        'Mathematics',
        searched=Searched.TEXT,
    ),
    Field(
        'score', Form.TEXT, _('Score'), 'The mark or the class.', 'First', searched=Searched.TEXT
    ),
    Field(
        'courses',
        Form.TEXTS,
        _('Courses'),
        'What was taught.',
        '[Algebra, Calculus]',
        searched=Searched.TEXT,
    ),
    Field(
        'thesis',
        Form.TEXT,
        _('Thesis'),
        'The title of the thesis.',
        'On programs',
        searched=Searched.TEXT,
    ),
    Field(
        'supervisor',
        Form.TEXT,
        _('Supervisor'),
        'Who supervised the thesis.',
        'Augustus De Morgan',
        searched=Searched.TEXT,
    ),
    Field(
        'relation',
        Form.TEXT,
        _('Relation'),
        'How a referee knows you.',
        'Former manager',
        searched=Searched.TEXT,
    ),
    Field(
        'email',
        Form.EMAIL,
        _('E-mail'),
        'The e-mail address of a referee.',
        'charles@example.org',
    ),
    Field(
        'identifier',
        Form.TEXT,
        _('Number'),
        'The number of a certificate or a licence.',
        '805010010847508',
        searched=Searched.NUMBER,
        kept=True,
    ),
    Field(
        'issued',
        Form.DATE,
        _('Issued'),
        'When a certificate was issued.',
        '2010-03-05',
        searched=Searched.TEXT,
    ),
    Field(
        'expires',
        Form.DATE,
        _('Expires'),
        'When a certificate ends.',
        '2013-03',
        searched=Searched.TEXT,
    ),
    Field(
        'skills',
        Form.TEXTS,
        _('Skills'),
        'Skills that it shows beyond those marked in its text.',
        '[Linux, virtualization]',
        link='skill',
    ),
    _extra(
        'What only resume.json has: values of JSON that win over those that it would have; null '
        'takes one out.',
        '{keywords: [compilers], rating: 5}',
    ),
)

#: The fields of the person, in the order in which their facts are shown.
PERSON_FIELDS = _table(
    Field(
        'tagline',
        Form.TEXT,
        _('Tagline'),
        'A line that stands under the name.',
        'How can I help?',
        headline=True,
        searched=Searched.TEXT,
    ),
    Field('location', Form.TEXT, _('Place'), 'Where the person lives.', 'Geneva, Switzerland'),
    Field(
        'address',
        Form.ADDRESS,
        _('Address'),
        'A postal address: a text, or its street, postcode, city, region and country.',
        '{street: 12 St James’s Square, postcode: SW1Y 4JH, city: London, country: England}',
        searched=Searched.TEXT,
    ),
    Field(
        'email',
        Form.EMAILS,
        _('E-mail'),
        'An e-mail address, or a list of them, the first first.',
        'ada@example.org',
        searched=Searched.TEXT,
    ),
    Field(
        'phone',
        Form.PHONES,
        _('Telephone'),
        'A telephone number, or a list of them, the first first.',
        '+44 20 7946 0000',
        searched=Searched.TEXT,
    ),
    Field(
        'url',
        Form.URL,
        _('Website'),
        "The person's own site.",
        'https://ada.example.org',
        searched=Searched.TEXT,
    ),
    Field(
        'profiles',
        Form.PROFILES,
        _('Profiles'),
        'Pages on networks.',
        '[{network: GitHub, username: ada, url: "https://github.com/ada"}]',
        searched=Searched.TEXT,
    ),
    Field(
        'details',
        Form.DETAILS,
        _('Details'),
        'Whatever else is asked for where you apply, each with a label of your own.',
        '{Nationality: British, Driving licence: B}',
        searched=Searched.TEXT,
    ),
    Field(
        'photo',
        Form.PICTURE,
        _('Photo'),
        'A picture of you: a file beside the page.',
        'ada.jpg',
    ),
    Field(
        'given',
        Form.TEXT,
        _('Given name'),
        'The given name, where the name does not begin with it.',
        'Ada',
        kept=True,
    ),
    Field(
        'family',
        Form.TEXT,
        _('Family name'),
        'The family name, where it is not the last word of the name.',
        'King of Lovelace',
        kept=True,
    ),
    Field(
        'languages',
        Form.LANGUAGES,
        _('Languages'),
        'Languages, and how well each is spoken, in your own words.',
        '[{name: French, fluency: Native}]',
        searched=Searched.TEXT,
    ),
    _extra(
        'What only resume.json has, by its sections, such as basics or meta: values of JSON that '
        'win over those that it would have; null takes one out.',
        '{basics: {summary: I compute.}, meta: {theme: elegant}}',
    ),
)

#: The fields of the pages about skills and organisations.
NAME_FIELDS = _table(
    Field(
        'names',
        Form.NAMES,
        _('Names'),
        'What is added to a name: its long form, aliases by which it is found, words that it is '
        'near to (a search for one says that the CV lacks it, and offers this), its address, and '
        'for a skill its level in your own words.',
        '{gdb: {long: GNU Debugger, aliases: [debugger], near: [lldb], url: "https://example.org"}}',
    ),
    Field(
        'groups',
        Form.GROUPS,
        _('Groups'),
        'Skills under headings, in your order; the others stand together.',
        '{Languages: [C++, Lua], Tools: [gdb]}',
    ),
    _extra(
        'What only resume.json has of a group or a skill, by its name: values of JSON that win '
        'over those that it would have.',
        '{gdb: {level: Master}}',
    ),
)

#: What a record says of who sees it; these are no facts.  Only entries have ``only``.
SEEN_FIELDS = _table(
    Field(
        'private',
        Form.TEXTS,
        'Private',
        'The fields of this record that no public output shows.',
        '[location]',
    ),
    Field(
        'only',
        Form.TEXTS,
        'Only',
        'The tags that the entry is for, or an expression of them; without one of them it is left '
        'out.',
        '[short, agency]',
    ),
)

# A letter is for one reader, in the owner's own words: no output has these labels.
#: The fields of a cover letter.
LETTER_FIELDS = _table(
    Field(
        'to',
        Form.TEXTS,
        'to',
        'To whom it goes: a list of the lines of the address.',
        '[Charles Babbage, 1 Dorset Street, London]',
    ),
    Field('date', Form.DATE, 'date', 'The date that stands above the address.', '1843-07-05'),
    Field(
        'subject',
        Form.TEXT,
        'subject',
        'What it is about; without it, the heading of the page.',
        'Engineer of the Analytical Engine',
    ),
    Field(
        'closing',
        Form.TEXT,
        'closing',
        'The words above your name at the end.',
        'Yours sincerely',
    ),
    Field(
        'public',
        Form.FLAG,
        'public',
        "Whether its PDF may lie beside the CV's, where everybody can read it.",
        'true',
    ),
)
