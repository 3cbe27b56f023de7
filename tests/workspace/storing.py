"""Workflows that store blobs, and one that asks for those of others."""

import os
from collections.abc import Awaitable, Callable, Mapping

from bifrost import WorkflowError, storage, workflow

CALLS: Mapping[str, Callable[..., Awaitable[object]]] = {
    "download": storage.download,
    "upload": storage.upload,
    "delete": storage.delete,
    "list": storage.list,
    "generate_url": storage.generate_url,
    "get_metadata": storage.get_metadata,
}


@workflow
async def stored_asked(calls: list[dict[str, object]]) -> list[object]:
    """Each of the calls in turn: what it answered, or the kind and words of its refusal."""
    answers: list[object] = []
    for one in calls:
        if "data" in one:
            one["data"] = str(one["data"]).encode()
        try:
            answer = await CALLS[str(one.pop("call"))](**one)
            answers.append(answer.decode() if isinstance(answer, bytes) else answer)
        except (OSError, ValueError, WorkflowError) as error:
            kind = error.code if isinstance(error, WorkflowError) else type(error).__name__
            answers.append(f"{kind}: {error}")
    return answers


@workflow
async def large_blob_kept(size: int) -> bool:
    """Whether a blob of so many bytes comes back as it was."""
    content = os.urandom(1024) * (size // 1024)
    await storage.upload("reports", "large.bin", content)
    return await storage.download("reports", "large.bin") == content


@workflow
async def stores() -> dict[str, object]:
    """All of it, as it is the same on a platform and in a test."""
    await storage.upload("reports", "2024/a.csv", b"a;b", "text/csv")
    await storage.upload("reports", "b.txt", b"b")
    found = await storage.get_metadata("reports", "2024/a.csv")
    said: dict[str, object] = {
        "content": (await storage.download("reports", "2024/a.csv")).decode(),
        "facts": [found["name"], found["size"], found["content_type"], bool(found["etag"])],
        "aware": found["last_modified"].tzinfo is not None,
        "listed": [await storage.list("reports"), await storage.list("reports", "2024/")],
        "elsewhere": await storage.list("others"),
        "url": (await storage.generate_url("reports", "b.txt")).split("?")[0],
        "deleted": [await storage.delete("reports", "b.txt") for _ in range(2)],
    }
    return said | {"refused": [await _refusal(path) for path in ("b.txt", "../b.txt", "")]}


async def _refusal(path: str) -> str:
    try:
        await storage.download("reports", path)
    except (OSError, ValueError) as error:
        return type(error).__name__
    return ""
