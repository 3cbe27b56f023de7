"""/api/users: who there is, and that somebody always rules."""
