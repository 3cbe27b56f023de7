"""Overlays: a version of the code that is not saved, a snapshot with a few files changed."""

import asyncio
import hashlib
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from shared.engine.code.snapshots import Snapshot, folder_mode

PREFIX = "draft-"


@asynccontextmanager
async def changed(snapshot: Snapshot, contents: Mapping[str, bytes]) -> AsyncGenerator[Snapshot]:
    """A copy of the snapshot with these contents, by path, until the block ends."""
    root = await asyncio.to_thread(_linked, snapshot, contents)
    try:
        hashes = {**snapshot.hashes, **dict.fromkeys(contents, root.name)}
        yield Snapshot(root.name, root, hashes, snapshot.packages)
    finally:
        await asyncio.to_thread(shutil.rmtree, root, ignore_errors=True)


async def kept(snapshot: Snapshot, contents: Mapping[str, bytes]) -> Snapshot:
    """A version of the code with these contents, for runs: ``draft-`` and a hash.

    Its folder stays like that of any version, until no run has used it for two days.
    """
    name = f"{PREFIX}{_digest(snapshot, contents)}"
    root = snapshot.root.parent / name
    if not await asyncio.to_thread(_is_there, root):
        made = await asyncio.to_thread(_linked, snapshot, contents)
        await asyncio.to_thread(_published, made, root)
    _, dot, packages = snapshot.version.partition(".")
    hashes = {**snapshot.hashes, **dict.fromkeys(contents, name)}
    return Snapshot(f"{name}{dot}{packages}", root, hashes, snapshot.packages)


def is_draft(version: str) -> bool:
    """Whether a version of the code was never saved."""
    return version.startswith(PREFIX)


def _digest(snapshot: Snapshot, contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(snapshot.version.encode())
    for path in sorted(contents):
        content = hashlib.sha256(contents[path]).hexdigest()
        digest.update(f"\0{path}\0{content}".encode())
    return digest.hexdigest()[:32]


def _is_there(root: Path) -> bool:
    """Whether the folder is there; then it was used just now."""
    try:
        os.utime(root)
    except FileNotFoundError:
        return False
    return True


def _published(made: Path, root: Path) -> None:
    """Give a finished folder its name, unless another request was first."""
    try:
        made.rename(root)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        if not root.is_dir():
            raise


def _linked(snapshot: Snapshot, contents: Mapping[str, bytes]) -> Path:
    """A new folder beside the snapshot; the files that are the same are hard links."""
    root = Path(tempfile.mkdtemp(dir=snapshot.root.parent, prefix=PREFIX))
    root.chmod(folder_mode())
    for path in {*snapshot.files, *contents}:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path in contents:
            target.write_bytes(contents[path])
            target.chmod(0o444)
        else:
            os.link(snapshot.root / path, target)
    return root
