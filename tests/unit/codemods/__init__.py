"""Transformations of code that keep its formatting."""
