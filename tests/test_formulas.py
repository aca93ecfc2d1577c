"""Formulas: as MathML on pages, as plain text everywhere else."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from web import Watched, serve

from sphinx_cv.model.formula import FormulaError, to_mathml, to_text
from sphinx_cv.model.math_commands import COMMANDS, refused

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser
    from projects import Project

_PAGE = r"""
---
cv: {type: project, date: 1843}
---
# Bernoulli numbers $B_n$

Made $E = mc^2$ and {math}`h_t` quick, in $\mathcal{O}(n \log n)$; see {eq}`sum`.

:::{math}
:label: sum

S_m(n) &= \sum_{k=1}^n k^m \\
       &= \frac{1}{m+1} \sum_{k=0}^m \binom{m+1}{k} B_k^+ n^{m+1-k}
:::

- Down to $\alpha_{ij}^2 < \epsilon$.
"""


def pdf_text(file: Path, *options: str) -> str:
    command = ['pdftotext', *options, str(file), '-']
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def formulas(project: Project) -> Project:
    project.edit('conf.py', 'extensions', "myst_enable_extensions = ['dollarmath']\nextensions")
    project.write('bernoulli.md', _PAGE)
    return project


@pytest.mark.parametrize(
    ('tex', 'text'),
    [
        ('E = mc^2', 'E = mc²'),
        ('h_t', 'hₜ'),
        (r'\alpha_{ij}^2 + \beta', 'αᵢⱼ² + β'),
        (r'\mathcal{O}(n \log n)', 'O(n log n)'),
        (r'\frac{a}{b} = \frac{n(n+1)}{2}', 'a/b = (n(n+1))/2'),
        (r'\left(\frac{a}{b}\right)^2', '(a/b)²'),
        (r'\sum_{i=1}^n i', '∑ᵢ₌₁ⁿ i'),
        (r'\int_0^\infty e^{-x^2}\,dx', '∫₀^∞ e^(−x²) dx'),
        (r'\sqrt{ab} + \sqrt[3]{x} - \sqrt[n]{y}', '√ab + ∛x − ⁿ√y'),
        (r'x_{\text{max}} \le 10\%', 'x_max ≤ 10%'),
        (r'\hat{y} \in \mathbb{R}^{n\times d}', 'ŷ ∈ ℝ^(n×d)'),
        (r'\mathbf{x}^\top \mathbf{A}', 'xᵀA'),
        (r'\lim_{x\to 0} \sin x', 'lim_(x→0) sin x'),
        (r'\begin{pmatrix} a & b \\ c & d \end{pmatrix}', '(a, b; c, d)'),
        (r'\binom{n}{k}', '(n choose k)'),
        (r'\underbrace{a+b}_{n}', '(a + b)ₙ'),
        (r'x \in \{1,\dots,n\}', 'x ∈ {1, …, n}'),
        (r'-x \cdot -1', '−x ⋅ −1'),
        (r"f''(90^\circ)", 'f″(90°)'),
        (r'\mathrm{H_2O} \phantom{x}', 'H₂O'),
        (r'a &= b \\ c &= d', 'a = b; c = d'),
        ('a = b\n\nc = d', 'a = b; c = d'),
        (r'\nosuch{x}  y', r'\nosuch{x} y'),
    ],
)
def test_as_text(tex: str, text: str) -> None:
    assert to_text(tex) == text


def test_what_cannot_be_converted_says_why() -> None:
    with pytest.raises(FormulaError, match=r'^Unknown command "\\nosuch"$'):
        to_mathml(r'\nosuch', block=False)


@pytest.mark.parametrize(
    'tex', [r'a &= b \\ c &= d', 'a\n\nb', r'\begin{align}a&=b\\c&=d\end{align}']
)
def test_rows_stand_below_each_other(tex: str) -> None:
    mathml = to_mathml(tex, block=True)
    assert mathml.count('<mtr>') == 2
    # The validator of pages does not know it here.
    assert 'scriptlevel' not in mathml
    # Sphinx counts the formulas of all pages.
    assert '(1)' not in mathml


def test_the_page_shows_formulas_and_the_data_says_them(formulas: Project) -> None:
    build = formulas.build(nitpicky=True)
    assert build.warnings == []
    page = build.read('bernoulli.html')
    assert page.count('<math') == 6
    assert '\\(' not in page
    assert not re.search(r'<script[^>]*src="(?!_static/)', page)
    assert '<title>Bernoulli numbers Bₙ – Ada Lovelace</title>' in page
    assert page.count('id="equation-sum"') == 1
    said = 'Made E = mc² and hₜ quick, in O(n log n)'
    assert f'content="Bernoulli numbers Bₙ, 1843. {said}' in page
    assert said in build.read('llms.txt')
    assert 'αᵢⱼ² < ε' in build.read('cv-index.js')
    twin = build.read('bernoulli.html.md')
    assert said in twin
    assert '# Bernoulli numbers Bₙ' in twin
    assert '$$\nS_m(n) &= ' in twin
    [made] = json.loads(build.read('resume.json'))['projects']
    assert made['name'] == 'Bernoulli numbers Bₙ'
    assert made['highlights'] == ['Down to αᵢⱼ² < ε.']


@pytest.mark.latex
def test_the_pdf_has_formulas(formulas: Project) -> None:
    r"""MathJax's ``align`` too, which LaTeX does not take within a formula."""
    formulas.write(
        'more.md',
        _PAGE.replace('Bernoulli', 'Other').replace(':label: sum\n', '').replace('{eq}`sum`', 'it')
        + r"""
:::{math}
\begin{align} a_1 &= b \\ c &= \mathbb{R} \end{align}
:::

:::{math}
p

q \nonumber
:::
""",
    )
    build = formulas.build('cv-pdf', nitpicky=True)
    assert build.warnings == []
    text = pdf_text(build.out / 'ada-lovelace-cv.pdf', '-layout')
    assert re.search(r'a1 = b\n *c ?= ?R\n', text)
    assert '&' not in text
    # The number of an equation stands beside it, and a reference prints it.
    assert re.search(r'\n .* {9}\(1\)\n', text)
    assert 'see (1).' in text


@pytest.mark.latex
def test_latex_knows_every_command_that_is_allowed(tmp_path: Path) -> None:
    examples = {
        **dict.fromkeys(['left', 'middle', 'right'], r'\left( a \middle| b \right)'),
        **dict.fromkeys(['root', 'of'], r'\root{3}\of{x}'),
        'limits': r'\sum\limits_a',
        'nolimits': r'\sum\nolimits_a',
        'genfrac': r'\genfrac{(}{)}{0pt}{}{a}{b}',
        'sideset': r'\sideset{_a}{_b}\sum',
        'hspace': r'\hspace{1em}',
    }
    samples = [
        examples.get(command)
        or (
            rf'\{command}(' if re.fullmatch('[bB]igg?[lmr]?', command) else rf'\{command}{{a}}{{b}}'
        )
        for command in sorted(COMMANDS)
    ]
    lines = '\n'.join(rf'\(x {sample} x\)\par' for sample in samples)
    (tmp_path / 'all.tex').write_text(
        '\\documentclass{article}\\usepackage{amsmath,amssymb}\n'
        f'\\begin{{document}}\n{lines}\n\\end{{document}}\n',
        encoding='utf-8',
    )
    run = subprocess.run(
        ['lualatex', '-interaction=nonstopmode', 'all.tex'],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors='replace',
        check=False,
    )
    assert re.findall(r'^! .*\nl\.\d+ .*', run.stdout, re.MULTILINE) == []


_ATTACKS = [
    r'\input{secret.txt}',
    r'\begin{input}{secret.txt}\end{input}',
    r'\directlua{io.open("canary", "w")}',
    r'\csname directlua\endcsname{io.open("canary", "w")}',
    r'\csname in\relax put\endcsname{secret.txt}',
    r'\begin{directlua}{io.open("canary", "w")}\end{directlua}',
    r'\expandafter\input\text{secret.txt}',
    r'\text{\input{secret.txt}}',
    r'^^5cdirectlua{io.open("canary", "w")}',
    r'^^^^005cinput{secret.txt}',
    r'x} \input{secret.txt} {x',
    r'x \) \input{secret.txt} \( x',
    'x $ \\openin5=secret.txt \\read5 to\\x \\x $ x',
    r'\immediate\openout3=canary \immediate\write3{x}\immediate\closeout3',
    r'\write18{touch canary}',
    r'\begin{filecontents}{canary}x\end{filecontents}',
    r'\usepackage{secret}',
    r'\def\x{\x}\x',
    r'\catcode`\@=0 @input secret.txt',
    r'\begin{array}{>{\directlua{io.open("canary", "w")}}c}x\end{array}',
    r'\pdfobj file {secret.txt}',
    r'\special{pdf: code}',
    '%\\',
]


@pytest.mark.parametrize('tex', _ATTACKS)
def test_what_is_no_mathematics_is_refused(tex: str) -> None:
    assert list(refused(tex))


@pytest.mark.parametrize(
    'tex',
    ['E = mc^2', r'\alpha_{ij}^2', r'\left\{ x \right.', r'\text{max } 10\%', r'a \\[2pt] b'],
)
def test_mathematics_is_not_refused(tex: str) -> None:
    assert not list(refused(tex))


@pytest.mark.latex
def test_no_text_reads_or_writes_files_or_runs_lua(
    formulas: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Formulas, and all other places of a page, the same way; then nothing has happened."""
    secret = formulas.source / 'secret.txt'
    secret.write_text('The secret that nobody may read.\n', encoding='utf-8')
    monkeypatch.setenv('TEXINPUTS', f'{formulas.source}:')
    attacks = [
        rf'\input{{{secret}}}',
        rf'}}\input{{{secret}}}{{',
        rf'^^5cinput{{{secret}}}',
        rf'\csname input\endcsname{{{secret}}}',
        rf'\directlua{{io.open("{formulas.source}/canary", "w")}}',
        rf'}}\directlua{{io.open("{formulas.source}/canary", "w")}}{{',
    ]
    formulas.write(
        'bernoulli.md',
        '---\ncv:\n  type: project\n  date: 1843\n'
        f'  organization: {json.dumps(attacks[1])}\n  location: {json.dumps(attacks[0])}\n'
        f'  url: {json.dumps("https://example.org/" + attacks[5].replace(" ", ""))}\n---\n'
        f'# Title {attacks[1]}\n\n'
        + ''.join(
            rf"""
{{math}}`x {attack}`, `{attack}`, {attack}, ![{attack}](dot.png "{{}}"),
[a {attack}](<https://example.org/{attack}>), {{skill}}`{attack}`

:::{{math}}
x {attack}
:::

:::{{code-block}} text
:caption: {attack}

{attack}
:::

:::{{figure}} dot.png
:alt: {attack}

{attack}
:::

| {attack} | b |
|---|---|
| {attack} | {attack} |
"""
            for attack in attacks
        ),
    )
    Image.new('RGB', (8, 8), '#1f5582').save(formulas.source / 'dot.png')
    formulas.edit('conf.py', "'Ada Lovelace'", repr(f'Ada {attacks[5]}'))
    build = formulas.build('cv-pdf', cv_pdf='ada-cv.pdf', html_math_renderer='mathjax')
    refusals = [line for line in build.warnings if line.endswith('[cv.math_command]')]
    assert len(refusals) == 2 * len(attacks)
    assert re.match(r'bernoulli\.md:\d+: WARNING: a formula may not use "\\input" in', refusals[0])
    assert build.app.statuscode == 0, build.warnings
    assert not (formulas.source / 'canary').exists()
    text = pdf_text(build.out / 'ada-cv.pdf')
    assert 'The secret' not in text
    assert 'directlua' in text


@pytest.mark.latex
def test_what_the_pdf_may_not_use_is_told_once(formulas: Project) -> None:
    """Pages can show the first of these formulas, and the PDF neither."""
    formulas.write('more.md', '# More\n\n$\\textcolor{red}{x}$\n\n$\\input{x}$\n')
    build = formulas.build('cv')
    assert [line.rpartition(' ')[2] for line in build.warnings] == [
        '[cv.formula]',
        '[cv.math_command]',
    ]
    assert 'more.md:3: WARNING: a formula may not use "\\textcolor"' in build.warnings[1]


def test_what_cannot_be_shown_stands_as_code(formulas: Project) -> None:
    formulas.edit('bernoulli.md', 'E = mc^2', r'\nosuch<')
    build = formulas.build()
    assert len(build.warnings) == 1
    page = build.read('bernoulli.html')
    assert r'<code class="math notranslate nohighlight">\nosuch&lt;</code>' in page


@pytest.mark.parametrize('renderer', ['mathjax', None])
def test_the_owner_may_choose_another_way(formulas: Project, renderer: str | None) -> None:
    formulas.write('_static/mathjax.js', 'document.title = "drawn"\n')
    if renderer is None:
        formulas.edit('conf.py', "'sphinx_cv'", "'sphinx_cv', 'sphinx.ext.mathjax'")
    build = formulas.build(
        html_math_renderer=renderer, html_static_path=['_static'], mathjax_path='mathjax.js'
    )
    assert build.warnings == []
    page = build.read('bernoulli.html')
    assert r'\(E = mc^2\)' in page
    assert 'src="_static/mathjax.js' in page
    assert 'Made E = mc² and hₜ quick' in build.read('llms.txt')


def test_other_builders_have_formulas_too(formulas: Project) -> None:
    assert 'E = mc^2' in formulas.build('text').read('bernoulli.txt')
    book = formulas.build('epub', epub_copyright='Ada', version='1')
    assert book.warnings == []
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML"' in book.read('bernoulli.xhtml')


@pytest.mark.parametrize('width', [1280, 390])
def test_a_browser_draws_them(
    formulas: Project, browser: Browser, packages: Path, width: int
) -> None:
    out = formulas.build().out
    (out / 'favicon.ico').touch()
    page = browser.new_page(viewport={'width': width, 'height': 900}, bypass_csp=True)
    watched = Watched(page)
    with serve(out) as address:
        page.goto(f'{address}/bernoulli.html')
        sizes = page.evaluate(
            "[...document.querySelectorAll('article math')].map(m => m.getBoundingClientRect())"
            '.map(box => [box.width, box.height])'
        )
        assert len(sizes) == 6
        # A fraction of two rows is higher than a line.
        assert all(wide > 5 and high > 5 for wide, high in sizes)
        assert max(high for _wide, high in sizes) > 60
        assert page.evaluate('document.documentElement.scrollWidth') <= width
        page.add_script_tag(path=packages / 'axe-core' / 'axe.min.js')
        found = page.evaluate('axe.run().then(result => result.violations.map(v => v.id))')
    assert found == []
    assert watched.problems == []
    page.close()
