"""Overlays: a temporary version of the code, a snapshot with a few files changed."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from shared.engine.code.snapshots import Snapshot, folder_mode


@asynccontextmanager
async def changed(snapshot: Snapshot, contents: Mapping[str, bytes]) -> AsyncGenerator[Snapshot]:
    """A copy of the snapshot with these contents, by path, until the block ends."""
    root = await asyncio.to_thread(_linked, snapshot, contents)
    try:
        hashes = {**snapshot.hashes, **dict.fromkeys(contents, root.name)}
        yield Snapshot(root.name, root, hashes, snapshot.packages)
    finally:
        await asyncio.to_thread(shutil.rmtree, root, ignore_errors=True)


def _linked(snapshot: Snapshot, contents: Mapping[str, bytes]) -> Path:
    """A new folder beside the snapshot; the files that are the same are hard links."""
    root = Path(tempfile.mkdtemp(dir=snapshot.root.parent, prefix="draft-"))
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
