"""What the formats that are written as JSON have in common."""

from __future__ import annotations

from typing import Any

#: An object of JSON: its values by their keys.
Fields = dict[str, Any]


def drop_empty(fields: Fields) -> Fields:
    """Leave out the fields that say nothing: empty texts, lists and objects, and None."""
    return {name: value for name, value in fields.items() if value not in ('', [], {}, None)}
