"""What a CV says, as plain values: nothing here knows of Sphinx, docutils or files."""
