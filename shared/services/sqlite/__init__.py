"""The store of one box: one SQLite database, and files beside it."""
