"""Modules by path, for workspace files that no import statement can reach by name.

The names of ``http/proxies.py``, ``sdk/users.py`` and ``acme.com/report.v2.py`` mean other modules
or none. Such files become modules below a package that has no file, so that they can define
workflows, too, and import the files beside them with ``from .proxies import ...``.
"""

import importlib
import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path, PurePosixPath
from types import ModuleType

TOP = "_workspace"
#: Stands for a dot in a file's name: a dot in a module's name separates packages.
DOT = "\N{ONE DOT LEADER}"
OURS = {"bifrost", "sdk", TOP}


def has_own_name(file: str) -> bool:
    """Return whether the file's path, as a dotted name, can mean only this file.

    >>> has_own_name("users/onboard.py"), has_own_name("http/proxies.py"), has_own_name("a.b.py")
    (True, False, False)
    """
    parts = PurePosixPath(file).with_suffix("").parts
    return not is_taken(parts[0]) and not any("." in part for part in parts)


def is_taken(top: str) -> bool:
    """Return whether a module of this name is Python's or the platform's."""
    return top in sys.stdlib_module_names or top in OURS


def whose(top: str) -> str:
    """Return a phrase that says whose a taken name is.

    >>> whose("queue"), whose("sdk")
    ("queue is of Python's standard library", 'sdk is of the platform')
    """
    owner = "the platform" if top in OURS else "Python's standard library"
    return f"{top} is of {owner}"


def holds(root: Path, top: str) -> bool:
    """Return whether the workspace has a module or folder of this name."""
    return (root / f"{top}.py").is_file() or (root / top).is_dir()


def module_of(file: str) -> ModuleType:
    """Import a file by its path."""
    name = ".".join([TOP, *(part.replace(".", DOT) for part in PurePosixPath(file).parts)])
    return importlib.import_module(name)


def spec_of(root: Path, name: str) -> ModuleSpec | None:
    """Find a module below the package: a folder, else a file by its whole name or its stem."""
    parts = [part.replace(DOT, ".") for part in name.split(".")[1:]]
    place = root.joinpath(*parts)
    if place.is_dir():
        return _folder(name, place)
    for file in (place, place.with_name(f"{place.name}.py")):
        if file.is_file():
            return importlib.util.spec_from_file_location(name, file)
    return None


def _folder(name: str, place: Path) -> ModuleSpec | None:
    inside, start = [str(place)], place / "__init__.py"
    if start.is_file():
        return importlib.util.spec_from_file_location(
            name, start, submodule_search_locations=inside
        )
    spec = ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = inside
    return spec
