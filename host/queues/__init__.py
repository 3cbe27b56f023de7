"""Queue triggers: listeners, messages and poison queues."""
