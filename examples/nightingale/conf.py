"""Florence Nightingale: a nurse of today, with registrations that expire, in English and French."""

project = 'Florence Nightingale'
author = 'Florence Nightingale'
language = 'en'

extensions = ['sphinx_cv']
exclude_patterns = ['_build']
# The French words for the pages and for the front matter.
locale_dirs = ['locales']
gettext_compact = 'cv'
# Each language has a site of its own: the French one is in a folder of the English one.
cv_languages = {'en': '', 'fr': 'fr'}

cv_pdf_accent = '#1C5D63'
html_theme_options = {
    'light_css_variables': {
        'color-brand-primary': '#1c5d63',
        'color-brand-content': '#1c5d63',
    },
    'dark_css_variables': {
        'color-brand-primary': '#7cc7cd',
        'color-brand-content': '#7cc7cd',
    },
}
