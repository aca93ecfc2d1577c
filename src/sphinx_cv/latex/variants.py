"""The variants of the PDF: each is set from the same doctrees, with its own tags and settings."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.tags import Tags

from sphinx_cv.config import SettingsError
from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.latex.builder import PDFBuilder
from sphinx_cv.latex.waiting import remove_left_over
from sphinx_cv.model.variants import read_variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.model.variants import Variant

# Where variants lie that the site does not offer, below the project.
_APART = '_build/variants'


def folder_of(app: Sphinx, name: str = '') -> Path:
    """The folder of all that a PDF is made from; *name* is that of a variant."""
    place = hashlib.sha256(str(app.outdir).encode()).hexdigest()[:12]
    folder = Path(app.doctreedir) / (f'cv-pdf-{place}-{name}' if name else f'cv-pdf-{place}')
    folder.mkdir(exist_ok=True)
    return folder


def folder_apart(app: Sphinx) -> Path:
    """The folder of the variants that the site does not offer; each language has one of its own."""
    language: str = app.config.cv_languages.get(app.config.language, '')
    return Path(app.confdir) / _APART / language


def check_folders(app: Sphinx) -> None:
    """Check that nothing that is not offered would be published (event ``builder-inited``).

    :raises SettingsError: if the folder of such variants lies in the output
    """
    variants = read_variants(app.config.cv_variants, app.config.project)
    apart = folder_apart(app)
    if apart.is_relative_to(app.outdir) and not all(variant.label for variant in variants):
        message = (
            f'cv_variants: what the site does not offer goes to {_APART}, '
            f'which must not be part of the output in {app.outdir}'
        )
        raise SettingsError(message)


class PDFsBuilder(PDFBuilder):
    """Builds the PDF of the CV and its variants, without a site."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        # Those of the command line and of conf.py; each output adds its own.
        self._tags = list(app.tags)
        super().__init__(app, env)

    def finish(self) -> None:
        """Typeset what Sphinx has written, and the variants."""
        made: list[PDFBuilder] = [self]
        try:
            remove_left_over(Path(self.outdir))
            self.start()
            made += start_variants(self._sphinx, self._tags, self.target)
            for each in made:
                each.complete()
        finally:
            for each in made:
                each.end()


@contextmanager
def as_pdf(
    app: Sphinx, tags: Iterable[str], variant: Variant | None = None
) -> Iterator[PDFBuilder]:
    """For a while, whoever asks Sphinx for its builder and its tags gets those of the PDF.

    With a *variant* they also get its settings, and what is private if it shows that.
    """
    env, config = app.env, app.config
    domain = cv_domain(env)
    names = variant.settings if variant else {}
    before = app.builder, app.tags, env._builder_cls  # noqa: SLF001  # Sphinx has no other way
    settings = {name: config[name] for name in names}
    try:
        app.tags = Tags([*tags, *(variant.tags if variant else ())])
        app.builder = made = PDFBuilder(app, env, variant)
        env._builder_cls = PDFBuilder  # noqa: SLF001
        domain.shows_private = bool(variant and variant.private)
        for name, value in names.items():
            config[name] = value
        made.outdir = folder_of(app, variant.name if variant else '')
        yield made
    finally:
        app.builder, app.tags, env._builder_cls = before  # noqa: SLF001
        domain.shows_private = False
        for name, value in settings.items():
            config[name] = value


def start_variants(app: Sphinx, tags: Iterable[str], target: Path) -> list[PDFBuilder]:
    """Start to set each variant; those that the site offers go to the folder *target*."""
    found: list[PDFBuilder] = []
    for variant in read_variants(app.config.cv_variants, app.config.project):
        with as_pdf(app, tags, variant) as made:
            made.target = target if variant.label else folder_apart(app)
            made.target.mkdir(parents=True, exist_ok=True)
            if made.target != target:
                # It may be one of a time when it was offered.
                (target / variant.pdf).unlink(missing_ok=True)
            remove_left_over(Path(made.outdir))
            made.write_latex()
            made.start()
            found.append(made)
    return found
