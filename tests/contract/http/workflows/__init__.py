"""The machine door, in memory: how a run is asked for and how its end is told."""
