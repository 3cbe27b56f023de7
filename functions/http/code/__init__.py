"""Routes of the code editor beside those of the files themselves."""
