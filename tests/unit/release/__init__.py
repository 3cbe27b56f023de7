"""The release, its package and its version."""
