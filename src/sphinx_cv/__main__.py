"""``python -m sphinx_cv`` is the command ``sphinx-cv``."""

from sphinx_cv.cli.main import main

if __name__ == '__main__':
    main(prog_name='python -m sphinx_cv')
