"""The settings of the manual of sphinx-cv."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / '_ext'))

project = 'sphinx-cv'
author = 'Pierre Carrier'
language = 'en'

extensions = ['myst_parser', 'sphinx_design', 'sphinx.ext.autodoc', 'sphinx_cv_tables']
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
