"""What reads files and texts answers anything that it is given; ``make fuzz`` tries for longer."""

from __future__ import annotations

from random import Random

import pytest
from fuzz import SEEDS, TARGETS, changed
from lots import how_many

#: What once ended in an exception that was not promised.
_FOUND: tuple[tuple[str, bytes], ...] = (
    # A key that is null.
    ('resume', b'basics:\n  &ame: Ada\nwork:\n- position: Programmer\n  startDate: 1842\n'),
    # A carriage return alone ends a line in YAML.
    ('front_matter', b'---\ncv:\n  type: \r\nird\n  date: 1843-Q3\n  id: !!rd\n---\n# no\n'),
    ('front_matter', b'---\n \xffstr #\t\t' + b'\r' * 20 + b'\t\n---\n'),
)


@pytest.mark.longer
@pytest.mark.parametrize('name', TARGETS)
def test_any_bytes_are_answered(name: str) -> None:
    lot = Random(name)  # noqa: S311  # no secret
    for seed in SEEDS[name]:
        TARGETS[name](seed)
    times = how_many(100, at_night=2000)
    for _run in range(8 * times if name == 'dates' else times):
        data = changed(SEEDS[name], lot)
        try:
            TARGETS[name](data)
        except Exception as error:
            error.add_note(repr(data))
            raise


@pytest.mark.parametrize(('name', 'data'), _FOUND)
def test_what_was_found_is_answered(name: str, data: bytes) -> None:
    TARGETS[name](data)
