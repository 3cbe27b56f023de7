"""Shapes of what is asked of language models, and of what they answer."""
