"""Everything that the extension adds to Sphinx, in the order in which a build uses it."""

from __future__ import annotations

import atexit
import gc
from typing import TYPE_CHECKING

from sphinx_cv.components.editions import LeaveOut
from sphinx_cv.components.fill import FillPlaceholders
from sphinx_cv.components.freshness import Freshness
from sphinx_cv.config import add_settings, check_extensions, is_chosen, set_defaults
from sphinx_cv.domain import collector, sources, translation
from sphinx_cv.domain.checks import report_unknown_target
from sphinx_cv.domain.cv_domain import CVDomain, cv_domain
from sphinx_cv.domain.directives import setup_directives
from sphinx_cv.domain.disk import setup_disk
from sphinx_cv.domain.letters import setup_letters
from sphinx_cv.domain.lock import setup_lock
from sphinx_cv.html.downloads.files import setup_downloads
from sphinx_cv.html.files import setup_exports
from sphinx_cv.html.formulas import setup_formulas
from sphinx_cv.html.nodes import setup_nodes
from sphinx_cv.html.not_found import setup_not_found
from sphinx_cv.html.outputs import setup_outputs
from sphinx_cv.html.site import setup_html
from sphinx_cv.latex.cv_builder import setup_cv_builder
from sphinx_cv.latex.document import setup_latex
from sphinx_cv.latex.variants import PDFsBuilder, check_folders
from sphinx_cv.locale import setup_locale
from sphinx_cv.source.private import setup_private

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


# The number of new objects after which Python looks for garbage in circles.  By default it does
# so after 700 objects.  A CV of a thousand entries has several hundred thousand, and most of them
# stay, so that this looking took a fifth of a build.
_GARBAGE = 50_000
# So many doctrees Sphinx may keep in memory between reading pages and writing them.  It keeps all,
# a fifth of a megabyte each; those that are forgotten it reads from its files.
_DOCTREES = 1_500
# Folders without pages.  Sphinx looks through all others, even if ``include_patterns`` names
# only some, and these hold thousands of files.
_NO_PAGES = ('.*', '_build', 'node_modules', 'venv')


def setup_extension(app: Sphinx) -> None:
    """Register settings, domain, event handlers, transforms and builders."""
    check_extensions(app)
    _hold_back_garbage(app)
    app.connect('source-read', _forget_doctrees)
    app.connect('doctree-resolved', _forget_doctrees)
    setup_disk(app)
    setup_lock(app)
    for extension in ('myst_parser', 'sphinx_design'):
        app.setup_extension(extension)
    setup_locale(app)
    add_settings(app)
    setup_private(app)
    app.connect('config-inited', _use_defaults, priority=400)
    setup_letters(app)
    app.add_domain(CVDomain)
    setup_directives(app)
    freshness = Freshness()
    # After all that extensions add to the settings, and before anything is started.
    app.connect('config-inited', sources.check_files, priority=950)
    app.connect('env-before-read-docs', sources.check_encodings, priority=100)
    # All pages are read; what is worked out from them now, all of the build shares.
    app.connect('env-updated', lambda _app, env: cv_domain(env).forget(), priority=50)
    app.connect('env-updated', sources.check_toctrees, priority=100)
    app.connect('source-read', collector.read_front_matter)
    # A title may print a field, so this comes before Sphinx collects the titles.
    app.connect('doctree-read', collector.read_text, priority=400)
    # Sphinx has collected all by then.
    app.connect('doctree-read', collector.keep_tied, priority=600)
    app.connect('env-updated', translation.extract_records)
    app.connect('env-updated', freshness.find_stale)
    app.connect('warn-missing-reference', report_unknown_target)
    app.connect('build-finished', freshness.remember)
    app.add_post_transform(LeaveOut)
    app.add_post_transform(FillPlaceholders)
    app.add_builder(PDFsBuilder)
    app.connect('builder-inited', check_folders)
    setup_nodes(app)
    setup_html(app)
    setup_formulas(app)
    setup_not_found(app)
    setup_downloads(app)
    setup_exports(app)
    setup_outputs(app)
    setup_latex(app)
    setup_cv_builder(app)


def _hold_back_garbage(app: Sphinx) -> None:
    """Make Python look for garbage less often until the build has ended."""
    before = gc.get_threshold()
    if 0 < before[0] < _GARBAGE:
        gc.set_threshold(_GARBAGE, *before[1:])
        app.connect('build-finished', lambda *_args: gc.set_threshold(*before), priority=900)
    # When a process ends, Python looks through all once more, only to forget it.  That took up to a
    # tenth of a build.  What is frozen is not looked at.
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def _forget_doctrees(app: Sphinx, *_args: object) -> None:
    """Have memory not grow with the number of pages (``source-read`` and ``doctree-resolved``)."""
    for name in ('_write_doc_doctree_cache', '_pickled_doctree_cache'):
        kept: dict[str, object] = getattr(app.env, name, {})
        if len(kept) > _DOCTREES:
            kept.clear()


def _use_defaults(_app: Sphinx, config: Config) -> None:
    defaults = {
        'primary_domain': 'cv',
        'html_theme': 'furo',
        'html_title': config.project,
        # There is no need for an index: skills and organisations have pages of their own.
        'html_use_index': False,
        'html_show_copyright': any(
            is_chosen(config, name) for name in ('copyright', 'project_copyright')
        ),
        # A source may say more than its page, in comments and in what is private; whoever wants
        # Markdown finds that of each page beside it.
        'html_copy_source': False,
        # The pages show the owner's quotation marks as they are, just as the data has them.
        'smartquotes': False,
    }
    set_defaults(config, defaults)
    config.exclude_patterns = [*config.exclude_patterns, *_NO_PAGES]
    # The directives of the pages are written with it: what the owner chooses comes on top.
    config.myst_enable_extensions = {*config.myst_enable_extensions, 'colon_fence'}
