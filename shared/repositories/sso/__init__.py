"""Rows of single sign-on."""
