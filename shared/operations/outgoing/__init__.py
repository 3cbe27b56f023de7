"""Sends events on to outgoing webhooks: signatures, attempts, answers."""
