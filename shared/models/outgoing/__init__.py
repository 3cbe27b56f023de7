"""Events, the outgoing webhooks that are told of them, and the deliveries."""
