"""The package for Azure: what is in it, and whether Azure's worker can run it."""
