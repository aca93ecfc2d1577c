"""What is wrong with a file that cannot be imported."""


class FormatError(ValueError):
    """A file cannot be read as any of the formats; the message names it."""
