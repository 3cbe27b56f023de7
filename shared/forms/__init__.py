"""Forms: rules for their fields, what users fill in, and files; without a store."""
