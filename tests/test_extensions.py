"""Other extensions beside this one: what they add to pages runs, or a warning says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from web import Watched, serve

from sphinx_cv.html.furo.policy import Script, allows, host_of, scripts_in, write_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page
    from projects import Build, Project

_HOST = 'https://scripts.example.org'
_PAGE = """
# Code

```python
print(1843)
```

:::{admonition} More
:class: dropdown

It is hidden.
:::
"""
# A small stand-in for a library of a megabyte, which is on no page.
_MERMAID = """
export default {
  initialize() {},
  async run() { document.querySelectorAll('.mermaid').forEach(e => { e.textContent = 'drawn' }) },
  registerLayoutLoaders() {},
  registerIconPacks() {},
}
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    watched = Watched(context.new_page())
    yield watched.page
    context.close()
    assert watched.problems == []


def use(project: Project, *extensions: str) -> None:
    project.edit('conf.py', "'sphinx_cv'", ', '.join(map(repr, ['sphinx_cv', *extensions])))
    project.write('_static/none', '')
    project.edit('conf.py', 'project', "html_static_path = ['_static']\nproject")


def show(build: Build, page: Page, name: str) -> Iterator[None]:
    (build.out / 'favicon.ico').touch()
    with serve(build.out) as address:
        page.goto(f'{address}/{name}')
        yield


def test_buttons_that_copy_and_hide(project: Project, page: Page) -> None:
    use(project, 'sphinx_copybutton', 'sphinx_togglebutton')
    project.write('code.md', _PAGE)
    build = project.build(nitpicky=True)
    assert build.warnings == []
    for _shown in show(build, page, 'code.html'):
        page.locator('button.copybtn').wait_for(state='attached')
        assert page.locator('button.toggle-button').count() == 1
        assert not page.get_by_text('It is hidden.').is_visible()


def test_a_script_that_is_added_to_one_page(project: Project, page: Page) -> None:
    use(project, 'sphinxcontrib.mermaid')
    project.write('_static/mermaid.mjs', _MERMAID)
    project.write('graph.md', '# Graph\n\n:::{mermaid}\ngraph TD; A-->B\n:::\n')
    build = project.build(nitpicky=True, mermaid_use_local='mermaid.mjs', mermaid_fullscreen=False)
    assert build.warnings == []
    assert 'import mermaid' not in build.read('index.html')
    for _shown in show(build, page, 'graph.html'):
        drawn = page.locator('.mermaid', has_text='drawn')
        drawn.wait_for()


def test_formulas_by_a_script_of_the_sites_own(project: Project, page: Page) -> None:
    use(project, 'sphinx.ext.mathjax')
    project.write('_static/own.js', 'document.body.dataset.config = MathJax.tex.inlineMath\n')
    project.write('energy.md', '# Energy\n\n{math}`E = mc^2`\n')
    build = project.build(mathjax_path='own.js', mathjax4_config={'tex': {'inlineMath': 'x'}})
    assert build.warnings == []
    for _shown in show(build, page, 'energy.html'):
        page.locator('body[data-config="x"]').wait_for()


_LATE = """
project = 'Ada'
extensions = ['sphinx_cv']

def setup(app):
    def add(app, pagename, template, context, doctree):
        app.add_js_file('{host}/late.js')
        app.add_css_file('{host}/late.css')
    app.connect('html-page-context', add, priority={priority})
"""


@pytest.mark.parametrize(
    ('priority', 'jobs'),
    [
        pytest.param(priority, jobs, marks=() if jobs == at else pytest.mark.prove)
        for priority, at in ((100, 2), (500, 0), (800, 2))
        for jobs in (0, 2)
    ],
)
def test_another_host_is_kept_out_and_named(project: Project, priority: int, jobs: int) -> None:
    project.write('conf.py', _LATE.format(host=_HOST, priority=priority))
    for name in 'abcdefgh':
        project.write(f'{name}.md', f'# {name}\n')
    build = project.build(jobs=jobs)
    assert build.warnings == [
        (
            f'WARNING: the pages\' policy keeps out "{_HOST}/late.{ending}", which is on '
            'another host; serve it from html_static_path, or allow it with '
            f"cv_csp = {{'{directive}': '{_HOST}'}} [cv.policy]"
        )
        for ending, directive in (('js', 'script-src'), ('css', 'style-src'))
    ]
    assert f'{_HOST}/late.js' in build.read('a.html')
    assert f'{_HOST}/late.css' in build.read('a.html')
    allowed = project.build(cv_csp={'script-src': _HOST, 'style-src': 'https:', 'font-src': _HOST})
    assert allowed.warnings == []
    policy = allowed.read('a.html').partition('Content-Security-Policy" content="')[2]
    assert f' {_HOST}; style-src ' in policy
    assert f"font-src 'self' {_HOST}" in policy


def test_what_comes_after_everybody_is_kept(project: Project) -> None:
    project.write('conf.py', _LATE.format(host='', priority=990))
    page = project.build().read('index.html')
    assert '/late.js"' in page
    assert '/late.css"' in page


def test_an_import_from_another_host_is_named(project: Project) -> None:
    use(project, 'sphinxcontrib.mermaid')
    project.write('graph.md', '# Graph\n\n:::{mermaid}\ngraph TD; A-->B\n:::\n')
    build = project.build(mermaid_use_local=f'{_HOST}/mermaid.mjs')
    assert f'keeps out "{_HOST}/mermaid.mjs"' in '\n'.join(build.warnings)


def test_a_script_in_the_text_is_named(project: Project) -> None:
    project.write('a.md', '# A\n\n```{raw} html\n<script>alert(1)</script>\n```\n')
    [warning] = project.build().warnings
    assert warning.startswith("a.md: WARNING: the pages' policy keeps out a script that stands in")
    assert warning.endswith('[cv.policy]')


def test_styles_of_what_is_on_a_page_only(project: Project) -> None:
    project.write('code.md', _PAGE)
    project.write('card.md', '# Card\n\n:::{card} A card\n:::\n')
    build = project.build()
    pages = [build.read(f'{name}.html') for name in ('code', 'card')]
    assert ['pygments.css' in page for page in pages] == [True, False]
    assert ['sphinx-design.min.css' in page for page in pages] == [False, True]


def test_the_owners_markup_comes_on_top_of_what_directives_need(project: Project) -> None:
    page = 'Term\n: Meaning.\n\n:::{entries}\n:types: award\n:::\n'
    project.write('a.md', f'# A\n\n{page}')
    project.write('b.md', '---\ncv: {type: award, date: 1842}\n---\n# Medal\n')
    build = project.build(myst_enable_extensions=['deflist'])
    assert build.warnings == []
    assert '<dt>Term' in build.read('a.html')
    assert 'Medal' in build.text('a.html')
    assert ':::' not in build.text('a.html')


def test_hosts_that_are_allowed() -> None:
    assert host_of('//scripts.example.org/a.js') == _HOST
    assert host_of('_static/a.js') == ''
    for sources in ('*', 'https:', _HOST, f'{_HOST}/', 'scripts.example.org', '*.example.org'):
        assert allows({'script-src': f'https://a.example {sources}'}, 'script-src', _HOST)
    assert not allows({'style-src': _HOST}, 'script-src', _HOST)
    assert not allows({'script-src': 'http:'}, 'script-src', _HOST)


def test_only_programs_have_a_hash() -> None:
    scripts = scripts_in(
        '<script>a()</script><SCRIPT TYPE="module">b()</SCRIPT>'
        '<script type="application/json">{}</script><script src="c.js"></script>'
    )
    assert [script.inline for script in scripts] == [True, True, False, False]
    assert write_policy(scripts, {}).count('sha256-') == 2
    assert list(Script(body='import a from "//b.example/c.js"').addresses()) == ['//b.example/c.js']
