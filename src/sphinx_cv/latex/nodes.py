"""The nodes of the printed CV only: ``document.py`` makes them, ``translator.py`` writes them."""

from __future__ import annotations

from docutils import nodes


class latex_entry(nodes.section):  # noqa: N801  # docutils' way to name nodes
    """An entry of the printed CV: its head, then its text; ``name`` is the entry's id."""


class latex_group(nodes.section):  # noqa: N801
    """Several roles at one employer: a head in common, then the entries.

    ``name`` is the name of its place in the PDF.
    """


class latex_list(nodes.General, nodes.Element):  # noqa: N801
    """Publications that follow each other: the items of one list."""


class latex_head(nodes.General, nodes.Element):  # noqa: N801
    """The head of an entry or a group, as arguments: when, title, organisation, then details.

    ``kind`` is how it is set: as an ``entry``, with the title first or ``employer-first``; as a
    ``row``; as the head of several roles (``employer``), or of one of them (``role``); or as a
    ``publication``, whose authors are the organisation.  From the step ``bare`` of fitting on
    there is nothing below it.
    """


class latex_facts(nodes.General, nodes.Element):  # noqa: N801
    """The facts below a head, each as an argument: its label, if it needs one, then its words."""


class latex_person(nodes.General, nodes.Element):  # noqa: N801
    """What stands beside the name: the tagline, then each contact, all as arguments."""


class latex_photo(nodes.General, nodes.Element):  # noqa: N801
    """The person's photo, beside the name; it holds an image."""


class latex_letter(nodes.General, nodes.Element):  # noqa: N801
    """A cover letter: its sender (a ``latex_person``), then its text.

    It has the sender's ``name``, the ``date``, the lines of the address (``to``), the ``subject``,
    and the ``closing`` words.
    """


class latex_skills(nodes.General, nodes.Element):  # noqa: N801
    """The last section: its title, if there are skills, then a row for each group of them.

    The row of languages is the last, and has the class ``languages``.
    """


class latex_row(nodes.General, nodes.Element):  # noqa: N801
    """A label and what it names, all as arguments."""


class latex_optional(nodes.General, nodes.Element):  # noqa: N801
    """What is left out from a ``step`` of fitting on; ``words`` say what it is."""


class latex_place(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A place in full; ``short`` is what stands for it in the compact layout."""


class latex_argument(nodes.General, nodes.Element):  # noqa: N801
    """One argument of a macro."""
