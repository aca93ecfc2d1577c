"""Run the tests with each Python, and with the oldest and the newest packages, that are allowed.

``nox`` runs those whose Python is at hand, ``nox -s "tests-3.12(oldest)"`` one of them, and what
stands after ``--`` goes to pytest.  All that it tests is read from pyproject.toml.
"""

import nox
from packaging.requirements import Requirement

PROJECT = nox.project.load_toml('pyproject.toml')
PYTHONS = nox.project.python_versions(PROJECT)

# A machine without TeX, browsers and Java has enough for these.
MARKERS = 'not browser and not latex and not npm'


def oldest() -> list[str]:
    """Pin each package that a CV is built with to the first version that pyproject.toml allows."""
    given = PROJECT['project']
    requirements = [*given['dependencies'], *given['optional-dependencies']['docx']]
    return [
        f'{requirement.name}=={bound.version}'
        for requirement in map(Requirement, requirements)
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
