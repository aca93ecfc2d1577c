"""What ends a build before Sphinx would crash: pages that cannot be read, toctrees in a circle."""

from __future__ import annotations

import os
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sphinx import addnodes
from sphinx.project import EXCLUDE_PATHS
from sphinx.util.matching import Matcher

from sphinx_cv.model.tree import PageTree
from sphinx_cv.source.files import find_unreadable, wrong_encoding
from sphinx_cv.warnings import CVError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def check_files(app: Sphinx, config: Config) -> None:
    """Look whether all pages can be read, and whether there is a first one (``config-inited``).

    :raises CVError: with a line for each that cannot be read
    """
    endings = tuple(config.source_suffix)
    left_out = Matcher([*config.exclude_patterns, *config.templates_path, *EXCLUDE_PATHS])
    folder = Path(app.srcdir)
    lines = list(find_unreadable(folder, lambda path: path.endswith(endings), left_out))
    names = [f'{config.root_doc}{ending}' for ending in endings]
    if not lines and not any((folder / name).exists() for name in names):
        wanted = next((name for name in names if name.endswith('.md')), names[0])
        lines = [f'{wanted}: this page is missing; it is the first one, which leads to all others']
    if lines:
        raise CVError('\n'.join(lines))


def check_encodings(app: Sphinx, env: BuildEnvironment, docnames: Sequence[str]) -> None:
    """Look whether the pages that will be read are UTF-8 (event ``env-before-read-docs``).

    :raises CVError: with a line for each that is not
    """
    if env.config.source_encoding.lower() not in {'utf-8', 'utf-8-sig'}:
        return
    lines = []
    for docname in docnames:
        line, message = wrong_encoding(Path(env.doc2path(docname)).read_bytes())
        if line:
            lines.append(f'{env.doc2path(docname, base=False)}:{line}: {message}')
    if lines:
        end_build(app, '\n'.join(lines))


def check_toctrees(app: Sphinx, env: BuildEnvironment) -> None:
    """Look for toctrees that lead back to their own page (event ``env-updated``).

    :raises CVError: if there are any
    """
    circle = find_circle(env.toctree_includes, env.config.root_doc)
    if not circle:
        return
    last = circle[-1]
    trees = env.get_doctree(last).findall(addnodes.toctree)
    lines = [tree.line for tree in trees if circle[0] in tree['includefiles']]
    place = os.path.relpath(env.doc2path(last), env.srcdir)
    way = ' → '.join([*circle, circle[0]])
    message = f'this toctree leads back to a page above it: {way}; take "{circle[0]}" out of it'
    end_build(app, f'{place}:{lines[0] if lines else 1}: {message}')


def end_build(app: Sphinx, message: str) -> NoReturn:
    """End a build that is under way, after all who have begun something have ended it."""
    error = CVError(message)
    app.emit('build-finished', error)
    raise error


def find_circle(named: Mapping[str, Sequence[str]], root: str) -> list[str]:
    """Find pages of which each names the next, and the last one the first; none if none do.

    *named* has the pages in the toctrees of each page.  It begins with the page nearest to the
    *root*.
    """
    try:
        TopologicalSorter(named).prepare()
    except CycleError as error:
        # From a page to the one that names it, and round to the page again.
        circle: list[str] = error.args[1][:0:-1]
        tree = PageTree(named, root, {*named, *circle})
        begin = circle.index(min(circle, key=(*tree.pages, *tree.others).index))
        return circle[begin:] + circle[:begin]
    return []
