"""Stores events, outgoing webhooks and deliveries."""
