"""Repositories: each stores one kind of record in tables and blobs."""
