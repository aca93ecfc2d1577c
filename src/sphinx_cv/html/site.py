"""The site: what each page has around its text, and the files beside the pages."""

from __future__ import annotations

import posixpath
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.domain.cv_domain import Titles, cv_domain
from sphinx_cv.exports.files import RESUME, TWINS, card_name, pdf_name, site_address, twin_name
from sphinx_cv.exports.jsonld import as_script, describe_page
from sphinx_cv.html import sharing
from sphinx_cv.html.markdown import write_markdown
from sphinx_cv.html.nodes import SITES, file_from
from sphinx_cv.html.policy import write_policy
from sphinx_cv.locale import _
from sphinx_cv.model.navigation import find_place, write_links
from sphinx_cv.model.records import Person

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config

_HERE = Path(__file__).parent
_FURO = 'furo'
_SPHINX_SCRIPTS = {'documentation_options.js', 'doctools.js', 'sphinx_highlight.js'}
_KNOWN_SCRIPTS = {'furo.js', 'design-tabs.js', 'sphinx-cv.js'}
# What takes the place of Furo's templates.
_TEMPLATES = {'page.html': 'sphinx-cv-page.html', 'search.html': 'sphinx-cv-search.html'}
# Templates of Furo and of Sphinx that show a tree of pages.
_TREES = ('sidebar/navigation.html', 'globaltoc.html')


def use_site(_app: Sphinx, config: Config) -> None:
    """Add the styles and templates (event ``config-inited``)."""
    config.html_static_path = [*config.html_static_path, str(_HERE / 'static')]
    config.exclude_patterns = [*config.exclude_patterns, TWINS]
    if config.html_theme != _FURO:
        return
    config.templates_path = [*config.templates_path, str(_HERE / 'templates' / _FURO)]
    if not config.html_sidebars:
        config.html_sidebars = {
            '**': [
                'sidebar/brand.html',
                'sidebar/sphinx-cv-search.html',
                'sidebar/sphinx-cv-downloads.html',
                'sidebar/scroll-start.html',
                'sidebar/sphinx-cv-navigation.html',
                'sidebar/scroll-end.html',
            ]
        }


def add_to_page(
    app: Sphinx,
    pagename: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> str | None:
    """Give each page its navigation, its links and its data, and name its template.

    The event is ``html-page-context``.  It has to come before Furo, which would have the
    whole tree of pages resolved.
    """
    context['cv_labels'] = {
        'search': _('Search'),
        'query': _('A skill, an employer, a place, a year…'),
        'no_script': _('Searching needs JavaScript. Without it these pages list everything:'),
        'sections': _('Sections'),
        'menu': _('Menu'),
        'skip': _('Skip to content'),
        'scheme': _('Switch between light and dark'),
        'neighbours': _('Previous and next'),
        'previous': _('Previous'),
        'next': _('Next'),
        'contents': _('On this page'),
        'announcement': _('Announcement'),
    }
    if app.builder.name not in SITES:
        return None
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    _navigate(builder, pagename, context)
    _link_files(builder, pagename, context)
    if builder.config.html_theme == _FURO:
        _leave_out_unused(context, doctree)
    head = [context.get('metatags', ''), _policy(builder), _share(builder, pagename, context)]
    thing = describe_page(
        cv_domain(builder.env).career, pagename, lambda to: _address(builder, pagename, to)
    )
    if thing:
        head.append(as_script(thing))
    context['metatags'] = '\n    '.join(part for part in head if part)
    if doctree is not None:
        _write_twin(builder, pagename, doctree)
    return _TEMPLATES.get(template) if builder.config.html_theme == _FURO else None


def _navigate(builder: StandaloneHTMLBuilder, pagename: str, context: dict[str, Any]) -> None:
    env = builder.env
    titles = Titles(env)
    place = find_place(cv_domain(env).career, titles, pagename)

    def address(to: str) -> str:
        return builder.get_relative_uri(pagename, to)

    context['cv_navigation'] = write_links(place.links, address)
    if builder.config.html_theme == _FURO:
        # Sphinx's own would resolve the whole tree, and Furo parses what it gets: only where
        # the owner has chosen a sidebar that shows it does it get anything.
        sidebars = builder.config.html_sidebars.values()
        shown = any(name in parts for name in _TREES for parts in sidebars)
        context['toctree'] = lambda **_options: context['cv_navigation'] if shown else ''
    for name, link in (('prev', place.before), ('next', place.after)):
        title = builder.render_partial(env.titles[link.docname])['title'] if link else ''
        context[name] = {'link': address(link.docname), 'title': title} if link else None


def _link_files(builder: StandaloneHTMLBuilder, pagename: str, context: dict[str, Any]) -> None:
    pdf = pdf_name(builder.config)
    files = {'PDF': pdf, 'JSON Resume': RESUME}
    if cv_domain(builder.env).career.person:
        files['vCard'] = card_name(builder.config)
    context['cv_files'] = [
        (label, file_from(builder, pagename, file)) for label, file in files.items() if file
    ]
    context['cv_pdf'] = file_from(builder, pagename, pdf) if pdf else ''
    context['cv_pdf_label'] = _('Download the PDF')


def _leave_out_unused(context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Have a page load only the styles and scripts of what stands in it."""
    found = list(doctree.findall(nodes.Element)) if doctree is not None else []
    classes = ' '.join(' '.join(node.get('classes', ())) for node in found).split()
    designed = any(name.startswith('sd-') for name in classes)
    blocks = nodes.literal_block | nodes.doctest_block
    # Sphinx's translations of its search are a string to be evaluated, which the policy refuses.
    unused = {'translations.js'}
    if not designed:
        unused |= {'sphinx-design.min.css', 'design-tabs.js'}
    if not any(isinstance(node, blocks) for node in found):
        unused.add('pygments.css')
    scripts = {_file_name(script) for script in context.get('script_files', ())}
    # Those of Sphinx serve its own search, which is not used, and other extensions.
    if scripts - unused <= _SPHINX_SCRIPTS | _KNOWN_SCRIPTS:
        unused |= _SPHINX_SCRIPTS
    for kind in ('css_files', 'script_files'):
        files = context.get(kind, ())
        context[kind] = [file for file in files if _file_name(file) not in unused]


def _file_name(file: object) -> str:
    return posixpath.basename(str(getattr(file, 'filename', file)).partition('?')[0])


def _policy(builder: StandaloneHTMLBuilder) -> str:
    """The policy as a tag; none for themes whose inline scripts are not known."""
    chosen: str | None = builder.config.cv_csp
    if chosen is None:
        if builder.config.html_theme != _FURO:
            return ''
        loader = builder.templates.environment.loader
        source = loader.get_source(builder.templates.environment, 'base.html')
        chosen = write_policy([source[0]])
    content = chosen.replace('"', '&quot;')
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">' if content else ''


def _share(builder: StandaloneHTMLBuilder, pagename: str, context: dict[str, Any]) -> str:
    career = cv_domain(builder.env).career
    if pagename not in builder.env.titles:
        about = f'{_("Search")} – {builder.config.project}'
        return (
            f'<meta name="description" content="{escape(about)}">' if pagename == 'search' else ''
        )
    site = site_address(builder.config)
    given = 'name="description"' in context.get('metatags', '')
    language = builder.config.language
    return sharing.tags(
        title=builder.env.titles[pagename].astext(),
        name=builder.config.project,
        description='' if given else sharing.describe(career, pagename, language),
        address=_address(builder, pagename, pagename) if site else '',
        site=site,
        person=isinstance(career.record(pagename), Person),
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

    file = Path(builder.outdir) / twin_name(builder, pagename)
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
    app.add_config_value(
        'cv_csp',
        None,
        'html',
        types=frozenset({str, type(None)}),
        description="The Content Security Policy of each page; '' for none",
    )
    app.add_css_file('sphinx-cv.css')
    app.add_js_file('sphinx-cv.js', loading_method='defer')
    app.connect('config-inited', use_site)
    app.connect('html-page-context', add_to_page, priority=400)
