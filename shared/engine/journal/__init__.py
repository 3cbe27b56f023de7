"""The journal: states and transitions of executions, their records and their log lines."""
