"""Grace Hopper: an engineer and officer with promotions, awards, and types of entry of her own."""

project = 'Grace Hopper'
author = 'Grace Hopper'
language = 'en'

extensions = ['sphinx_cv']

cv_types = {
    'service': {'like': 'role', 'label': 'Military service', 'color': '#7A7432'},
    'honorary-degree': {'like': 'award', 'label': 'Honorary degree'},
}
cv_pdf_paper = 'letter'
cv_pdf_dates = 'right'
cv_pdf_accent = '#1B4B6B'
html_theme_options = {
    'light_css_variables': {
        'color-brand-primary': '#1b4b6b',
        'color-brand-content': '#1b4b6b',
    },
    'dark_css_variables': {
        'color-brand-primary': '#86c0e6',
        'color-brand-content': '#86c0e6',
    },
}
