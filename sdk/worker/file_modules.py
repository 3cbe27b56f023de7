"""Modules by their place in the workspace, for files whose name means another module or none.

No import statement reaches ``http/proxies.py``, ``sdk/users.py`` or ``acme.com/report.v2.py`` by
name. They become modules below a package that has no file, so that they can hold workflows all the
same, and import what lies beside them with ``from .proxies import ...``.
"""

import importlib
import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path, PurePosixPath
from types import ModuleType

TOP = "_workspace"
#: Instead of a dot, which in a module's name is between packages.
DOT = "\N{ONE DOT LEADER}"
OURS = {"bifrost", "sdk", TOP}


def has_own_name(file: str) -> bool:
    """Whether the file's path, as a dotted name, can mean this file alone.

    >>> has_own_name("users/onboard.py"), has_own_name("http/proxies.py"), has_own_name("a.b.py")
    (True, False, False)
    """
    parts = PurePosixPath(file).with_suffix("").parts
    return not is_taken(parts[0]) and not any("." in part for part in parts)


def is_taken(top: str) -> bool:
    """Whether a module of this name is another one than the workspace's."""
    return top in sys.stdlib_module_names or top in OURS


def whose(top: str) -> str:
    """Words for where a taken name belongs.

    >>> whose("queue"), whose("sdk")
    ("queue is of Python's standard library", 'sdk is of the platform')
    """
    owner = "the platform" if top in OURS else "Python's standard library"
    return f"{top} is of {owner}"


def holds(root: Path, top: str) -> bool:
    """Whether the workspace has a module or a folder of this name."""
    return (root / f"{top}.py").is_file() or (root / top).is_dir()


def module_of(file: str) -> ModuleType:
    """Import the file by its place."""
    name = ".".join([TOP, *(part.replace(".", DOT) for part in PurePosixPath(file).parts)])
    return importlib.import_module(name)


def spec_of(root: Path, name: str) -> ModuleSpec | None:
    """Of a module below the package: a file by its whole name, else a folder, else a module."""
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
