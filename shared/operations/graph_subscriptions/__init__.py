"""Keeps subscriptions at Microsoft Graph: made, renewed, made again, and removed."""
