"""The settings of the manual of sphinx-cv."""

import os
import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

_ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(_ROOT / 'docs' / '_ext'))

project = 'sphinx-cv'
author = project_copyright = 'Pierre Carrier'
language = 'en'

extensions = [
    'myst_parser',
    'sphinx_design',
    'sphinx.ext.autodoc',
    'sphinx_cv_gallery',
    'sphinx_cv_highlighting',
    'sphinx_cv_tables',
]
myst_enable_extensions = ['colon_fence', 'deflist']
myst_heading_anchors = 3
exclude_patterns = ['_build']
autodoc_member_order = 'bysource'
autodoc_typehints = 'description'
# The types in signatures are those of Python, docutils and Sphinx, whose manuals are elsewhere.
nitpick_ignore_regex = [('py:.*', r'(?!sphinx_cv\.).*')]

html_theme = 'furo'
html_title = 'sphinx-cv'
html_baseurl = os.environ.get('READTHEDOCS_CANONICAL_URL', '')
# The sites of the gallery, if tools/pictures.py has built them.
html_extra_path = ['../_build/gallery/site'] if (_ROOT / '_build/gallery/site').is_dir() else []
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    'light_css_variables': {
        'color-brand-primary': '#1f5582',
        'color-brand-content': '#1f5582',
    },
    'dark_css_variables': {
        'color-brand-primary': '#8cc1ef',
        'color-brand-content': '#8cc1ef',
    },
}


def _mark_empty_texts(*found: list[str]) -> None:
    """Keep the empty text in docstrings from becoming a curly quotation mark."""
    lines = found[-1]
    lines[:] = [re.sub(r"(?<!`)''(?!`)", "``''``", line) for line in lines]


def setup(app: Sphinx) -> None:
    """Have docstrings written as they read."""
    app.connect('autodoc-process-docstring', _mark_empty_texts)
