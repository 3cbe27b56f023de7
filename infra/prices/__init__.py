"""Makes the table of prices of language models."""
