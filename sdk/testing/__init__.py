"""The test kit for workflows in plain pytest: ``from bifrost import testing``."""

from sdk.testing.kit import Line, Recording, http, logs, run, run_sync, running

__all__ = ["Line", "Recording", "http", "logs", "run", "run_sync", "running"]
