"""Knowledge: from documents to passages that are found."""
