"""Models of data that is stored, sent and received, as pydantic classes."""
