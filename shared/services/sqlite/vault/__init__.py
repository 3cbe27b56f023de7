"""Secrets in SQLite: the vault of one box, and its key."""
