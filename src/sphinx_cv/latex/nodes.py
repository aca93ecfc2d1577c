"""The nodes that only the printed CV has: ``document.py`` makes, ``translator.py`` writes them."""

from __future__ import annotations

from docutils import nodes


class latex_entry(nodes.section):  # noqa: N801  # docutils' way to name nodes
    """An entry of the printed CV: its head, then its text; ``name`` is the entry's id."""


class latex_group(nodes.section):  # noqa: N801
    """Several roles at one employer: a head in common, then the entries."""


class latex_head(nodes.General, nodes.Element):  # noqa: N801
    """What an entry or a group opens with, as arguments: when, title, organisation, details."""


class latex_facts(nodes.General, nodes.Element):  # noqa: N801
    """The facts below a head, each an argument: its label, then its words."""


class latex_person(nodes.General, nodes.Element):  # noqa: N801
    """What the CV opens with below the name: the tagline, then each contact, as arguments."""


class latex_photo(nodes.General, nodes.Element):  # noqa: N801
    """The person's picture, beside the name; it holds an image."""


class latex_argument(nodes.General, nodes.Element):  # noqa: N801
    """One argument of a macro."""
