"""The nodes that are filled in once all pages are read, and the nodes that only a site has."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes


@dataclass(frozen=True)
class Placement:
    """One derived part of a page.

    ``part`` names what belongs there (see ``PARTS`` in :mod:`sphinx_cv.components.content`).
    ``docname`` is the page that it stands in, because a builder that writes one file resolves
    all pages as one.  ``types`` limits a listing to entries of these types.  ``line`` is the
    line of the owner's directive, counted from 1; it is None where no directive placed the part.
    """

    part: str
    docname: str
    types: tuple[str, ...] = ()
    line: int | None = None


class placeholder(nodes.General, nodes.Element):  # noqa: N801  # docutils' way to name nodes
    """Keeps the place of a derived part; ``placement`` says which."""

    @classmethod
    def of(cls, placement: Placement) -> placeholder:
        """Make the node for a placement."""
        return cls('', placement=placement)

    @property
    def placement(self) -> Placement:
        """What belongs here."""
        found: Placement = self['placement']
        return found


class field_value(nodes.Inline, nodes.Element):  # noqa: N801
    """Keeps the place where a text prints the field ``name`` of the page's own record."""


class action(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801
    """A button of a site: a link to ``uri``, or to a ``file`` beside the site's first page."""


class timeline(nodes.General, nodes.Element):  # noqa: N801
    """The picture of the career, drawn from ``timeline`` in the page ``docname``."""


class topic_item(nodes.definition_list_item):  # noqa: N801
    """A skill or an organisation in an index, with the numbers that it can be sorted by.

    ``uses`` is how many entries name it, and ``last`` the last year of its use, or 0.
    """


class index_order(nodes.General, nodes.Element):  # noqa: N801
    """The buttons that sort an index.

    ``labels`` has the label of the whole, then those of the buttons: name, uses and last use.
    """


#: The nodes that every output except a site leaves out.
ON_SITES_ONLY = (action, timeline, index_order)
