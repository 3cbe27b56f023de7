"""Secrets of the organization: ``await secrets.get("halo-api-key")``.

A secret that a run reads is redacted from its logs, result, errors and variables. Redaction finds
the exact value only: a secret that was encoded, cut or computed with is not recognized.
"""

import builtins
from typing import cast

from sdk.rpc import client
from sdk.rpc.decoding import chosen
from sdk.rpc.redaction import remember_secret


async def get(key: str, org_id: str | None = None, *, scope: str | None = None) -> str | None:
    """Return the organization's secret, or else the GLOBAL one; None if neither exists.

    >>> import asyncio
    >>> from bifrost import secrets, testing
    >>> with testing.running(secrets={"halo-api-key": "hunter2"}):
    ...     asyncio.run(secrets.get("halo-api-key"))
    'hunter2'
    """
    found = await client.ask("secrets.get", key=key, org_id=chosen(org_id, scope))
    return remember_secret(found) if isinstance(found, str) else None


async def set(key: str, value: str, org_id: str | None = None, *, scope: str | None = None) -> None:
    """Set the organization's own secret, as a new version if it exists.

    Only runs that an administrator started may set secrets.

    >>> import asyncio
    >>> from bifrost import secrets, testing
    >>> async def rotate() -> str | None:
    ...     await secrets.set("halo-api-key", "hunter3")
    ...     return await secrets.get("halo-api-key")
    >>> with testing.running(rights="admin"):
    ...     asyncio.run(rotate())
    'hunter3'
    """
    await client.ask(
        "secrets.set", key=key, value=remember_secret(value), org_id=chosen(org_id, scope)
    )


async def list(org_id: str | None = None, *, scope: str | None = None) -> builtins.list[str]:
    """Return the names of the organization's own secrets.

    >>> import asyncio
    >>> from bifrost import secrets, testing
    >>> with testing.running(secrets={"halo-api-key": "hunter2"}):
    ...     asyncio.run(secrets.list())
    ['halo-api-key']
    """
    names: builtins.list[str] = []
    start: str | None = None
    while True:
        found = await client.ask("secrets.list", start=start, org_id=chosen(org_id, scope))
        page = cast("dict[str, object]", found)
        names += cast("builtins.list[str]", page["names"])
        start = cast("str | None", page["next"])
        if start is None:
            return names


async def delete(
    key: str, org_id: str | None = None, *, force: bool = False, scope: str | None = None
) -> bool:
    """Delete the organization's own secret; return whether there was one.

    Only runs that an administrator started may delete secrets. WorkflowError ``Conflict`` if the
    secret is in use, unless ``force``.

    >>> import asyncio
    >>> from bifrost import secrets, testing
    >>> with testing.running(rights="admin", secrets={"halo-api-key": "hunter2"}):
    ...     asyncio.run(secrets.delete("halo-api-key"))
    True
    """
    asked = client.ask("secrets.delete", key=key, org_id=chosen(org_id, scope), force=force)
    return cast("bool", await asked)
