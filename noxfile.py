"""Run the tests with each Python, and with the oldest and the newest packages, that are allowed.

``nox`` runs those whose Python is at hand, ``nox -s "tests-3.12(oldest)"`` one of them, and what
stands after ``--`` goes to pytest.  All that it tests is read from pyproject.toml.
"""

import nox
from packaging.requirements import Requirement

PROJECT = nox.project.load_toml('pyproject.toml')
PYTHONS = nox.project.python_versions(PROJECT)
#: What sphinx-cv builds upon, and what changes most between versions.
FOUNDATIONS = ('sphinx', 'myst-parser', 'furo')

# A machine without TeX, browsers and Java has enough for these.
MARKERS = 'not browser and not latex and not npm'


def oldest() -> list[str]:
    """Pin each foundation to the first version that pyproject.toml allows."""
    requirements = map(Requirement, PROJECT['project']['dependencies'])
    return [
        f'{requirement.name}=={bound.version}'
        for requirement in requirements
        if requirement.name in FOUNDATIONS
        for bound in requirement.specifier
        if bound.operator == '>='
    ]


@nox.session(python=PYTHONS)
@nox.parametrize('packages', [nox.param(name, id=name) for name in ('oldest', 'newest')])
def tests(session: nox.Session, packages: str) -> None:
    """Run the tests that need nothing but Python."""
    # The environment is new each time, so pip takes the newest of what is not pinned.
    session.install('-e', '.[test]', *(oldest() if packages == 'oldest' else ()))
    session.run('python', '-m', 'pytest', '-m', MARKERS, *session.posargs)
