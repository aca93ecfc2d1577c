"""Where derived content goes: marks left while reading, filled in when all is read."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes


@dataclass(frozen=True)
class Placement:
    """One derived part of a page.

    ``part`` names what goes there (see :mod:`sphinx_cv.components.parts`), ``docname`` the page
    that it stands in: builders that write one file resolve all pages as one.
    ``types`` limits a listing to entries of these types.  ``line`` is where the owner
    placed it, if it was the owner.
    """

    part: str
    docname: str
    types: tuple[str, ...] = ()
    line: int | None = None


class placeholder(nodes.General, nodes.Element):  # noqa: N801  # docutils' way to name nodes
    """Stands where a derived part goes; ``placement`` says which."""

    @classmethod
    def of(cls, placement: Placement) -> placeholder:
        return cls('', placement=placement)

    @property
    def placement(self) -> Placement:
        found: Placement = self['placement']
        return found
