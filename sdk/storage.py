"""Blobs of the organization: ``await storage.upload("reports", "2024/a.pdf", content)``.

A container is named by 3 to 63 lowercase letters, digits and hyphens, and need not be created. A
blob has at most 50 MiB. The container ``uploads`` has the files that users sent with forms, by the
path that the form submits, and is read-only. ``org_id``, or ``scope``, names another
organization; only platform administrators' runs may do so. An invalid container or path is a
ValueError.
"""

import builtins
from datetime import datetime
from typing import TypedDict, cast

from sdk.rpc import client, transfers
from sdk.rpc.decoding import chosen


class Metadata(TypedDict):
    """The metadata of a blob."""

    name: str
    #: For a file that was sent with a form, the name that it had on the user's machine.
    original_name: str
    size: int
    content_type: str
    last_modified: datetime
    etag: str


async def upload(
    container: str,
    path: str,
    data: bytes,
    content_type: str | None = None,
    *,
    org_id: str | None = None,
    scope: str | None = None,
) -> str:
    """Create or replace a blob; return its address, which by itself does not allow reading it.

    >>> import asyncio
    >>> from bifrost import storage, testing
    >>> with testing.running(organization="acme"):
    ...     asyncio.run(storage.upload("reports", "2024/a.pdf", b"%PDF", "application/pdf"))
    'memory://acme/reports/2024/a.pdf'
    """
    named = _named(container, path, chosen(org_id, scope))
    content = transfers.require_bytes("storage.upload: data", data)
    with transfers.refusals():
        answer = await transfers.send("storage.upload", content, content_type=content_type, **named)
    return cast("str", answer)


async def download(
    container: str, path: str, *, org_id: str | None = None, scope: str | None = None
) -> bytes:
    """Return the content of a blob; FileNotFoundError if there is none.

    >>> import asyncio
    >>> from bifrost import storage, testing
    >>> sent = "uploads/acme/new-user/0b8e3f1c-8f0e-4f0c-9d59-6b1d5a3f7c11/photo.png"
    >>> with testing.running(organization="acme", storage={sent: b"png"}):
    ...     asyncio.run(storage.download("uploads", sent))
    b'png'
    """
    with transfers.refusals():
        return await transfers.receive(
            "storage.download", **_named(container, path, chosen(org_id, scope))
        )


async def generate_url(
    container: str,
    path: str,
    expiry_hours: int = 24,
    *,
    org_id: str | None = None,
    scope: str | None = None,
) -> str:
    """Return a URL that lets its bearer read this blob for 1 to 168 hours.

    FileNotFoundError if there is no such blob.

    >>> import asyncio
    >>> from bifrost import storage, testing
    >>> with testing.running(organization="acme", storage={"reports/a.pdf": b"%PDF"}):
    ...     asyncio.run(storage.generate_url("reports", "a.pdf", expiry_hours=1))
    'memory://acme/reports/a.pdf?hours=1'
    """
    named = _named(container, path, chosen(org_id, scope))
    with transfers.refusals():
        answer = await client.ask("storage.generate_url", expiry_hours=expiry_hours, **named)
    return cast("str", answer)


async def get_metadata(
    container: str, path: str, *, org_id: str | None = None, scope: str | None = None
) -> Metadata:
    """Return the metadata of a blob; FileNotFoundError if there is none.

    >>> import asyncio
    >>> from bifrost import storage, testing
    >>> with testing.running(storage={"reports/a.pdf": b"%PDF"}):
    ...     asyncio.run(storage.get_metadata("reports", "a.pdf"))["size"]
    4
    """
    named = _named(container, path, chosen(org_id, scope))
    with transfers.refusals():
        found = cast("Metadata", await client.ask("storage.get_metadata", **named))
    changed_at = datetime.fromisoformat(cast("str", found["last_modified"]))
    return {**found, "last_modified": changed_at}


async def delete(
    container: str, path: str, *, org_id: str | None = None, scope: str | None = None
) -> bool:
    """Delete a blob; return whether there was one.

    >>> import asyncio
    >>> from bifrost import storage, testing
    >>> with testing.running(storage={"reports/a.pdf": b"%PDF"}):
    ...     asyncio.run(storage.delete("reports", "a.pdf"))
    ...     asyncio.run(storage.delete("reports", "a.pdf"))
    True
    False
    """
    named = _named(container, path, chosen(org_id, scope))
    with transfers.refusals():
        return cast("bool", await client.ask("storage.delete", **named))


async def list(
    container: str, prefix: str = "", *, org_id: str | None = None, scope: str | None = None
) -> builtins.list[str]:
    """Return the sorted paths in a container that begin with the prefix.

    >>> import asyncio
    >>> from bifrost import storage, testing
    >>> with testing.running(storage={"reports/2024/a.pdf": b"", "reports/b.pdf": b""}):
    ...     asyncio.run(storage.list("reports", "2024/"))
    ['2024/a.pdf']
    """
    paths: builtins.list[str] = []
    named = {"container": container, "prefix": prefix, "org_id": chosen(org_id, scope)}
    start: object = None
    while True:
        with transfers.refusals():
            found = await client.ask("storage.list", start=start, **named)
        page = cast("dict[str, object]", found)
        paths += cast("builtins.list[str]", page["paths"])
        start = page["next"]
        if start is None:
            return paths


def _named(container: str, path: str, org_id: str | None) -> dict[str, object]:
    return {"container": container, "path": path, "org_id": org_id}
