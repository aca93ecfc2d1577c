"""What the formats of JSON have in common."""

from __future__ import annotations

from typing import Any

Fields = dict[str, Any]


def drop_empty(fields: Fields) -> Fields:
    """Leave out what says nothing."""
    return {name: value for name, value in fields.items() if value not in ('', [], {}, None)}
