"""Stores letters that wait to be sent, what was sent to each address, and invitations."""
