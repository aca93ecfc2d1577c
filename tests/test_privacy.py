"""What is private, or left out by a tag, is in no byte of any output."""

from __future__ import annotations

import re
import subprocess
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_cv.latex.variants import check_folders, folder_apart
from sphinx_cv.model.entry_types import record_types
from sphinx_cv.model.fields import Form
from sphinx_cv.source.tags import EXPECTED_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from projects import Project

    from sphinx_cv.model.entry_types import RecordType

# A letter is no page, and is not published as a whole.
TYPES = {name: type_ for name, type_ in record_types({}).items() if name != 'letter'}

# A value of each form, with the words by which it would be found in an output.
_VALUES: dict[Form, tuple[str, tuple[str, ...]]] = {
    Form.TEXT: ('Zq{name}', ('Zq{name}',)),
    Form.TEXTS: ('[Zq{name}, Zqother]', ('Zq{name}', 'Zqother')),
    Form.PLACES: ('Zqtown, Zqland', ('Zqtown', 'Zqland')),
    Form.DATE: ('1871-11', ('1871',)),
    Form.END: ('1873', ('1873',)),
    Form.DURATION: ('17 months', ('17 months', 'P17M')),
    Form.URL: ('https://zqsite.example.org/', ('zqsite',)),
    Form.DOI: ('10.9999/zqdoi', ('zqdoi',)),
    Form.EMAIL: ('zqmail@example.org', ('zqmail',)),
    Form.EMAILS: ('[zqmail@example.org, zqspare@example.org]', ('zqmail', 'zqspare')),
    Form.PHONES: ('+44 20 7946 0987', ('7946 0987', '442079460987')),
    Form.ADDRESS: ('{street: 1 Zqstreet, city: Zqcity}', ('Zqstreet', 'Zqcity')),
    Form.PICTURE: ('zqphoto.png', ('zqphoto',)),
    Form.DETAILS: ('{Zqlabel: Zqdetail}', ('Zqlabel', 'Zqdetail')),
    Form.LANGUAGES: ('[{name: Zqtongue, fluency: Zqfluent}]', ('Zqtongue', 'Zqfluent')),
    Form.PROFILES: (
        '[{network: Zqnet, username: zquser, url: "https://zqnet.example.org"}]',
        ('Zqnet', 'zquser', 'zqnet'),
    ),
    Form.NAMES: ('{Zq{named}: {long: Zqlong, aliases: [Zqalias]}}', ('Zqlong', 'Zqalias')),
    Form.GROUPS: ('{Zqgroup: [Zqskills]}', ('Zqgroup',)),
    Form.EXTRA: ('{zqkey: Zqextra}', ('zqkey', 'Zqextra')),
}
_PHOTO = (80, 80)


def fields_of(type_: RecordType) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Give each field that may be private: its name, a value, and the words in that."""
    for name, field in type_.fields.items():
        # A record has one date, or a start and an end.
        if name == 'id' or (name == 'date' and 'start' in type_.fields):
            continue
        value, words = _VALUES[field.form]
        own = name.replace('_', '')
        # What a page about names describes is what an entry names.
        value = value.replace(
            '{named}', {'organizations': 'organization'}.get(type_.name, type_.name)
        )
        yield name, value.replace('{name}', own), tuple(w.replace('{name}', own) for w in words)


def page_of(type_: RecordType, *, private: bool) -> str:
    found = [(name, value) for name, value, _words in fields_of(type_)]
    lines = [f'  type: {type_.name}', *(f'  {name}: {value}' for name, value in found)]
    if private:
        lines.insert(1, f'  private: [{", ".join(name for name, _value in found)}]')
    return '\n'.join(['---', 'cv:', *lines, '---', f'# The {type_.name}', '', 'Public words.', ''])


def write_career(project: Project, *, private: bool) -> list[str]:
    """Write a page of each type with each of its fields; give the words of all fields."""
    words: list[str] = []
    for type_ in TYPES.values():
        text = page_of(type_, private=private)
        words += [word for _name, _value, found in fields_of(type_) for word in found]
        if type_.name == 'person':
            text = f'{text}\n```{{toctree}}\n:glob:\n\n*\n```\n'
        if type_.name == 'project':
            text += '\nIt is a {field}`category`.\n'
        name = 'index' if type_.name == 'person' else type_.name
        project.write(f'{name}.md', text)
    photo = project.source / 'zqphoto.png'
    Image.effect_noise(_PHOTO, 90).convert('RGB').save(photo)
    return list(dict.fromkeys(words))


def content(out: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file of an output, and what its content says where it is packed."""
    for file in sorted(out.rglob('*')):
        if file.is_file():
            data = file.read_bytes()
            yield str(file.relative_to(out)), data
            if file.name == 'objects.inv':
                yield file.name, zlib.decompress(data.split(b'\n', 4)[4])


def leaks(out: Path, words: Iterable[str]) -> list[str]:
    """Find words in the names and in the content of all files."""
    found = []
    patterns = {
        word: re.compile(rf'(?<![0-9a-z]){re.escape(word)}(?![0-9a-z])'.encode(), re.IGNORECASE)
        for word in words
    }
    for name, data in content(out):
        for word, pattern in patterns.items():
            packed = name.endswith(('.png', '.woff2', '.jpg'))
            if pattern.search(name.encode()) or (not packed and pattern.search(data)):
                found.append(f'{name}: {word}')
    return found


# ---- private fields ------------------------------------------------------------------------------


def test_each_form_of_field_is_tried() -> None:
    used = {field.form for type_ in TYPES.values() for field in type_.fields.values()}
    assert used - {Form.ID} == set(_VALUES)


def test_a_private_field_is_in_no_byte(project: Project) -> None:
    """Also where an earlier build showed it."""
    # Other themes than Furo have Sphinx's search, with its index of all words.
    settings: dict[str, Any] = {**_TAGS, 'html_theme': 'basic'}
    words = write_career(project, private=False)
    build = project.build(**settings)
    seen = {leak.rpartition(': ')[2] for leak in leaks(build.out, words)}
    # Only then is it shown that they could be found; a duration has two forms.
    assert set(words) - seen <= {'P17M'}
    photo = (project.source / 'zqphoto.png').read_bytes()
    assert any(data == photo for _name, data in content(build.out))
    write_career(project, private=True)
    again = project.build(**settings)
    assert leaks(again.out, words) == []
    assert not any(data == photo for _name, data in content(again.out))
    assert 'The role' in again.read('index.html')
    assert again.warnings == []
    # What has nothing to hide is published, where the owner wants it.
    project.write('plain.md', '# Plain\n\nWords.\n')
    assert (project.build(**settings).out / '_sources' / 'plain.md.txt').exists()


def test_what_is_private_has_the_name_of_a_field(project: Project) -> None:
    project.write(
        'index.md', '---\ncv:\n  type: person\n  private: [phne, id, mobile]\n---\n# Ada\n'
    )
    project.write('a.md', '---\ncv: {type: award, date: 1843, privat: [date]}\n---\n# Medal\n')
    project.write('index.md', project.read('index.md') + '\n```{toctree}\na\n```\n')
    listed = 'index.md:4: WARNING: "private":'
    assert project.build(suppress_warnings=['toc']).warnings == [
        f'{line} [cv.unknown_field]'
        for line in (
            'a.md:2: WARNING: "privat" is not a field of an award; did you mean "private"?',
            f'{listed} "id" stands in addresses, so it cannot be private',
            f'{listed} "mobile" is not a field of a person; the number is its "phone"',
            f'{listed} "phne" is not a field of a person; did you mean "phone"?',
        )
    ]


# ---- parts for tags ------------------------------------------------------------------------------

_ADA = """
    ---
    cv:
      type: person
      email: ada@example.org  # Zqyaml
    ---
    # Ada Lovelace

    Public text.[^a] % no comment

    {only}`short` Zqparagraph for a few.[^b]

    - public item
    - {only}`short or agency` Zqitem
      - Zqbelow

    % Zqcomment

    <!-- Zqhtml -->

    Public <!-- Zqinline --> too.

    - % Zqlisted

    [^a]: A public note.
    [^b]: Zqnote

    ```{toctree}
    :hidden:
    work/index
    skills
    organizations
    ```

    ## Zqheading {only}`short`

    Zqunder it.

    ```{only} short
    (zqlabel)=
    ### Zqinner

    Zqblock, see {download}`zqfile.txt`.

    ![Zqpicture](zqpicture.png)
    ```
    """
_PAGES = {
    'index.md': _ADA,
    'work/index.md': '# Work\n\n```{toctree}\n:glob:\n\n*\n```\n',
    'work/public.md': """
        ---
        cv: {type: role, organization: Acme, start: 2001, end: 2003}
        ---
        # Engineer

        Built with {skill}`Lua`.

        {only}`short` Zqwork with {skill}`Zqskill`.
        """,
    'work/secret.md': """
        ---
        cv: {type: role, only: [short, agency], organization: Zqorg, start: 2004, end: 2005}
        ---
        # Zqtitle

        Zqtext, {skill}`Zqother`.

        ```{toctree}
        deep/below
        ```
        """,
    'work/deep/below.md': '# Zqdeep\n\nZqmore.\n',
    'skills.md': """
        ---
        cv:
          type: skills
          names:
            Zqother: {long: Zqlong}
          groups: {Languages: [Lua, Zqskill], Zqgroup: [Zqother]}
        ---
        # Skills
        """,
    'organizations.md': """
        ---
        cv: {type: organizations, names: {Zqorg: {url: "https://zqsite.example.org"}}}
        ---
        # Organizations
        """,
}
_COMMENTS = {'Zqyaml', 'Zqcomment', 'Zqhtml', 'Zqinline', 'Zqlisted'}
_WORDS = sorted(
    {*re.findall('[Zz]q[a-z]+', ''.join(_PAGES.values())), 'zqdata'} - {'short', 'agency'}
)
_TAGS: dict[str, Any] = {'html_copy_source': True, 'html_use_index': True}


@pytest.fixture
def tagged(project: Project) -> Project:
    for name, text in _PAGES.items():
        project.write(name, text)
    project.write('zqfile.txt', 'zqdata\n')
    Image.new('RGB', (8, 8)).save(project.source / 'zqpicture.png')
    return project


def with_tags(project: Project, *tags: str) -> None:
    conf = "project = 'Ada Lovelace'\nextensions = ['sphinx_cv']\n"
    project.write('conf.py', conf + ''.join(f"tags.add('{tag}')\n" for tag in tags))


def test_what_is_for_other_tags_is_in_no_byte(tagged: Project) -> None:
    """Also where an earlier build had these tags; all builds share the doctrees."""
    with_tags(tagged, 'short')
    build = tagged.build(**_TAGS)
    assert build.warnings == []
    seen = {leak.rpartition(': ')[2] for leak in leaks(build.out, _WORDS)}
    assert seen == set(_WORDS) - _COMMENTS
    # In Furo there is no such index any more.
    (build.out / 'searchindex.js').write_text('Zqparagraph', 'utf-8')
    with_tags(tagged)
    build = tagged.build(**_TAGS)
    assert build.warnings == []
    assert leaks(build.out, _WORDS) == []
    assert 'public item' in build.read('index.html.md')
    assert 'A public note.' in build.read('index.html')
    assert build.read('index.html.md').count('- ') == 1
    with_tags(tagged, 'short')
    again = {leak.rpartition(': ')[2] for leak in leaks(tagged.build(**_TAGS).out, _WORDS)}
    assert again == seen


def test_tags_may_be_an_expression(tagged: Project) -> None:
    with_tags(tagged, 'agency')
    build = tagged.build(**_TAGS)
    seen = {leak.rpartition(': ')[2] for leak in leaks(build.out, _WORDS)}
    assert seen >= {'Zqitem', 'Zqbelow', 'Zqtitle', 'Zqorg', 'Zqother', 'Zqdeep'}
    assert not seen & {'Zqparagraph', 'Zqheading', 'Zqblock', 'Zqskill', 'zqdata', 'Zqnote'}


@pytest.mark.parametrize(
    'builder',
    [
        'dirhtml',
        *(
            pytest.param(name, marks=pytest.mark.prove)
            for name in ('singlehtml', 'epub', 'text', 'json', 'linkcheck')
        ),
    ],
)
def test_other_builders_leave_it_out_too(tagged: Project, builder: str) -> None:
    if builder == 'linkcheck':
        tagged.edit('organizations.md', 'https://zqsite.example.org', 'http://zqsite.invalid')
    build = tagged.build(builder)
    found = leaks(build.out, _WORDS)
    # Sphinx puts what it has read beside JSON, for programs that show it.
    assert [leak for leak in found if not leak.startswith('environment.pickle')] == []


def test_what_is_no_expression_is_said_and_nobody_sees_it(project: Project) -> None:
    project.write('index.md', '# Ada\n\n{only}`a b` Zqone.\n\n```{only} x y\nZqtwo.\n```\n')
    project.write('a.md', '---\ncv: {type: interest, only: [not]}\n---\n# Zqthree\n')
    project.write('b.md', '# Whole {only}`short`\n\nWords.\n')
    project.write('index.md', project.read('index.md') + '\n```{toctree}\na\nb\n```\n')
    build = project.build()
    expected = f'expected {EXPECTED_TAGS}, found'
    title = '{only} cannot tie a whole page to tags'
    assert build.warnings == [
        f'a.md:2: WARNING: "only": {expected} "not" [cv.value]',
        f'b.md:1: WARNING: {title}; in the front matter of an entry, "only" can [cv.only]',
        f'index.md:3: WARNING: "only": {expected} "a b" [cv.only]',
        f'index.md:5: WARNING: "only": {expected} "x y" [cv.only]',
    ]
    assert leaks(build.out, ['Zqone', 'Zqtwo', 'Zqthree']) == []


def test_a_reference_to_what_is_left_out_is_said(tagged: Project) -> None:
    text = tagged.read('work/public.md')
    tagged.write('work/public.md', f'{text}\nAfter {{entry}}`there <secret>`.\n')
    tagged.edit('index.md', 'Public text.', 'Public text, [there](#zqlabel).')
    build = tagged.build()
    [warning] = build.warnings
    assert 'the entry "secret" is left out here: it is for other tags' in warning
    assert 'Public text, there.' in build.read('index.html.md')


def test_nothing_in_a_pdf_leads_to_what_is_left_out(tagged: Project) -> None:
    """LaTeX would find the link, and no place for it."""
    text = tagged.read('work/public.md')
    links = '{ref}`one <zqlabel>` {doc}`two <secret>` {doc}`three <deep/below>`'
    tagged.write('work/public.md', f'{text}\nLinks: {links}.\n')
    tagged.edit('index.md', 'Public text.', 'Public text, [there](#zqlabel).')
    build = tagged.build('latex')
    [warning] = build.warnings
    assert '"zqlabel" is left out here: it is for other tags [cv.only]' in warning
    [tex] = build.out.glob('*.tex')
    assert 'Links: one two three.' in tex.read_text('utf-8')
    assert leaks(build.out, _WORDS) == []


def test_translators_see_all_parts_but_nothing_private(tagged: Project) -> None:
    tagged.edit('index.md', 'type: person', 'type: person\n  private: [tagline]\n  tagline: Zqline')
    seen = {leak.rpartition(': ')[2] for leak in leaks(tagged.build('gettext').out, _WORDS)}
    assert seen >= {'Zqparagraph', 'Zqitem', 'Zqblock', 'Zqtext', 'Zqorg'}
    assert leaks(tagged.source / '_build' / 'gettext', ['Zqline']) == []


# ---- values that stand elsewhere -----------------------------------------------------------------

_ELSEWHERE = """
    index:
      phone: +44 20 7946 0987
    work:
      organization: Zqorganization
    """
_HERE = {
    'index.md': '---\ncv:\n  type: person\n---\n# Ada\n\n```{toctree}\nwork\n```\n',
    'work.md': '---\ncv: {type: role, start: 2001, end: 2003}\n---\n# Engineer\n\nWords.\n',
}
_ELSEWHERE_WORDS = ('7946 0987', '442079460987', 'Zqorganization')


def test_private_values_may_come_from_a_file(project: Project) -> None:
    for name, text in _HERE.items():
        project.write(name, text)
    [missing] = project.build().warnings
    assert '"organization" is missing' in missing
    project.edit('work.md', 'type: role', 'type: role, private: [organization]')
    assert project.build().warnings == []
    project.write('private.yaml', _ELSEWHERE)
    build = project.build()
    assert build.warnings == []
    assert leaks(build.out, _ELSEWHERE_WORDS) == []


def test_a_file_that_git_keeps_is_not_private(
    project: Project,
) -> None:
    for name, text in _HERE.items():
        project.write(name, text)
    project.edit('work.md', 'type: role', 'type: role, private: [organization]')
    project.write('private.yaml', _ELSEWHERE)
    subprocess.run(['git', 'init', '-q'], cwd=project.source, check=True)
    project.write('.gitignore', '/private.yaml\n')
    subprocess.run(['git', 'add', '.'], cwd=project.source, check=True)
    # A repository without a commit has no time.
    quiet = ['cv.clock']
    assert project.build(suppress_warnings=quiet).warnings == []
    subprocess.run(['git', 'add', '-f', 'private.yaml'], cwd=project.source, check=True)
    [warning] = project.build(suppress_warnings=quiet).warnings
    assert warning.startswith('private.yaml:1: WARNING: git keeps this file')
    assert warning.endswith('[cv.private]')
    assert project.build(suppress_warnings=[*quiet, 'cv.private']).warnings == []


def test_no_message_repeats_a_private_value(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in _HERE.items():
        project.write(name, text)
    monkeypatch.setenv(
        'CV_PRIVATE', 'work: {organization: Acme}\nindex:\n  email: zqmail\n  fone: 1'
    )
    email, fone = project.build().warnings
    assert email.startswith('index.md:3: WARNING: CV_PRIVATE:3: "email": expected an e-mail')
    assert fone.startswith('index.md:3: WARNING: CV_PRIVATE:4: "fone" is not a field of a person;')
    assert 'zq' not in f'{email}{fone}'
    for text, said in (
        ('index: zqtext', 'CV_PRIVATE:1: expected fields by page'),
        ('index: {a: b', 'CV_PRIVATE:1: this is no YAML'),
    ):
        monkeypatch.setenv('CV_PRIVATE', text)
        with pytest.raises(SystemExit, match=said) as stop:
            project.build()
        assert 'zq' not in str(stop.value)


# ---- variants ------------------------------------------------------------------------------------

_VARIANTS: dict[str, dict[str, Any]] = {
    'short': {'label': 'One page', 'max_pages': 1, 'fit': True},
    'agency': {'tags': ['agency'], 'pdf': 'for-agencies.pdf'},
    'full': {'tags': ['short', 'agency'], 'private': True},
}


def streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    return (obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream))


def packed(file: Path) -> bytes:
    """All that a PDF says: its text, and each of its objects unpacked, with attached files."""
    text = subprocess.run(['pdftotext', file, '-'], capture_output=True, check=True).stdout
    with pikepdf.Pdf.open(file) as pdf:
        objects = [str(obj).encode() for obj in pdf.objects if not isinstance(obj, pikepdf.Stream)]
        objects += [obj.read_bytes() for obj in streams(pdf) if obj.get('/Subtype') != '/Image']
        info = str(dict(pdf.docinfo)).encode()
    return b'\n'.join([text, info, *objects])


def said(file: Path, words: Iterable[str]) -> set[str]:
    """The words that a PDF says."""
    content = b' '.join(packed(file).split())
    return {word for word in words if word.encode() in content}


@pytest.mark.prove
@pytest.mark.latex
def test_each_pdf_says_what_is_meant_for_its_readers(tagged: Project) -> None:
    """In one build, from one source, and also where an earlier build offered all."""
    with_tags(tagged)
    tagged.edit('index.md', 'type: person', 'type: person\n  private: [phone]\n  phone: "5550100"')
    words = [*_WORDS, '5550100']
    build = tagged.build('cv', cv_variants=_VARIANTS)
    assert build.warnings == []
    apart = tagged.source / '_build' / 'variants'
    assert sorted(file.name for file in apart.iterdir()) == [
        'ada-lovelace-full.pdf',
        'for-agencies.pdf',
    ]
    assert [leak for leak in leaks(build.out, words) if 'short.pdf' not in leak] == []
    assert said(build.out / 'ada-lovelace-cv.pdf', words) == set()
    short = said(build.out / 'ada-lovelace-short.pdf', words)
    assert {'Zqparagraph', 'Zqitem', 'Zqheading', 'Zqinner', 'Zqblock', 'Zqwork'} <= short
    assert {'Zqtitle', 'Zqtext', 'Zqorg', 'Zqnote'} <= short
    agency = said(apart / 'for-agencies.pdf', words)
    assert {'Zqitem', 'Zqbelow', 'Zqtitle', 'Zqdeep'} <= agency
    assert not agency & {'Zqparagraph', 'Zqheading', 'Zqblock', 'Zqwork', 'Zqnote'}
    assert said(apart / 'ada-lovelace-full.pdf', words) == {*short, *agency, '5550100'}
    for pdf in (short, agency):
        assert not pdf & {*_COMMENTS, '5550100'}
    front = build.read('index.html')
    assert '>One page</a>' in front
    assert 'for-agencies' not in front
    # What is no longer offered does not stay on the site.
    tagged.build('cv', cv_variants={'short': {}})
    assert not (build.out / 'ada-lovelace-short.pdf').exists()
    assert 'One page' not in build.read('index.html')
    assert (apart / 'ada-lovelace-short.pdf').exists()


@pytest.mark.prove
@pytest.mark.latex
def test_a_private_variant_shows_each_private_field(project: Project) -> None:
    words = write_career(project, private=True)
    build = project.build('cv', cv_variants={'full': {'private': True}}, suppress_warnings=['cv'])
    assert leaks(build.out, words) == []
    assert said(build.out / 'ada-lovelace-cv.pdf', words) == set()
    full = project.source / '_build' / 'variants' / 'ada-lovelace-full.pdf'
    shown = said(full, words)
    # The photo has no name there; the aliases are for the search.
    assert set(words) - shown <= {'P17M', 'zqphoto', 'Zqalias'}
    with pikepdf.Pdf.open(full) as pdf:
        assert any(obj.get('/Subtype') == '/Image' for obj in streams(pdf))


@pytest.mark.prove
@pytest.mark.latex
def test_the_builder_of_pdfs_makes_all_of_them(ada: Project) -> None:
    variants = {'short': {'label': 'One page', 'layout': 'compact'}, 'other': {}}
    build = ada.build('cv-pdf', cv_variants=variants)
    assert build.warnings == []
    assert sorted(file.name for file in build.out.glob('*.pdf')) == [
        'ada-lovelace-cv.pdf',
        'ada-lovelace-short.pdf',
    ]
    apart = ada.source / '_build' / 'variants'
    assert (apart / 'ada-lovelace-other.pdf').exists()
    # Each language has its own folder.
    build.app.config.cv_languages = {'en': 'en', 'fr': 'fr'}
    assert folder_apart(build.app) == apart / 'en'


def test_without_its_pdf_a_variant_is_not_offered(project: Project) -> None:
    project.write('index.md', '---\ncv: {type: person}\n---\n# Ada\n')
    build = project.build(cv_variants=_VARIANTS)
    assert 'One page' not in build.read('index.html')
    (build.out / 'ada-lovelace-short.pdf').touch()
    project.write('index.md', '---\ncv: {type: person}\n---\n# Ada L\n')
    again = project.build(cv_variants=_VARIANTS)
    assert 'href="ada-lovelace-short.pdf"' in again.read('index.html')


def test_what_is_apart_is_never_published(project: Project) -> None:
    project.write('index.md', '# Ada\n')
    app = project.build(cv_variants={'a': {}}).app
    app.outdir = app.confdir / '_build'
    with pytest.raises(SystemExit, match='must not be part of the output'):
        check_folders(app)
    app.config.cv_variants = {'a': {'label': 'A'}}
    check_folders(app)


def test_doctrees_in_the_output_go_where_they_hold_more(tagged: Project, tmp_path: Path) -> None:
    out = tmp_path / 'out'
    with patch_docutils(), docutils_namespace():
        # As "sphinx-build" does it without "-d".
        doctrees = out / '.doctrees'
        Sphinx(tagged.source, tagged.source, out, doctrees, 'html', status=None).build()
    assert leaks(out, _WORDS) == []
    assert (out / 'index.html').exists()
