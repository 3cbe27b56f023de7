"""Pages that begin with a letter: invitations and forgotten passwords."""
