"""How a connection gets its token, and how the token never goes stale."""
