"""A Key Vault that runs on a developer's machine and speaks the real one's protocol."""
