"""Runs: the session with a worker, its SDK calls, and the choices of data providers."""
