"""Operations of mail: writing letters, posting them, sending them, and telling users of changes."""
