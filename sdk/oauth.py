"""Tokens for other systems, never stale: ``headers = await oauth.headers("graph")``."""

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict, cast

from sdk.compatibility import missing_from
from sdk.errors import WorkflowError
from sdk.rpc import client
from sdk.rpc.decoding import chosen


class Credentials(TypedDict):
    """What there is of a connection. ``expires_at`` is ISO 8601; None if the token lasts.

    ``client_secret`` and ``refresh_token`` are None where the connection is GLOBAL's and the
    run is not.
    """

    connection_name: str
    client_id: str
    client_secret: str | None
    authorization_url: str | None
    token_url: str
    scopes: str
    refresh_token: str | None
    access_token: str
    token_type: str
    expires_at: str | None


@dataclass(frozen=True, slots=True)
class OAuthCredentials:
    """The same as an object. What opens something is not in its ``repr``."""

    connection_name: str
    client_id: str
    token_url: str
    access_token: str = field(repr=False)
    token_type: str = "Bearer"  # noqa: S105  a name
    scopes: str = ""
    authorization_url: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None

    def is_expired(self, buffer_seconds: int = 0) -> bool:
        """Whether it is now, or will be in so many seconds; never if it lasts.

        >>> OAuthCredentials("graph", "client", "https://login.test", "t0ken").is_expired()
        False
        """
        soon = datetime.now(UTC) + timedelta(seconds=buffer_seconds)
        return self.expires_at is not None and self.expires_at <= soon

    def get_auth_header(self) -> str:
        """What the header Authorization has.

        >>> OAuthCredentials("graph", "client", "https://login.test", "t0ken").get_auth_header()
        'Bearer t0ken'
        """
        return f"{self.token_type} {self.access_token}"


async def get(
    provider: str, org_id: str | None = None, *, scope: str | None = None
) -> Credentials | None:
    """The organization's connection with a token that is good now; None if there is none.

    WorkflowError ``Conflict`` if somebody has to connect it (again), ``Unavailable`` if the
    provider is away. In a run of GLOBAL, ``org_id`` names the organization whose token it is::

        for organization in organizations:
            credentials = await oauth.get("graph", org_id=organization)
    """
    found = await client.ask("oauth.get", provider=provider, org_id=chosen(org_id, scope))
    return cast("Credentials | None", found)


async def credentials(
    provider: str, org_id: str | None = None, *, scope: str | None = None
) -> OAuthCredentials:
    """As ``get``, as an object; WorkflowError ``NotFound`` without a connection.

    >>> import asyncio
    >>> from bifrost import oauth, testing
    >>> with testing.running(connections={"graph": "t0ken"}):
    ...     asyncio.run(oauth.credentials("graph")).get_auth_header()
    'Bearer t0ken'
    """
    found = await get(provider, org_id, scope=scope)
    if found is None:
        raise WorkflowError("NotFound", f"connection {provider!r} not found")
    known = {one.name for one in fields(OAuthCredentials)}
    facts: dict[str, object] = {name: value for name, value in found.items() if name in known}
    if isinstance(found["expires_at"], str):
        facts["expires_at"] = datetime.fromisoformat(found["expires_at"])
    return OAuthCredentials(**facts)  # pyright: ignore[reportArgumentType]  the names are the same


async def headers(
    provider: str, org_id: str | None = None, *, scope: str | None = None
) -> dict[str, str]:
    """For a request; WorkflowError ``NotFound`` without a connection.

    >>> import asyncio
    >>> from bifrost import oauth, testing
    >>> with testing.running(connections={"graph": "t0ken"}):
    ...     asyncio.run(oauth.headers("graph"))
    {'Authorization': 'Bearer t0ken'}
    """
    found = await credentials(provider, org_id, scope=scope)
    return {"Authorization": found.get_auth_header()}


async def refresh_token(
    provider: str, org_id: str | None = None, *, scope: str | None = None
) -> Credentials:
    """Refresh now, for example after a 401. For runs that an administrator started.

    >>> import asyncio
    >>> from bifrost import oauth, testing
    >>> with testing.running(rights="admin", connections={"graph": "t0ken"}):
    ...     asyncio.run(oauth.refresh_token("graph"))["token_type"]
    'Bearer'
    """
    found = await client.ask("oauth.refresh_token", provider=provider, org_id=chosen(org_id, scope))
    return cast("Credentials", found)


async def list_providers(org_id: str | None = None, *, scope: str | None = None) -> list[str]:
    """The names of the connections that ``get`` finds.

    >>> import asyncio
    >>> from bifrost import oauth, testing
    >>> with testing.running(connections={"graph": "t0ken"}):
    ...     asyncio.run(oauth.list_providers())
    ['graph']
    """
    return cast("list[str]", await client.ask("oauth.list_providers", org_id=chosen(org_id, scope)))


async def set_token(
    provider: str,
    token_data: dict[str, object],
    org_id: str | None = None,
    *,
    scope: str | None = None,
) -> None:
    """Keep a token that comes from elsewhere; it is refreshed here from then on.

    ``token_data`` is what a provider answers: ``access_token``, and perhaps ``refresh_token``
    and ``expires_in`` or ``expires_at``. For runs that an administrator started.

    >>> import asyncio
    >>> from bifrost import oauth, testing
    >>> async def replace_token() -> dict[str, str]:
    ...     await oauth.set_token("graph", {"access_token": "another"})
    ...     return await oauth.headers("graph")
    >>> with testing.running(rights="admin", connections={"graph": "t0ken"}):
    ...     asyncio.run(replace_token())
    {'Authorization': 'Bearer another'}
    """
    await client.ask(
        "oauth.set_token", provider=provider, token_data=token_data, org_id=chosen(org_id, scope)
    )


async def delete_token(
    provider: str, org_id: str | None = None, *, scope: str | None = None
) -> bool:
    """Whether there was one. The connection stays. For runs that an administrator started.

    >>> import asyncio
    >>> from bifrost import oauth, testing
    >>> with testing.running(rights="admin", connections={"graph": "t0ken"}):
    ...     asyncio.run(oauth.delete_token("graph"))
    True
    """
    return cast(
        "bool",
        await client.ask("oauth.delete_token", provider=provider, org_id=chosen(org_id, scope)),
    )


if not TYPE_CHECKING:  # a type checker would believe that every name is there
    __getattr__ = missing_from("oauth")
