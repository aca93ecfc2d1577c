"""The nodes that only the printed CV has; ``latex.py`` makes them, ``printing.py`` writes them."""

from __future__ import annotations

from docutils import nodes


class latex_entry(nodes.section):  # noqa: N801  # docutils' way to name nodes
    """An entry of the printed CV: its head, then its text; ``name`` is the entry's id."""


class latex_head(nodes.General, nodes.Element):  # noqa: N801
    """What an entry opens with: when, title, organisation and the rest, each an argument."""


class latex_person(nodes.General, nodes.Element):  # noqa: N801
    """What the CV opens with below the name: the tagline, then each contact, as arguments."""


class latex_argument(nodes.General, nodes.Element):  # noqa: N801
    """One argument of a macro."""
