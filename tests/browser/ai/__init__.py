"""Pages of what language models do, with a provider that says what a test tells it."""
