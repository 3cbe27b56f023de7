"""Live updates over a WebSocket, for hosts whose process lives on between requests."""
