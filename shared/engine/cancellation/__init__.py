"""Cancellation: the token of a run, and the markers that reach the process which has it."""
