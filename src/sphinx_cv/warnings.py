"""The warnings that sphinx-cv gives, each with a subtype to suppress it by, and its errors.

Put ``suppress_warnings = ['cv.unused_name']`` into conf.py to silence one of them, or
``['cv']`` for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_cv.model.spelling import closest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

logger = logging.getLogger(__name__)


class CVWarning(Enum):
    """Subtypes of the warning type ``cv``."""

    FRONT_MATTER = 'front_matter'
    """The YAML between the ``---`` lines cannot be read, or says a key twice."""
    TYPE = 'type'
    """``type`` is missing or names no type of record."""
    UNKNOWN_FIELD = 'unknown_field'
    """A field that records of this type do not have."""
    MISSING_FIELD = 'missing_field'
    """A field that records of this type need is not there."""
    VALUE = 'value'
    """A field's value is not of the form that it has to have."""
    LIST = 'list'
    """A text that may have been meant as a list; ``[one name]`` says that it was not."""
    ONLY = 'only'
    """What ties a part to tags is wrong, or something refers to a part that is left out."""
    PRIVATE = 'private'
    """The file of private fields is kept by git, or names a page that has no record."""
    COMMENT = 'comment'
    """YAML takes the rest of a value for a comment, which it does not look like."""
    TITLE = 'title'
    """A page with a record has no heading to name it, text above it, or a second one."""
    TEXT = 'text'
    """A fence, comment or role in a page that is never closed, or a character nothing prints."""
    DUPLICATE_ID = 'duplicate_id'
    """Two entries have one id."""
    DUPLICATE_PAGE = 'duplicate_page'
    """A second page about the person or names, a second PDF of a name, or a page "search"."""
    ALIAS = 'alias'
    """One alias stands for two skills or two organisations, or a skill is in two groups."""
    UNUSED_NAME = 'unused_name'
    """A page describes a skill or an organisation that no entry names."""
    UNKNOWN_SKILL = 'unknown_skill'
    """A reference to a skill that no entry shows."""
    UNKNOWN_ORGANIZATION = 'unknown_organization'
    """A reference to an organisation that no entry names."""
    UNKNOWN_ENTRY = 'unknown_entry'
    """A reference to an entry that does not exist."""
    CLOCK = 'clock'
    """Git does not say when the CV was last changed, so that its newest file does."""
    PDF_PAGES = 'pdf_pages'
    """The PDF has more pages than ``cv_pdf_max_pages``."""
    OVERFULL = 'overfull'
    """A line of the PDF is wider than its column."""
    UNPRINTED = 'unprinted'
    """An extension writes something for Sphinx's own LaTeX, which the PDF is not made of."""
    PREVIEW = 'preview'
    """The picture of a shared link has characters that no font has."""
    ICON = 'icon'
    """The favicon is no picture that the icon of a home screen can be made from."""
    FORMULA = 'formula'
    """A formula that pages cannot show, so that they show its TeX."""
    MATH_COMMAND = 'math_command'
    """A formula uses a command that is no mathematics, so that the PDF shows its TeX."""
    POLICY = 'policy'
    """The Content Security Policy of the pages keeps out a script or a style."""
    EMPTY_LISTING = 'empty_listing'
    """A listing that finds no entry, or languages that nobody speaks."""


class CVError(SystemExit):
    """Something that has to be mended before there can be a CV.

    It ends the build with a line for each mistake.  It is a ``SystemExit`` because Sphinx would
    print any other exception as a crash, with a traceback, although nothing has crashed.
    """


@dataclass(frozen=True)
class Problem:
    """Something wrong in a page, kept until all pages are read.

    ``line`` counts from 1 in the page's file.
    """

    line: int
    warning: CVWarning
    message: str


def warn(warning: CVWarning, message: str, location: Any, *, once: bool = False) -> None:
    """Give a warning of type ``cv``; *location* is a node, (docname, line) or None.

    With *once* it is given once in a build, from however many pages.
    """
    # Without arguments nothing in the message is replaced, and Sphinx knows it again, also from
    # another process.
    logger.warning(message, type='cv', subtype=warning.value, location=location, once=once)


def suggestion(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown *word*: the *known* one it may mean."""
    return did_you_mean(closest(word, known))


def did_you_mean(meant: str | None) -> str:
    """The end of a message: what may be *meant*, if anything comes to mind."""
    return f'; did you mean "{meant}"?' if meant else ''
