"""The nodes that are filled in once all pages are read, and the nodes that only a site has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.locale import comma

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Node

    from sphinx_cv.model.facts import Words


@dataclass(frozen=True)
class Placement:
    """One derived part of a page.

    ``part`` names what belongs there (see ``PARTS`` in :mod:`sphinx_cv.components.content`).
    ``docname`` is the page that it stands in, because a builder that writes one file resolves
    all pages as one.  ``types`` limits a listing to entries of these types.  ``line`` is the
    line of the owner's directive, counted from 1; it is None where no directive placed the part.
    ``only`` is the expression of tags that it stands there for, or ''.
    """

    part: str
    docname: str
    types: tuple[str, ...] = ()
    line: int | None = None
    only: str = ''


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
    """Keeps the place where a text prints the field ``name`` of the page's own record.

    That of a private field stays until an output is made, and has its ``words``, which may be
    ``linked``.
    """


def print_words(words: Sequence[Words], *, linked: bool) -> list[Node]:
    """Write words one after the other, each a link if it has an address and may be *linked*."""
    found: list[Node] = []
    for number, each in enumerate(words):
        found += [nodes.Text(comma())] if number else []
        link = nodes.reference('', each.text, refuri=each.uri) if linked and each.uri else None
        found.append(link or nodes.Text(each.text))
    return found


class only_mark(nodes.Inline, nodes.Element):  # noqa: N801
    """Ties the block that it stands in to the tags of the expression ``expr``."""


class action(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801
    """A button of a site: a link to ``uri``, or to a ``file`` beside the site's first page."""


class career_row(nodes.container):  # noqa: N801
    """Entries that share a row, which a site opens in place; ``page`` is that of the first one."""


class row_head(nodes.paragraph):  # noqa: N801
    """What a closed row shows."""


class row_part(nodes.container):  # noqa: N801
    """An entry in an open row: the name of its ``page``, and its id as ``name``."""


class more_rows(nodes.container):  # noqa: N801
    """The rows that a long section shows once it is asked for them."""


class entry_text(nodes.General, nodes.Element):  # noqa: N801
    """Keeps the place of the text of an entry's ``page``.

    It is the ``whole`` text where a site shows it, with ids that begin with ``prefix``; else it
    is the ``summary``.
    """


class track(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """The ``bars`` of a row on the axis of years."""


class axis_labels(nodes.General, nodes.Element):  # noqa: N801
    """The years of the ``axis`` that the tracks below it share."""


class career_map(nodes.General, nodes.Element):  # noqa: N801
    """A small picture of ``bars`` on the ``axis``, in which that of ``page`` stands out."""


class search_field(nodes.General, nodes.Element):  # noqa: N801
    """The field of the search on the front page."""


class found_here(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """An empty place that scripts write to: what they say (``say``), or what they found."""


class open_all(nodes.General, nodes.Element):  # noqa: N801
    """The button that opens and closes all rows, with the ``labels`` of both."""


class topic_row(nodes.list_item):  # noqa: N801
    """A skill or an organisation in an index, with the numbers that it can be sorted by.

    ``uses`` is how many entries name it, and ``last`` the last year of its use, or 0.
    """


class index_order(nodes.General, nodes.Element):  # noqa: N801
    """The field that filters an index, and the buttons that sort it.

    ``labels`` has the label of the field and that of the buttons.  ``orders`` has the label of
    each button; the first order is the one in which the index is written.
    """


#: The nodes that every output except a site leaves out.
ON_SITES_ONLY = (
    action,
    track,
    axis_labels,
    career_map,
    search_field,
    found_here,
    open_all,
    index_order,
)
