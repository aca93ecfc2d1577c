"""Variants: further PDFs of the same CV, each for tags of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_cv.model.names import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What a variant may say beside settings of the PDF.
OWN_KEYS = ('tags', 'pdf', 'label', 'private')


@dataclass(frozen=True)
class Variant:
    """A PDF of its own: the name of its file, its tags, and its ``settings`` of the PDF.

    ``label`` is what the site calls it; without one the site does not offer it.  A ``private`` one
    shows what is private, and is never part of the site.
    """

    name: str
    pdf: str
    tags: tuple[str, ...]
    label: str = ''
    private: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)


def file_name(project: str, name: str) -> str:
    """What a PDF is called that has no other name: by its project and its own *name*."""
    return f'{slug(project)}-{name}.pdf'


def read_variants(given: Mapping[str, Mapping[str, Any]], project: str) -> tuple[Variant, ...]:
    """Read ``cv_variants`` of conf.py, already checked; *project* is the project's name."""
    return tuple(
        Variant(
            name,
            values.get('pdf', file_name(project, name)),
            tuple(values.get('tags', (name,))),
            values.get('label', ''),
            values.get('private', False),
            {f'cv_pdf_{key}': value for key, value in values.items() if key not in OWN_KEYS},
        )
        for name, values in given.items()
    )
