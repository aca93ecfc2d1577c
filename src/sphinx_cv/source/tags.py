"""Expressions of tags, as Sphinx's directive ``only`` has them: ``short and not agency``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.tags import Tags

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a message says that an expression should be.
EXPECTED_TAGS = 'a tag such as "short", or an expression such as "short and not agency"'


def is_expression(text: str) -> bool:
    """Whether Sphinx can evaluate a text as an expression of tags."""
    return is_true(text, ()) is not None


def is_true(expression: str, tags: Iterable[str]) -> bool | None:
    """Whether an expression is true with these *tags*; None if it is no expression."""
    try:
        return Tags(frozenset(tags)).eval_condition(expression)
    # Sphinx names no errors: they are Jinja's, and some of its own.
    except Exception:  # noqa: BLE001
        return None
