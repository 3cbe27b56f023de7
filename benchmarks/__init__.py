"""Benchmarks: costs of runs and calls, measured in turns with a bare route."""
