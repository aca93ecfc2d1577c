"""The CV as data for machines; each module is one format."""
