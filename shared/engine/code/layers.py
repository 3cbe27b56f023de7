"""Layers of code: a snapshot of the workspace, with the installed packages beside it."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from shared.engine.code.snapshots import Snapshot
from shared.engine.packages.folders import PackageFolders


class SnapshotSource(Protocol):
    """The part of ``shared.engine.code.snapshots.Snapshots`` that layers need."""

    async def current(self) -> Snapshot: ...

    def at(self, version: str) -> Path: ...


class Layered:
    """Snapshots of the workspace, with the packages in force beside them.

    Both together make the version of the code: other packages mean other workers, another
    index, and another version on the record. A run keeps the version that it started with.
    """

    def __init__(self, snapshots: SnapshotSource, packages: PackageFolders | None) -> None:
        self._snapshots = snapshots
        self._packages = packages
        self._last: tuple[Snapshot, Snapshot] | None = None

    async def current(self) -> Snapshot:
        """The newest code with its packages; the same object while nothing has changed."""
        bare = await self._snapshots.current()
        packages = await self._packages.current() if self._packages else None
        if packages is None:
            return bare
        if self._last is None or self._last[0] is not bare or self._last[1].packages != packages:
            self._last = bare, _with(bare, packages)
        return self._last[1]

    def at(self, version: str) -> Path:
        """The folder with the code of this version."""
        return self._snapshots.at(version.partition(".")[0])

    def packages_of(self, version: str) -> Path | None:
        """The folder with the packages of this version; None if it has none."""
        _, _, set_id = version.partition(".")
        return self._packages.at(set_id) if self._packages and set_id else None


def _with(bare: Snapshot, packages: Path) -> Snapshot:
    """The snapshot with packages, which are part of every hash: an import may depend on them."""
    hashes = {path: f"{digest}.{packages.name}" for path, digest in bare.hashes.items()}
    version = f"{bare.version}.{packages.name}"
    return replace(bare, version=version, hashes=hashes, packages=packages)
