"""The warnings that sphinx-cv gives, each with a subtype to suppress it by.

Put ``suppress_warnings = ['cv.unused_name']`` into conf.py to silence one of them, or
``['cv']`` for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

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
    TITLE = 'title'
    """A page with a record has no heading to name it."""
    DUPLICATE_ID = 'duplicate_id'
    """Two entries have one id."""
    DUPLICATE_PAGE = 'duplicate_page'
    """A second page about the person, the skills or the organisations."""
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
    PDF_PAGES = 'pdf_pages'
    """The PDF has more pages than ``cv_pdf_max_pages``."""
    OVERFULL = 'overfull'
    """A line of the PDF is wider than its column."""
    PREVIEW = 'preview'
    """The picture of a shared link has characters that no font has."""
    EMPTY_LISTING = 'empty_listing'
    """A listing that finds no entry, or languages that nobody speaks."""


@dataclass(frozen=True)
class Problem:
    """Something wrong in a page, kept until all pages are read.

    ``line`` counts from 1 in the page's file.
    """

    line: int
    warning: CVWarning
    message: str


def warn(warning: CVWarning, message: str, location: Any) -> None:
    """Give a warning of type ``cv``; *location* is a node or (docname, line)."""
    logger.warning('%s', message, type='cv', subtype=warning.value, location=location)


def suggestion(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown *word*: the *known* one it may mean."""
    meant = closest(word, known)
    return f'; did you mean "{meant}"?' if meant else ''


def closest(word: str, known: Iterable[str]) -> str | None:
    """The *known* word that an unknown *word* most likely means, if any comes close."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None
