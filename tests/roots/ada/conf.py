project = 'Ada Lovelace'
extensions = ['sphinx_cv']
