"""From the formats of others to pages."""
