"""Subscriptions at Microsoft Graph, against a server that behaves as Graph does."""
