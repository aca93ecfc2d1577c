"""From a page to a record: front matter, fields, text."""
