"""Pages of the owner's own words: listed, searched, in the data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from projects import Project

_PATENTS = """# Patents pending

Two of them, on looms.

| Number | Loom |
|--------|------|
| 12     | wide |

## Elsewhere

- In France
"""


def with_patents(ada: Project) -> None:
    ada.write('patents.md', _PATENTS)
    ada.edit('index.md', 'skills\n', 'patents\nskills\n')


def test_a_page_of_words_is_a_section_everywhere(ada: Project) -> None:
    with_patents(ada)
    build = ada.build(nitpicky=True)
    assert build.warnings == []
    front = build.text('index.html')
    assert front.index('Riding') < front.index('Patents pending Two of them, on looms.')
    assert '- [Patents pending](patents.html.md): Two of them, on looms.' in build.read('llms.txt')
    sections = json.loads(build.read('resume.json'))['meta']['sections']
    body = 'Two of them, on looms.\n- Number | Loom\n- 12 | wide\nElsewhere\n- In France'
    assert sections == [{'title': 'Patents pending', 'body': body}]
    index = json.loads(build.read('cv-index.js').removeprefix('window.cvIndex='))
    [entry] = [entry for entry in index['entries'] if entry['page'] == 'patents']
    assert entry['kind'] == 'Section'
    assert entry['text'][0] == 'Two of them, on looms.'
    assert 'content="Two of them, on looms."' in build.read('patents.html')


def test_a_page_that_only_lists_is_no_section_of_words(ada: Project) -> None:
    resume = json.loads(ada.build().read('resume.json'))
    assert 'sections' not in resume['meta']


def test_the_front_page_follows_the_words(ada: Project) -> None:
    with_patents(ada)
    ada.build()
    ada.edit('patents.md', 'Two of them', 'Three of them')
    assert 'Three of them, on looms.' in ada.build().text('index.html')


def test_lists_and_tables_of_the_person_keep_their_form(ada: Project) -> None:
    ada.edit(
        'index.md',
        'I compute.',
        'I compute:\n\n- by hand\n- by engine\n\n| A | B |\n|---|---|\n| 1 | 2 |',
    )
    build = ada.build(nitpicky=True)
    summary = json.loads(build.read('resume.json'))['basics']['summary']
    assert summary == 'I compute:\n- by hand\n- by engine\n- A | B\n- 1 | 2'
    assert '- by hand\n- by engine' in build.read('index.html.md')
    assert '- by hand\n- by engine' in build.read('llms.txt')


def test_a_caption_before_the_text_is_no_summary(ada: Project) -> None:
    ada.write(
        'patents.md',
        """
        # Patents pending

        :::{figure} https://example.org/loom.png
        A loom of 1843.
        :::

        ```
        weave(4)
        ```

        Two of them, on looms.
        """,
    )
    ada.edit('index.md', 'skills\n', 'patents\nskills\n')
    build = ada.build(suppress_warnings=['image.nonlocal_uri', 'cv.policy'])
    assert '- [Patents pending](patents.html.md): Two of them, on looms.' in build.read('llms.txt')
    assert 'A loom of 1843.' in build.text('patents.html')
