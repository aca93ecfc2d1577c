"""Another language is a catalogue."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from projects import LANGUAGES, ROOT, plain
from sphinx.locale import init, translators

from sphinx_cv.locale import CATALOGUE, LOCALES, plural_forms
from sphinx_cv.model.dates import Duration, PartialDate, Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog
    from projects import Project

_PLACEHOLDER = re.compile(r'%(?:\(\w+\))?s|\{\w+\}')
# Labels that only arrange what stands in them.
_PATTERNS = {'%(start)s – %(end)s', '%(year)s', '“{word}”'}
# Labels that are written as in English.
_ENGLISH: dict[str, set[str]] = {}
# What ends a label in English, and in other scripts.
_ENDS = {'.': '.。', '?': '?？؟;', '…': '…', ':': ':：'}


def catalogue(language: str) -> Catalog:
    file = LOCALES / language / 'LC_MESSAGES' / 'sphinx_cv.po'
    return read_po(io.BytesIO(file.read_bytes()), locale=language)


@pytest.fixture
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """A language, with its labels in use."""
    language: str = request.param
    before = translators.copy()
    translators.clear()
    init([LOCALES], language, CATALOGUE)
    yield language
    translators.clear()
    translators.update(before)


def labels(language: str) -> list[tuple[str, str]]:
    """Each label in English with its translation; those that depend on a number in each form."""
    pairs = []
    for message in catalogue(language):
        if not message.id:
            continue
        if message.pluralizable:
            # Any form but the first may be for many.
            pairs += [(message.id[at > 0], form) for at, form in enumerate(message.string)]
        else:
            pairs.append((message.id, message.string))
    return pairs


def test_there_are_catalogues() -> None:
    assert len(LANGUAGES) >= 27


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_catalogue_is_complete(language: str) -> None:
    found = catalogue(language)
    assert [m.id for m in found if m.fuzzy] == []
    assert [english for english, label in labels(language) if not label] == []
    compiled = io.BytesIO()
    write_mo(compiled, found)
    file = LOCALES / language / 'LC_MESSAGES' / 'sphinx_cv.mo'
    assert file.read_bytes() == compiled.getvalue(), 'run tools/update-messages'


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_translation_has_the_form_of_its_label(language: str) -> None:
    for english, label in labels(language):
        places, expected = (sorted(_PLACEHOLDER.findall(text)) for text in (label, english))
        # A form for one or for two may say so in words.
        assert places == expected or ('count' in english and not places), label
        assert label == label.strip(), label
        assert not set(label) & set('"\'`'), label
        assert '  ' not in label, label
        if ends := _ENDS.get(english[-1]):
            assert label[-1] in ends, label
        else:
            assert label[-1] not in '.。:：?؟', label


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_translation_is_one(language: str) -> None:
    same = {english for english, label in labels(language) if english == label} - _PATTERNS
    assert same == {english for english, where in _ENGLISH.items() if language in where}


def test_the_template_has_every_label(tmp_path: Path) -> None:
    fresh = tmp_path / 'sphinx_cv.pot'
    subprocess.run(
        [sys.executable, '-m', 'babel.messages.frontend', 'extract', '-o', fresh, LOCALES.parent],
        check=True,
        capture_output=True,
    )
    template = read_po(io.BytesIO((LOCALES / 'sphinx_cv.pot').read_bytes()))
    expected = {m.id for m in template if m.id}
    assert expected == {m.id for m in read_po(io.BytesIO(fresh.read_bytes())) if m.id}
    for language in LANGUAGES:
        assert {m.id for m in catalogue(language) if m.id} == expected
