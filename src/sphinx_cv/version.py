"""The version of sphinx-cv; it stands by itself, so that every room may know it."""

__version__ = '0.1.0'
