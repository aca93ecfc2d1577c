"""What the formats that are written as JSON have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

#: An object of JSON: its values by their keys.
Fields = dict[str, Any]


def drop_empty(fields: Fields) -> Fields:
    """Leave out the fields that say nothing: empty texts, lists and objects, and None."""
    return {name: value for name, value in fields.items() if value not in ('', [], {}, None)}


def merged(fields: Fields, extra: Mapping[str, Any]) -> Fields:
    """Put *extra* over *fields*: objects are merged, other values replaced; None takes one out."""
    found = dict(fields)
    for name, value in extra.items():
        if value is None:
            found.pop(name, None)
        elif isinstance(value, dict) and isinstance(found.get(name), dict):
            found[name] = merged(found[name], value)
        else:
            found[name] = value
    return found
