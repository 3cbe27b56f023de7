"""Machines: personal keys, rotated keys, service accounts and devices, and who attacks them."""
