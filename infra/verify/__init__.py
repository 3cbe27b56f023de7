"""Starts a package for Azure as Azure does, before it is published."""
