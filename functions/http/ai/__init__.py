"""Routes of what language models do: agents, their runs, approvals, and knowledge."""
