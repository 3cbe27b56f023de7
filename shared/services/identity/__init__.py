"""Identity: passwords, the platform's tokens and the sign-in issuer."""
