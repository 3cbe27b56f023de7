"""Steps that several operations with language models share."""
