"""Error messages in the product's words: of pydantic's errors and of settings."""
