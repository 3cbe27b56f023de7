"""What may workspace code import?

The standard library, the workspace, ``bifrost``, and the packages that are installed. The
finder here refuses the platform's own with a hint. It is a signpost: the wall is the process.
"""

import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from sdk import loading

PLATFORM = {"functions", "shared", "infra"}


class Signpost(MetaPathFinder):
    """Finds ``bifrost`` in the application's folder and refuses what is not for workflows."""

    def __init__(self, application: Path) -> None:
        self._bifrost = application / "bifrost.py"

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in PLATFORM:
            raise ModuleNotFoundError(
                f"{fullname} is part of the platform; import what you need from bifrost",
                name=fullname,
            )
        if fullname == "bifrost":
            return importlib.util.spec_from_file_location(fullname, self._bifrost)
        return None


def confine(application: Path, workspace: Path, packages: str | None = None) -> None:
    """Leave the workspace, the standard library, ``bifrost`` and packages to import from.

    Packages come last: none of them can stand for a module that is there without it. Their
    folder is no site directory: its ``.pth`` files are not read.
    """
    loading.Workspace.root = workspace
    without = [path for path in sys.path if path != str(application)]
    sys.path[:] = [str(workspace), *without, *([packages] if packages else [])]
    sys.meta_path.insert(0, Signpost(application))
