"""The nodes that are filled in once all pages are read, and those that only a site has."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes


@dataclass(frozen=True)
class Placement:
    """One derived part of a page.

    ``part`` names what goes there (see :mod:`sphinx_cv.components.content`), ``docname`` the
    page that it stands in: builders that write one file resolve all pages as one.
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


class field_value(nodes.Inline, nodes.Element):  # noqa: N801
    """Stands where a text prints the field ``name`` of the page's own record."""


class action(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801
    """A button of a site: a link to ``uri``, or to a ``file`` that lies beside its pages."""


class timeline(nodes.General, nodes.Element):  # noqa: N801
    """The picture of the career, drawn from ``timeline`` in the page ``docname``."""


class topic_item(nodes.definition_list_item):  # noqa: N801
    """A skill or an organisation in an index, with what it can be sorted by.

    ``uses`` is how many entries name it, ``last`` the last year of these.
    """


class index_order(nodes.General, nodes.Element):  # noqa: N801
    """The buttons that sort an index; ``labels`` are those for names, uses and last use."""


#: Nodes that other outputs than a site leave out.
ON_SITES_ONLY = (action, timeline, index_order)
