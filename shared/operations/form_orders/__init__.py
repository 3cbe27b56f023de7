"""Orders of runs that forms start."""
