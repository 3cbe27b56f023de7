"""Codemods: transformations of Python source that keep its formatting.

libcst is imported where one runs: in the command line, and in a process of its own (``program``)
that the platform starts. No module of the HTTP edge imports it.
"""
