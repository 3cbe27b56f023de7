"""Second factors, and everything that is tried to get around them."""
