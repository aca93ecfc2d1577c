"""The command ``sphinx-cv``."""
