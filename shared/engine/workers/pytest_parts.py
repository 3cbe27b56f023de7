"""Finds the folders of pytest, which the worker that runs tests is allowed to read."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

NAMES = ("_pytest", "iniconfig", "packaging", "pluggy", "pygments", "pytest")


def folders() -> Mapping[str, Path]:
    """Return the folder of each package of pytest, found without an import; those there are."""
    found: dict[str, Path] = {}
    for name in NAMES:
        spec = find_spec(name)
        if spec is not None and spec.submodule_search_locations:
            found[name] = Path(spec.submodule_search_locations[0]).resolve()
    return found
