"""Editions: what one output shows of all records.

Outputs are made from the same pages, and differ in their tags and in whether they show what is
private.  Whatever an edition lacks is taken out here, before the career and the outline are made
from the records.  So no output can show it, and none has to think of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from sphinx_cv.model.names import name_key
from sphinx_cv.model.records import Entry, NamePage, Prose, with_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx_cv.model.records import Record, Said
    from sphinx_cv.model.text import Block

    Shows = Callable[[str], bool]

#: An expression that is never true: for what has one that cannot be read.
NOBODY = 'nobody and not nobody'

_Conditional = TypeVar('_Conditional', 'Block', 'Said')


def edit(
    records: Mapping[str, Record], hidden: Iterable[str], shows: Shows, *, private: bool
) -> dict[str, Record]:
    """Give the records of an edition, by the names of their pages.

    The pages that are *hidden* have none.  *shows* says whether an expression of tags is true in
    this edition, and *private* whether it shows what is private.
    """
    gone = {docname: records[docname] for docname in hidden if docname in records}
    if private:
        records = {docname: _with_private(record) for docname, record in records.items()}
    kept = {
        docname: edited
        for docname, record in records.items()
        if docname not in gone and (edited := _for_tags(record, shows))
    }
    before = [record for record in records.values() if isinstance(record, Entry)]
    after = [record for record in kept.values() if isinstance(record, Entry)]
    if before == after:
        return kept
    return {docname: _without_lost_names(r, before, after) for docname, r in kept.items()}


def conjunction(*expressions: str) -> str:
    """The expression that is true where all of *expressions* are; '' is always true."""
    given = list(dict.fromkeys(each for each in expressions if each))
    return given[0] if len(given) == 1 else ' and '.join(f'({each})' for each in given)


def disjunction(expressions: Iterable[str]) -> str:
    """The expression that is true where one of *expressions* is; '' is always true."""
    given = list(dict.fromkeys(expressions))
    if '' in given or not given:
        return ''
    return given[0] if len(given) == 1 else ' or '.join(f'({each})' for each in given)


def _with_private(record: Record) -> Record:
    if isinstance(record, Prose) or not record.private:
        return record
    values = dict(record.private)
    if isinstance(record, NamePage):
        return replace(record, **values)
    if isinstance(record, Entry):
        period = values.pop('period', record.period)
        entry = replace(record, values={**record.values, **values}, period=period)
        return with_marks(replace(entry, values=_in_order(entry)))
    return replace(record, values={**record.values, **values})


def _in_order(entry: Entry) -> dict[str, object]:
    return {name: entry.values[name] for name in entry.type.fields if name in entry.values}


def _for_tags(record: Record, shows: Shows) -> Record | None:
    if isinstance(record, NamePage):
        return record
    body = _shown(record.body, shows)
    if isinstance(record, Entry):
        marks, prints = _shown(record.marks, shows), _shown(record.prints, shows)
        if (body, marks, prints) == (record.body, record.marks, record.prints):
            return record
        return with_marks(replace(record, body=body, marks=marks, prints=prints))
    if body == record.body:
        return record
    return None if isinstance(record, Prose) and not body else replace(record, body=body)


def _shown(
    parts: tuple[_Conditional, ...], shows: Callable[[str], bool]
) -> tuple[_Conditional, ...]:
    return tuple(part for part in parts if not part.only or shows(part.only))


def _without_lost_names(record: Record, before: list[Entry], after: list[Entry]) -> Record:
    """Leave out of a page about names those that only entries and texts use that are left out."""
    if not isinstance(record, NamePage):
        return record
    keys = {name_key(alias): name_key(n.name) for n in record.names for alias in n.others}

    def used(entries: list[Entry]) -> set[str]:
        names = (
            name
            for entry in entries
            for name in (entry.skills if record.type == 'skills' else [entry.organization])
        )
        return {keys.get(name_key(name), name_key(name)) for name in names}

    lost = used(before) - used(after)
    if not lost:
        return record

    def stays(name: str) -> bool:
        return keys.get(name_key(name), name_key(name)) not in lost

    groups = (replace(group, skills=tuple(filter(stays, group.skills))) for group in record.groups)
    return replace(
        record,
        names=tuple(name for name in record.names if stays(name.name)),
        groups=tuple(group for group in groups if group.skills),
    )
