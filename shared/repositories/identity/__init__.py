"""Stores what decides who may sign in, and how."""
