"""One source in several languages: front matter is extracted and translated like the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from projects import Project

_FRENCH = {
    'Poetical science': 'Science poétique',
    'London, England': 'Londres, Angleterre',
    'English': 'anglais',
    'Native': 'Langue maternelle',
    'Turin, Italy': 'Turin, Italie',
    'Analytical Society': 'Société analytique',
    'Programmer of the Engine': 'Programmeuse de la machine',
    'programs': 'programmes informatiques',
    'Mathematics': 'Mathématiques',
}


def translate(ada: Project) -> None:
    """Write the catalogues of all pages, with the same translations."""
    catalogue = Catalog(locale='fr')
    for text, there in _FRENCH.items():
        catalogue.add(text, there)
    for name in ('index', 'work', 'more', 'skills', 'organizations'):
        file = ada.source / 'locale' / 'fr' / 'LC_MESSAGES' / f'{name}.mo'
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open('wb') as made:
            write_mo(made, catalogue)


def test_every_text_of_the_front_matter_is_extracted(ada: Project) -> None:
    build = ada.build('gettext')
    assert build.warnings == []
    messages = set()
    for file in build.out.rglob('*.pot'):
        with file.open('rb') as pot:
            messages |= {message.id for message in read_po(pot)}
    assert set(_FRENCH) <= messages
    for kept in ('0123', 'engine', 'L. F. Menabrea', 'ada@example.org'):
        assert kept not in messages


def test_a_language_of_the_same_source(ada: Project) -> None:
    translate(ada)
    build = ada.build(language='fr', locale_dirs=['locale'], nitpicky=True)
    assert build.warnings == []
    front = build.text('index.html')
    assert 'Science poétique Londres, Angleterre' in front
    engine = build.text('work/engine.html')
    assert 'Programmeuse de la machine' in engine
    assert 'Société analytique · Londres, Angleterre & Turin, Italie' in engine
    assert 'Domaine' in build.text('work/school.html')
    assert 'Mathématiques' in build.text('work/school.html')
    # A skill is shown in another language, and stays the skill that it is.
    assert 'href="../skills.html#skill-programs"' in build.read('work/engine.html')
    assert 'programmes informatiques' in build.text('skills.html')
    assert 'Société analytique' in build.text('organizations.html')


def test_without_a_catalogue_nothing_changes(ada: Project) -> None:
    assert 'Poetical science' in ada.build(language='fr', locale_dirs=['none']).text('index.html')
