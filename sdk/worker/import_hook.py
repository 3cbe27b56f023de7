"""The import hook of a worker: what workspace code may import, and in which order.

It is the standard library, the workspace, ``bifrost``, and the installed packages: no file of the
workspace replaces a standard module. The finder refuses the platform's own modules with a hint. It
helps authors and protects nothing: the sandbox does.
"""

import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

from sdk.worker import file_modules, process_adapters
from sdk.worker.loader import WorkspacePaths

PLATFORM = {"cli", "functions", "host", "infra", "local", "shared"}


class Signpost(MetaPathFinder):
    """Finds standard modules in their own places, and ``bifrost`` in the application's folder.

    A module named like one of the platform's packages is the workspace's, if it has one.
    """

    def __init__(self, application: Path, standard: Sequence[str]) -> None:
        self._bifrost = application / "bifrost.py"
        self._standard = [*standard]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        top = fullname.partition(".")[0]
        if top == file_modules.TOP:
            return file_modules.spec_of(WorkspacePaths.root, fullname)
        if fullname == "bifrost":
            return importlib.util.spec_from_file_location(fullname, self._bifrost)
        if process_adapters.is_adapted(fullname):
            spec = PathFinder.find_spec(fullname, path)
            return spec and process_adapters.adapted(spec)
        if fullname in sys.stdlib_module_names:
            return self._standard_one(fullname)
        if top in PLATFORM and not file_modules.holds(WorkspacePaths.root, top):
            raise ModuleNotFoundError(
                f"{fullname} is part of the platform; import what you need from bifrost",
                name=fullname,
            )
        return None

    def _standard_one(self, name: str) -> ModuleSpec:
        """Find a standard module; ModuleNotFoundError if this Python lacks it."""
        for finder in (BuiltinImporter, FrozenImporter):
            if spec := finder.find_spec(name):
                return spec
        if spec := PathFinder.find_spec(name, self._standard):
            return spec
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def confine(application: Path, workspace: Path, packages: str | None = None) -> None:
    """Restrict imports to the workspace, the standard library, ``bifrost`` and packages.

    Packages come last, so that none replaces a module that exists without it. Their folder is no
    site directory: its ``.pth`` files are not read.
    """
    WorkspacePaths.root = workspace
    without = [path for path in sys.path if path != str(application)]
    sys.path[:] = [str(workspace), *without, *([packages] if packages else [])]
    sys.meta_path.insert(0, Signpost(application, without))
