"""How the site's build grows with the number of entries, beside plain Sphinx with MyST and Furo.

Each size is built from nothing, again with nothing changed, and after one page was touched;
what counts is the ratio between the two, and that four times the entries take four times as
long.  ``make benchmark`` runs it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (24, 250, 1000)
# Plain Sphinx takes a quarter of an hour for a thousand entries.
_LARGEST_PLAIN = 250
_HEAD = """---
cv:
  type: publication
  organization: Journal %d
  date: %d
  skills: [skill %d, tool %d]
---
"""


def write_project(folder: Path, entries: int, *, plain: bool) -> None:
    """Write a CV of so many publications."""
    extension = 'myst_parser' if plain else 'sphinx_cv'
    pages = folder / 'publications'
    pages.mkdir(parents=True)
    (folder / 'conf.py').write_text(
        f"project = 'A. Author'\nextensions = ['{extension}']\nhtml_theme = 'furo'\n", 'utf-8'
    )
    listing = '' if plain else ':::{entries}\n:::\n\n'
    tree = '```{toctree}\npublications/index\n```\n'
    (folder / 'index.md').write_text(f'# A. Author\n\n{listing}{tree}', 'utf-8')
    (pages / 'index.md').write_text('# Publications\n\n```{toctree}\n:glob:\n\np*\n```\n', 'utf-8')
    for number in range(entries):
        head = '' if plain else _HEAD % (number % 17, 1990 + number % 30, number % 40, number % 13)
        text = f'{head}# Paper {number}\n\nWhat paper {number} says.\n'
        (pages / f'p{number}.md').write_text(text, 'utf-8')


def build(folder: Path) -> float:
    """Build the site; give the seconds it took."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, '-m', 'sphinx', '-q', '-b', 'html', folder, folder / '_build'],
        check=True,
    )
    return time.perf_counter() - start


def main() -> None:
    """Build both kinds of project in all sizes, and print how long each took."""
    with tempfile.TemporaryDirectory() as name:
        for entries in SIZES:
            for plain in (False, True):
                if plain and entries > _LARGEST_PLAIN:
                    continue
                folder = Path(name) / f'{entries}-{plain}'
                write_project(folder, entries, plain=plain)
                clean, again = build(folder), build(folder)
                page = folder / 'publications' / 'p3.md'
                page.write_text(page.read_text('utf-8') + '\nAnd more.\n', 'utf-8')
                touched = build(folder)
                size = (folder / '_build' / 'publications' / 'p3.html').stat().st_size
                print(
                    f'{entries:5} entries, {"plain Sphinx" if plain else "sphinx-cv":12}  '
                    f'clean {clean:6.1f} s  again {again:5.1f} s  one touched {touched:5.1f} s  '
                    f'a page {size / 1000:5.1f} kB'
                )


if __name__ == '__main__':
    main()
