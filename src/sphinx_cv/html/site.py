"""The site: what each page says of itself, and where it leads, whatever its theme."""

from __future__ import annotations

import os
import posixpath
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markupsafe import escape as as_text

from sphinx_cv.components.content import contents_of
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.exports.files import (
    ICON,
    SITES,
    TWINS,
    favicon_of,
    site_address,
    twin_name,
)
from sphinx_cv.exports.jsonld import as_script
from sphinx_cv.html import sharing
from sphinx_cv.html.furo import frame
from sphinx_cv.html.furo.policy import Script, allows, host_in, host_of, scripts_in, write_policy
from sphinx_cv.html.languages import head_links, versions_of
from sphinx_cv.html.markdown import write_markdown
from sphinx_cv.html.nodes import file_from
from sphinx_cv.html.scripts import read_scripts
from sphinx_cv.html.withheld import begin_writing, clear_doctrees, withhold_source
from sphinx_cv.locale import _, direction
from sphinx_cv.model.entry_types import with_own_types
from sphinx_cv.model.records import Person
from sphinx_cv.warnings import CVWarning, warn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config

    from sphinx_cv.components.content import Content
    from sphinx_cv.model.navigation import Position

_HERE = Path(__file__).parent
# A setting that holds the host, so that Sphinx writes all pages again when it is another one.
# It is not for conf.py to set.
_HOST = 'sphinx_cv_host'


def use_site(app: Sphinx, config: Config) -> None:
    """Add the styles and scripts, and the frame of the theme (event ``config-inited``)."""
    config.html_static_path = [*config.html_static_path, str(_HERE / 'static')]
    # The style sheet is a template, which puts those of the CV and of the frame together.
    own = [str(_HERE / 'styles'), str(_HERE / 'templates')]
    config.templates_path = [*config.templates_path, *own]
    config.exclude_patterns = [*config.exclude_patterns, TWINS]
    # The style sheet has the colours of the types from their table.
    config.html_context = config.html_context | {
        'cv_types': [t for t in with_own_types(config.cv_types).values() if t.color],
        'cv_furo': frame.is_used(config),
        'cv_scripts': read_scripts(),
    }
    if frame.is_used(config):
        frame.use_frame(app, config)


def leave_out_index(app: Sphinx) -> None:
    """Have Sphinx make no index for a search that no page has (event ``builder-inited``).

    It would stem every word of the site, a tenth of the time of a build.  The stemmer that it
    copies for its own search serves ours, so Sphinx has to think that there is an index.
    """
    if app.builder.name in SITES and frame.is_used(app.config):
        builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
        builder.load_indexer = lambda *_names: None  # type: ignore[method-assign]
        builder.index_page = lambda *_page: None  # type: ignore[method-assign]
        builder.dump_search_index = lambda: None  # type: ignore[method-assign]
        # One of an earlier version, or of another theme, would go on saying what it said.
        (builder.outdir / builder.searchindex_filename).unlink(missing_ok=True)


def leave_out_relations(app: Sphinx, builder: Builder) -> None:
    """Have Sphinx not render the titles of pages around each page (event ``write-started``).

    We have better ones, and Furo does not show those of the pages above.
    """
    if builder.name not in SITES or not frame.is_used(app.config):
        return
    write = builder.write_documents

    def write_alone(docnames: AbstractSet[str]) -> None:
        builder.relations = {}  # type: ignore[attr-defined]  # SITES are of HTML
        write(docnames)

    builder.write_documents = write_alone  # type: ignore[method-assign]  # Sphinx asks nobody


def add_to_page(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> str | None:
    """Give each page its navigation, its links and its data, and name its template.

    The event is ``html-page-context``.
    """
    # Themes print these as they are, or escape them once more, which a Markup stays whole in.
    for name in ('project', 'docstitle', 'shorttitle', 'author'):
        context[name] = as_text(context.get(name) or '')
    if frame.is_used(app.config):
        context['cv_labels'] = frame.labels()
    if app.builder.name not in SITES:
        return None
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    content = contents_of(builder.env)[pagename]
    _link_neighbours(builder, pagename, context, content.position)
    title = _title(builder, pagename)
    if title:
        # Sphinx's own would lose the markup of formulas.
        context['title'] = escape(title, quote=False)
        context['cv_title'] = escape(
            sharing.full_title(title, builder.config.html_title), quote=False
        )
    _link_files(builder, pagename, context, content)
    withhold_source(builder, pagename, context)
    versions = context['cv_versions'] = versions_of(builder, pagename)
    context['cv_languages_label'] = _('Languages')
    head = [
        sharing.without_viewport(context.get('metatags', '')),
        head_links(versions) if pagename in builder.env.titles else '',
        _share(builder, pagename, context, content),
        '<meta name="robots" content="noindex">' if builder.config.cv_unlisted else '',
    ]
    if content.thing:
        head.append(
            as_script(
                content.thing,
                lambda to: _address(builder, pagename, to),
                lambda name: (
                    f'{site_address(builder.config)}{name}'
                    if site_address(builder.config)
                    else file_from(builder, pagename, name)
                ),
            )
        )
    if favicon_of(builder.config, Path(app.confdir)):
        icon = file_from(builder, pagename, ICON)
        head.append(f'<link rel="apple-touch-icon" href="{escape(icon)}">')
    context['metatags'] = '\n    '.join(part for part in head if part)
    if doctree is not None:
        _write_twin(builder, pagename, doctree)
    changed = None
    if frame.is_used(builder.config):
        frame.frame_page(builder, pagename, context, content)
        changed = frame.template_of(template, context)
    if direction(builder.config.language) == 'ltr':
        return changed
    context['cv_template'] = changed or template
    return 'sphinx-cv-direction.html'


def _link_neighbours(
    builder: StandaloneHTMLBuilder, pagename: str, context: dict[str, Any], position: Position
) -> None:
    for name, link in (('prev', position.before), ('next', position.after)):
        context[name] = link and {
            'link': builder.get_relative_uri(pagename, link.docname),
            'title': escape(link.title),
            'when': link.when,
        }


def _link_files(
    builder: StandaloneHTMLBuilder, pagename: str, context: dict[str, Any], content: Content
) -> None:
    files = {label: file_from(builder, pagename, name) for label, name in content.files}
    context['cv_files'] = list(files.items())
    context['cv_pdf'] = files.get('PDF', '')
    context['cv_pdf_label'] = _('Download the PDF')


def finish_page(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Look at the scripts and styles that all others have added, and write the policy.

    The event is ``html-page-context`` too, after everybody else.
    """
    if app.builder.name not in SITES:
        return
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    if frame.is_used(app.config):
        frame.leave_out_unused(context)
    if policy := _policy(builder, pagename, context):
        policy = policy.replace('"', '&quot;')
        tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        # What stands before it would not be held to it.
        context['metatags'] = f'{tag}\n    {context.get("metatags", "")}'


def _policy(builder: StandaloneHTMLBuilder, pagename: str, context: dict[str, Any]) -> str:
    """The policy of a page; none for themes whose inline scripts are not known."""
    setting: str | dict[str, str] | None = builder.config.cv_csp
    if isinstance(setting, str):
        return setting
    if not frame.is_used(builder.config):
        return ''
    added = setting or {}
    scripts = [_script(file) for file in context['script_files']]
    styles = [str(getattr(file, 'filename', file)) for file in context['css_files']]
    used = [('script-src', address) for script in scripts for address in script.addresses()]
    used += [('style-src', address) for address in styles]
    for directive, address in used:
        _report_kept_out(None, directive, address, added)
    for script in scripts_in(context.get('body') or ''):
        for address in script.addresses():
            _report_kept_out((pagename, None), 'script-src', address, added)
        if script.inline and "'unsafe-inline'" not in added.get('script-src', ''):
            message = (
                "the pages' policy keeps out a script that stands in the text; "
                'make it a file, and name that in html_js_files'
            )
            warn(CVWarning.POLICY, message, (pagename, None))
    known = [*frame.scripts_of_template(builder), *scripts]
    return write_policy(known, added, builder.config[_HOST])


def _script(file: Any) -> Script:
    attributes = getattr(file, 'attributes', {})
    source = str(getattr(file, 'filename', file) or '')
    return Script(source, attributes.get('body') or '', attributes.get('type') or '')


def _report_kept_out(location: Any, directive: str, address: str, added: Mapping[str, str]) -> None:
    host = host_of(address)
    if host and not allows(added, directive, host):
        message = (
            f'the pages\' policy keeps out "{address}", which is on another host; serve it from '
            f"html_static_path, or allow it with cv_csp = {{'{directive}': '{host}'}}"
        )
        warn(CVWarning.POLICY, message, location, once=True)


def _title(builder: StandaloneHTMLBuilder, pagename: str) -> str:
    """What a page is called; '' for one without a source, such as that of the search."""
    outline = cv_domain(builder.env).outline
    return outline.called(pagename) if pagename in outline.titles else ''


def _share(
    builder: StandaloneHTMLBuilder, pagename: str, context: dict[str, Any], content: Content
) -> str:
    if pagename not in builder.env.titles:
        about = sharing.full_title(_('Search'), builder.config.html_title)
        return (
            f'<meta name="description" content="{escape(about)}">' if pagename == 'search' else ''
        )
    site = site_address(builder.config)
    given = 'name="description"' in context.get('metatags', '')
    return sharing.tags(
        title=sharing.full_title(_title(builder, pagename), builder.config.html_title),
        name=builder.config.html_title,
        language=builder.config.language,
        description='' if given else content.description,
        address=_address(builder, pagename, pagename) if site else '',
        site=site,
        person=isinstance(cv_domain(builder.env).career.record(pagename), Person),
        twin=file_from(builder, pagename, twin_name(builder, pagename)),
    )


def _write_twin(builder: StandaloneHTMLBuilder, pagename: str, doctree: nodes.document) -> None:
    suffix = builder.link_suffix

    def address(uri: str) -> str:
        path, hash_, anchor = uri.partition('#')
        if path.endswith('/') or not suffix:
            path = f'{path}index.html.md'
        elif path.endswith(suffix):
            path = f'{path}.md'
        return f'{path}{hash_}{anchor}'

    file = Path(builder.outdir) / unquote(twin_name(builder, pagename))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(write_markdown(doctree, address), 'utf-8')


def _address(builder: StandaloneHTMLBuilder, pagename: str, target: str) -> str:
    """The address of a page: absolute where the site's is known, else from *pagename*."""
    if site := site_address(builder.config):
        return f'{site}{builder.get_target_uri(target)}'
    return builder.get_relative_uri(pagename, target) or posixpath.basename(
        builder.get_target_uri(target)
    )


def setup_html(app: Sphinx) -> None:
    """Register what the site is made of."""
    app.add_config_value(_HOST, host_in(os.environ), 'html', (str,))
    app.add_css_file('sphinx-cv.css')
    app.add_js_file('sphinx-cv-rows.js', loading_method='defer')
    app.add_js_file('sphinx-cv.js', loading_method='defer')
    app.connect('config-inited', use_site)
    app.connect('write-started', leave_out_relations)
    app.connect('write-started', begin_writing)
    app.connect('build-finished', clear_doctrees, priority=990)
    app.connect('builder-inited', leave_out_index)
    app.connect('html-page-context', add_to_page, priority=400)
    app.connect('html-page-context', finish_page, priority=900)
