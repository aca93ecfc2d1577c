"""Another language is a catalogue."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from sphinx_cv.locale import LOCALES

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project


def test_labels_and_dates_are_french(ada: Project) -> None:
    build = ada.build(language='fr')
    assert build.warnings == []
    text = build.text('work/engine.html')
    assert 'Poste · mars 1842 – septembre 1843' in text
    assert 'T3 1842, 4 mois' in build.text('work/notes.html')
    assert '10 décembre 1836' in build.text('work/certificate.html')
    assert '1841 – présent' in build.text('work/tutor.html')
    # The data are no prose: they stay what they are.
    assert '"endDate": "1843-09"' in build.read('resume.json')


def test_catalogues_are_complete_and_compiled() -> None:
    for po in LOCALES.rglob('*.po'):
        catalogue = read_po(io.BytesIO(po.read_bytes()))
        missing = [m.id for m in catalogue if m.id and (not m.string or m.fuzzy)]
        assert missing == []
        compiled = read_mo(io.BytesIO(po.with_suffix('.mo').read_bytes()))
        assert {m.id: m.string for m in compiled if m.id} == {
            m.id: m.string for m in catalogue if m.id
        }


def test_the_template_has_every_label(tmp_path: Path) -> None:
    fresh = tmp_path / 'sphinx_cv.pot'
    subprocess.run(
        [sys.executable, '-m', 'babel.messages.frontend', 'extract', '-o', fresh, LOCALES.parent],
        check=True,
        capture_output=True,
    )
    template = read_po(io.BytesIO((LOCALES / 'sphinx_cv.pot').read_bytes()))
    labels = {m.id for m in template if m.id}
    assert labels == {m.id for m in read_po(io.BytesIO(fresh.read_bytes())) if m.id}
    for po in LOCALES.rglob('*.po'):
        assert {m.id for m in read_po(io.BytesIO(po.read_bytes())) if m.id} == labels
