"""Operations that several handlers share: audit, form access, and requests to start runs."""
