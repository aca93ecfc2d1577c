"""A CV in Japanese: the family name first, and titles of works in German."""

project = '北里柴三郎'
language = 'ja'

extensions = ['sphinx_cv']
cv_pdf_accent = '#8A1F2B'
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    'light_css_variables': {
        'color-brand-primary': '#8a1f2b',
        'color-brand-content': '#8a1f2b',
    },
    'dark_css_variables': {
        'color-brand-primary': '#f0a0a8',
        'color-brand-content': '#f0a0a8',
    },
}
