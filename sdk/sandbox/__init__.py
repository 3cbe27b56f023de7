"""Sandbox: the operating system's limits around a workflow's process."""
