"""Finds the modules of pytest, which a worker that runs an author's tests is allowed to read."""

import importlib.util
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

NAMES = (
    "pytest",
    "_pytest",
    "iniconfig",
    "packaging",
    "pluggy",
    "py",
    "pygments",
    "pytest_asyncio",
    "typing_extensions",
)


@cache
def places() -> Mapping[str, str]:
    """Each module's file, found without importing it; empty if pytest is not installed."""
    found: dict[str, str] = {}
    for name in NAMES:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            return {}
        found[name] = str(Path(spec.origin).resolve())
    return found


def versions() -> Mapping[str, str]:
    """The versions of packages that ask for their own."""
    return {"pytest_asyncio": version("pytest_asyncio")}


def readable() -> tuple[Path, ...]:
    """The folders of packages, and the files of single modules."""
    files = [Path(place) for place in places().values()]
    return tuple(file.parent if file.stem == "__init__" else file for file in files)
