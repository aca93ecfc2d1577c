"""What a build leaves in the output folder, so that it is the same as after a clean build.

A build that ends notes its files, with the size and the time of each.  The next one notes that it
has begun before it writes anything.  If the last build did not end, or if a file is not as noted
because somebody has changed it, all is written again.  A noted file that no build would
make any more is removed: the page of a source that is gone, the card of a name that was changed.
Files that were never noted are not ours, and stay.

A language that is no longer in ``cv_languages`` has its site in a folder beside, with a note of its
own: what that names goes too.

The note also tells whether a style sheet, a script or a template has changed.  Pages name the
former with a number made from their content, so then all pages are written.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sphinx_cv.components.freshness import forget_written
from sphinx_cv.config import lines_of, where_set
from sphinx_cv.domain.disk import folders_of
from sphinx_cv.domain.sources import end_build
from sphinx_cv.exports.files import SITES, pdf_name, twin_name
from sphinx_cv.exports.whole_files import remove_halves
from sphinx_cv.html.files import export_names
from sphinx_cv.html.not_found import NAME as NOT_FOUND
from sphinx_cv.html.not_found import is_made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

_BUILD_INFO = '.buildinfo'
_INDEX = 'searchindex.js'
State = list[int] | None


@dataclass
class Note:
    """What a build notes: the state of each of its *files*, and a number made from its *assets*.

    ``sites`` are the folders of the sites in other languages, as seen from the output folder.
    While a build runs, or if it was killed, it has not *ended*, and only the names count.
    """

    files: dict[str, State] = field(default_factory=dict)
    assets: str = ''
    ended: bool = True
    sites: list[str] = field(default_factory=list)


def check_build_info(app: Sphinx) -> None:
    """Remove Sphinx's note of the settings if it may be torn (event ``builder-inited``).

    Sphinx reads it before any event of the build itself.
    """
    file = Path(app.outdir, _BUILD_INFO)
    if app.builder.name in SITES and _state(str(file)) != _read(app).files.get(_BUILD_INFO):
        file.unlink(missing_ok=True)


class Outputs:
    """Remembers the files that the last build has noted, until this one has written its own."""

    def __init__(self) -> None:
        self._before = Note()
        self._assets = ''

    def begin(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Look at the files, and name the pages that have to be written (``env-updated``)."""
        if app.builder.name not in SITES:
            return []
        out, before = Path(app.outdir), _read(app)
        self._before, self._assets = before, _digest_assets(app)
        # What is new is noted too: this build may be killed, and the next may not want it.
        files = {**dict.fromkeys(_names(app)), **before.files}
        _write(app, Note(files, ended=False, sites=[*{*before.sites, *_sites(app)}]))
        torn = any(_is_torn(f'{out}/{name}', state) for name, state in before.files.items())
        if torn or not before.ended or _BUILD_INFO not in before.files:
            forget_written(app)
            # Sphinx would add to it, which it cannot if it is torn.
            (out / _INDEX).unlink(missing_ok=True)
        elif self._assets == before.assets:
            return []
        if not before.ended:
            for folder in folders_of(app):
                remove_halves(folder)
        return sorted(env.found_docs)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Remove what no build would make now, and note what is there (``build-finished``)."""
        if exception is not None or app.builder.name not in SITES:
            return
        out, names = Path(app.outdir), set(_names(app))
        for name in sorted(self._before.files.keys() - names):
            _remove(out, name)
        for site in {*self._before.sites} - {*_sites(app)}:
            _remove_site(app, (out / site).resolve())
        # What Sphinx keeps of a note of settings that were changed.
        (out / f'{_BUILD_INFO}.bak').unlink(missing_ok=True)
        # LaTeX looks after the PDF, which another builder may make too.
        pdf = pdf_name(app.config)
        found = {name: state for name in sorted(names) if (state := _state(f'{out}/{name}'))}
        files = {name: None if name == pdf else state for name, state in found.items()}
        _write(app, Note(files, self._assets, sites=_sites(app)))


def check_names(app: Sphinx, env: BuildEnvironment) -> None:
    """Look whether anything else has the name of a file of the site (event ``env-updated``).

    :raises CVError: if a folder of pages has, or a file that conf.py adds
    """
    folders = {folder for page in env.found_docs for folder in PurePosixPath(page).parents}
    # Each file has a dot in its name, and few folders have.
    dotted = {str(folder) for folder in folders if '.' in folder.name}
    added = set(_added(app))
    if app.builder.name not in SITES or not (dotted or added):
        return
    # Whoever has no LaTeX may bring the PDF along.
    made = {*_made(app)} - {pdf_name(app.config)}
    slips = [f'{name}: {_TAKEN}; rename the folder' for name in sorted(dotted & made)]
    where = where_set(app.config, _EXTRA, lines_of(Path(app.confdir, 'conf.py')))
    slips += [f'{where}{_EXTRA}: {name}: {_TAKEN}; leave it out' for name in sorted(added & made)]
    if slips:
        end_build(app, '\n'.join(slips))


_TAKEN = 'the site has a file of this name'
_EXTRA = 'html_extra_path'


def _names(app: Sphinx) -> Iterator[str]:
    """Name the files that a clean build would leave, and some that it might."""
    yield from _made(app)
    yield from _added(app)


def _added(app: Sphinx) -> Iterator[str]:
    for entry in app.config.html_extra_path:
        yield from _files_in(app.confdir / entry)


def _made(app: Sphinx) -> Iterator[str]:
    """Name the files of the site, but for those that conf.py adds."""
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]  # SITES are of HTML
    config, env = app.config, app.env
    yield from (_BUILD_INFO, _INDEX, 'objects.inv', *export_names(app))
    if pdf := pdf_name(config):
        yield pdf
    out = f'{app.outdir}{os.sep}'
    for page in {*env.found_docs, *_pages_without_source(app, builder)}:
        yield str(builder.get_outfilename(page)).removeprefix(out)
    # Hosts look for it there, also where pages are folders.
    yield f'{NOT_FOUND}.html'
    for page in env.found_docs:
        yield unquote(twin_name(builder, page))
        if config.html_copy_source:
            suffix, own = env.doc2path(page).suffix, config.html_sourcelink_suffix
            yield f'_sources/{page}{suffix}{"" if suffix == own else own}'
    yield from (f'_images/{name}' for _pages, name in env.images.values())
    yield from (f'_downloads/{name}' for _pages, name in env.dlfiles.values())
    yield from (f'_static/{name}' for name in _static_files(builder))


def _pages_without_source(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[str]:
    yield from app.config.html_additional_pages
    yield from (index[0] for index in builder.domain_indices)
    if builder.use_index:
        yield from ('genindex', 'genindex-all')
    if builder.search:
        yield 'search'
    if is_made(app):
        yield NOT_FOUND


def _static_files(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Name the files that themes, the owner and Sphinx put there; other extensions have theirs."""
    config = builder.config
    for folder in _static_folders(builder):
        for name in _files_in(folder):
            yield name.removesuffix('.jinja').removesuffix('_t')
    yield from (Path(name).name for name in (config.html_logo, config.html_favicon) if name)
    yield 'pygments.css'
    if builder.dark_highlighter:
        yield 'pygments_dark.css'
    if config.language != 'en':
        yield 'translations.js'
    if config.html_use_opensearch:
        yield 'opensearch.xml'
    # There is none before the first page is written.
    if indexer := getattr(builder, 'indexer', None):
        yield from (Path(file).name for file in indexer.get_js_stemmer_rawcodes())


def _static_folders(builder: StandaloneHTMLBuilder) -> list[Path]:
    themes = [Path(folder, 'static') for folder in builder.theme.get_theme_dirs()]
    return themes + [builder.confdir / entry for entry in builder.config.html_static_path]


def _digest_assets(app: Sphinx) -> str:
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]  # as above
    templates = [app.confdir / folder for folder in app.config.templates_path]
    folders = [*_static_folders(builder), *templates]
    states = [
        (name, _state(str(folder) if folder.is_file() else f'{folder}/{name}'))
        for folder in folders
        for name in sorted(_files_in(folder))
    ]
    return hashlib.sha256(repr(states).encode()).hexdigest()


def _files_in(entry: Path) -> Iterator[str]:
    """Name the files below a folder, or a file that is named itself."""
    if entry.is_file():
        yield entry.name
    for folder, _folders, files in os.walk(entry, followlinks=True):
        for name in files:
            yield Path(folder, name).relative_to(entry).as_posix()


def _remove(out: Path, name: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    file = out / name
    file.unlink(missing_ok=True)
    with suppress(OSError):
        for folder in file.parents:
            if folder == out:
                break
            folder.rmdir()


def _sites(app: Sphinx) -> list[str]:
    """The folders of the sites in other languages, but for one in which this site is itself."""
    folders: dict[str, str] = app.config.cv_languages
    own = folders.get(app.config.language, '')
    sites = {os.path.relpath(folder or '.', own or '.') for folder in folders.values()}
    return sorted(site for site in sites if site.strip('./'))


def _remove_site(app: Sphinx, out: Path) -> None:
    """Remove what builds have noted in another output folder; without a note it is not ours."""
    doctrees = out / '.doctrees'
    notes = [*doctrees.glob(_note_of('*', out)), *Path(app.doctreedir).glob(_note_of('*', out))]
    for name in [name for note in notes for name in _read_note(note).files]:
        _remove(out, name)
    for note in notes:
        note.unlink(missing_ok=True)
        if note.parent == doctrees:
            shutil.rmtree(doctrees, ignore_errors=True)
    for folder, _folders, _files in os.walk(out, topdown=False):
        with suppress(OSError):
            # Those around it too, if they are empty now.
            os.removedirs(folder)


def _is_torn(file: str, noted: State) -> bool:
    return noted is not None and _state(file) != noted


def _state(file: str) -> State:
    """The size and the time of a file; None if there is none.

    Thousands are asked for, and making a ``Path`` takes as long as looking at its file.
    """
    try:
        found = os.stat(file)  # noqa: PTH116
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns] if stat.S_ISREG(found.st_mode) else None


def _note(app: Sphinx) -> Path:
    return Path(app.doctreedir) / _note_of(app.builder.name, Path(app.outdir))


def _note_of(builder: str, out: Path) -> str:
    where = hashlib.sha256(str(out).encode()).hexdigest()[:12]
    return f'sphinx-cv-files-{builder}-{where}.json'


def _read(app: Sphinx) -> Note:
    return _read_note(_note(app))


def _read_note(file: Path) -> Note:
    try:
        return Note(**json.loads(file.read_text('utf-8')))
    except (FileNotFoundError, ValueError, TypeError):
        return Note(ended=False)


def _write(app: Sphinx, note: Note) -> None:
    _note(app).write_text(json.dumps(vars(note)), 'utf-8')


def tidy_index(app: Sphinx) -> Iterator[Any]:
    """Have Sphinx's index be as if it were new (event ``html-collect-pages``).

    Sphinx keeps words that no page has any more, and the order in which pages were read.
    """
    indexer = getattr(app.builder, 'indexer', None)
    if indexer is not None:
        indexer.prune(app.env.all_docs)
        for words in (indexer._mapping, indexer._title_mapping):  # noqa: SLF001  # no other way
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
        indexer._all_titles = dict(sorted(indexer._all_titles.items()))  # noqa: SLF001
    yield from ()


def setup_outputs(app: Sphinx) -> None:
    """Have each build look at the files of the last, and note its own."""
    outputs = Outputs()
    app.connect('builder-inited', check_build_info, priority=200)
    app.connect('env-updated', check_names, priority=200)
    # Before anything else looks at what was written.
    app.connect('env-updated', outputs.begin, priority=300)
    app.connect('html-collect-pages', tidy_index, priority=900)
    # After all else has written its files.
    app.connect('build-finished', outputs.end, priority=900)
