"""Models of data that is stored, sent and received, as pydantic classes."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


def imported(package: str, name: str) -> ModuleType:
    """Import a module of a package; AttributeError if it has none of this name."""
    module = f"{package}.{name}"
    if name.startswith("_") or find_spec(module) is None:
        raise AttributeError(f"{package} has no module {name!r}")
    return import_module(module)
