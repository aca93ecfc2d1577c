"""Projects that tests build: small ones in this process, the CV itself by its own commands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from jinja2.bccache import Bucket, BytecodeCache
from PIL import Image
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import init, translators
from sphinx.testing.util import SphinxTestApp, _clean_up_global_state
from sphinx.util.docutils import patched_get_language

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.locale import CATALOGUE, LOCALES

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOT = HERE.parent
#: The languages that labels are translated into.
LANGUAGES = sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())
_COLOUR = re.compile(r'\x1b\[[0-9;]*m')


class _Compiled(BytecodeCache):
    """The templates that are compiled already, which is a tenth of each build."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            # It is left aside if the template has another text by now.
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@dataclass
class Project:
    """A Sphinx project in a scratch folder, which tests change and build."""

    source: Path

    def write(self, name: str, text: str) -> None:
        file = self.source / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).lstrip('\n'), encoding='utf-8')

    def read(self, name: str) -> str:
        return (self.source / name).read_text('utf-8')

    def remove(self, name: str) -> None:
        (self.source / name).unlink()

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new))

    def build(self, builder: str = 'html', *, jobs: int = 0, **conf: Any) -> Build:
        try:
            app = SphinxTestApp(builder, self.source, confoverrides=conf, parallel=jobs)
        except SystemExit:
            _clean_up_global_state()
            raise
        if isinstance(app.builder, StandaloneHTMLBuilder):
            app.builder.templates.environment.bytecode_cache = _COMPILED
        try:
            # As sphinx-build does: docutils need not know the language.
            with patched_get_language():
                app.build()
        finally:
            # Without this the next build would find everything already registered.
            app.cleanup()
        return Build(app, Path(app.outdir), self.source)


def copy_checkout(folder: Path) -> Path:
    """Copy the files of the repository into a folder, with changes that are not committed."""
    checkout = folder / 'checkout'
    ignore = shutil.ignore_patterns(
        '.git', '.venv', '_build', 'node_modules', '.*_cache', '__pycache__'
    )
    shutil.copytree(ROOT, checkout, ignore=ignore)
    return checkout


def copy_root(name: str, folder: Path) -> Project:
    """Copy one of the small projects below ``roots/`` into a scratch folder."""
    source = folder / name
    shutil.copytree(HERE / 'roots' / name, source)
    if name == 'everything':
        Image.new('RGB', (80, 40), '#1f5582').save(source / 'work' / 'square.png')
    return Project(source)


@dataclass
class Build:
    """One build of a project."""

    app: SphinxTestApp
    out: Path
    source: Path

    @property
    def warnings(self) -> list[str]:
        """The warnings, in which files are named as in the project."""
        text = _COLOUR.sub('', self.app.warning.getvalue()).replace(f'{self.source}/', '')
        return text.splitlines()

    def read(self, name: str) -> str:
        return (self.out / name).read_text('utf-8')

    def text(self, name: str) -> str:
        """The words of the main part of a page."""
        article = re.search(r'<article.*?</article>', self.read(name), re.DOTALL)
        assert article
        return plain(article[0])


@dataclass
class Example:
    """One of the examples, typeset in this folder, and what was said of it."""

    folder: Path

    @staticmethod
    def typeset(name: str, folder: Path) -> None:
        ignore = shutil.ignore_patterns('_build')
        shutil.copytree(ROOT / 'examples' / name, folder / 'source', ignore=ignore)
        build = Project(folder / 'source').build('cv-pdf', nitpicky=True)
        entries = cv_domain(build.app.env).career.entries
        said = {'warnings': build.warnings, 'titles': [entry.title for entry in entries]}
        (folder / 'said.json').write_text(json.dumps(said), 'utf-8')

    def _said(self, what: str) -> list[str]:
        found: list[str] = json.loads((self.folder / 'said.json').read_text('utf-8'))[what]
        return found

    @property
    def warnings(self) -> list[str]:
        return self._said('warnings')

    @property
    def titles(self) -> list[str]:
        return self._said('titles')

    @property
    def pdf(self) -> Path:
        [pdf] = (self.folder / 'source' / '_build' / 'cv-pdf').glob('*-cv.pdf')
        return pdf

    @property
    def letters(self) -> list[Path]:
        """Those for one employer each, which lie beside the output's folder."""
        return sorted((self.folder / 'source' / '_build' / 'letters').glob('*.pdf'))


@dataclass
class CVSite:
    """The CV as Read the Docs would serve it."""

    html: Path
    pdf: Path
    log: str

    @classmethod
    def in_folder(cls, folder: Path) -> CVSite:
        """What has been built in *folder*."""
        output = folder / 'output'
        [pdf] = (output / 'pdf').iterdir()
        return cls(output / 'html', pdf, (folder / 'log').read_text('utf-8'))

    @staticmethod
    def build(folder: Path) -> None:
        """Run the jobs of ``.readthedocs.yaml`` in *folder*, as Read the Docs runs them."""
        checkout, output = copy_checkout(folder), folder / 'output'
        subprocess.run([sys.executable, '-m', 'venv', folder / 'venv'], check=True)
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith('PYTHON')
        } | {
            'PATH': f'{folder}/venv/bin:{os.environ["PATH"]}',
            # What nobody imports here need not be compiled.
            'PIP_NO_COMPILE': '1',
            'READTHEDOCS': 'True',
            'READTHEDOCS_CANONICAL_URL': 'https://cv.example.org/en/latest/',
            'READTHEDOCS_GIT_COMMIT_HASH': 'a' * 40,
            'READTHEDOCS_LANGUAGE': 'en',
            'READTHEDOCS_OUTPUT': str(output),
            'READTHEDOCS_VERSION': 'latest',
            'READTHEDOCS_VERSION_TYPE': 'branch',
        }
        jobs = yaml.safe_load((ROOT / '.readthedocs.yaml').read_text('utf-8'))['build']['jobs']
        log = []
        for job in [*jobs['install'], *jobs['build']['html'], *jobs['build']['pdf']]:
            run = subprocess.run(
                ['/bin/sh', '-c', job],
                cwd=checkout,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            assert run.returncode == 0, f'{job}\n{run.stdout}'
            log.append(run.stdout)
        (folder / 'log').write_text(''.join(log), 'utf-8')


@contextmanager
def in_use(language: str) -> Iterator[None]:
    """Load the labels of a language for a while, as a build does."""
    before = translators.copy()
    translators.clear()
    init([LOCALES], language, CATALOGUE)
    try:
        yield
    finally:
        translators.clear()
        translators.update(before)


def plain(html: str) -> str:
    """The words of a piece of HTML, with single spaces."""
    import html as entities  # noqa: PLC0415  # here, as the argument is named html

    html = re.sub(r'<(script|style|svg).*?</\1>', ' ', html, flags=re.DOTALL)
    # Only the tags of blocks stand between words; other tags may stand within a word.
    html = re.sub(r'</?(?:p|li|ul|dl|dt|dd|h\d|div|section|article|table|tr|td)\b[^>]*>', ' ', html)
    return ' '.join(entities.unescape(re.sub(r'<[^>]+>', '', html)).split())


def playwright_node() -> str:
    """The node that comes with Playwright, which a machine without browsers need not have."""
    found = find_spec('playwright')
    assert found
    assert found.origin
    return str(Path(found.origin).parent / 'driver' / 'node')
