"""Azure Files stand-in: serves shares in the service's protocol on a developer's machine."""
