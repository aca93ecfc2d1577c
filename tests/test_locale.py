"""Another language is a catalogue."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from projects import LANGUAGES, in_use, plain
from sphinx.environment import CONFIG_OK

from sphinx_cv.locale import LOCALES
from sphinx_cv.model.dates import Duration, PartialDate, Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from babel.messages.catalog import Catalog
    from projects import Project

_PLACEHOLDER = re.compile(r'%(?:\(\w+\))?s|\{\w+\}')
# Labels that only arrange what stands in them.
_PATTERNS = {
    *('%(start)s – %(end)s', '%(year)s', '“{word}”'),
    *('%(one)s, %(next)s', '%(one)s. %(next)s', '%(language)s (%(fluency)s)'),
}
# Languages that differ in script and in how they say when; the night builds a site in each.
_OFTEN = {'ar', 'de', 'ja', 'ru'}
# Labels that are written as in English.
_ENGLISH = {
    '%(count)s week': {'nl'},
    'Certification': {'fr'},
    'Date': {'fr'},
    'E-mail': {'cs', 'da', 'hu', 'it', 'nl', 'pl', 'pt_BR', 'ro', 'sk'},
    'Grant': {'cs', 'pl', 'ro', 'sk'},
    'Id': {'da', 'sv'},
    'Menu': {'da', 'fr', 'it', 'nl', 'pl', 'pt_BR'},
    'Number': {'et'},
    'Pages': {'fr'},
    'Patent': {'cs', 'da', 'de', 'et', 'hr', 'nb', 'pl', 'sk', 'sv', 'tr'},
    'Person': {'da', 'de', 'nb', 'sv'},
    'Photo': {'fr'},
    'Project': {'nl'},
    'Publication': {'fr'},
    'Reference': {'cs', 'da'},
    'Relation': {'da', 'fr', 'sv'},
    'Sections': {'fr'},
    'Start': {'da', 'nb', 'sv'},
    'Thesis': {'nl'},
    'Volume': {'fr', 'it', 'nl', 'pt_BR'},
    'Website': {'de', 'nl'},
}
# What ends a label in English, and in other scripts.
_ENDS = {'.': '.。', '?': '?？؟;', '…': '…', ':': ':：'}


def catalogue(language: str) -> Catalog:
    file = LOCALES / language / 'LC_MESSAGES' / 'sphinx_cv.po'
    return read_po(io.BytesIO(file.read_bytes()), locale=language)


def texts(found: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Every label in its forms in English, with those of its translation."""
    return {_forms(m.id): _forms(m.string) for m in found if m.id}


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text or '',) if text is None or isinstance(text, str) else tuple(text)


def labels(language: str) -> list[tuple[str, str]]:
    """Each label in English with its translation; those that depend on a number in each form."""
    return [
        # Any form but the first may be for many.
        (english[-1] if at else english[0], form)
        for english, forms in texts(catalogue(language)).items()
        for at, form in enumerate(forms)
    ]


def test_there_are_catalogues() -> None:
    assert len(LANGUAGES) >= 27


def test_labels_and_dates_are_french(ada: Project) -> None:
    build = ada.build(language='fr')
    assert build.warnings == []
    text = build.text('work/engine.html')
    assert 'Poste · mars 1842 – septembre 1843' in text
    assert 'T3 1842, 4 mois' in build.text('work/notes.html')
    assert '10 décembre 1836' in build.text('work/certificate.html')
    assert '1841 – présent' in build.text('work/tutor.html')
    # The data are no prose: they stay what they are.
    assert '"endDate": "1843-09"' in build.read('resume.json')


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_catalogue_is_complete(language: str) -> None:
    found = catalogue(language)
    assert [m.id for m in found if m.fuzzy] == []
    assert [english for english, label in labels(language) if not label] == []
    compiled = LOCALES / language / 'LC_MESSAGES' / 'sphinx_cv.mo'
    assert texts(read_mo(io.BytesIO(compiled.read_bytes()))) == texts(found)


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_translation_has_the_form_of_its_label(language: str) -> None:
    for english, label in labels(language):
        places, expected = (sorted(_PLACEHOLDER.findall(text)) for text in (label, english))
        # A form for one or for two may say so in words.
        assert places == expected or ('count' in english and not places), label
        assert label == label.strip(), label
        assert not set(label) & set('"\'`'), label
        assert '  ' not in label, label
        if ends := _ENDS.get(english[-1]):
            assert label[-1] in ends, label
        elif not english.startswith('%('):
            assert label[-1] not in '.。:：?؟', label


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_translation_is_one(language: str) -> None:
    same = {english for english, label in labels(language) if english == label} - _PATTERNS
    assert same == {english for english, where in _ENGLISH.items() if language in where}


def test_the_template_has_every_label(tmp_path: Path) -> None:
    fresh = tmp_path / 'sphinx_cv.pot'
    subprocess.run(
        [sys.executable, '-m', 'babel.messages.frontend', 'extract', '-o', fresh, LOCALES.parent],
        check=True,
        capture_output=True,
    )
    template = read_po(io.BytesIO((LOCALES / 'sphinx_cv.pot').read_bytes()))
    expected = {m.id for m in template if m.id}
    assert expected == {m.id for m in read_po(io.BytesIO(fresh.read_bytes())) if m.id}
    for language in LANGUAGES:
        assert {m.id for m in catalogue(language) if m.id} == expected


@pytest.mark.parametrize(
    'language',
    [
        pytest.param(language, marks=() if language in _OFTEN else pytest.mark.prove)
        for language in LANGUAGES
    ],
)
def test_a_site_has_the_labels_of_its_language(ada: Project, language: str) -> None:
    # Without groups nobody sorts by them.
    ada.edit('skills.md', '  names:', '  groups: {Sums: [mathematics]}\n  names:')
    build = ada.build(language=language, nitpicky=True)
    assert build.warnings == []
    own = dict(labels(language))
    month, end = (PartialDate(1842, month=3), PartialDate(1843, month=9))
    span = own['%(start)s – %(end)s']
    header = build.text('work/engine.html')
    when = span % {'start': month.format(language), 'end': end.format(language)}
    # Dates have spaces that do not break.
    assert ' '.join(f'{own["Role"]} · {when}'.split()) in header
    assert own['Also at %s'] % 'Analytical Society' in header
    since = own['%(year)s'] % {'year': 1841}
    assert span % {'start': since, 'end': own['present']} in build.text('work/tutor.html')
    quarter = own['%(year)s Q%(quarter)s'] % {'year': 1842, 'quarter': 3}
    with in_use(language):
        said = f'{quarter}, {Duration(4, "month").format()}'
    assert ' '.join(said.split()) in build.text('work/notes.html')
    facts = build.text('work/certificate.html')
    assert all(own[name] in facts for name in ('Certification', 'Expired'))
    order = [own[name] for name in ('Group', 'last use', 'name')]
    assert ' '.join(order) in ' '.join(plain(build.read('skills.html').replace('<', ' <')).split())
    front = build.text('index.html')
    assert all(own[name] in front for name in ('Save contact', 'E-mail', 'Open all'))
    # Either pattern puts the names as they are into a sentence.
    assert own['%(title)s at %(organization)s until %(year)s'] % {
        'title': 'Programmer of the Engine',
        'organization': 'Analytical Society',
        'year': own['%(year)s'] % {'year': 1843},
    } in build.read('index.html')
    native = {'language': 'English', 'fluency': 'Native'}
    assert own['%(fluency)s %(language)s'] % native in front
    page = build.read('search.html')
    assert own['A skill, an employer, a place, a year…'] in page
    assert f'lang="{language.replace("_", "-")}"' in page
    index = json.loads(build.read('cv-index.js').removeprefix('window.cvIndex='))
    assert index['labels']['entries'] == own['Career']
    assert index['labels']['none'] == own['Nothing here matches.']
    counted = [form for english, form in labels(language) if english == '{count} found']
    assert set(index['labels']['count'].values()) <= set(counted)


@pytest.mark.parametrize(
    ('language', 'forms'),
    [
        ('en', {'other': '{count} found'}),
        ('de', {'other': '{count} Treffer'}),
        ('ja', {'other': '{count}件'}),
        ('zh', {'other': '{count} 条结果'}),
        ('fr', {'one': '{count} résultat', 'other': '{count} résultats'}),
        (
            'ru',
            {
                'one': '{count} результат',
                'few': '{count} результата',
                'other': '{count} результатов',
            },
        ),
        (
            'ro',
            {
                'one': '{count} rezultat',
                'few': '{count} rezultate',
                'other': '{count} de rezultate',
            },
        ),
        (
            'ar',
            {
                'zero': 'لا نتائج',
                'one': 'نتيجة واحدة',
                'two': 'نتيجتان',
                'few': '{count} نتائج',
                'other': '{count} نتيجة',
            },
        ),
    ],
)
def test_the_search_counts_as_its_language_does(
    project: Project, language: str, forms: dict[str, str]
) -> None:
    build = project.build(language=language)
    index = json.loads(build.read('cv-index.js').removeprefix('window.cvIndex='))
    assert index['labels']['count'] == forms


@pytest.mark.parametrize(
    ('language', 'said'),
    [
        ('cs', '1 rok, 3 týdny, 5 měsíců'),
        ('he', 'שנה אחת, 3 שבועות, 5 חודשים'),
        ('it', '1 anno, 3 settimane, 5 mesi'),
        ('ja', '1年, 3週間, 5か月'),
        ('pl', '1 rok, 3 tygodnie, 5 miesięcy'),
    ],
)
def test_lengths_of_time(language: str, said: str) -> None:
    with in_use(language):
        lengths = [Duration(1, 'year'), Duration(3, 'week'), Duration(5, 'month')]
        assert ', '.join(each.format() for each in lengths) == said


@pytest.mark.parametrize(
    ('language', 'said'),
    [
        ('de', '3. Quartal 2009 – heute'),
        ('es', 'T3 2009 – actualidad'),
        ('hr', '3. kvartal 2009. – danas'),
        ('ja', '2009年第3四半期 〜 現在'),
        ('ko', '2009년 3분기 ~ 현재'),
        ('zh_CN', '2009年第3季度 – 至今'),
    ],
)
def test_dates_are_in_the_order_of_the_language(language: str, said: str) -> None:
    with in_use(language):
        assert Period(PartialDate(2009, quarter=3), ongoing=True).format(language) == said


_OWN = """
    msgid ""
    msgstr "Content-Type: text/plain; charset=utf-8\\n"

    msgid "Role"
    msgstr "{role}"

    #, fuzzy
    msgid "Skills"
    msgstr "Not sure"
"""


@pytest.mark.parametrize(
    ('language', 'role', 'other'),
    [('fr', 'Emploi', 'Stage'), pytest.param('en', 'Job', 'Internship', marks=pytest.mark.prove)],
)
def test_the_catalogue_of_a_project_wins(
    ada: Project, language: str, role: str, other: str
) -> None:
    ada.write(f'locales/{language}/LC_MESSAGES/sphinx_cv.po', _OWN.format(role=role))
    build = ada.build(language=language, nitpicky=True)
    assert build.warnings == []
    assert f'{role} · ' in build.text('work/engine.html')
    assert f'{other} · ' in build.text('work/notes.html')
    assert 'Not sure' not in build.text('work/engine.html')
    assert ada.build(language=language).app.env.config_status == CONFIG_OK
    ada.remove(f'locales/{language}/LC_MESSAGES/sphinx_cv.po')
    ada.remove(f'locales/{language}/LC_MESSAGES/sphinx_cv.mo')
    assert f'{role} · ' not in ada.build(language=language).text('work/engine.html')


def test_a_catalogue_may_stand_in_any_folder_of_catalogues(ada: Project) -> None:
    ada.write('words/fr/LC_MESSAGES/sphinx_cv.po', _OWN.format(role='Emploi'))
    build = ada.build(language='fr', locale_dirs=['none', 'words'])
    assert build.warnings == []
    assert 'Emploi · ' in build.text('work/engine.html')


@pytest.mark.parametrize(
    ('language', 'comma', 'stop'), [('fr', ', ', '. '), ('ja', '、', '。'), ('ar', '، ', '. ')]
)
def test_lists_and_sentences_are_parted_as_in_the_language(
    ada: Project, language: str, comma: str, stop: str
) -> None:
    build = ada.build(language=language)
    assert build.warnings == []
    page = build.read('work/engine.html')
    assert f'"Programmer of the Engine{comma}Analytical Society{comma}London' in page
    assert f'{stop}Wrote programs in C++' in page
    assert f'{comma}Analytical Society{comma}London' in build.read('llms.txt')
    printed = ada.build('latex', language=language)
    assert rf'\cvcomma{{{comma}}}' in printed.read('ada-lovelace-cv.tex')
