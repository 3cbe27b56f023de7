"""What the code editor keeps and answers beside the files themselves."""
