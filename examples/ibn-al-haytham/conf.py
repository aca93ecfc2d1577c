"""A CV in Arabic: from right to left, with Latin words and figures in it."""

project = 'الحسن بن الهيثم'
language = 'ar'

extensions = ['sphinx_cv']
# Of posts and lessons only the place is known, not the years: a membership needs no date.
cv_types = {
    'post': {'like': 'membership', 'label': 'منصب', 'section': 'work'},
    'lessons': {'like': 'membership', 'label': 'تدريس', 'section': 'work'},
}
cv_pdf_accent = '#7A4A12'
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    'light_css_variables': {
        'color-brand-primary': '#7a4a12',
        'color-brand-content': '#7a4a12',
    },
    'dark_css_variables': {
        'color-brand-primary': '#e8b878',
        'color-brand-content': '#e8b878',
    },
}
