"""The CV as a Sphinx domain: what is kept of each page, and what a page may refer to."""
