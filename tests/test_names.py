"""Names in URLs, and when two spellings are one name."""

from __future__ import annotations

import pytest

from sphinx_cv.model.names import name_key, slug


@pytest.mark.parametrize(
    ('name', 'expected'),
    [
        ('C++', 'c-plus-plus'),
        ('C#', 'c-sharp'),
        ('C', 'c'),
        ('.NET', 'dot-net'),
        ('Node.js', 'node-js'),
        ('CI/CD', 'ci-cd'),
        ('B-tree', 'b-tree'),
        ('Université Joseph Fourier', 'universite-joseph-fourier'),
        ('Ελλάδα', 'ελλαδα'),
        ('日本語', '日本語'),
        ('R&D', 'r-and-d'),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_case_and_spaces_do_not_part_names() -> None:
    assert name_key('Red  Hat') == name_key('red hat') == 'red hat'
    assert name_key('C') != name_key('C++')
