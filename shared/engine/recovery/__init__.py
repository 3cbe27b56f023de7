"""Recovery: the heartbeat, the sweep for lost runs, and the retention of old ones."""
