"""What other extensions write, in the PDF: printed, or left out with a warning."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from projects import Build, Project

pytestmark = pytest.mark.latex

# An extension whose visitor asks for what only Sphinx's own writer has.
_CHART = """
from docutils import nodes
from docutils.parsers.rst import Directive

class chart(nodes.General, nodes.Element):
    pass

class Chart(Directive):
    def run(self):
        return [chart('')]

def visit(self, node):
    self.body.append('\\\\begin{tikzpicture}')
    self.table.colwidths.append(1)

def pass_by(self, node):
    pass

def setup(app):
    app.add_node(chart, latex=(visit, pass_by), html=(pass_by, pass_by))
    app.add_directive('chart', Chart)
"""


def use(project: Project, *extensions: str) -> None:
    project.edit('conf.py', "'sphinx_cv'", ', '.join(map(repr, ['sphinx_cv', *extensions])))


def printed(build: Build) -> str:
    [file] = build.out.glob('*-cv.pdf')
    run = subprocess.run(['pdftotext', file, '-'], check=True, capture_output=True, text=True)
    return run.stdout


def test_a_todo_is_a_note_to_which_the_list_of_all_links(ada: Project) -> None:
    use(ada, 'sphinx.ext.todo')
    ada.edit('index.md', 'I compute.', 'I compute.\n\n:::{todolist}\n:::')
    ada.write('more/award.md', ada.read('more/award.md') + '\n:::{todo}\nWrite more.\n:::\n')
    build = ada.build('cv-pdf', todo_include_todos=True, suppress_warnings=['cv.overfull'])
    assert build.warnings == []
    assert printed(build).count('Write more.') == 2


def test_what_needs_another_latex_is_left_out_and_named(
    ada: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.write('own_chart.py', _CHART)
    monkeypatch.syspath_prepend(ada.source)
    use(ada, 'own_chart')
    ada.write('more/award.md', ada.read('more/award.md') + '\n:::{chart}\n:::\n\nBelow it.\n')
    build = ada.build('cv-pdf')
    [warning] = build.warnings
    assert warning.startswith('more/award.md:')
    assert '"chart" is left out of the PDF: its extension writes it for Sphinx\'s own' in warning
    assert warning.endswith('[cv.unprinted]')
    assert 'Below it.' in printed(build)


def test_a_diagram_without_its_program_is_left_out_and_named(ada: Project) -> None:
    use(ada, 'sphinxcontrib.mermaid')
    ada.write('more/award.md', ada.read('more/award.md') + '\n:::{mermaid}\ngraph TD; A-->B\n:::\n')
    build = ada.build('cv-pdf', mermaid_cmd='no-such-mmdc')
    [warning] = build.warnings
    assert "command 'no-such-mmdc' cannot be run" in warning
