"""What a CV leaves out, step by step, to fit the pages that it may have.

The steps are those of a careful editor: a closer layout first, then the details of certificates,
the texts of the oldest entries, and the bullets of old roles.  Employers, titles, dates, degrees,
certificates, languages and contacts always stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_cv.latex.nodes import latex_argument, latex_head, latex_optional

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import Element, Node

    from sphinx_cv.model.records import Entry

#: The number of the step that takes the compact layout.
COMPACT = 1
# What the LaTeX file says of the steps, and its log of the skills.
_STEPS = re.compile(r'^\\cvsteps\{(?P<first>\d+)\}\{(?P<last>\d+)\}', re.MULTILINE)
_STEP = re.compile(r'^%% step: (?P<number>\d+) (?P<words>.*)', re.MULTILINE)
_GROUP = re.compile(r'^%% skills: (?P<number>\d+) (?P<words>.*)', re.MULTILINE)
_SKILLS = re.compile(r'^cv (?P<how>left out|cut): (?P<number>\d+)', re.MULTILINE)
# The types of entry that are jobs.
_ROLES = ('role', 'teaching', 'volunteer')
# Of the jobs, a part of one in so many is old.
_OLD = 3
# So many bullets are left to a job.
_BULLETS = 3


def mark_steps(printed: Sequence[tuple[Entry, Element]]) -> int:
    """Mark what each step leaves out of the *printed* entries, and give the last step's number.

    The entries come with their nodes, in the order of the outline: latest first.
    """
    nodes_of = {entry.docname: node for entry, node in printed}
    oldest = [entry for entry, _node in reversed(printed)]
    roles = [entry for entry in oldest if entry.type.name in _ROLES]
    step = COMPACT
    details = [
        node
        for entry in oldest
        if entry.type.section == 'certificates'
        for node in nodes_of[entry.docname].findall(latex_argument)
        if 'text' in node['classes']
    ]
    if details:
        step += 1
        for node in details:
            _make_optional(node.parent, [node], step, 'the details of certificates')
    old_texts = [
        *(entry for entry in oldest if entry.type.section == 'education'),
        *(entry for entry in oldest if entry.type.name == 'internship'),
        *roles[: len(roles) // _OLD],
    ]
    for entry in old_texts:
        printed_entry = nodes_of[entry.docname]
        head = next(iter(printed_entry.findall(latex_head)))
        if texts := printed_entry.children[printed_entry.index(head) + 1 :]:
            step += 1
            _make_optional(printed_entry, texts, step, f'the text of {entry.docname}')
            head['bare'] = step
    for entry in roles:
        lists = list(nodes_of[entry.docname].findall(nodes.bullet_list))
        for item in reversed(lists[0].children[_BULLETS:] if lists else []):
            step += 1
            _make_optional(lists[0], [item], step, f'a bullet of {entry.docname}')
    # The last step gives up the lines that are kept for skills.
    return step + 1


def _make_optional(parent: Element, children: list[Node], step: int, words: str) -> None:
    at = parent.index(children[0])
    for child in children:
        parent.remove(child)
    parent.insert(at, latex_optional('', *children, step=step, words=words))


@dataclass(frozen=True)
class Steps:
    """The ``first`` step is where a LaTeX file is, the ``last`` one leaves out the most."""

    first: int
    last: int


def steps_in(tex: str) -> Steps:
    """Find which steps the LaTeX file *tex* can take."""
    found = _STEPS.search(tex)
    return Steps(int(found['first']), int(found['last'])) if found else Steps(0, 0)


def at_step(tex: str, step: int) -> str:
    """Give the LaTeX file *tex* as it is at a step."""
    return _STEPS.sub(lambda found: rf'\cvsteps{{{step}}}{{{found["last"]}}}', tex, count=1)


def what_is_left_out(tex: str, log: str, step: int) -> list[str]:
    """Say what the PDF of a LaTeX file lacks at a step; *log* is what LaTeX said."""
    words = [match['words'] for match in _STEP.finditer(tex) if int(match['number']) <= step]
    counts = {word: words.count(word) for word in words}
    found = [word if counts[word] == 1 else f'{word} ({counts[word]} of them)' for word in counts]
    groups = {match['number']: match['words'] for match in _GROUP.finditer(tex)}
    for how, start in (('cut', 'some skills of'), ('left out', 'the skills of')):
        names = [groups[m['number']] for m in _SKILLS.finditer(log) if m['how'] == how]
        found += [f'{start} {", ".join(names)}'] if names else []
    return found
