"""How pages show formulas: as MathML, made when the site is built.

Sphinx's own way is a script that each reader's browser would load from another host.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _ as sphinx_label
from sphinx.util.math import get_node_equation_number

from sphinx_cv.model.formula import RENDERER, FormulaError, to_mathml

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

_SPHINX = 'mathjax'
_CLASS = 'math notranslate nohighlight'


def choose_renderer(app: Sphinx, config: Config) -> None:
    """Take MathML unless the owner has chosen something else (event ``config-inited``)."""
    if config.html_math_renderer is not None:
        return
    there = set(app.registry.html_inline_math_renderers) - {RENDERER}
    # Sphinx brings its own along for everybody; others are there because somebody wants them.
    if 'sphinx.ext.mathjax' not in config.extensions:
        there -= {_SPHINX}
    # Among several Sphinx asks the owner.
    if len(there) < 2:  # noqa: PLR2004
        config.html_math_renderer = next(iter(there), RENDERER)


def _visit_math(self: HTML5Translator, node: Element) -> None:
    tex = node.astext()
    try:
        mathml = to_mathml(tex, block=False, xml=self.builder.name == 'epub')
    except FormulaError:
        # It was reported when the page was read.
        start = self.starttag(node, 'code', '', CLASS=_CLASS)
        self.body.append(f'{start}{self.encode(tex)}</code>')
    else:
        self.body.append(f'{self.starttag(node, "span", "", CLASS=_CLASS)}{mathml}</span>')
    raise nodes.SkipNode


def _visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    tex = node.astext().strip()
    # The theme may have wrapped it, and given its ids to the wrapper.
    parent = node.parent
    named = node.copy()
    if parent and set(parent.get('ids', ())) & set(node['ids']):
        named['ids'] = []
    self.body.append(self.starttag(named, 'div', '', CLASS=_CLASS))
    if node.get('number'):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        # Sphinx has the words, in its own catalogues.
        self.add_permalink_ref(node, sphinx_label('Link to this equation'))
        self.body.append('</span>')
    try:
        self.body.append(to_mathml(tex, block=True, xml=self.builder.name == 'epub'))
    except FormulaError:
        self.body.append(f'<pre><code>{self.encode(tex)}</code></pre>')
    self.body.append('</div>\n')
    raise nodes.SkipNode


def setup_formulas(app: Sphinx) -> None:
    """Register the renderer."""
    app.add_html_math_renderer(RENDERER, (_visit_math, None), (_visit_block, None))
    app.connect('config-inited', choose_renderer)
