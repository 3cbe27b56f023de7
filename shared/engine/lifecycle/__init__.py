"""The life of an execution: submission, claim, attempts, deliveries and child runs."""
