"""/api/forms: made, changed, listed, removed, carried elsewhere; and who sees which."""
