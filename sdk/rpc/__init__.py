"""RPC: how a run's process talks to the platform, and the form of what it sends."""
