"""How the systems that send webhooks sign, name and confirm them: one adapter for each."""
