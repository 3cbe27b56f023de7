"""What may workspace code import?

The standard library, the workspace, ``bifrost``, and the packages that are installed, in this
order: a file that is called like a standard module stands for it nowhere. The finder here also
refuses the platform's own with a hint. It is a signpost: the wall is the process.
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
    """Finds standard modules where they always are, and ``bifrost`` in the application's folder.

    What is called like one of the platform's packages is the workspace's, where it has one.
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
        """ModuleNotFoundError for one that this machine lacks: a file must not stand for it."""
        for finder in (BuiltinImporter, FrozenImporter):
            if spec := finder.find_spec(name):
                return spec
        if spec := PathFinder.find_spec(name, self._standard):
            return spec
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def confine(application: Path, workspace: Path, packages: str | None = None) -> None:
    """Leave the workspace, the standard library, ``bifrost`` and packages to import from.

    Packages come last: none of them can stand for a module that is there without it. Their
    folder is no site directory: its ``.pth`` files are not read.
    """
    WorkspacePaths.root = workspace
    without = [path for path in sys.path if path != str(application)]
    sys.path[:] = [str(workspace), *without, *([packages] if packages else [])]
    sys.meta_path.insert(0, Signpost(application, without))
