"""The engine: finds workflows, queues and runs them in worker processes, and records each run."""
