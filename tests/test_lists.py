"""When a text is asked about, because it may have been meant as a list."""

from __future__ import annotations

import pytest

from sphinx_cv.source.lists import people_meant, places_meant, texts_meant, written


@pytest.mark.parametrize(
    ('text', 'meant'),
    [
        ('C, Lua, Rust', '[C, Lua, Rust]'),
        ('C,Lua', '[C, Lua]'),
        ('C; Lua', '[C, Lua]'),
        ('testing, QA and CI', '[testing, QA, CI]'),
        ('testing, QA, and CI', '[testing, QA, CI]'),
        ('C, C#', '[C, "C#"]'),
        ('SQL (joins, windows), Lua', '["SQL (joins, windows)", Lua]'),
        ('Lua', '[]'),
        ('research and development', '[]'),
        ('SQL (joins, windows)', '[]'),
        ('systems of 1,000 machines', '[]'),
        ('Red Hat, Inc.', '[]'),
        ('Lua,', '[]'),
    ],
)
def test_texts(text: str, meant: str) -> None:
    assert written(texts_meant(text)) == meant


@pytest.mark.parametrize(
    ('text', 'meant'),
    [
        ('A, B and C', '[A, B, C]'),
        ('A, B, and C', '[A, B, C]'),
        ('A, B & C', '[A, B, C]'),
        ('A. Lovelace and C. Babbage', '[A. Lovelace, C. Babbage]'),
        ('Lovelace and Babbage', '[Lovelace, Babbage]'),
        ('Ludwig van Beethoven and Ada Lovelace', '[Ludwig van Beethoven, Ada Lovelace]'),
        ('Lovelace, Ada; Babbage, Charles', '["Lovelace, Ada", "Babbage, Charles"]'),
        ('Lovelace, Ada and Babbage, Charles', '["Lovelace, Ada", "Babbage, Charles"]'),
        ('Menabrea, L. F., Lovelace, A. A.', '["Menabrea, L. F.", "Lovelace, A. A."]'),
        ('Ada Lovelace, Charles Babbage', '[Ada Lovelace, Charles Babbage]'),
        ('A, B, C', '[A, B, C]'),
        ('Ada Lovelace', '[]'),
        ('Lovelace, Ada', '[]'),
        ('Lovelace King, A. A.', '[]'),
        ('van der Berg, Jan', '[]'),
        ('Ada Lovelace, PhD', '[]'),
        ('Red Hat, Inc.', '[]'),
        ('Menabrea et al.', '[]'),
        ('Johnson & Johnson', '[]'),
        ('Health and Safety Executive', '[]'),
        ('Department of Health and Human Services', '[]'),
        ('Institute of Science and Technology', '[]'),
    ],
)
def test_people(text: str, meant: str) -> None:
    assert written(people_meant(text)) == meant


@pytest.mark.parametrize(
    ('text', 'meant'),
    [
        ('Berlin; Paris', '[Berlin, Paris]'),
        ('Berlin, Germany and Paris, France', '["Berlin, Germany", "Paris, France"]'),
        ('Paris, France', '[]'),
        ('Berlin and Paris', '[]'),
        ('Trinidad and Tobago', '[]'),
        ('Sarajevo, Bosnia and Herzegovina', '[]'),
        ("St. John's, Newfoundland and Labrador, Canada", '[]'),
        ('Berlin, Germany & San Francisco, California', '[]'),
    ],
)
def test_places(text: str, meant: str) -> None:
    assert written(places_meant(text)) == meant
