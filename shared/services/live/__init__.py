"""Live updates: the hub of a process, and the feeds that it keeps."""
