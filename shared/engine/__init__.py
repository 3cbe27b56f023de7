"""How a workflow runs: found, started in a process of its own, journalled, ended."""
