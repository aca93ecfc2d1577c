"""One source in several languages: front matter is extracted and translated like the text."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from projects import ROOT, Project

if TYPE_CHECKING:
    from pathlib import Path

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
    assert 'Science poétique' in front
    assert 'Londres, Angleterre' in front
    engine = build.text('work/engine.html')
    assert 'Programmeuse de la machine' in engine
    assert 'Société analytique' in engine
    assert 'Londres, Angleterre & Turin, Italie' in engine
    assert 'Domaine' in build.text('work/school.html')
    assert 'Mathématiques' in build.text('work/school.html')
    assert {'name': 'Société analytique'}.items() <= json.loads(build.read('resume.json'))['work'][
        0
    ].items()
    # A skill is shown in another language, and stays the skill that it is.
    assert 'href="../skills.html#skill-programs"' in build.read('work/engine.html')
    assert 'programmes informatiques' in build.text('skills.html')
    assert 'Société analytique' in build.text('organizations.html')


def test_without_a_catalogue_nothing_changes(ada: Project) -> None:
    assert 'Poetical science' in ada.build(language='fr', locale_dirs=['none']).text('index.html')


def test_skills_that_the_text_marks_are_translated_too(ada: Project) -> None:
    ada.write(
        'work/more.md',
        """
        ---
        cv: {type: project}
        ---
        # Looms

        With {skill}`Weaving` and {skill}`weaving`.
        """,
    )
    ada.write('locale/fr/LC_MESSAGES/work.po', 'msgid "weaving"\nmsgstr "tissage"\n')
    build = ada.build(language='fr', locale_dirs=['locale'], nitpicky=True)
    assert 'tissage' in build.text('skills.html')
    assert 'tissage' in build.text('work/more.html')
    assert 'id="skill-weaving"' in build.read('skills.html')


@pytest.fixture(scope='module')
def florence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in two languages: built twice into one site, as the manual says."""
    folder = tmp_path_factory.mktemp('florence')
    source = folder / 'source'
    shutil.copytree(ROOT / 'examples' / 'nightingale', source)
    address = 'https://example.org/cv/'
    for language, below in (('en', ''), ('fr', 'fr/')):
        settings = (f'language={language}', f'html_baseurl={address}{below}')
        command = [sys.executable, '-m', 'sphinx', '-q', '-n', '-W', '-b', 'html']
        for setting in settings:
            command += ['-D', setting]
        run = subprocess.run(
            [*command, source, folder / 'site' / below],
            check=False,
            capture_output=True,
            text=True,
        )
        assert (run.returncode, run.stderr) == (0, '')
    return folder / 'site'


def pages(site: Path) -> set[str]:
    # Links of the page for wrong addresses begin at the root of the host.
    found = (page for page in site.rglob('*.html') if page.name != '404.html')
    return {str(page.relative_to(site)) for page in found}


def test_each_page_leads_to_itself_in_the_other_language(florence: Path) -> None:
    french = pages(florence / 'fr')
    assert pages(florence) == french | {f'fr/{page}' for page in french}
    for page in french:
        for here, there, code, name in (
            (page, f'fr/{page}', 'fr', 'Français'),
            (f'fr/{page}', page, 'en', 'English'),
        ):
            html = (florence / here).read_text('utf-8')
            [link] = re.findall(r'<a href="([^"]*)" rel="alternate"([^>]*)>([^<]*)</a>', html)
            assert link[1:] == (f' lang="{code}" hreflang="{code}"', name)
            assert ((florence / here).parent / link[0]).resolve() == florence / there


def test_search_engines_are_told_of_both_languages(florence: Path) -> None:
    for page in ('practice/matron.html', 'fr/practice/matron.html'):
        found = re.findall(
            r'<link rel="alternate" hreflang="(.*)" href="(.*)">', (florence / page).read_text()
        )
        assert found == [
            ('en', 'https://example.org/cv/practice/matron.html'),
            ('fr', 'https://example.org/cv/fr/practice/matron.html'),
        ]


def test_each_language_has_files_of_its_own(florence: Path) -> None:
    for name, english, french in (
        ('resume.json', 'Critical care nurse', 'Infirmière de réanimation'),
        ('llms.txt', 'Matron, critical care', 'Cadre supérieure de santé, réanimation'),
        ('cv-index.js', 'Matron, critical care', 'Cadre supérieure de santé, réanimation'),
        ('llms.txt', ' infection control,', ' prévention des infections,'),
        ('sitemap.xml', 'cv/practice/matron.html', 'cv/fr/practice/matron.html'),
    ):
        for folder, own, other in (('.', english, french), ('fr', french, english)):
            text = (florence / folder / name).read_text('utf-8')
            assert own in text
            assert other not in text
    skills = json.loads((florence / 'fr' / 'resume.json').read_text('utf-8'))['skills']
    [nursing] = [group for group in skills if group['name'] == 'Soins infirmiers']
    assert 'prévention des infections' in nursing['keywords']


def test_skills_keep_their_places_in_every_language(florence: Path) -> None:
    ids = [
        re.findall(r'id="((?:skill|org)[^"]*)"', (florence / folder / page).read_text('utf-8'))
        for folder in ('.', 'fr')
        for page in ('skills.html', 'organizations.html')
    ]
    assert sorted(ids[0] + ids[1]) == sorted(ids[2] + ids[3])
    assert 'skill-infection-control' in ids[0]


def test_the_example_has_a_translation_of_every_text(tmp_path: Path) -> None:
    source = tmp_path / 'nightingale'
    shutil.copytree(ROOT / 'examples' / 'nightingale', source)
    with (Project(source).build('gettext').out / 'cv.pot').open('rb') as pot:
        texts = {message.id for message in read_po(pot) if message.id}
    with (source / 'locales' / 'fr' / 'LC_MESSAGES' / 'cv.po').open('rb') as po:
        there = {message.id for message in read_po(po) if message.id and message.string}
    assert there == texts


def test_a_site_without_an_address_has_the_switch_alone(ada: Project) -> None:
    build = ada.build(cv_languages={'en': '', 'pt_BR': 'pt/br', 'ar': 'ar'})
    assert '<link rel="alternate" hreflang' not in build.read('work/engine.html')
    for code, name, link in (
        ('pt-BR', 'Português (Brasil)', '../pt/br/work/engine.html'),
        ('ar', 'العربية', '../ar/work/engine.html'),
    ):
        attributes = f'href="{link}" rel="alternate" lang="{code}" hreflang="{code}"'
        assert f'<a {attributes}>{name}</a>' in build.read('work/engine.html')
    assert 'cv-versions' not in ada.build().read('work/engine.html')


def test_the_switch_stands_in_the_sidebar_of_furo(ada: Project) -> None:
    build = ada.build('dirhtml', cv_frame='furo', cv_languages={'en': 'en', 'fr': 'fr'})
    assert 'href="../../../fr/work/engine/" rel="alternate"' in build.read('work/engine/index.html')
