"""OAuth connections: authorization, encrypted tokens and their refresh."""
