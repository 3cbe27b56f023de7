"""Conversations, without a platform."""
