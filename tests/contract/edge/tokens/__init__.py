"""Platform tokens, and those who forge them, swap them, or are not who they were any more."""
