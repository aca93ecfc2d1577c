"""The site: pages, their frame, and the files beside them."""
