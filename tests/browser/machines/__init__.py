"""Pages of machines: personal keys, service accounts and command lines that sign in."""
