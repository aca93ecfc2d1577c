#!/usr/bin/env python3
"""Feed what reads files and texts with what nobody would write: ``fuzz.py TARGET -runs=100000``.

A target takes any bytes, and fails by an exception that is none of those that it promises.
Atheris chooses the bytes by what code they reach; the tests change the same examples by lot.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

_ROLE = (
    '---\ncv:\n  type: role\n  organization: R&D\n  start: 2020-03\n  end: present\n'
    '  location: [Paris, "Köln"]\n  skills: [C++, {a: 1}]\n---\n# Engineer\n'
)
_PERSON = (
    '---\ncv: {type: person, email: a@b.org, profiles: [{network: X, url: "https://x.org"}]}\n'
    '---\n# Ada\n'
)
_AWARD = '---\ncv: &a\n  type: award\n  date: 1843-Q3\n  id: !!str x\n# no\n---\n'
_MERGED = (
    '---\nbase: &a {organization: AS, start: 1842}\ncv:\n  <<: *a\n  type: role\n'
    '  end: 1843-Q3\n---\n# Programmer\n'
)
_RESUME = (
    '{"basics": {"name": "Ada", "location": {"city": "London"}, "profiles": []}, "work": [{"name":'
    ' "AS", "position": "Programmer", "startDate": "1842-03", "endDate": null, "highlights":'
    ' ["Loops"]}], "skills": [{"name": "C", "keywords": []}],'
    ' "meta": {"exact": {"work": [{"start": "1842"}]}}}'
)
_YAML = 'basics:\n  name: Ada\nwork:\n- position: Programmer\n  startDate: 1842\n'
_MERGED_YAML = (
    'basics: {name: Ada}\nwork:\n- &a {name: AS, position: Programmer, startDate: 1842}\n'
    '- <<: *a\n  position: Analyst\n- <<: [*a, {summary: Loops}]\n'
)
_BIBTEX = (
    '@string{a = "Notes"}\n@article{k, title = {The {Engine} \\"o} # a, author = "A. L. and B",'
    ' year = 1843, doi = {10.1/x}, month = mar}\n'
)
#: Examples of what each target reads.
SEEDS: dict[str, list[bytes]] = {
    name: [text.encode() for text in texts]
    for name, texts in {
        'front_matter': (_ROLE, _PERSON, _AWARD, _MERGED),
        'dates': ('2020-03-31', '1843-Q3', '2009-35', '4 months', '12 years', 'present'),
        'resume': (_RESUME, _YAML, _MERGED_YAML),
        'bibtex': (_BIBTEX,),
    }.items()
}


def front_matter(data: bytes) -> None:
    """A page in any encoding: its record, or its slips, each with a line of it."""
    from sphinx_cv.model.entry_types import record_types  # noqa: PLC0415  # Atheris watches it
    from sphinx_cv.source.record_reader import read_record  # noqa: PLC0415

    text = data.decode('utf-8', 'replace')
    read = read_record('work/engine', text, record_types({}))
    lines = text.count('\n') + 2
    for problem in read.problems:
        assert problem.message.strip(), problem
        assert problem.line is None or 0 <= problem.line <= lines, problem


def dates(data: bytes) -> None:
    """A date or a duration is read as what it says, or refused with a ValueError."""
    from sphinx_cv.model.dates import Duration, PartialDate  # noqa: PLC0415

    text = data.decode('utf-8', 'replace')
    for form in (PartialDate, Duration):
        try:
            found = form.parse(text)
        except ValueError:
            continue
        if isinstance(found, Duration):
            assert found.format()
        else:
            assert found.format('en')
            assert PartialDate.parse(str(found)) == found
            assert found.first <= found.last


def resume(data: bytes) -> None:
    """Each page of a file of another tool can be read again, or the file is refused."""
    from sphinx_cv.importers.errors import FormatError  # noqa: PLC0415
    from sphinx_cv.importers.recognize import read_file  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(suffix='.json') as file:
        file.write(data)
        file.flush()
        try:
            cv = read_file(Path(file.name))
        except FormatError as error:
            if not str(error).startswith(file.name):
                raise
            return
    for page in [*([cv.person] if cv.person else []), *cv.entries]:
        assert page.missing() or page.record()


#: What is fed, by name; a bibliography is a file too.
TARGETS: dict[str, Callable[[bytes], None]] = {
    'front_matter': front_matter,
    'dates': dates,
    'resume': resume,
    'bibtex': resume,
}
_PIECES = (
    *(b'\x00', b'\xff', b'\xef\xbb\xbf', b'\xed\xa0\x80', b'\r', b'\t', b'\n---\n', b'---', b': '),
    *(b'- ', b'[', b'{', b'}', b'"', b"'", b'&a ', b'!!binary ', b'<<: ', b'#', b'|', b'>'),
    *(b'0', b'9999999999', b'-', b'null', b'true', b'1e999', b'NaN', b'\\u0000', b'\\', b'@', b'%'),
    *('٣'.encode(), '\u202e'.encode(), '\u2028'.encode(), '²'.encode(), b'\x1b[1m', b'? '),
)


def changed(seeds: Sequence[bytes], lot: Random) -> bytes:
    """Change one of the examples in a few places."""
    data = bytearray(lot.choice(seeds))
    for _change in range(lot.choice((1, 1, 2, 4, 8))):
        first, last = sorted((lot.randint(0, len(data)), lot.randint(0, len(data))))
        match lot.randrange(5):
            case 0:
                data[first:first] = lot.choice(_PIECES)
            case 1:
                del data[first : min(last, first + 8)]
            case 2:
                data[first:first] = data[first:last]
            case 3:
                data[first : first + 1] = lot.randbytes(1)
            case _:
                data[first : first + 1] = lot.choice(_PIECES)
    return bytes(data[:4000])


def main() -> None:
    """Have Atheris feed a target, until it is told to stop or finds something."""
    import atheris  # noqa: PLC0415  # only this needs it

    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=['sphinx_cv', 'yaml', 'pybtex']):
        for seed in SEEDS[name]:
            TARGETS[name](seed)
    corpus = Path(tempfile.mkdtemp())
    for number, seed in enumerate(SEEDS[name]):
        (corpus / str(number)).write_bytes(seed)
    warnings.simplefilter('error')
    atheris.Setup([*sys.argv, '-max_len=4000', str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == '__main__':
    main()
