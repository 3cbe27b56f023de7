"""Routes of the code editor beside the files themselves."""
