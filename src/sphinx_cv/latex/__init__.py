"""The printed CV: LaTeX, and the PDF that it becomes."""
