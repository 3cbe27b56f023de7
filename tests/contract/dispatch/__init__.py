"""How queued executions reach the process that runs them, and how callers wait for their end."""
