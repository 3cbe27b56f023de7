"""Brings workflows that were written for the predecessor up to date, one step after the other."""
