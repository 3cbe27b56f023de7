"""Providers of language models, behind one Protocol."""
