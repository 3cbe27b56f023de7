"""Stores what the platform keeps for language models."""
