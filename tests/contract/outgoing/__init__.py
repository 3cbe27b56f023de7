"""Events on their way out: webhooks, attempts, signatures, the log."""
