"""Shared: all of the platform behind its edge, from handlers to stores."""
