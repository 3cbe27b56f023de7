"""Authorization: who may start a workflow, and whether a run's caller still has that right."""
