"""The derived parts of pages: made from all records, and drawn as docutils nodes."""
