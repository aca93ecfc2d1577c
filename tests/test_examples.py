"""The examples: each is a CV that builds without a warning and leaves no entry out."""

from __future__ import annotations

import json
import shutil
import unicodedata
from typing import TYPE_CHECKING

import jsonschema
import pytest
from projects import ROOT, Project

from sphinx_cv.domain.cv_domain import cv_domain

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Build

_NAMES = sorted(conf.parent.name for conf in ROOT.glob('examples/*/conf.py'))


# Sixty publications, from right to left, two languages.  The night builds all.
_OFTEN = {'euler', 'ibn-al-haytham', 'nightingale'}


@pytest.fixture(
    scope='module',
    params=[
        pytest.param(name, marks=() if name in _OFTEN else pytest.mark.prove) for name in _NAMES
    ],
)
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    source = tmp_path_factory.mktemp('examples') / request.param
    ignore = shutil.ignore_patterns('_build')
    shutil.copytree(ROOT / 'examples' / request.param, source, ignore=ignore)
    return Project(source)


@pytest.fixture(scope='module')
def site(example: Project) -> Build:
    return example.build(nitpicky=True)


def titles(build: Build) -> list[str]:
    return [entry.title for entry in cv_domain(build.app.env).career.entries]


def letters(text: str) -> str:
    """What is compared: no spaces, hyphens or ligatures, which lines and fonts bring along."""
    text = unicodedata.normalize('NFKC', text)
    return ''.join(char for char in text if not char.isspace() and char not in '-\xad\u2010')


def test_there_are_examples() -> None:
    assert _NAMES


def test_the_front_page_lists_all_entries(site: Build) -> None:
    assert site.warnings == []
    assert 15 <= len(titles(site)) <= 90
    text = letters(site.text('index.html'))
    assert [title for title in titles(site) if letters(title) not in text] == []


@pytest.mark.prove
def test_it_builds_as_text(example: Project) -> None:
    assert example.build('text', nitpicky=True).warnings == []


def test_its_data_is_valid(site: Build, schema: Path) -> None:
    validator = jsonschema.Draft7Validator(
        json.loads(schema.read_text('utf-8')),
        format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER,
    )
    resume = json.loads(site.read('resume.json'))
    assert [error.message for error in validator.iter_errors(resume)] == []
