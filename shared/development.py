"""Whether this process is one of development; nothing heavier is imported to ask that."""

import os


def in_development() -> bool:
    """Whether this is the development host, whose logs are read by people."""
    return os.environ.get("AZURE_FUNCTIONS_ENVIRONMENT", "").casefold() == "development"
