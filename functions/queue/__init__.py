"""Queue triggers: executions and package installations."""
