"""Furo's page for a CV: its templates, and no more styles and scripts than it needs.

A CV with a person's record has a frame of its own: the front page, and pages below a slim line
with the name, the search and the way back.  Other projects, and those that ask for it
(``cv_frame = 'furo'``), have Furo's three columns.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.html.furo.policy import scripts_in
from sphinx_cv.html.furo.sidebar import write_links
from sphinx_cv.locale import _

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config

    from sphinx_cv.components.content import Content
    from sphinx_cv.html.furo.policy import Script

THEME = 'furo'
_HERE = Path(__file__).parent
_TEMPLATES = [str(_HERE / 'templates')]
# What takes the place of Furo's own.
_SEARCH = {'search.html': 'sphinx-cv-search.html'}
_COLUMNS, _CAREER = 'sphinx-cv-page.html', 'sphinx-cv-career.html'
_SHEETS = {_COLUMNS: 'sphinx-cv-career.css', _CAREER: 'sphinx-cv-columns.css'}
# Templates of Furo and of Sphinx that show a tree of pages.
_TREES = ('sidebar/navigation.html', 'globaltoc.html')
_SPHINX_SCRIPTS = {'documentation_options.js', 'doctools.js', 'sphinx_highlight.js'}
_KNOWN_SCRIPTS = {'furo.js', 'design-tabs.js', 'sphinx-cv.js', 'sphinx-cv-rows.js'}
_DESIGNED = ('sd-',)
_EXTENDED = ('sd-', 'highlight', 'shadow', 'sphinx-bs')
_HIGHLIGHTED = ('highlight',)


def is_used(config: Config) -> bool:
    """Whether the site is one of Furo's."""
    return bool(config.html_theme == THEME)


def is_own(builder: Builder) -> bool:
    """Whether the career is the menu: not so without a person, or where the owner keeps Furo's."""
    person = cv_domain(builder.env).career.person
    return is_used(builder.config) and person is not None and builder.config.cv_frame != THEME


def use_frame(app: Sphinx, config: Config) -> None:
    """Add the templates and styles, and the sidebar unless the owner has chosen one."""
    for sheet in _SHEETS.values():
        app.add_css_file(sheet)
    config.html_static_path = [*config.html_static_path, str(_HERE / 'static')]
    config.templates_path = [*config.templates_path, *_TEMPLATES]
    if not config.html_sidebars:
        config.html_sidebars = {
            '**': [
                'sidebar/brand.html',
                'sidebar/sphinx-cv-search.html',
                'sidebar/sphinx-cv-downloads.html',
                'sphinx-cv-languages.html',
                'sidebar/scroll-start.html',
                'sidebar/sphinx-cv-navigation.html',
                'sidebar/scroll-end.html',
            ]
        }


def labels() -> dict[str, str]:
    """The words of the templates."""
    return {
        'search': _('Search'),
        'email': _('E-mail'),
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


def write_search(builder: Builder, docname: str) -> str:
    """Write the field of the search, where the sidebar has none."""
    if not is_own(builder):
        return ''
    template = builder.templates.environment.get_template('sidebar/sphinx-cv-search.html')
    search = builder.get_relative_uri(docname, 'search')
    return str(template.render(cv_labels=labels(), pathto=lambda _page: search))


def frame_page(
    builder: StandaloneHTMLBuilder,
    pagename: str,
    context: dict[str, Any],
    content: Content,
) -> None:
    """Give a page what its template shows.

    It has to come before Furo's own handler, which would have the whole tree of pages resolved.
    """
    position = content.position
    context['cv_layout'] = _CAREER if is_own(builder) else _COLUMNS
    context['cv_email'] = content.email
    context['cv_updated'] = content.updated
    context['cv_sections'] = [
        (builder.get_relative_uri(pagename, link.docname), link.title, link.is_above)
        for link in position.links
    ]
    links = write_links(position.links, lambda to: builder.get_relative_uri(pagename, to))
    context['cv_navigation'] = links
    # Sphinx's own would resolve the whole tree, and Furo parses what it gets: only where
    # the owner has chosen a sidebar that shows it does it get anything.
    sidebars = builder.config.html_sidebars.values()
    shown = any(name in parts for name in _TREES for parts in sidebars)
    context['toctree'] = lambda **_options: links if shown else ''


def template_of(template: str, context: dict[str, Any]) -> str | None:
    """The template that takes the place of one of Furo's, if any does."""
    layout: str = context['cv_layout']
    return layout if template == 'page.html' else _SEARCH.get(template)


def scripts_of_template(builder: StandaloneHTMLBuilder) -> list[Script]:
    """The scripts that stand in Furo's own template."""
    environment = builder.templates.environment
    source = environment.loader.get_source(environment, 'base.html')
    return scripts_in(source[0])


def leave_out_unused(context: dict[str, Any]) -> None:
    """Have a page load only the styles and scripts of what stands in it.

    Of those that are known here; what other extensions add is theirs to know.
    """
    body = context.get('body') or ''
    # Sphinx's translations of its search are a string to be evaluated, which the policy refuses.
    unused = {'translations.js', _SHEETS.get(context.get('cv_layout', ''), '')}
    if 'cv-career' not in body and 'cv-more' not in body:
        unused.add('sphinx-cv-rows.js')
    if not _has_class(body, _DESIGNED):
        unused |= {'sphinx-design.min.css', 'design-tabs.js'}
    if not _has_class(body, _HIGHLIGHTED):
        unused.add('pygments.css')
    scripts = {_file_name(script) for script in context.get('script_files', ())}
    # Those of Sphinx serve its own search, which is not used, and other extensions.
    if scripts - unused <= _SPHINX_SCRIPTS | _KNOWN_SCRIPTS:
        unused |= _SPHINX_SCRIPTS
        # What Furo adds to the components of extensions, and to a sidebar that is not there.
        if context.get('cv_layout') == _CAREER and not _has_class(body, _EXTENDED):
            unused.add('furo-extensions.css')
    for files in (context.get('css_files', []), context.get('script_files', [])):
        # In its place: Sphinx has each page begin with its own list again, and what still
        # comes is added to this one.
        files[:] = [file for file in files if _file_name(file) not in unused]


def _has_class(body: str, beginnings: tuple[str, ...]) -> bool:
    """Whether an element of a page has a class with a word that begins like this."""
    # Most pages have the letters nowhere, which is seen many times faster.
    return any(
        begin in body and re.search(rf'\bclass="[^"]*\b{begin}', body) for begin in beginnings
    )


def _file_name(file: object) -> str:
    """The name of a file; none for a script that stands in the page."""
    return posixpath.basename(str(getattr(file, 'filename', file) or '').partition('?')[0])
