"""What a site must not hold: hidden pages, files that only they show, sources that say more.

Sphinx keeps what it has read of every page: titles, labels, tables of contents, files.  Before it
writes the first page, all that belongs to hidden pages is taken out of this.  By then Sphinx has
saved it, so the next build finds it whole.
"""

from __future__ import annotations

import posixpath
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from sphinx_cv.components.editions import name_visible
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.domain.lock import LOCK
from sphinx_cv.exports.files import SITES, twin_name
from sphinx_cv.model.records import NamePage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.domain.cv_domain import Page

logger = logging.getLogger(__name__)

# Whatever is typeset leaves out hidden pages as it puts its document together, and translators
# see all pages.
_SEES_ALL = ('latex', 'gettext')


def begin_writing(app: Sphinx, builder: Builder) -> None:
    """Have a builder write no hidden page (event ``write-started``)."""
    if builder.format in _SEES_ALL or builder.name in _SEES_ALL:
        return
    hidden, write = cv_domain(app.env).hidden, builder.write_documents

    def write_shown(docnames: AbstractSet[str]) -> None:
        write(docnames - hidden)

    if hidden:
        builder.write_documents = write_shown  # type: ignore[method-assign]  # Sphinx asks nobody
    # The PDF that is made with a site may have other pages, and comes first.
    if not getattr(builder, 'makes_pdf', False):
        withhold(builder)


def withhold(builder: Builder) -> None:
    """Take out of the environment what the output leaves out, and out of the output what is old."""
    env = builder.env
    domain = cv_domain(env)
    hidden = domain.hidden
    before = set(_files(env))
    for docname in hidden:
        _forget(env, docname)
    if hidden:
        _forget_links(env, hidden)
    for docname, page in domain.pages.items():
        if docname not in hidden and page.tied:
            _forget_parts(env, docname, page)
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name not in SITES:
        return
    old = before - set(_files(env))
    for docname in hidden:
        target = Path(builder.get_outfilename(docname)).relative_to(builder.outdir)
        old |= {str(target), unquote(twin_name(builder, docname)), _source_of(builder, docname)}
    old |= {name for name in _private_photos(env) if name not in set(_files(env))}
    for name in old:
        (Path(builder.outdir) / name).unlink(missing_ok=True)


def _forget(env: BuildEnvironment, docname: str) -> None:
    """Forget a page as Sphinx does when its file is gone; only our own domain still knows it."""
    env.events.emit('env-purge-doc', env, docname)
    env.all_docs.pop(docname, None)
    env.included.pop(docname, None)
    for domain in env.domains.sorted():
        if domain.name != 'cv':
            domain.clear_doc(docname)


def _forget_links(env: BuildEnvironment, hidden: frozenset[str]) -> None:
    env.project.docnames -= hidden
    for docname, names in env.toctree_includes.items():
        env.toctree_includes[docname] = [name for name in names if name not in hidden]
    for toc in env.tocs.values():
        for toctree in toc.findall(addnodes.toctree):
            name_visible(toctree, hidden)


def _forget_parts(env: BuildEnvironment, docname: str, page: Page) -> None:
    """Forget the labels and the files of the parts of a page that are for other tags."""
    shows = cv_domain(env).shows
    shown = {(kind, name) for kind, name, only in page.tied if shows(only)}
    gone = {(kind, name) for kind, name, _only in page.tied} - shown
    ids = {name for kind, name in gone if kind == 'id'}
    standard = env.domains.standard_domain
    for labels in (standard.labels, standard.anonlabels):
        for label, (where, id_, *_title) in list(labels.items()):
            if where == docname and id_ in ids:
                del labels[label]
    entries = env.domains.index_domain.entries
    entries[docname] = [entry for entry in entries.get(docname, []) if entry[2] not in ids]
    for name, (pages, file) in [*env.images.items(), *env.dlfiles.items()]:
        if ('image', str(name)) in gone or ('download', str(file)) in gone:
            pages.discard(docname)
            if not pages:
                env.images.pop(str(name), None)
                env.dlfiles.pop(name, None)  # type: ignore[call-overload]


def _files(env: BuildEnvironment) -> Iterator[str]:
    """The files that pages bring with them, by their names in the output."""
    for folder, files in (('_images', env.images), ('_downloads', env.dlfiles)):
        for _pages, name in files.values():
            yield f'{folder}/{name}'


def _private_photos(env: BuildEnvironment) -> Iterator[str]:
    for page in cv_domain(env).pages.values():
        photo = getattr(page.record, 'private', {}).get('photo', '')
        if photo:
            yield f'_images/{posixpath.basename(photo)}'


def _source_of(builder: StandaloneHTMLBuilder, docname: str) -> str:
    suffix = builder.env.doc2path(docname).suffix
    link = builder.config.html_sourcelink_suffix
    return f'_sources/{docname}{suffix}{link if link != suffix else ""}'


def withhold_source(builder: StandaloneHTMLBuilder, pagename: str, context: dict[str, Any]) -> None:
    """Publish the source of a page only if it says no more than the page."""
    domain = cv_domain(builder.env)
    page = domain.pages.get(pagename)
    if page is None:
        return
    # The names that only left out entries use are left out of the pages about names.
    shown, record = domain.career.record(pagename), page.record
    less = isinstance(record, NamePage) and (
        not isinstance(shown, NamePage)
        or (shown.names, shown.groups) != (record.names, record.groups)
    )
    if builder.config.html_copy_source and not page.withheld and not less:
        return
    context['sourcename'] = ''
    (Path(builder.outdir) / _source_of(builder, pagename)).unlink(missing_ok=True)


def clear_doctrees(app: Sphinx, _exception: Exception | None) -> None:
    """Leave no doctrees in the output that hold what it must not (event ``build-finished``).

    Sphinx puts them there where nobody names another folder with ``-d``.
    """
    folder = Path(app.doctreedir)
    if not folder.is_relative_to(app.outdir):
        return
    pages = cv_domain(app.env).pages.values()
    if not any(page.withheld for page in pages):
        return
    for file in folder.iterdir():
        if file.is_dir():
            shutil.rmtree(file)
        elif file.name != LOCK:
            file.unlink()
    logger.info('the doctrees hold what the output must not, so they were removed; see -d')
