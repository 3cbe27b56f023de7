"""Conversations with agents, and what is told of a turn while it goes on."""
