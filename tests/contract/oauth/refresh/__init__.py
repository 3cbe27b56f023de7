"""A token never goes stale: one refresh at a time, whoever asks, whatever the provider does."""
