"""Keeps versions of workspace files: what a file held before a change, and what it holds after.

A change is made only when the content before it is kept. After it, a version that cannot be stored
is logged: the change stands, and the next one keeps its content as ``found``.
"""

from collections.abc import Collection, Mapping
from functools import partial
from uuid import UUID

import uuid6

from shared.call import Call
from shared.errors import NotFound, TooLarge
from shared.models.code.versions import FileChange, FileVersion
from shared.models.paths import DATA, FilePath
from shared.repositories.code.versions import NewVersion
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each
from shared.services.workspace.archives import FILE_BYTES
from shared.services.workspace.trees import etag_of


async def files_at(call: Call, path: FilePath) -> list[FilePath]:
    """Return the file of this path, or the files below it; none of those below ``data/``."""
    workspace = call.platform.services.workspace
    entry = await workspace.find(path)
    if entry is None or not _has_versions(path):
        return []
    below = await workspace.walk(path) if entry.is_folder else [entry]
    return [one.path for one in below if not one.is_folder]


async def keep_present(call: Call, paths: Collection[FilePath]) -> None:
    """Keep what these files hold now, where the last version holds something else."""
    await for_each([path for path in paths if _has_versions(path)], partial(_keep, call))


async def record_contents(
    call: Call, contents: Mapping[FilePath, bytes], change: FileChange
) -> None:
    """Record that the caller wrote these contents."""

    async def record(path: FilePath) -> None:
        content = contents[path]
        version = _version(call, change, etag_of(content), len(content))
        with bulkhead("file version not kept", path=str(path)):
            await call.platform.directory.file_versions.add(str(path), NewVersion(version, content))

    await for_each([path for path in contents if _has_versions(path)], record)


async def record_deletion(call: Call, paths: Collection[FilePath]) -> None:
    """Record that the caller deleted these files."""

    async def record(path: FilePath) -> None:
        new = NewVersion(_version(call, "delete"))
        with bulkhead("file version not kept", path=str(path)):
            await call.platform.directory.file_versions.add(str(path), new)

    await for_each(paths, record)


async def record_renaming(
    call: Call, paths: Collection[FilePath], old: FilePath, new: FilePath
) -> None:
    """Hand the versions of these files on, which were at ``old`` or below it."""

    async def record(path: FilePath) -> None:
        target = FilePath((*new.parts, *path.parts[len(old.parts) :]))
        with bulkhead("file version not kept", path=str(path)):
            if _has_versions(target):
                await _move(call, str(path), str(target))
            else:  # below data/ a file has no versions
                versions = call.platform.directory.file_versions
                await versions.add(str(path), NewVersion(_version(call, "delete")))

    await for_each(paths, record)


async def _move(call: Call, old: str, new: str) -> None:
    versions = call.platform.directory.file_versions
    last = (await versions.find(old)).history.last
    etag, size = (last.etag, last.size) if last else (None, None)
    version = _version(call, "rename", etag, size)
    await versions.move(old, new, version.model_copy(update={"path_before": old}))


async def _keep(call: Call, path: FilePath) -> None:
    workspace, versions = call.platform.services.workspace, call.platform.directory.file_versions
    entry = await workspace.find(path)
    if entry is None or entry.is_folder:
        return
    try:
        now = await workspace.read(path, limit=FILE_BYTES)
    except NotFound:
        return
    except TooLarge:
        await versions.add(str(path), NewVersion(_found(call, f"{entry.mark}", entry.size)))
        return
    await versions.add(str(path), NewVersion(_found(call, now.etag, len(now.content)), now.content))


def _found(call: Call, etag: str, size: int) -> FileVersion:
    version = _version(call, "found", etag, size)
    return version.model_copy(update={"by": None, "by_name": None})


def _version(
    call: Call, change: FileChange, etag: str | None = None, size: int | None = None
) -> FileVersion:
    actor = call.caller.actor
    return FileVersion(
        id=UUID(int=uuid6.uuid7().int),
        at=call.platform.services.clock.now(),
        change=change,
        by=actor.id,
        by_name=actor.name,
        size=size,
        etag=etag,
    )


def _has_versions(path: FilePath) -> bool:
    """Whether it is code: files below ``data/`` are an organization's, which runs write."""
    return bool(path.parts) and path.parts[0] != DATA
