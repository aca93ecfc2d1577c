"""The settings of Pierre Carrier's CV; all others have the defaults of sphinx-cv."""

import os

project = 'Pierre Carrier'
author = 'Pierre Carrier'
language = 'en'

extensions = ['sphinx_cv']
# Only the pages of the CV, because the repository also holds the extension and its tests.
include_patterns = [
    'index.md',
    'skills.md',
    'organizations.md',
    'experience/**',
    'education/**',
    'certifications/**',
]

# Read the Docs gives the address that the site will have.
html_baseurl = os.environ.get('READTHEDOCS_CANONICAL_URL', '')
# Read the Docs makes no PDF for a pull request.
if os.environ.get('READTHEDOCS_VERSION_TYPE') == 'external':
    cv_pdf = ''
# Agencies ask for a file that they can edit, and forms for text.
cv_downloads = ['docx', 'txt']
# Readers rarely go beyond two pages.
cv_pdf_max_pages = 2
# A resume of one page, which "make short" asks for: to fit it takes as long as all else.
if 'CV_SHORT' in os.environ:
    cv_variants = {'short': {'pdf': 'pierre-carrier-resume.pdf', 'max_pages': 1, 'fit': True}}
html_static_path = ['_static']
html_favicon = '_static/favicon.svg'
html_show_sphinx = False
html_copy_source = False
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
