"""Files as authors write them, whose annotations are texts."""
