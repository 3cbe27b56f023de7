"""Where is pip, for a process that may read little else?"""

import importlib.util
from pathlib import Path


def folder() -> Path | None:
    """None where it is not installed. Found without importing it: it is not for this process."""
    spec = importlib.util.find_spec("pip")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]).resolve()
