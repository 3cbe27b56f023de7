"""Configuration of the organization: ``await config.get("halo_url")``.

An organization inherits the GLOBAL values that it has not set itself. ``org_id``, or ``scope``,
names another organization; only platform administrators' runs may do so. Values come back as the
type that they were declared with: text, int, bool, or any JSON.
"""

import builtins
from enum import StrEnum
from typing import TypeAlias, cast

from sdk.rpc import client
from sdk.rpc.decoding import chosen
from sdk.rpc.redaction import remember_secret

Json: TypeAlias = str | int | float | bool | builtins.list["Json"] | dict[str, "Json"] | None


class ConfigType(StrEnum):
    """The type that a configuration value is declared with."""

    STRING = "string"
    INT = "int"
    BOOL = "bool"
    JSON = "json"
    SECRET_REF = "secret_ref"  # noqa: S105  a name


async def get(
    key: str, org_id: str | None = None, default: Json = None, *, scope: str | None = None
) -> Json:
    """Return the value of a key, or ``default`` if it is not set.

    For a ``secret_ref`` it is the secret itself, which is redacted from the run's logs and result.

    >>> import asyncio
    >>> from bifrost import config, testing
    >>> with testing.running(config={"halo_url": "https://halo.test", "retries": 3}):
    ...     asyncio.run(config.get("retries")), asyncio.run(config.get("colour", default="blue"))
    (3, 'blue')
    """
    found = await client.ask("config.get", key=key, org_id=chosen(org_id, scope))
    if found is None:
        return default
    reading = cast("dict[str, Json]", found)
    value = reading["value"]
    return remember_secret(value) if reading["isSecret"] and isinstance(value, str) else value


async def set(
    key: str, value: Json, org_id: str | None = None, *, scope: str | None = None
) -> None:
    """Set the organization's own value, declared with the type of ``value``.

    Only runs that an administrator started may set values.

    >>> import asyncio
    >>> from bifrost import config, testing
    >>> async def choose() -> Json:
    ...     await config.set("plan", {"seats": 5})
    ...     return await config.get("plan")
    >>> with testing.running(rights="admin"):
    ...     asyncio.run(choose())
    {'seats': 5}
    """
    await client.ask("config.set", key=key, value=value, org_id=chosen(org_id, scope))


async def list(org_id: str | None = None, *, scope: str | None = None) -> dict[str, Json]:
    """Return all values of the organization, its own and inherited ones.

    A ``secret_ref`` shows the name of its secret, never the value.

    >>> import asyncio
    >>> from bifrost import config, testing
    >>> with testing.running(config={"retries": 3}):
    ...     asyncio.run(config.list())
    {'retries': 3}
    """
    values: dict[str, Json] = {}
    start: str | None = None
    while True:
        found = await client.ask("config.list", start=start, org_id=chosen(org_id, scope))
        page = cast("dict[str, object]", found)
        values |= cast("dict[str, Json]", page["values"])
        start = cast("str | None", page["next"])
        if start is None:
            return values


async def delete(key: str, org_id: str | None = None, *, scope: str | None = None) -> bool:
    """Delete the organization's own value; return whether there was one.

    Only runs that an administrator started may delete values.

    >>> import asyncio
    >>> from bifrost import config, testing
    >>> with testing.running(rights="admin"):
    ...     asyncio.run(config.delete("colour"))
    False
    """
    return cast("bool", await client.ask("config.delete", key=key, org_id=chosen(org_id, scope)))
