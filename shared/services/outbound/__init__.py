"""Outbound requests: egress rules, public addresses and JSON from other systems."""
