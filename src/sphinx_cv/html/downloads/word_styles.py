"""How a Word document looks: the PDF's measures and colours, in the styles that Word has built in.

Built-in names are what the navigation pane, screen readers and the parsers of others go by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from sphinx_cv.config import is_chosen
from sphinx_cv.locale import direction

if TYPE_CHECKING:
    from typing import Any

    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from sphinx.config import Config

#: The colour of what stands back.
MUTED = RGBColor(0x59, 0x59, 0x59)
#: How high a photo is at most, and how wide.
PHOTO = (Mm(27), Mm(34))
#: How far a text is set in.
INDENT = Mm(7)

_PAPERS = {'a4': (Mm(210), Mm(297)), 'letter': (Mm(215.9), Mm(279.4))}
_MARGINS = {'left_margin': 20, 'right_margin': 20, 'top_margin': 16, 'bottom_margin': 16}
# Carlito, which stands in for Calibri where that is not installed, was made from the PDF's Lato.
_FONT = 'Calibri'
# What Word has for scripts that Calibri lacks.
_COMPLEX = 'Arial'
_EAST_ASIAN = {
    'ja': 'Yu Gothic',
    'ko': 'Malgun Gothic',
    'zh-TW': 'Microsoft JhengHei',
    'zh': 'Microsoft YaHei',
}
# What follows the mark of right to left among the properties of a paragraph, and what follows its
# borders (ECMA-376, part 1, 17.3.1.26).
_AFTER_BIDI = (
    *('w:adjustRightInd', 'w:snapToGrid', 'w:spacing', 'w:ind', 'w:contextualSpacing'),
    *('w:mirrorIndents', 'w:suppressOverlap', 'w:jc', 'w:textDirection', 'w:textAlignment'),
    *('w:textboxTightWrap', 'w:outlineLvl', 'w:divId', 'w:cnfStyle', 'w:rPr', 'w:sectPr'),
)
_AFTER_BORDERS = (
    *('w:shd', 'w:tabs', 'w:suppressAutoHyphens', 'w:kinsoku', 'w:wordWrap', 'w:overflowPunct'),
    *('w:topLinePunct', 'w:autoSpaceDE', 'w:autoSpaceDN', 'w:bidi', *_AFTER_BIDI),
)
# Points: of the text, of the name, of a section's heading, of the tagline.
_TEXT, _NAME, _SECTION, _TAGLINE = 10, 26, 13, 12


def language_tag(language: str) -> str:
    """The language as Word names it, which is always with a country: "de-DE" for German."""
    locale = Locale.parse(language.replace('-', '_'))
    likely = get_global('likely_subtags').get(str(locale), str(locale))
    return f'{locale.language}-{locale.territory or likely.rpartition("_")[2]}'


def set_up(document: Document, config: Config) -> None:
    """Give a new document its paper, its language and its styles."""
    section = document.sections[0]
    section.page_width, section.page_height = _PAPERS[config.cv_pdf_paper]
    for name, value in _MARGINS.items():
        setattr(section, name, Mm(value))
    section.footer_distance = Mm(9)
    _set_defaults(document, config)
    accent = RGBColor.from_string(config.cv_pdf_accent.lstrip('#').upper())
    styles: Any = document.styles
    _shape(styles['Normal'], _TEXT, after=3)
    _shape(styles['No Spacing'], _TEXT)
    _shape(styles['Title'], _NAME, bold=True, color=RGBColor(0, 0, 0), together=True)
    _shape(styles['Subtitle'], _TAGLINE, color=MUTED, after=4)
    _shape(styles['Heading 1'], _SECTION, bold=True, color=accent, before=10, after=3)
    _rule(styles['Heading 1'], config.cv_pdf_accent)
    for level in range(2, 10):
        _shape(styles[f'Heading {level}'], _TEXT, bold=True, color=RGBColor(0, 0, 0), before=6)
    for name in ('List Bullet', 'List Number'):
        for number in ('', ' 2', ' 3'):
            _shape(styles[name + number], _TEXT, after=1)
    _shape(styles['Quote'], _TEXT, italic=True, after=3)
    styles['Quote'].paragraph_format.left_indent = INDENT
    _shape(styles['Caption'], 9, color=MUTED, after=3)
    _shape(styles['Footer'], 9, color=MUTED)
    code = styles.add_style('HTML Preformatted', WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    code.base_style = styles['Normal']
    _shape(code, 9, after=3)
    _set_fonts(code.element.get_or_add_rPr().get_or_add_rFonts(), 'Courier New')
    link = styles.add_style('Hyperlink', WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = accent, True


def _set_defaults(document: Document, config: Config) -> None:
    """Set the fonts and the language of all text."""
    tag = language_tag(config.language)
    chosen = config.cv_pdf_font if is_chosen(config, 'cv_pdf_font') else _FONT
    defaults = document.styles.element.find(f'.//{qn("w:rPrDefault")}/{qn("w:rPr")}')
    _set_fonts(defaults.find(qn('w:rFonts')), chosen, tag)
    languages = defaults.find(qn('w:lang'))
    # Latin letters among other scripts break their lines by the rules of a language that has them.
    own = 'w:bidi' if direction(config.language) == 'rtl' else 'w:eastAsia'
    latin = own == 'w:eastAsia' and not tag.startswith(tuple(_EAST_ASIAN))
    languages.set(qn('w:val' if latin else own), tag)


def _set_fonts(fonts: Any, font: str, tag: str = '') -> None:
    fonts.attrib.clear()
    east = next((each for key, each in _EAST_ASIAN.items() if tag.startswith(key)), font)
    for name, value in {'ascii': font, 'hAnsi': font, 'eastAsia': east, 'cs': _COMPLEX}.items():
        fonts.set(qn(f'w:{name}'), value)


def _shape(  # noqa: PLR0913  # what a style has
    style: ParagraphStyle,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    color: RGBColor | None = None,
    before: float = 0,
    after: float = 0,
    together: bool = False,
) -> None:
    """Set all of a style that Word's own template has set otherwise."""
    run = style.element.get_or_add_rPr()
    for child in list(run):
        run.remove(child)
    font: Any = style.font
    font.size, font.bold, font.italic = Pt(size), bold, italic
    # Scripts that join their letters or go from right to left have these apart.
    font.cs_bold, font.cs_italic = bold, italic
    size_cs = OxmlElement('w:szCs')
    size_cs.set(qn('w:val'), str(int(size * 2)))
    run.insert_element_before(size_cs, 'w:highlight', 'w:u', 'w:effect', 'w:rtl', 'w:cs', 'w:lang')
    if color is not None:
        font.color.rgb = color
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = 1.0
    if together or style.name.startswith('Heading'):
        layout.keep_with_next = True
        for border in style.element.pPr.findall(qn('w:pBdr')):
            style.element.pPr.remove(border)


def _rule(style: ParagraphStyle, color: str) -> None:
    """Draw a line below the headings of sections."""
    borders, bottom = OxmlElement('w:pBdr'), OxmlElement('w:bottom')
    for name, value in {'val': 'single', 'sz': '4', 'space': '1'}.items():
        bottom.set(qn(f'w:{name}'), value)
    bottom.set(qn('w:color'), color.lstrip('#').upper())
    borders.append(bottom)
    style.element.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def turn(document: Document, config: Config) -> None:
    """Have everything go from right to left, where the language of the CV does."""
    if direction(config.language) != 'rtl':
        return
    parts = [document.element.body, document.sections[0].footer._element]
    for part in parts:
        for paragraph in part.iter(qn('w:p')):
            paragraph.get_or_add_pPr().insert_element_before(OxmlElement('w:bidi'), *_AFTER_BIDI)
        for table in part.iter(qn('w:tblPr')):
            table.insert_element_before(
                OxmlElement('w:bidiVisual'), 'w:tblStyleRowBandSize', 'w:tblW', 'w:jc', 'w:tblLook'
            )
    section = document.sections[0]._sectPr
    section.insert_element_before(OxmlElement('w:bidi'), 'w:rtlGutter', 'w:docGrid')
