"""The code that runs see: a copy of the workspace that does not change.

A running workflow keeps the code it started with; a change of the workspace is another
folder, named by what is in it.
"""

import asyncio
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shared.services.workspace import Files, Workspace

# Since its last use, and longer than any run may take.
KEEP_SECONDS = 2 * 86_400


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``hashes`` are those of the files' contents, by path."""

    version: str
    root: Path
    hashes: Mapping[str, str]

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(self.hashes)


class Snapshots:
    """Looks for changes at most once every ``check_seconds``."""

    def __init__(self, workspace: Workspace, folder: Path, check_seconds: float) -> None:
        self._workspace = workspace
        self._folder = folder
        self._check_seconds = check_seconds
        self._lock = asyncio.Lock()
        self._current: Snapshot | None = None
        self._stamp = ""
        self._checked_at = 0.0

    async def current(self) -> Snapshot:
        """The newest code; the same object while nothing changed."""
        if self._current and time.monotonic() - self._checked_at < self._check_seconds:
            return self._current
        async with self._lock:
            stamp = await self._workspace.stamp()
            if self._current is None or stamp != self._stamp or not _in_use(self._current.root):
                files = await self._workspace.read()
                self._current = await asyncio.to_thread(_copy, files, self._folder)
                self._stamp = stamp
            self._checked_at = time.monotonic()
            return self._current

    def at(self, version: str) -> Path:
        """Where the snapshot of this version is."""
        return self._folder / version


def _in_use(root: Path) -> bool:
    """Note that it is; False if somebody cleaned the folder away."""
    try:
        os.utime(root)
    except FileNotFoundError:
        return False
    return True


def _copy(files: Files, folder: Path) -> Snapshot:
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    version = _version(hashes)
    root = folder / version
    _require_private(folder)
    if not root.is_dir():
        _remove_old(folder)
        draft = Path(tempfile.mkdtemp(dir=folder, prefix="draft-"))
        for path, content in files.items():
            target = draft / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        _publish(draft, root)
    return Snapshot(version, root, hashes)


def _version(hashes: Mapping[str, str]) -> str:
    lines = "".join(f"{path}\0{hashes[path]}\n" for path in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()[:32]


def _publish(draft: Path, root: Path) -> None:
    for folder, _, names in os.walk(draft):
        for name in names:
            (Path(folder) / name).chmod(0o444)
    try:
        draft.rename(root)
    except OSError:
        # Another process was first, and a full folder cannot be renamed over.
        shutil.rmtree(draft)


def _require_private(folder: Path) -> None:
    """Code is run from here: nobody else may write to it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    facts = folder.stat()
    if facts.st_uid != os.getuid() or facts.st_mode & 0o022:
        raise PermissionError(f"{folder} belongs to somebody else or is writable by others")


def _remove_old(folder: Path) -> None:
    horizon = time.time() - KEEP_SECONDS
    for old in folder.iterdir():
        if old.stat().st_mtime < horizon:
            shutil.rmtree(old, ignore_errors=True)
