"""Knowledge, from an upload to a passage, in a browser."""
