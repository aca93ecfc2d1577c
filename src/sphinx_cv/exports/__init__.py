"""The CV as data for machines: each format has a module."""
