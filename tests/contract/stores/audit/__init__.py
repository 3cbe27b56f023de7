"""The audit log keeps every entry, once, and shows who touched it afterwards."""
