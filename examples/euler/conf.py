"""Leonhard Euler, auf Deutsch: ein Akademiker mit sechzig Publikationen."""

project = 'Leonhard Euler'
author = 'Leonhard Euler'
language = 'de'

extensions = ['sphinx_cv']

cv_pdf_accent = '#7A3E1D'
html_theme_options = {
    'light_css_variables': {
        'color-brand-primary': '#7a3e1d',
        'color-brand-content': '#7a3e1d',
    },
    'dark_css_variables': {
        'color-brand-primary': '#e3a47c',
        'color-brand-content': '#e3a47c',
    },
}
