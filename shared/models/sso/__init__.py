"""Single sign-on: providers, sign-ins at them, and the identities that they vouch for."""
