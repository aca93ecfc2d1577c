"""Defaults for Sphinx's own settings, where the owner has not chosen otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.config import Config


def is_chosen(config: Config, name: str) -> bool:
    """Whether conf.py or the command line sets a value."""
    # Only there can a default be told from a choice.
    return name in config._raw_config or name in config.overrides  # noqa: SLF001


def set_defaults(config: Config, defaults: Mapping[str, object]) -> None:
    """Set those of the values that nobody has chosen."""
    for name, value in defaults.items():
        if not is_chosen(config, name):
            setattr(config, name, value)
