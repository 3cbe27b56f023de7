"""Snapshots: immutable copies of the workspace, which workflows are run from.

A running workflow keeps the code that it started with; a change of the workspace makes another
folder, named by the hash of its contents.
"""

import asyncio
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from shared.models.paths import FilePath
from shared.models.workflows import KEEP_SECONDS
from shared.services.workspace.ignored import IgnoredFiles
from shared.services.workspace.workspace import Files, Workspace

LARGEST_BYTES = 50 * 1024 * 1024
#: The number of files that are in memory at a time.
BATCH = 16

#: Returns another text after each change that was made through the platform.
Version = Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of the code, in a folder that does not change any more.

    ``hashes`` are those of the files' contents, by path; with packages, they cover these, too.
    ``ignored`` are the other files of the workspace, each with the reason.
    """

    version: str
    root: Path
    hashes: Mapping[str, str]
    packages: Path | None = None
    ignored: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(self.hashes)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A snapshot, and the change marks that its files had in the workspace."""

    snapshot: Snapshot
    marks: Mapping[FilePath, str]


class Snapshots:
    """Takes snapshots of the workspace when it has changed.

    Changes through the platform change ``version`` and are noticed at once. Files may also be
    changed from outside: that is checked at most every ``check_seconds``. Only changed files
    are read again.
    """

    def __init__(
        self,
        workspace: Workspace,
        folder: Path,
        check_seconds: float,
        version: Version | None = None,
    ) -> None:
        self._workspace = workspace
        self._folder = folder
        self._check_seconds = check_seconds
        self._version = version or _unversioned
        self._lock = asyncio.Lock()
        self._taken: _Taken | None = None
        self._checked_at = 0.0
        self._checked_version = ""

    async def current(self) -> Snapshot:
        """The newest code; the same object while nothing has changed.

        If only ignored files have changed, it is another object of the same version.
        """
        version = await self._version()
        if self._taken and self._is_fresh(version):
            return self._taken.snapshot
        async with self._lock:
            if self._taken is None or not self._is_fresh(version):
                self._taken = await self._looked(self._taken)
                self._checked_at, self._checked_version = time.monotonic(), version
            return self._taken.snapshot

    def _is_fresh(self, version: str) -> bool:
        is_recent = time.monotonic() - self._checked_at < self._check_seconds
        return is_recent and version == self._checked_version

    async def _looked(self, before: "_Taken | None") -> "_Taken":
        if before and not _in_use(before.snapshot.root):
            before = None
        ignored = IgnoredFiles()
        marks = await self._marks(ignored)
        taken = before if before and marks == before.marks else await self._take(marks, before)
        if taken.snapshot.ignored == ignored.reasons:
            return taken
        return replace(taken, snapshot=replace(taken.snapshot, ignored=ignored.reasons))

    async def _marks(self, ignored: IgnoredFiles) -> Mapping[FilePath, str]:
        entries = await self._workspace.code(ignored)
        for entry in entries:
            if entry.size > LARGEST_BYTES:
                reason = f"it has {entry.size} bytes, and code at most {LARGEST_BYTES}"
                ignored.note(entry.path, reason)
        return {entry.path: entry.mark for entry in entries if entry.size <= LARGEST_BYTES}

    async def _take(self, marks: Mapping[FilePath, str], before: "_Taken | None") -> "_Taken":
        same = _unchanged(marks, before)
        draft = await asyncio.to_thread(_drafted, self._folder, before, same)
        try:
            hashes = dict(same)
            for paths in _batches([path for path in marks if str(path) not in same]):
                contents = await self._workspace.fetch(paths)
                hashes |= await asyncio.to_thread(_filled, draft, contents)
            ordered = {str(path): hashes[str(path)] for path in marks if str(path) in hashes}
            snapshot = await asyncio.to_thread(_published, draft, ordered)
        finally:
            await asyncio.to_thread(shutil.rmtree, draft, ignore_errors=True)
        # A file that vanished meanwhile has another mark at the next look, or none.
        return _Taken(snapshot, {p: mark for p, mark in marks.items() if str(p) in hashes})

    def at(self, version: str) -> Path:
        """The folder of this version."""
        return self._folder / version


def _in_use(root: Path) -> bool:
    """Mark a snapshot's folder as used now; False if it was removed."""
    try:
        os.utime(root)
    except FileNotFoundError:
        return False
    return True


def _unchanged(marks: Mapping[FilePath, str], before: "_Taken | None") -> Mapping[str, str]:
    """The hashes of the files that have not changed since."""
    if before is None:
        return {}
    was, hashes = before.marks, before.snapshot.hashes
    return {str(path): hashes[str(path)] for path, mark in marks.items() if was.get(path) == mark}


def _drafted(folder: Path, before: "_Taken | None", same: Mapping[str, str]) -> Path:
    """A new folder, in which unchanged files are hard links to the last snapshot's."""
    _require_private(folder)
    draft = Path(tempfile.mkdtemp(dir=folder, prefix="draft-"))
    draft.chmod(folder_mode())
    if before:
        for path in same:
            target = draft / path
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(before.snapshot.root / path, target)
    return draft


def _filled(draft: Path, contents: Files) -> Mapping[str, str]:
    """Write files into the draft, and return their hashes."""
    for path, content in contents.items():
        target = draft / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(0o444)
    return {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}


def _published(draft: Path, hashes: Mapping[str, str]) -> Snapshot:
    """The snapshot of a finished draft, which is renamed to its version."""
    version = _version(hashes)
    root = draft.parent / version
    if not root.is_dir():
        _remove_old(draft.parent)
        # Another process may be first: a folder that is not empty cannot be renamed over.
        with suppress(OSError):
            draft.rename(root)
    return Snapshot(version, root, hashes)


def _version(hashes: Mapping[str, str]) -> str:
    lines = "".join(f"{path}\0{hashes[path]}\n" for path in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()[:32]


def folder_mode() -> int:
    """The mode of code folders: if the platform runs as root, its workers are other users."""
    return 0o755 if os.geteuid() == 0 else 0o700


def _require_private(folder: Path) -> None:
    """PermissionError unless only this user may write to the folder: code is run from it."""
    folder.mkdir(parents=True, exist_ok=True, mode=folder_mode())
    facts = folder.stat()
    if facts.st_uid != os.getuid() or facts.st_mode & 0o022:
        raise PermissionError(f"{folder} belongs to another user, or other users can write to it")


def _remove_old(folder: Path) -> None:
    horizon = time.time() - KEEP_SECONDS
    for old in folder.iterdir():
        if old.stat().st_mtime < horizon:
            shutil.rmtree(old, ignore_errors=True)


def _batches(paths: Sequence[FilePath]) -> Iterator[Sequence[FilePath]]:
    for start in range(0, len(paths), BATCH):
        yield paths[start : start + BATCH]


async def _unversioned() -> str:
    return ""
