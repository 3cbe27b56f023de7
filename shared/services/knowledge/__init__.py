"""Search in documents: text of files, passages, segments of vectors and words, and ranking."""
