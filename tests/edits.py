"""What an owner does to a CV, step by step: an edit changes the sources, a script is some of them.

Each edit can be made of any CV that another left: one that finds nothing to change changes
nothing.  They are made of the small project ``ada``.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from projects import Project

_OWN = {
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">'
    '<path d="M0 0h4v4"/></svg>\n',
}

Edit = Callable[['Project'], None]


def _replace(project: Project, name: str, old: str, new: str) -> None:
    file = project.source / name
    if file.exists():
        project.write(name, project.read(name).replace(old, new, 1))


def _in_toctree(project: Project, page: str, old: str, new: str) -> None:
    """Change a line of the toctree of a page."""
    text = project.read(page)
    head, fence, rest = text.partition('```{toctree}')
    project.write(page, head + fence + re.sub(rf'(?m)^{re.escape(old)}\n', new, rest, count=1))


def add_page(project: Project) -> None:
    name = f'late{len(list((project.source / "work").glob("late*.md")))}'
    project.write(
        f'work/{name}.md',
        '---\ncv: {type: role, organization: AS, start: 1850, end: 1851, skills: [programs, new]}\n'
        '---\n# Latecomer\n\nCame {skill}`afterwards`.\n',
    )
    _in_toctree(project, 'work/index.md', 'engine', f'engine\n{name}\n')


def remove_page(project: Project) -> None:
    _in_toctree(project, 'work/index.md', 'tutor', '')
    (project.source / 'work/tutor.md').unlink(missing_ok=True)


def rename_page(project: Project) -> None:
    old, new = project.source / 'work/notes.md', project.source / 'work/annotations.md'
    if not old.exists():
        old, new = new, old
    old.rename(new)
    _in_toctree(project, 'work/index.md', old.stem, f'{new.stem}\n')
    _replace(project, 'work/engine.md', f'{{entry}}`{old.stem}`', f'{{entry}}`{new.stem}`')


def move_page(project: Project) -> None:
    file = project.source / 'more/project.md'
    if file.exists():
        _in_toctree(project, 'more/index.md', 'project', '')
        _in_toctree(project, 'work/index.md', 'school', 'school\nproject\n')
        file.rename(project.source / 'work/project.md')


def remove_folder(project: Project) -> None:
    shutil.rmtree(project.source / 'more', ignore_errors=True)
    _in_toctree(project, 'index.md', 'more/index', '')


def retitle(project: Project) -> None:
    _replace(project, 'work/engine.md', '# Programmer of', '# First programmer of')


def redate(project: Project) -> None:
    _replace(project, 'work/engine.md', 'end: 1843-09', 'end: 1852')


def rewrite(project: Project) -> None:
    _replace(project, 'work/school.md', '\n# ', '\n# Venerable ')
    _replace(project, 'work/engine.md', 'Loops', 'Loops, zwirbelnd')


def unmark(project: Project) -> None:
    _replace(project, 'work/engine.md', '{skill}`C++`', 'C++')


def rename_skill(project: Project) -> None:
    _replace(project, 'skills.md', 'programs: {', 'debugging: {')


def alias(project: Project) -> None:
    _replace(project, 'organizations.md', 'Analytical Soc.', 'Analytical Soc., Memoirs')


def swap(project: Project) -> None:
    _in_toctree(project, 'index.md', 'work/index', '')
    _in_toctree(project, 'index.md', 'skills', 'skills\nwork/index\n')


def remove_skills(project: Project) -> None:
    (project.source / 'skills.md').unlink(missing_ok=True)
    _in_toctree(project, 'index.md', 'skills', '')


def anonymous(project: Project) -> None:
    """Take the person away, with all that only a person has."""
    text = project.read('index.md')
    project.write('index.md', re.sub(r'(?s)\A---\n.*?\n---\n', '', text))
    _replace(project, 'index.md', '## Languages\n\n:::{languages}\n:::\n', '')


def move_person(project: Project) -> None:
    _replace(project, 'index.md', 'tagline: Poetical science', 'tagline: Prose')


def add_picture(project: Project) -> None:
    Image.new('RGB', (8, 4), '#1f5582').save(project.source / 'work' / 'square.png')
    project.write('work/engine.md', project.read('work/engine.md') + '\n![A square](square.png)\n')


def change_picture(project: Project) -> None:
    if (project.source / 'work' / 'square.png').exists():
        Image.new('RGB', (9, 9), '#ffffff').save(project.source / 'work' / 'square.png')


def remove_picture(project: Project) -> None:
    _replace(project, 'work/engine.md', '\n![A square](square.png)\n', '')
    (project.source / 'work' / 'square.png').unlink(missing_ok=True)


def _set(name: str, *, to: object, before: str = '') -> Edit:
    def edit(project: Project) -> None:
        if before:
            project.write(f'_own/{before}', _OWN.get(before, '/* own */\n'))
        text = re.sub(rf'(?m)^{name} = .*\n', '', project.read('conf.py'))
        project.write('conf.py', f'{text}{name} = {to!r}\n')

    edit.__name__ = f'{name}={to}'
    return edit


def restyle(project: Project) -> None:
    """Change a style sheet, and nothing else."""
    file = project.source / '_own' / 'own.css'
    if file.exists():
        file.write_text(f'{file.read_text("utf-8")}/* more */\n', 'utf-8')


def add_template(project: Project) -> None:
    project.write('_templates/page.html', '{% extends "!page.html" %}\n')
    _set('templates_path', to=['_templates'])(project)


def retemplate(project: Project) -> None:
    """Bring back a template that is older than all that was built."""
    file = project.source / '_templates' / 'page.html'
    if file.exists():
        file.write_text(f'{file.read_text("utf-8")}{{# old #}}<!-- old -->\n', 'utf-8')
        os.utime(file, (10**9, 10**9))


def remove_own_file(project: Project) -> None:
    (project.source / '_own' / 'own.css').unlink(missing_ok=True)
    text = re.sub(r'(?m)^html_css_files = .*\n', '', project.read('conf.py'))
    project.write('conf.py', text)


def undo(project: Project) -> None:
    """Take all back, as a checkout of the first commit does."""
    first = project.source.with_name(f'{project.source.name}-first')
    for entry in project.source.iterdir():
        if entry.name == '_build':
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    shutil.copytree(first, project.source, dirs_exist_ok=True)


def recolor_icon(project: Project) -> None:
    _replace(project, '_own/icon.svg', '<path ', '<path fill="#fff" ')


#: What gives the project a file of each kind.
FULL: tuple[Edit, ...] = (
    add_picture,
    _set('html_copy_source', to=True),
    _set('html_baseurl', to='https://cv.example.org/en/'),
    _set('html_favicon', to='_own/icon.svg', before='icon.svg'),
    _set('html_static_path', to=['_own'], before='own.css'),
    _set('html_extra_path', to=['_extra/robots.txt'], before='../_extra/robots.txt'),
)

PAGES: tuple[Edit, ...] = (
    *(add_page, remove_page, rename_page, move_page, remove_folder, retitle, redate, rewrite),
    *(unmark, rename_skill, alias, swap, remove_skills, anonymous, move_person),
    *(add_picture, change_picture, remove_picture, undo),
)
SETTINGS: tuple[Edit, ...] = (
    _set('project', to='Augusta King'),
    _set('html_title', to='A. K.'),
    _set('language', to='de'),
    _set('html_baseurl', to='https://cv.example.org/en/'),
    _set('html_baseurl', to=''),
    _set('cv_unlisted', to=True),
    _set('cv_pdf_accent', to='#662244'),
    _set('cv_csp', to=''),
    _set('html_copy_source', to=False),
    _set('html_use_index', to=True),
    _set('html_theme', to='alabaster'),
    _set('html_static_path', to=['_own'], before='own.css'),
    _set('html_css_files', to=['own.css'], before='own.css'),
    _set('html_extra_path', to=['_own'], before='robots.txt'),
    _set('html_favicon', to='_own/icon.svg', before='icon.svg'),
    _set('html_file_suffix', to='.htm'),
    _set('html_use_opensearch', to='https://cv.example.org'),
    _set('exclude_patterns', to=['more']),
    restyle,
    add_template,
    retemplate,
    remove_own_file,
)
EDITS = PAGES + SETTINGS
