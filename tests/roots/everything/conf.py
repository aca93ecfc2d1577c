project = 'Ωmega Nguyễn'
extensions = ['sphinx_cv']
myst_enable_extensions = ['colon_fence', 'dollarmath', 'deflist', 'strikethrough', 'tasklist']
suppress_warnings = ['myst.strikethrough']
