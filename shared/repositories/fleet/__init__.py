"""Repositories of what is done with many organizations."""
