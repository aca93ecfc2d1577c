"""What other tools and formats call the things that we have, so that a message can name ours.

The words are those of JSON Resume, RenderCV, LinkedIn's export, Europass, moderncv, and the
themes for Hugo and Jekyll, and of people who write from memory.  Nothing is read under these
names: a page that says a thing in two ways is one that nobody can search.

A synonym leads to a field only if the record has it; so this table need not know which type
has what.  Case, spaces, hyphens and underscores do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_cv.model.entry_types import PERSON, EntryType
from sphinx_cv.model.fields import SEEN_FIELDS
from sphinx_cv.model.spelling import closest, plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_cv.model.entry_types import RecordType

HEADING = "a page's heading is its {title}"
TEXT = "it belongs in the page's text, below the heading"
PAGE = 'each has a page of its own, with "type: {type}"'


@dataclass(frozen=True)
class Synonym:
    """Words for one thing: what they call it, the fields that may hold it, or another place.

    The first of ``fields`` that a record has is the right one; if it has none, ``place`` is.
    """

    thing: str
    words: str
    fields: tuple[str, ...] = ()
    place: str = ''


def _page(type_: str, words: str) -> Synonym:
    return Synonym('', words, place=PAGE.format(type=type_, title=''))


_TABLE = (
    # Where it was.
    Synonym(
        'the employer',
        'company company-name employer employer-name firm workplace client org',
        ('organization',),
    ),
    Synonym(
        'the school',
        'institution institute school school-name university college alma-mater academy',
        ('organization',),
    ),
    Synonym(
        'the issuer',
        'issuer issued-by awarder awarded-by authority issuing-authority issuing-organization '
        'certificate-authority provider granter funder',
        ('organization',),
    ),
    Synonym('the publisher', 'publisher published-by', ('organization',)),
    Synonym(
        'the journal or the conference',
        'journal journal-title conference booktitle event proceedings magazine published-in '
        'publication-name container container-title',
        ('venue', 'organization'),
    ),
    Synonym(
        'the place',
        'city town place country region state address locality based-in residence',
        ('location', 'address'),
    ),
    # What it was.
    Synonym(
        'the line under the name',
        'label headline subtitle title job-title position occupation role job motto slogan',
        ('tagline',),
    ),
    Synonym(
        '',
        'title name label headline position job-title role-name occupation job heading degree '
        'study-type qualification award-name full-name your-name',
        place=HEADING,
    ),
    Synonym('the first name', 'first-name forename given-name', ('given',), HEADING),
    Synonym('the last name', 'last-name surname family-name', ('family',), HEADING),
    Synonym(
        'what was studied',
        'major field field-of-study discipline subject specialization specialty branch minor',
        ('area',),
    ),
    Synonym(
        'the mark', 'gpa grade mark result honors honours classification', ('score',), place=TEXT
    ),
    Synonym('the short form', 'acronym short short-name abbr short-title', ('abbreviation',)),
    Synonym(
        'the number',
        'credential-id license-number licence-number certificate-number certificate-id number '
        'serial license licence patent-number',
        ('identifier',),
    ),
    Synonym(
        'the kind of employment', 'employment-type contract contract-type', ('employment',), TEXT
    ),
    # What there is to say of it.
    Synonym(
        '',
        'summary highlights description bullets details responsibilities achievements tasks '
        'duties accomplishments about bio biography objective profile body content text notes '
        'abstract comment comments message quote',
        place=TEXT,
    ),
    Synonym('the long form', 'description full long-form expansion full-name', ('long',)),
    Synonym(
        'what shows',
        'keywords technologies technology tags tools stack tech tech-stack techstack '
        'competencies competences expertise topics',
        ('skills',),
    ),
    Synonym(
        'another name', 'synonyms aka also-known-as alternatives other-names alias', ('aliases',)
    ),
    # When it was.
    Synonym('the first day', 'start-date from begin began since beginning', ('start',)),
    Synonym('the last day', 'end-date to until till finish finished stop', ('end',)),
    Synonym('the day of issue', 'issue-date date-issued issued-on', ('issued',)),
    Synonym(
        'the date',
        'issue-date date-issued issued-on issued release-date publication-date published awarded '
        'year when dates time period month '
        'graduation graduation-date awarded-on',
        ('date',),
    ),
    Synonym(
        'the last day',
        'expiry expiration expiry-date expiration-date expire valid-until valid-to',
        ('expires',),
    ),
    Synonym('the length of time', 'length time-span', ('duration',)),
    # Where to find it.
    Synonym(
        'the address',
        'website web homepage home-page link links site uri href www web-page webpage '
        'credential-url blog repository repo github-url project-url',
        ('url',),
    ),
    Synonym('the address', 'doi', ('doi', 'url')),
    Synonym('the e-mail address', 'mail email-address', ('email',)),
    Synonym(
        'the number',
        'telephone tel mobile cell cellphone phone-number telephone-number',
        ('phone',),
    ),
    Synonym('the picture', 'image picture avatar portrait headshot thumbnail', ('photo',)),
    Synonym(
        'a page on a network',
        'network networks social socials social-networks social-links accounts github linkedin '
        'gitlab twitter mastodon orcid bluesky facebook xing google-scholar stackoverflow',
        ('profiles',),
    ),
    Synonym('the network', 'service platform site name label', ('network',)),
    Synonym('the name there', 'user handle account id login nick', ('username',)),
    Synonym('the postcode', 'zip zip-code postal-code', ('postcode', 'address', 'location')),
    # Who it was.
    Synonym('who wrote it', 'author written-by by writers editors contributors', ('authors',)),
    Synonym('the inventor', 'inventor inventors', ('authors',)),
    Synonym('what was taught', 'coursework modules lectures curriculum classes', ('courses',)),
    Synonym('the language', 'language title', ('name',)),
    Synonym('how well it is spoken', 'level proficiency rating', ('fluency', 'level')),
    # What has pages of its own.
    _page('role', 'work experience employment jobs career work-experience positions roles'),
    _page('education', 'education studies schools'),
    _page('project', 'projects portfolio'),
    _page('publication', 'publications papers articles bibliography'),
    _page('award', 'awards honors honours prizes'),
    _page('certification', 'certificates certifications licenses licences'),
    _page('volunteer', 'volunteer volunteering'),
    _page('reference', 'references referees recommendations'),
    _page('interest', 'interests hobbies'),
    Synonym('the list', 'skills skill organizations organization list items', ('names',)),
    Synonym('', 'skills', place='a page of "type: skills" lists what entries show'),
)

#: What people write for the end of what has none, in small letters and without dots.
PRESENT_WORDS = frozenset(
    {'', '-', '--', '–', '—', '?', '~', 'null', 'none', 'to present', 'n/a', 'today', 'to date'}
    | {'present', 'now', 'current', 'currently', 'ongoing', 'on-going', 'still', 'in progress'}
    | {'til now', 'till now', 'until now', 'till date', 'open', 'never', 'active'}
    | {'présent', "aujourd'hui", 'aujourd’hui', 'actuel', 'actuellement', 'en cours', 'à ce jour'}
    | {'heute', 'jetzt', 'aktuell', 'laufend', 'bis heute', 'presente', 'actual', 'actualidad'}
    | {'actualmente', 'hoy', 'oggi', 'attuale', 'in corso', 'atual', 'hoje', 'heden', 'nu'}
    | {'obecnie', 'nuvarande', 'pågående', 'сейчас', 'настоящее время', '至今', '现在', '現在'}
)

_BY_WORD: dict[str, list[Synonym]] = {}
for _row in _TABLE:
    for _word in _row.words.split():
        _BY_WORD.setdefault(plain(_word), []).append(_row)

#: Words for the types of record.
TYPE_SYNONYMS = {
    plain(word): type_
    for type_, words in {
        'role': 'work job employment position experience work-experience career employer',
        'education': 'school university degree study studies diploma academic',
        'certification': 'certificate cert licence license credential',
        'publication': 'paper article book chapter preprint thesis',
        'award': 'prize honor honour distinction scholarship',
        'volunteer': 'volunteering volunteer-work community',
        'interest': 'hobby hobbies',
        'reference': 'referee recommendation testimonial',
        'person': 'basics profile about me contact personal header home cv resume',
        'organizations': 'companies employers',
        'skills': 'technologies keywords',
        'course': 'training',
        'talk': 'presentation conference lecture speech',
        'break': 'career-break sabbatical parental-leave gap',
        'membership': 'member association',
    }.items()
    for word in words.split()
}


@dataclass(frozen=True)
class Meaning:
    """What an unknown word most likely means: a field, if it is one, and how a message says it."""

    field: str | None
    hint: str


def meaning_of_field(word: str, type_: RecordType) -> Meaning:
    """Find what an unknown field of a record may mean."""
    title = 'name' if type_ is PERSON else 'title'
    seen = [name for name in SEEN_FIELDS if name != 'only' or isinstance(type_, EntryType)]
    meaning = meaning_of_key(word, [*type_.fields, *seen])
    if meaning.field:
        return meaning
    for row in _BY_WORD.get(plain(word), ()):
        if row.place:
            return Meaning(None, '; ' + row.place.replace('{title}', title))
    return meaning


def meaning_of_key(word: str, known: Collection[str]) -> Meaning:
    """Find what an unknown key may mean, where there is no page that could hold it instead."""
    said = plain(word)
    for name in known:
        if plain(name) == said:
            return Meaning(name, f'; did you mean "{name}"?')
    for row in _BY_WORD.get(said, ()):
        for name in row.fields:
            if name in known:
                return Meaning(name, f'; {row.thing} is its "{name}"')
    near = closest(word, known)
    if near:
        return Meaning(near, f'; did you mean "{near}"?')
    return Meaning(None, '; it has: ' + ', '.join(known))


def type_meant(word: str, known: Collection[str]) -> str | None:
    """Find the type that an unknown one may mean."""
    meant = TYPE_SYNONYMS.get(plain(word))
    return meant if meant in known else closest(word, known)
