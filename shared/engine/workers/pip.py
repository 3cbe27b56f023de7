"""Finds the folder of pip, which the installing worker is allowed to read."""

import importlib.util
from pathlib import Path


def folder() -> Path | None:
    """The folder of pip, found without importing it; None if pip is not installed."""
    spec = importlib.util.find_spec("pip")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]).resolve()
