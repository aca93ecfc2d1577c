"""The CV as a Sphinx domain: what it keeps of each page, and what a page can refer to."""
