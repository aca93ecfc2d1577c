"""Settings of Marian Reed's CV.

Marian Reed is an invention, and so are the workshop, the boats, the firms and the numbers in
these pages.  Bodies that there are, such as the Nursing and Midwifery Council, are named as any
CV names them, and have nothing to do with her.
"""

project = 'Marian Reed'
language = 'en'

extensions = ['sphinx_cv']

# An exhibition is like an award: a date, a place, and who chose the work.
cv_types = {
    'exhibition': {'like': 'award', 'label': 'Exhibition', 'color': '#a8552f'},
}
myst_enable_extensions = ['colon_fence', 'attrs_inline']
cv_pdf_accent = '#1D5A66'
html_theme_options = {
    'light_css_variables': {
        'color-brand-primary': '#1d5a66',
        'color-brand-content': '#1d5a66',
    },
    'dark_css_variables': {
        'color-brand-primary': '#7fc4cc',
        'color-brand-content': '#7fc4cc',
    },
}
