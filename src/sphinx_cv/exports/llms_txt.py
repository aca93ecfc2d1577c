"""``llms.txt``: the CV on one page for language models, with links to its pages' twins.

Follows https://llmstxt.org.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_cv.components.parts import language_texts, summary
from sphinx_cv.exports.files import RESUME
from sphinx_cv.locale import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_cv.model.career import Career
    from sphinx_cv.model.records import Entry


def write_llms(
    career: Career,
    titles: Mapping[str, str],
    files: Mapping[str, str],
    address: Callable[[str], str],
    language: str,
) -> str:
    """Write the file.

    *titles* has each page's, *files* what there is to download, by its label; *address* gives
    that of a page's twin or of a file.
    """
    person = career.person
    lines = [f'# {person.name if person else titles[career.root]}', '']
    if person:
        about = [person.tagline, person.location, person.email, person.url, person.phone]
        about += language_texts(person)
        lines += [f'> {" · ".join(text for text in about if text)}', '']
    for group in career.below(career.root):
        lines += [f'## {titles[group.docname]}', '']
        lines += [_line(entry, address, language) for entry in group.entries] + ['']
    if career.skills:
        names = ', '.join(topic.name for topic in career.skills.values())
        lines += ['## ' + _('Skills'), '', names, '']
    # The standard's own heading: what may be left out where there is little room.
    lines += ['## Optional', '']
    lines += [f'- [{label}]({address(file)})' for label, file in files.items()]
    return '\n'.join([*lines, ''])


def _line(entry: Entry, address: Callable[[str], str], language: str) -> str:
    facts = [
        entry.period.format(language) if entry.period else '',
        entry.organization,
        entry.place,
        summary(entry),
    ]
    about = ', '.join(fact for fact in facts[:3] if fact)
    text = '; '.join(part for part in (about, facts[3]) if part)
    return f'- [{entry.title}]({address(entry.docname)})' + (f': {text}' if text else '')


def llms_files(pdf: str) -> dict[str, str]:
    """What there is to download, by its label."""
    return {'PDF': pdf, 'JSON Resume': RESUME} if pdf else {'JSON Resume': RESUME}
