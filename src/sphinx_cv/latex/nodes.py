"""The nodes of the printed CV only: ``document.py`` makes them, ``translator.py`` writes them."""

from __future__ import annotations

from docutils import nodes


class latex_entry(nodes.section):  # noqa: N801  # docutils' way to name nodes
    """An entry of the printed CV: its head, then its text; ``name`` is the entry's id."""


class latex_group(nodes.section):  # noqa: N801
    """Several roles at one employer: a head in common, then the entries.

    ``name`` is the name of its place in the PDF.
    """


class latex_head(nodes.General, nodes.Element):  # noqa: N801
    """The head of an entry or a group, as arguments: when, title, organisation, details."""


class latex_facts(nodes.General, nodes.Element):  # noqa: N801
    """The facts below a head, each as an argument: its label, if it needs one, then its words."""


class latex_person(nodes.General, nodes.Element):  # noqa: N801
    """What stands below the name: the tagline, then each contact, all as arguments."""


class latex_photo(nodes.General, nodes.Element):  # noqa: N801
    """The person's photo, beside the name; it holds an image."""


class latex_argument(nodes.General, nodes.Element):  # noqa: N801
    """One argument of a macro."""
