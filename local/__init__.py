"""Bifrost on a developer's machine: start, stand-ins for Azure services, seed and demo data."""
