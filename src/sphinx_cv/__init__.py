"""A CV as a Sphinx project: records in pages, a domain, a site, a PDF and data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_cv.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension; its parts say what each of them adds."""
    from sphinx_cv.extension import setup_extension  # noqa: PLC0415  # keeps the import light

    setup_extension(app)
    return {
        'version': __version__,
        'env_version': 1,
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }
