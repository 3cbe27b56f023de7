"""Machines that act for users and organizations: personal keys, service accounts, devices."""
