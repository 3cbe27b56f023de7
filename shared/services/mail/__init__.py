"""Sends mail: the Protocol with its twin in memory, and SMTP."""
