"""Steps that several operations with knowledge share: who reads what, indexing, searching."""
