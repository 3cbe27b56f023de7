"""Key Vault stand-in: serves secrets in the service's protocol on a developer's machine."""
