"""Workflows that keep files, and some that try to reach those of others."""

import os
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from bifrost import WorkflowError, context, files, workflow

CALLS: Mapping[str, Callable[..., Awaitable[object]]] = {
    "read": files.read,
    "write": files.write,
    "list": files.list,
    "delete": files.delete,
    "exists": files.exists,
}


@workflow
async def files_asked(calls: list[dict[str, object]]) -> list[object]:
    """Each of the calls in turn: what it answered, or the kind and words of its refusal."""
    answers: list[object] = []
    for one in calls:
        try:
            answers.append(await CALLS[str(one.pop("call"))](**one))
        except (OSError, ValueError, WorkflowError) as error:
            kind = error.code if isinstance(error, WorkflowError) else type(error).__name__
            answers.append(f"{kind}: {error}")
    return answers


@workflow
async def large_file_kept(size: int) -> bool:
    """Whether a file of so many bytes comes back as it was."""
    path, content = f"data/{context.scope}/large.bin", os.urandom(1024) * (size // 1024)
    await files.write_bytes(path, content)
    return await files.read_bytes(path) == content


@workflow
async def links_followed(own: str, target: str) -> list[str]:
    """What is behind links in the run's own folder, one to a file and one to a folder."""
    os.symlink(target, own)
    os.symlink(os.path.dirname(target), f"{own}-folder")
    found: list[str] = []
    for path in (own, f"{own}-folder/{os.path.basename(target)}"):
        for attempt in (files.read, files.delete):
            try:
                found.append(str(await attempt(path, location="temp")))
            except ValueError as error:
                found.append(str(error))
    return found


@workflow
async def code_overwritten(path: str) -> str:
    """Tries the disk itself."""
    await files.read(path)
    try:
        Path(__file__).with_name(path).write_text("changed")
    except OSError as error:
        return type(error).__name__
    return "it could be"
