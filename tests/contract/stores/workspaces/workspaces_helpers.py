"""What the tests of this folder share."""

from shared.models.paths import FilePath
from shared.services.workspace.workspace import Workspace

at = FilePath.parse


ROOT = FilePath()


async def write(workspace: Workspace, **files: str) -> None:
    """By name, with ``__`` for ``/`` and ``_py`` for ``.py``."""
    for name, text in files.items():
        await workspace.write(at(name.replace("__", "/").replace("_py", ".py")), text.encode())


async def paths(workspace: Workspace) -> list[str]:
    return [str(entry.path) for entry in await workspace.walk(ROOT)]


async def marks(workspace: Workspace) -> dict[str, str]:
    return {str(entry.path): entry.mark for entry in await workspace.code()}
