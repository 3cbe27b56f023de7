"""The HTTP edge: reads requests, checks them, maps errors and describes routes."""
