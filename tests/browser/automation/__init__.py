"""Pages of what starts workflows by itself, and lists that follow it live."""
