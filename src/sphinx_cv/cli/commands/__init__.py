"""The commands, one a module: what one needs is not loaded for another."""
