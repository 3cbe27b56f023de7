"""Stores agents, the steps of their runs, and approvals."""
