"""/api/auth: signing in by a password, staying signed in, and coming to a password."""
