"""OpenID Connect: what single sign-on asks of providers, and what it believes of their answers."""
