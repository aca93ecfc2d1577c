#!/usr/bin/env -S python3
"""Take pictures of CVs: of the site's front page in a browser, and of the PDF's first page.

    tools/pictures.py gallery OUT    build the examples into OUT/site, their pictures into OUT
    tools/pictures.py readme FILE    take the picture of README.md from what make has built

An example whose sources and whose extension have not changed is not built again.
"""

from __future__ import annotations

import hashlib
import os
import runpy
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
# Of the window of the browser, and the width of a page of paper, in pixels.
WINDOW = (1200, 900)
PAPER = 700


def main(command: str, target: str) -> None:
    """Do as the command line says."""
    match command:
        case 'gallery':
            make_gallery(Path(target).resolve())
        case 'readme':
            draw_readme(ROOT / '_build' / 'html', Path(target))


# ---- the pictures ------------------------------------------------------------------------------


def take_site(page: Path, picture: Path) -> str:
    """Take a picture of a page in Chromium; say what hindered it, or ''."""
    found = subprocess.run(
        [ROOT / 'tools' / 'find-browser', 'chromium'], capture_output=True, text=True, check=False
    )
    if found.returncode:
        return found.stderr.strip()
    with TemporaryDirectory() as profile:
        size = ','.join(map(str, WINDOW))
        options = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars']
        options += [f'--user-data-dir={profile}', f'--window-size={size}']
        command = [found.stdout.strip(), *options, f'--screenshot={picture}', page.as_uri()]
        try:
            run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    if not picture.exists():
        return f'Chromium took no picture of {page}: {run.stderr.strip()[-500:]}'
    _shrink(picture)
    return ''


def take_pdf(pdf: Path, picture: Path) -> None:
    """Take a picture of the first page of a PDF, with Poppler."""
    size = ['-scale-to-x', str(PAPER), '-scale-to-y', '-1']
    command = ['pdftoppm', '-png', '-singlefile', *size, str(pdf), str(picture.with_suffix(''))]
    subprocess.run(command, check=True)
    _shrink(picture)


def _shrink(picture: Path) -> None:
    """Keep as many colours as text and a photo need."""
    with Image.open(picture) as image:
        image.convert('RGB').quantize(128).save(picture, optimize=True)


# ---- the gallery of the manual -----------------------------------------------------------------


def make_gallery(out: Path) -> None:
    """Build Pierre Carrier's CV and the examples, as many at once as there are processors."""
    sources = {'carrier': ROOT} | {
        conf.parent.name: conf.parent for conf in sorted(ROOT.glob('examples/*/conf.py'))
    }
    out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        hindered = set(pool.map(partial(_make, out), *zip(*sources.items(), strict=True)))
    for why in sorted(hindered - {''}):
        sys.stderr.write(f'gallery: no pictures of sites, only of PDFs. {why}\n')


def _make(out: Path, name: str, source: Path) -> str:
    """Build one example with its pictures, unless that is done; say what hindered a picture."""
    settings = runpy.run_path(str(source / 'conf.py'))
    stamp, site = out / f'{name}.sum', out / 'site' / 'examples' / name
    sum_ = _sum_of(source, settings)
    pictures = {kind: out / f'{name}-{kind}.png' for kind in ('site', 'pdf')}
    if stamp.is_file() and stamp.read_text() == sum_ and all(p.exists() for p in pictures.values()):
        return ''
    stamp.unlink(missing_ok=True)
    # Letters lie beside what is published.
    with TemporaryDirectory(dir=out) as scratch:
        built = Path(scratch) / 'html'
        for language, folder in settings.get('cv_languages', {settings['language']: ''}).items():
            _build(source, built / folder, language)
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(built, site)
    [pdf] = site.glob('*-cv.pdf')
    take_pdf(pdf, pictures['pdf'])
    pictures['site'].unlink(missing_ok=True)
    hindered = take_site(site / 'index.html', pictures['site'])
    stamp.write_text(sum_)
    return hindered


def _build(source: Path, out: Path, language: str) -> None:
    # The address is the manual's, and no search engine should take an example for a person.
    environment = {k: v for k, v in os.environ.items() if k != 'READTHEDOCS_CANONICAL_URL'}
    settings = ['-D', f'language={language}', '-D', 'cv_unlisted=1']
    with TemporaryDirectory() as doctrees:
        command = [sys.executable, '-m', 'sphinx', '-q', '-n', '-W', '-b', 'cv', *settings]
        subprocess.run([*command, '-d', doctrees, source, out], check=True, env=environment)


def _sum_of(source: Path, settings: dict[str, Any]) -> str:
    """A sum of all that an example is built from."""
    found = hashlib.sha256()
    patterns = [*settings.get('include_patterns', ['**']), 'conf.py', '_static/**']
    for file in sorted({*_files(source, *patterns), *_files(ROOT / 'src', '**')}):
        found.update(f'{file.relative_to(ROOT)}\0'.encode())
        found.update(file.read_bytes())
    return found.hexdigest()


def _files(folder: Path, *patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        for file in folder.glob(pattern.replace('**', '**/*')):
            made = {'_build', '__pycache__'} & {*file.parts} or file.suffix == '.mo'
            if file.is_file() and not made:
                yield file


# ---- the picture of README.md ------------------------------------------------------------------

_GROUND, _SHADOW = '#e4e9ee', '#b9c2cb'


def draw_readme(built: Path, target: Path) -> None:
    """Draw the site beside the PDF."""
    with TemporaryDirectory() as scratch:
        site, paper = Path(scratch) / 'site.png', Path(scratch) / 'pdf.png'
        if hindered := take_site(built / 'index.html', site):
            sys.exit(hindered)
        [pdf] = built.glob('*-cv.pdf')
        take_pdf(pdf, paper)
        whole = Image.new('RGB', (1600, 812), _GROUND)
        for picture, width, place in ((site, 976, (30, 40)), (paper, 518, (1050, 40))):
            with Image.open(picture) as image:
                size = (width, image.height * width // image.width)
                shown = image.convert('RGB').resize(size, Image.Resampling.LANCZOS)
            left, top = place
            edge = (left - 2, top - 2, left + shown.width + 2, top + shown.height + 2)
            whole.paste(_SHADOW, edge)
            whole.paste(shown, place)
        whole.save(target, quality=62, method=6)


if __name__ == '__main__':
    main(*sys.argv[1:])
