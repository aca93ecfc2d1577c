"""The writer of the printed CV: from nodes to the macros of ``sphinxcv.cls``.

Sphinx's own LaTeX writer serves manuals and loads some forty packages, several of which
cannot be tagged (https://latex3.github.io/tagging-project/tagging-status/).  What a page of
a CV may hold is little enough to be written with macros that tag it.  A node that is not
known here prints its content.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.nodes import make_id
from sphinx import addnodes
from sphinx.builders.latex.nodes import footnotemark, footnotetext
from sphinx.locale import admonitionlabels
from sphinx.util.docutils import SphinxTranslator
from sphinx.util.images import get_image_size

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.latex.fitting import COMPACT
from sphinx_cv.latex.nodes import (
    latex_argument,
    latex_entry,
    latex_group,
    latex_head,
    latex_optional,
    latex_person,
    latex_photo,
    latex_row,
)
from sphinx_cv.latex.scripts import fallback_fonts, script_needs
from sphinx_cv.latex.waiting import head_in
from sphinx_cv.locale import comma, dash, direction
from sphinx_cv.model.formula import RENDERER, is_shown, to_latex
from sphinx_cv.model.math_commands import refused
from sphinx_cv.model.phrases import bare
from sphinx_cv.model.text import SIGNED
from sphinx_cv.warnings import CVWarning, warn

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders.latex import LaTeXBuilder

_SPECIAL = str.maketrans(
    {char: f'\\{char}' for char in '{}$&#_%'}
    | {'\\': r'\textbackslash{}', '^': r'\textasciicircum{}', '~': r'\textasciitilde{}'}
    | {'\n': ' '}
)
_RIGHT_TO_LEFT = frozenset({'R', 'AL'})
# Unicode's marks around what is set apart from the direction around it (UAX #9).
_RLI, _FSI = '\u2067', '\u2068'
_ISOLATED = re.compile('[\u2066-\u2068][^\u2066-\u2069]*\u2069')
# A mark that no other ends, and marks that are only for the screen.
_ISOLATES = dict.fromkeys([*range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])
PAPERS = {'a4': ('210mm', '297mm'), 'letter': ('8.5in', '11in')}
# What wraps the content of a node of each type, before and after.
_WRAPPERS: dict[type, tuple[str, str]] = {
    nodes.emphasis: (r'\textit{', '}'),
    addnodes.literal_emphasis: (r'\textit{', '}'),
    nodes.strong: (r'\textbf{', '}'),
    addnodes.literal_strong: (r'\textbf{', '}'),
    nodes.title_reference: (r'\textit{', '}'),
    nodes.superscript: (r'\textsuperscript{', '}'),
    nodes.subscript: (r'\textsubscript{', '}'),
    nodes.literal: (r'\cvcodetext{', '}'),
    footnotemark: (r'\textsuperscript{', '}'),
    nodes.block_quote: ('\\begin{cvblock}{BlockQuote}\n', '\\end{cvblock}\n'),
    nodes.attribution: (r'\cvpar — ', '\\cvendpar\n'),
    nodes.Admonition: ('\\begin{cvblock}{Div}\n', '\\end{cvblock}\n'),
    nodes.sidebar: ('\\begin{cvblock}{Div}\n', '\\end{cvblock}\n'),
    nodes.topic: ('\\begin{cvblock}{Div}\n', '\\end{cvblock}\n'),
    nodes.term: (r'\cvtitle{', '}\n'),
    nodes.field_name: (r'\cvtitle{', '}\n'),
    nodes.definition: ('\\begin{cvblock}{Div}\n', '\\end{cvblock}\n'),
    nodes.field_body: ('\\begin{cvblock}{Div}\n', '\\end{cvblock}\n'),
    nodes.line_block: ('\\begin{cvblock}{Div}\n', '\\end{cvblock}\n'),
    nodes.line: (r'\cvpar ', '\\cvendpar\n'),
    nodes.transition: ('\\cvtransition\n', ''),
    latex_argument: ('{', '}'),
}
# What wraps the content of sphinx-design's components, by their names.
_COMPONENTS: dict[str, tuple[str, str]] = {
    'card': ('\\begin{cvcard}\n', '\\end{cvcard}\n'),
    'card-title': (r'\cvtitle{', '}\n'),
    'card-header': ('\\begin{cvaside}\n', '\\end{cvaside}\n'),
    'card-footer': ('\\begin{cvaside}\n', '\\end{cvaside}\n'),
    'dropdown': ('\\begin{cvblock}{Div}\n', '\\end{cvblock}\n'),
    'tab-item': ('\\begin{cvblock}{Div}\n', '\\end{cvblock}\n'),
}
_LEFT = r'\raggedright'
_ALIGNMENTS = {'center': r'\centering', 'right': r'\raggedleft'}
# Code of so many lines is not parted between pages.
_TOGETHER = 12
# A line of a table has so many characters; a column takes at least and at most so many of them.
_LINE = 70
_NARROW, _CELL = 6, 40
# A pixel of CSS is 1/96 of an inch, which has 72 of TeX's big points.
_PIXEL = 0.75
_SKIPPED = (nodes.Invisible, nodes.raw, addnodes.index, addnodes.toctree, nodes.label)


class PrintTranslator(SphinxTranslator):
    """Writes one document tree as a LaTeX file of the class ``sphinxcv``."""

    builder: LaTeXBuilder

    def __init__(self, document: nodes.document, builder: LaTeXBuilder, _theme: Any = None) -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.pages: list[str] = []
        self.level = 0
        self.lists: list[Element] = []
        self.packages: set[str] = set()
        self.steps: dict[int, str] = {}
        # Each page of a site begins with equation 1; this is one document.
        numbered = (node for node in document.findall(nodes.math_block) if node.get('number'))
        self.equations = {node['label']: number for number, node in enumerate(numbered, 1)}
        self.rtl = direction(self.config.language) == 'rtl'

    # ---- the file -----------------------------------------------------------------------

    def astext(self) -> str:
        text = ''.join(self.body)
        return '\n'.join([*self._preamble(text), r'\begin{document}', text, r'\end{document}', ''])

    def _preamble(self, text: str) -> list[str]:
        config, settings = self.config, self.document.settings
        language = config.language
        fonts = fallback_fonts(text, language)
        fallback = ', '.join(f'"{font.name}:{font.features}"' for font in fonts)
        title, author = settings._title, settings._author  # noqa: SLF001  # Sphinx's way
        dates = {node[0].astext() for node in self.document.findall(latex_head)}
        labels = {node[0].astext() for node in self.document.findall(latex_row)}
        contacts = [n.astext() for p in self.document.findall(latex_person) for n in p[1:]]
        skills = [
            ' '.join(row[0].astext().split())
            for row in self.document.findall(latex_row)
            if 'languages' not in row['classes']
        ]
        return [
            head_in(language),
            *(f'%% step: {number} {words}' for number, words in sorted(self.steps.items())),
            *(f'%% skills: {number} {label}' for number, label in enumerate(skills, 1)),
            *self._fitting(),
            *[rf'\RequirePackage{{{package}}}' for package in sorted(self.packages - {'mono'})],
            r'\cvpaper{{{}}}{{{}}}'.format(*PAPERS[config.cv_pdf_paper]),
            rf'\cvcolors{{{config.cv_pdf_accent.lstrip("#").upper()}}}{{595959}}',
            *([rf'\cvfallback{{{fallback}}}'] if fonts else []),
            *([r'\cvmixed'] if self.rtl or any(map(_is_rtl, text)) else []),
            rf'\cvcomma{{{self.escape(comma())}}}',
            rf'\cvperiod{{{self.escape(dash().strip())}}}',
            rf'\cvfont{{{config.cv_pdf_font}}}',
            *map(str, script_needs(text)),
            *([r'\cvideographs'] if any(map(_is_ideograph, text)) else []),
            *(
                [rf'\cvrighttoleft{{{1 if language[:2] in {"he", "yi"} else 2}}}']
                if self.rtl
                else []
            ),
            *([r'\cvmonofont'] if 'mono' in self.packages else []),
            *([r'\cvdatesright'] if config.cv_pdf_dates == 'right' else []),
            *([r'\cvhasphoto'] if any(self.document.findall(latex_photo)) else []),
            rf'\cvproperties{{{self.escape(self._name())}}}{{{pdf_string(title)}}}{{{pdf_string(author)}}}',
            rf'\cvsite{{{self.escape(self._site())}}}',
            *[rf'\cvmeasure{{{self._date(self.escape(date))}}}' for date in sorted(dates)],
            *[rf'\cvlabelwidth{{{self.escape(label)}}}' for label in sorted(labels)],
            *[rf'\cvcontactwidth{{{self.escape(contact)}}}' for contact in contacts],
            config.latex_elements.get('preamble', ''),
        ]

    def _name(self) -> str:
        """Whose paper it is, for the foot of each page."""
        return str(self.document.settings._title)  # noqa: SLF001  # Sphinx's way

    def _fitting(self) -> list[str]:
        """How close the lines stand, and how many pages there may be."""
        config, last_step = self.config, self.document.get('last_step', 1)
        return [
            rf'\cvpages{{{config.cv_pdf_max_pages}}}',
            rf'\cvsteps{{{COMPACT if config.cv_pdf_layout == "compact" else 0}}}{{{last_step}}}',
        ]

    def _date(self, escaped: str) -> str:
        """Mark where a period may part: at the dash between its ends."""
        return escaped.replace(self.escape(dash()), r'\cvto ')

    def _site(self) -> str:
        """The address in the foot of each page: the CV's own, or else the person's."""
        outline = cv_domain(self.builder.env).outline
        facts = {fact.name: fact.text for fact in outline.person_facts()}
        return bare(self.config.html_baseurl) or facts.get('url', '')

    # ---- text ---------------------------------------------------------------------------

    def escape(self, text: str) -> str:
        """Write a text of the CV so that TeX prints it as it is."""
        return escape(text, rtl=self.rtl)

    def dispatch_visit(self, node: nodes.Node) -> None:
        # What extensions register for LaTeX is meant for Sphinx's own writer; it comes second.
        self._dispatch('visit', node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        self._dispatch('depart', node)

    def _dispatch(self, step: str, node: nodes.Node) -> None:
        own = getattr(type(self), f'{step}_{type(node).__name__}', None)
        if own is not None:
            own(self, node)
        elif isinstance(node, nodes.Admonition):
            # Those of extensions too, such as todo, are notes with a title.
            {'visit': self.unknown_visit, 'depart': self.unknown_departure}[step](node)
        elif step == 'visit':
            self._visit_as_registered(node)
        else:
            super().dispatch_departure(node)

    def _visit_as_registered(self, node: nodes.Node) -> None:
        before = len(self.body)
        try:
            super().dispatch_visit(node)
        except AttributeError as error:
            if error.obj is not self:
                raise
            del self.body[before:]
            message = (
                f'"{type(node).__name__}" is left out of the PDF: its extension writes it for '
                "Sphinx's own LaTeX; put it into {only} html, and a picture of it into {only} latex"
            )
            warn(CVWarning.UNPRINTED, message, node)
            raise nodes.SkipNode from None

    def is_inline(self, node: nodes.Node) -> bool:
        """Whether a node stands in a line of text, which visitors of extensions may ask."""
        return isinstance(node.parent, nodes.TextElement)

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802  # docutils' name
        text = node.astext()
        # An empty group keeps a text that begins with a bracket or a star from being an option.
        self.body.append(('{}' if text.startswith(('[', '*')) else '') + self.escape(text))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802
        pass

    def unknown_visit(self, node: nodes.Node) -> None:
        if isinstance(node, _SKIPPED):
            raise nodes.SkipNode
        if isinstance(node, nodes.transition) and 'footnotes' in node['classes']:
            # MyST parts the notes from the text; here they stand at the foot of the page.
            raise nodes.SkipNode
        if isinstance(node, nodes.literal):
            self.packages.add('mono')
        if isinstance(node, nodes.Admonition) and type(node).__name__ in admonitionlabels:
            label = self.escape(admonitionlabels[type(node).__name__])
            title = self._destinations(cast('Element', node)) + label
            self.body += [_wrapper(node)[0], rf'\cvtitle{{{title}}}']
            return
        self.body.append(_wrapper(node)[0])

    def visit_rubric(self, node: Element) -> None:
        self.body.append(r'\cvtitle{' + self._destinations(node))

    def depart_rubric(self, _node: Element) -> None:
        self.body.append('}\n')

    def visit_container(self, node: Element) -> None:
        if _component(node) == 'card':
            _link_title(node)
        self.body.append(_COMPONENTS.get(_component(node), ('', ''))[0])

    def depart_container(self, node: Element) -> None:
        self.body.append(_COMPONENTS.get(_component(node), ('', ''))[1])

    def visit_PassthroughTextElement(self, node: Element) -> None:  # noqa: N802  # its name
        if _component(node.parent) != 'card-title':
            self.visit_paragraph(node)

    def depart_PassthroughTextElement(self, node: Element) -> None:  # noqa: N802
        if _component(node.parent) != 'card-title':
            self.depart_paragraph(node)

    def visit_sd_badge(self, _node: Element) -> None:
        self.body.append(r'\cvbadge{')

    def depart_sd_badge(self, _node: Element) -> None:
        self.body.append('}')

    def unknown_departure(self, node: nodes.Node) -> None:
        self.body.append(_wrapper(node)[1])

    # ---- the document: pages, sections, entries ---------------------------------------------

    def visit_document(self, node: Element) -> None:
        self._open_page(node.get('docname', ''))

    def depart_document(self, _node: Element) -> None:
        self.pages.pop()

    def visit_start_of_file(self, node: Element) -> None:
        self._open_page(node['docname'])

    def depart_start_of_file(self, _node: Element) -> None:
        self.pages.pop()
        self._mark_page()

    def _open_page(self, docname: str) -> None:
        self.pages.append(docname)
        self._mark_page()

    def _mark_page(self) -> None:
        """Leave a mark by which an error of TeX is traced to its page."""
        self.body.append(f'\n%% page: {self.pages[-1]}\n')

    def visit_section(self, _node: Element) -> None:
        self.level += 1
        if self.level > 1:
            self.body.append('\\cvopen{Sect}\n')

    def depart_section(self, _node: Element) -> None:
        if self.level > 1:
            self.body.append('\\cvclose\n')
        self.level -= 1

    visit_latex_group = visit_section
    depart_latex_group = depart_section

    def visit_latex_entry(self, node: Element) -> None:
        if node['kind'] == 'publication':
            self.level += 1
        else:
            self.visit_section(node)

    def depart_latex_entry(self, node: Element) -> None:
        if node['kind'] == 'publication':
            self.body.append('\\cvendpub\n')
            self.level -= 1
        else:
            self.depart_section(node)

    def visit_latex_list(self, _node: Element) -> None:
        self.body.append('\\cvopen{L}\n')

    def depart_latex_list(self, _node: Element) -> None:
        self.body.append('\\cvclose\n')

    def visit_latex_optional(self, node: Element) -> None:
        self.steps[node['step']] = node['words']
        self.body.append(rf'\cvkeep{{{node["step"]}}}{{')

    def depart_latex_optional(self, _node: Element) -> None:
        self.body.append('}')

    def _bookmark(self, title: str, name: str) -> None:
        if self.level > 1:
            words = ' '.join(title.split())
            self.body.append(f'\n%% bookmark: {self.level} {_destination(name)} {words}\n')

    def visit_title(self, node: Element) -> None:
        parent = node.parent
        if isinstance(parent, nodes.section):
            self._bookmark(node.astext(), f'{self.pages[-1]}:{parent["ids"][0]}')
        if isinstance(parent, nodes.Admonition):
            self.body.append(r'\cvtitle{' + self._destinations(cast('Element', parent)))
        elif not isinstance(parent, nodes.section):
            self.body.append(r'\cvtitle{')
        elif self.level == 1:
            for photo in self.document.findall(latex_photo):
                self._photo(photo)
            self.body.append(r'\cvheader{' + self._destinations(parent))
        else:
            self.body.append(f'\\cvheading{{{min(self.level, 6)}}}{{{self._destinations(parent)}')

    def depart_title(self, node: Element) -> None:
        self.body.append('}')
        if isinstance(node.parent, nodes.section) and self.level == 1:
            self._person(next(iter(self.document.findall(latex_person)), None))
        self.body.append('\n')

    def _person(self, person: Element | None) -> None:
        """Write the tagline and the contacts, as arguments."""
        tagline, *contacts = person.children if person else [latex_argument()]
        tagline.walkabout(self)
        self.body.append('{')
        for contact in contacts:
            self.body.append('%\n  \\cvcontact')
            contact.walkabout(self)
        self.body.append('}')

    def visit_latex_person(self, _node: Element) -> None:
        raise nodes.SkipNode

    visit_latex_photo = visit_latex_person

    def _photo(self, node: Element) -> None:
        self.packages.add('graphicx')
        image = next(node.findall(nodes.image))
        file = self.builder.images.get(image['uri'], image['uri'])
        self.body.append(rf'\cvphoto{{{file}}}{{{self._alternative(image["alt"])}}}' + '\n')

    def _destinations(self, node: Element) -> str:
        """Name where a node stands, so that links lead there, also from outside the PDF."""
        page = self.pages[-1]
        ids: list[str] = node.get('ids', [])
        names = [f'{page}:{id_}' for id_ in ids]
        if isinstance(node, latex_entry | latex_group):
            names.append(node['name'])
        if isinstance(node, nodes.section) and isinstance(
            node.parent, nodes.document | addnodes.start_of_file
        ):
            names.append(page)
        return ''.join(rf'\cvdest{{{_destination(name)}}}' for name in names)

    def visit_latex_head(self, node: Element) -> None:
        entry = node.parent
        kind = node['kind']
        when, title, organization, *details = node.children
        self._bookmark(title.astext(), entry['name'])
        level = f'{{{min(self.level, 6)}}}'
        name = '{' + self._destinations(entry) + self._inside(title) + '}'
        also = self._inside(organization)
        rest = ''.join(self._detail(detail) for detail in details)
        date = f'{{{self._date(self._inside(when))}}}'
        bare = f'[{node["bare"]}]' if 'bare' in node else ''
        if kind == 'publication':
            authors = f'{also}{self.escape(comma())}' if also else ''
            text = rf'\cvpub{date}{{{authors}\textit{name}{rest}}}'
        elif kind == 'role':
            text = rf'\cvrole{level}{date}{name}{{{rest}}}'
        elif kind == 'employer':
            text = rf'\cvemployer{level}{date}{name}{{{rest}}}'
        elif kind == 'row':
            text = rf'\cvrow{level}{date}{name}{{{also}}}{{{rest}}}'
        elif kind == 'employer-first' and also:
            text = rf'\cvhead{bare}{level}{date}{{{also}}}{{\textit{name}}}{{{rest}}}'
        else:
            text = rf'\cvhead{bare}{level}{date}{name}{{{also}}}{{{rest}}}'
        self.body.append(text + '\n')
        raise nodes.SkipNode

    def visit_latex_place(self, node: Element) -> None:
        whole, short = self.escape(node.astext()), self.escape(node['short'])
        self.body.append(whole if short == whole else rf'\cvplace{{{whole}}}{{{short}}}')
        raise nodes.SkipNode

    def _detail(self, node: nodes.Node) -> str:
        if isinstance(node, latex_optional):
            self.steps[node['step']] = node['words']
            return rf'\cvkeep{{{node["step"]}}}{{{self._detail(node.children[0])}}}'
        macro = 'cvsaid' if 'text' in cast('Element', node)['classes'] else 'cvdetail'
        return rf'\{macro}{{{self._inside(node)}}}'

    def _inside(self, node: nodes.Node) -> str:
        """Write what a node holds, by itself."""
        body, self.body = self.body, []
        for child in node.children:
            child.walkabout(self)
        text = ''.join(self.body)
        self.body = body
        return text

    def visit_latex_skills(self, node: Element) -> None:
        rows = [row for row in node.findall(latex_row) if 'languages' not in row['classes']]
        languages = [row for row in node.findall(latex_row) if 'languages' in row['classes']]
        self.level += 1
        title = self.escape(node['title'])
        if rows:
            self._bookmark(node['title'], node['name'])
            title = rf'\cvdest{{{_destination(node["name"])}}}' + title
        for row in languages:
            self._bookmark(row[0].astext(), f'{self.pages[-1]}:{(row["ids"] or ["languages"])[0]}')
        self.body.append(f'\\cvopen{{Sect}}\n\\cvskills{{{self.level}}}{{{title}}}')
        for part in (rows, languages):
            self.body.append('{' + ''.join(f'\n  {self._row(row)}' for row in part) + '}')
        self.body.append('\n\\cvclose\n')
        self.level -= 1
        raise nodes.SkipNode

    def _row(self, row: Element) -> str:
        label, *items = row.children
        names = self._destinations(row) if row['ids'] else ''
        if 'languages' in row['classes'] and not row['ids']:
            names = rf'\cvdest{{{_destination(self.pages[-1])}:languages}}'
        skills = ''.join(rf'\cvskill{{{self._inside(item)}}}' for item in items)
        return rf'\cvgroup{{{names}{self._inside(label)}}}{{{skills}}}'

    def visit_latex_facts(self, node: Element) -> None:
        self.body.append('\\cvfacts{')
        for argument in node.children:
            self.body.append(r'\cvfact')
            argument.walkabout(self)
        self.body.append('}\n')
        raise nodes.SkipNode

    # ---- paragraphs and lists ----------------------------------------------------------------

    def visit_paragraph(self, node: Element) -> None:
        if not _is_picture(node):
            self.body.append(r'\cvpar ' + self._destinations(node))

    def depart_paragraph(self, node: Element) -> None:
        if not _is_picture(node):
            self.body.append('\\cvendpar\n')

    visit_compact_paragraph = visit_paragraph
    depart_compact_paragraph = depart_paragraph

    def visit_list(self, node: Element) -> None:
        self.lists.append(node)
        wide = isinstance(node, nodes.enumerated_list) or 'contains-task-list' in node['classes']
        self.body.append(f'\\begin{{cvlist}}{{{"1.7em" if wide else "1.2em"}}}\n')

    def depart_list(self, node: Element) -> None:  # noqa: ARG002  # docutils' signature
        self.lists.pop()
        self.body.append('\\end{cvlist}\n')

    visit_bullet_list = visit_list
    visit_enumerated_list = visit_list
    depart_bullet_list = depart_list
    depart_enumerated_list = depart_list

    def visit_list_item(self, node: Element) -> None:
        self.body.append(rf'\cvitem{{{self._label(node)}}}')

    def depart_list_item(self, _node: Element) -> None:
        self.body.append('\\cvenditem\n')

    def _label(self, item: Element) -> str:
        parent = item.parent
        if 'task-list-item' in item['classes']:
            # MyST has only HTML for the box.
            box = next(item.findall(nodes.raw), '')
            return '{[x]}' if 'checked' in str(box) else '{[~~]}'
        if isinstance(parent, nodes.enumerated_list):
            number = parent.index(item) + parent.get('start', 1)
            letters = {'loweralpha': 'a', 'upperalpha': 'A'}.get(parent.get('enumtype', ''))
            return f'{chr(ord(letters) + number - 1) if letters else number}.'
        depth = sum(not isinstance(found, nodes.enumerated_list) for found in self.lists)
        return r'\cvbullet' if depth % 2 else r'\cvdash'

    # ---- inside a text -------------------------------------------------------------------------

    def visit_reference(self, node: Element) -> None:
        if 'sd-badge' in node['classes']:
            self.body.append(r'\cvbadge{')
        words = pdf_string(node.astext()).strip('<>')
        uri = node.get('refuri', '')
        if 'refid' in node:
            uri = f'%{self.pages[-1]}#{node["refid"]}'
        if uri.startswith('%'):
            name = _destination(uri[1:].replace('#', ':'))
            self.body.append(rf'\cvgoto{{{name}}}{{{words}}}{{')
        elif ':' in uri:
            self.body.append(rf'\cvlink{{{uri.encode().hex()}}}{{{words}}}{{')
        else:
            self.body.append('{')

    def depart_reference(self, node: Element) -> None:
        self.body.append('}}' if 'sd-badge' in node['classes'] else '}')

    def visit_target(self, node: Element) -> None:
        self.body.append(self._destinations(node))

    def depart_target(self, node: Element) -> None:
        pass

    def visit_footnote(self, node: Element) -> None:
        self.body.append(rf'\cvnote{{{self.escape(node[0].astext())}}}{{')

    def depart_footnote(self, _node: Element) -> None:
        self.body.append('}')

    def visit_footnotetext(self, node: footnotetext) -> None:
        self.visit_footnote(node)

    depart_footnotetext = depart_footnote

    def visit_math(self, node: Element) -> None:
        self._formula(node, rf'\({" ".join(node.astext().split())}\)')
        raise nodes.SkipNode

    def visit_math_block(self, node: Element) -> None:
        self.body.append(r'\cvpar ' + self._destinations(node))
        number = ''
        if node.get('number'):
            number = f'({self.equations[node["label"]]})'
        self._formula(node, rf'\[{to_latex(node.astext())}\]', number)
        self.body.append('\\cvendpar\n')
        raise nodes.SkipNode

    def visit_math_reference(self, node: Element) -> None:
        label = node['target']
        uri = f'%{node["docname"]}#{make_id(f"equation-{label}")}'
        number = f'({self.equations.get(label, "?")})'
        nodes.reference('', number, refuri=uri).walkabout(self)
        raise nodes.SkipNode

    def _formula(self, node: Element, tex: str, number: str = '') -> None:
        """Write a formula; one that is no mere mathematics is only shown as its TeX."""
        if not_allowed := next(refused(tex[2:-2]), ''):
            # What pages cannot show either was reported when they were read.
            if self.config.html_math_renderer != RENDERER or is_shown(node.astext()):
                message = (
                    f'a formula may not use "{not_allowed}" in the PDF, which shows its TeX '
                    'instead; sphinx_cv/model/math_commands.py lists what it may use'
                )
                warn(CVWarning.MATH_COMMAND, message, node)
            self.body.append(self.escape(f'{node.astext()} {number}'.rstrip()))
            return
        self.packages.update(('amsmath', 'amssymb'))
        if number:
            tex = tex.removesuffix(r'\]') + rf'\tag*{{{number}}}\]'
        self._describe('Formula', f'{node.astext()} {number}'.rstrip(), tex)

    def _describe(self, tag: str, words: str, content: str) -> None:
        words = self._alternative(words)
        self.body.append(rf'\cvdescribed{{{tag}}}{{{words}}}{{{content}}}')

    @staticmethod
    def _alternative(words: str) -> str:
        """Words that stand for a picture, without what would end an argument of TeX."""
        words = ' '.join(re.sub(r'[%#]|\^(?=\^)', '', words).split())
        depth = 0
        for char in words:
            depth += (char == '{') - (char == '}')
            if depth < 0:
                break
        if depth or re.search(r'\\([{}]|$)', words):
            words = re.sub(r'[\\{}]', '', words)
        return words

    # ---- code, pictures, tables -----------------------------------------------------------------

    def visit_literal_block(self, node: Element) -> None:
        self.packages.add('mono')
        self.body.append('\\begin{cvcode}\n')
        lines = [line.expandtabs(4) for line in node.astext().splitlines()]
        for number, line in enumerate(lines, 1):
            # One space may end a line; more of them are there to align something.
            text = re.sub('^ +|  +', lambda found: '~' * len(found[0]), self.escape(line))
            keep = r'\nobreak' if number < len(lines) <= _TOGETHER else ''
            self.body.append(f'\\cvcodeline{{\\mbox{{}}{text}}}{keep}\n')
        self.body.append('\\end{cvcode}\n')
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_image(self, node: Element) -> None:
        self.packages.add('graphicx')
        file = self.builder.images.get(node['uri'], node['uri'])
        part = f'{1 / _columns(node):.3g}' if _columns(node) > 1 else ''
        picture = rf'\cvpicture{{{file}}}{{{self._size(node)}}}{{{part}}}'
        words = self._alternative(node.get('alt', file))
        # An empty description says that there is nothing to say.
        picture = (
            rf'\cvdescribed{{Figure}}{{{words}}}{{{picture}}}'
            if words
            else rf'\cvdecoration{{{picture}}}'
        )
        if not isinstance(node.parent, nodes.TextElement) or _is_picture(node.parent):
            picture = rf'\cvpictureblock{{{_alignment(node)}}}{{{picture}}}' + '\n'
        self.body.append(picture)
        raise nodes.SkipNode

    def visit_caption(self, node: Element) -> None:
        self.body.append(rf'\cvcaption{{{_alignment(node)}}}{{' + self._destinations(node))

    def depart_caption(self, _node: Element) -> None:
        self.body.append('}\n')

    def _size(self, image: Element) -> str:
        """The size that an image is given, or its own: a pixel is one of CSS."""
        scale = image.get('scale', 100) / 100
        given = {
            name: _tex_length(image[name], scale) for name in ('width', 'height') if name in image
        }
        if not any(given.values()):
            size = get_image_size(Path(self.builder.srcdir) / image['uri'])
            given = (
                {'width': f'{size[0] * _PIXEL * scale:g}bp'} if size else {'scale': f'{scale:g}'}
            )
        return ','.join(f'{name}={length}' for name, length in given.items() if length)

    def visit_tgroup(self, node: Element) -> None:
        columns = [child for child in node.children if isinstance(child, nodes.colspec)]
        rows = list(node.findall(nodes.row))
        weights = _weights(
            [
                [row[column].astext() for row in rows if column < len(row)]
                for column in range(len(columns))
            ]
        )
        spec = ''.join(rf'\cvcol{{{weight}}}' for weight in weights)
        size = f'{{{sum(weights)}}}{{{len(weights)}}}'
        self.body.append(f'\\begin{{cvtable}}{size}{{{spec}}}\n')

    def depart_tgroup(self, _node: Element) -> None:
        self.body.append('\\end{cvtable}\n')

    def visit_colspec(self, _node: Element) -> None:
        raise nodes.SkipNode

    def depart_row(self, node: Element) -> None:
        last = isinstance(node.parent, nodes.thead) and node is node.parent[-1]
        self.body.append('\\\\ \\cvrule\n' if last else '\\\\\n')

    def visit_row(self, _node: Element) -> None:
        pass

    def visit_entry(self, node: Element) -> None:
        row = node.parent
        head = isinstance(row.parent, nodes.thead)
        if span := node.get('morecols', 0):
            self.body.append(rf'\multicolumn{{{span + 1}}}{{l}}{{')
        if node is row[0]:
            self.body.append(r'\cvopen{TR}')
        how = next((_ALIGNMENTS[c[5:]] for c in node['classes'] if c[5:] in _ALIGNMENTS), _LEFT)
        cell = rf'\cvcell{{{how}}}'
        self.body.append(rf'\cvopen{{TH}}{cell}\bfseries ' if head else rf'\cvopen{{TD}}{cell}')

    def depart_entry(self, node: Element) -> None:
        self.body.append(r'\cvclose')
        if node is node.parent[-1]:
            self.body.append(r'\cvclose')
        self.body.append('}' if node.get('morecols') else '')
        if node is not node.parent[-1]:
            self.body.append(' & ')


def pdf_string(text: str) -> str:
    """Write a text as a hexadecimal string of PDF, in UTF-16 (ISO 32000-1, 7.9.2.2)."""
    return f'<FEFF{text.encode("utf-16-be").hex().upper()}>'


def _weights(columns: list[list[str]]) -> list[int]:
    """How wide the columns of a table are, beside each other, by the texts of their cells.

    Long cells wrap, but no word does: if all is more than a line, long cells wrap earlier.
    """
    lengths = [max(map(len, cells), default=0) for cells in columns]
    words = [max((len(w) for cell in cells for w in cell.split()), default=0) for cells in columns]
    weights: list[int] = []
    for most in range(_CELL, _NARROW - 1, -1):
        weights = [
            max(_NARROW, word, min(most, length))
            for word, length in zip(words, lengths, strict=True)
        ]
        if sum(weights) <= _LINE:
            break
    return weights


def _is_picture(node: nodes.Node) -> bool:
    """Whether a paragraph is a picture, and no text around it."""
    return (
        isinstance(node, nodes.paragraph)
        and [*map(type, node.children)] == [nodes.image]
        and not node['ids']
    )


def _wrapper(node: nodes.Node) -> tuple[str, str]:
    return next((_WRAPPERS[t] for t in type(node).__mro__ if t in _WRAPPERS), ('', ''))


def _destination(name: str) -> str:
    return re.sub(r'[\\{}%#~^&$\s]', '-', name)


def escape(text: str, *, rtl: bool = False) -> str:
    """Write a text so that TeX prints it as it is, with what goes its own way set apart.

    The order of all else is Unicode's, and found by TeX when a paragraph is whole.
    """
    if rtl and not _ISOLATED.search(text):
        text = SIGNED.sub('\u2066\\g<0>\u2069', text)
    text = _ISOLATED.sub(_isolated, text.translate(_SPECIAL))
    return text.translate(_ISOLATES)


def _isolated(match: re.Match[str]) -> str:
    kind, words = match[0][0], match[0][1:-1]
    first = next((c for c in words if unicodedata.bidirectional(c) in {'L', *_RIGHT_TO_LEFT}), '')
    rtl = kind == _RLI or (kind == _FSI and _is_rtl(first or 'a'))
    return rf'\cv{"rtl" if rtl else "ltr"}{{{words}}}'


def _is_rtl(char: str) -> bool:
    return unicodedata.bidirectional(char) in _RIGHT_TO_LEFT


def _is_ideograph(char: str) -> bool:
    """Whether a line may end beside a character: those of Chinese and Japanese."""
    return (
        '\u2e80' <= char <= '\ua4cf'
        or '\uf900' <= char <= '\ufaff'
        or '\U00020000' <= char <= '\U0003ffff'
    )


def _alignment(node: Element) -> str:
    """How an image or a caption stands: as it says, or the figure that it belongs to."""
    holder = next((n for n in (node, node.parent) if n is not None and 'align' in n), node)
    return _ALIGNMENTS.get(holder.get('align', ''), _LEFT)


def _tex_length(length: str, scale: float) -> str:
    match = re.fullmatch(r'([\d.]+)\s*(%|px|\w*)', str(length))
    if match is None:
        return ''
    number, unit = float(match[1]) * scale, match[2]
    if unit == '%':
        return rf'{number / 100:g}\linewidth'
    return f'{number * _PIXEL:g}bp' if unit in {'', 'px'} else f'{number:g}{unit}'


def _component(node: nodes.Node) -> str:
    """What a container is to sphinx-design, if it is its."""
    found: str = node.get('design_component', '') if isinstance(node, nodes.container) else ''
    return found


def _link_title(card: Element) -> None:
    """Make the link of a card one of its title: on a screen it lies over all of the card."""
    titles = (n for n in card.findall(nodes.container) if _component(n) == 'card-title')
    title = next(titles, None)
    link = next(
        (n for n in card.findall(nodes.reference) if 'sd-stretched-link' in n['classes']), None
    )
    if title is None or link is None or any(title.findall(nodes.reference)):
        return
    link.parent.parent.remove(link.parent)
    words = title[0]
    link.children = []
    link.extend(words.children)
    words.children = [link]
    link.parent = words


def _columns(node: nodes.Node) -> int:
    """How many columns the grid has that a node stands in; 1 outside of grids."""
    while node.parent is not None:
        if _component(node.parent) == 'grid-row':
            found = re.findall(r'sd-row-cols(?:-[a-z]+)?-(\d+)', ' '.join(node.parent['classes']))
            return max(map(int, found), default=1)
        node = node.parent
    return 1
