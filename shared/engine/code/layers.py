"""The code that runs see, in layers: a snapshot of the workspace with the packages in force."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from shared.engine.code.snapshots import Snapshot
from shared.engine.packages.folders import PackageFolders


class Snapshots(Protocol):
    async def current(self) -> Snapshot: ...

    def at(self, version: str) -> Path: ...


class Layered:
    """Snapshots of the workspace with the packages in force beside them.

    Both together are the version of the code: other packages are other workers, another index,
    and another version on the record. A run keeps what it started with.
    """

    def __init__(self, snapshots: Snapshots, packages: PackageFolders | None) -> None:
        self._snapshots = snapshots
        self._packages = packages
        self._last: tuple[Snapshot, Snapshot] | None = None

    async def current(self) -> Snapshot:
        """The same object while nothing changed."""
        bare = await self._snapshots.current()
        packages = await self._packages.current() if self._packages else None
        if packages is None:
            return bare
        if self._last is None or self._last[0] is not bare or self._last[1].packages != packages:
            self._last = bare, _with(bare, packages)
        return self._last[1]

    def at(self, version: str) -> Path:
        """Where the code of this version is."""
        return self._snapshots.at(version.partition(".")[0])

    def packages_of(self, version: str) -> Path | None:
        """Where the packages of this version are; None if it has none."""
        _, _, set_id = version.partition(".")
        return self._packages.at(set_id) if self._packages and set_id else None


def _with(bare: Snapshot, packages: Path) -> Snapshot:
    """What a file holds may depend on them, so that its hash does."""
    hashes = {path: f"{digest}.{packages.name}" for path, digest in bare.hashes.items()}
    version = f"{bare.version}.{packages.name}"
    return replace(bare, version=version, hashes=hashes, packages=packages)
