"""The parts of a page that are made from all records, as docutils nodes."""
