"""How much is tried of what is made by lot: some in ``make test``, more in ``make prove``."""

from __future__ import annotations

from hypothesis import settings

#: The profiles of Hypothesis.  What is drawn is the same every time, so that what fails once fails
#: again.
OFTEN, AT_NIGHT = 'often', 'at night'


def begin(*, prove: bool) -> None:
    """Say which of the two it is, before any test is loaded."""
    for name in (OFTEN, AT_NIGHT):
        settings.register_profile(name, derandomize=True, database=None, deadline=None)
    settings.load_profile(AT_NIGHT if prove else OFTEN)


def how_many(often: int, *, at_night: int) -> int:
    """How many examples a test tries; it needs the marker ``longer`` to be run in both."""
    return at_night if settings.get_current_profile_name() == AT_NIGHT else often
