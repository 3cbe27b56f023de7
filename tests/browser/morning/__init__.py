"""The way of an MSP from a new customer to a run for all of them, in a browser."""
