"""The names of the files that lie beside the site's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_cv.model.names import slug

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.config import Config

#: JSON Resume, the text for language models, the picture for previews, and the map for crawlers.
RESUME = 'resume.json'
LLMS = 'llms.txt'
PREVIEW = 'preview.png'
#: Width and height of the picture in pixels, as previews of Open Graph are shown (https://ogp.me).
PREVIEW_SIZE = (1200, 630)
SITEMAP = 'sitemap.xml'
#: What the search looks things up in.
INDEX = 'cv-index.js'


def pdf_name(config: Config) -> str:
    """The name of the PDF: that of ``cv_pdf``, else made from the project's."""
    name: str | None = config.cv_pdf
    return f'{slug(config.project)}-cv.pdf' if name is None else name


def card_name(config: Config) -> str:
    """The name of the contact card."""
    return f'{slug(config.project)}.vcf'


#: What the twins are called; none of them is a page to be read, wherever they are written.
TWINS = '**.html.md'


def site_address(config: Config) -> str:
    """The address of the site, with a slash at its end; '' where it is not known."""
    base: str = config.html_baseurl
    return f'{base.rstrip("/")}/' if base else ''


def twin_name(builder: Builder, docname: str) -> str:
    """The name of a page's Markdown twin: the page's with ".md", as https://llmstxt.org has it."""
    target = builder.get_target_uri(docname)
    return f'{target}index.html.md' if target.endswith('/') or not target else f'{target}.md'
