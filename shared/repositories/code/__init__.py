"""Stores what the code editor keeps of the workspace's files."""
