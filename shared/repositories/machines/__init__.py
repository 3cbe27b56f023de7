"""Stores service accounts, and the devices that wait to be signed in."""
