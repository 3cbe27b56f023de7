"""Valid OAuth tokens for other systems: ``headers = await oauth.headers("graph")``."""

from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict, cast

from sdk.compatibility import missing_from
from sdk.errors import WorkflowError
from sdk.rpc import client
from sdk.rpc.decoding import chosen


class Credentials(TypedDict):
    """The credentials of a connection.

    ``expires_at`` is ISO 8601, or None if the token does not expire. ``client_secret`` and
    ``refresh_token`` are None if the connection is GLOBAL's and the run is an organization's.
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
    """The credentials of a connection as an object, whose ``repr`` shows no secret."""

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
        """Return whether the token expires within ``buffer_seconds``; False if it never expires.

        >>> OAuthCredentials("graph", "client", "https://login.test", "t0ken").is_expired()
        False
        """
        soon = datetime.now(UTC) + timedelta(seconds=buffer_seconds)
        return self.expires_at is not None and self.expires_at <= soon

    def get_auth_header(self) -> str:
        """Return the value of the Authorization header.

        >>> OAuthCredentials("graph", "client", "https://login.test", "t0ken").get_auth_header()
        'Bearer t0ken'
        """
        return f"{self.token_type} {self.access_token}"


async def get(
    provider: str, org_id: str | None = None, *, scope: str | None = None
) -> Credentials | None:
    """Return the organization's connection with a valid token; None if there is no connection.

    WorkflowError ``Conflict`` if an administrator has to connect it (again), ``Unavailable`` if
    the provider does not answer. In a run of GLOBAL, ``org_id`` names the organization::

        for organization in organizations:
            credentials = await oauth.get("graph", org_id=organization)
    """
    found = await client.ask("oauth.get", provider=provider, org_id=chosen(org_id, scope))
    return cast("Credentials | None", found)


async def credentials(
    provider: str, org_id: str | None = None, *, scope: str | None = None
) -> OAuthCredentials:
    """Return what ``get`` returns as an object; WorkflowError ``NotFound`` without a connection.

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
    """Return the headers for a request; WorkflowError ``NotFound`` without a connection.

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
    """Refresh the token now, for example after a 401.

    Only runs that an administrator started may refresh it.

    >>> import asyncio
    >>> from bifrost import oauth, testing
    >>> with testing.running(rights="admin", connections={"graph": "t0ken"}):
    ...     asyncio.run(oauth.refresh_token("graph"))["token_type"]
    'Bearer'
    """
    found = await client.ask("oauth.refresh_token", provider=provider, org_id=chosen(org_id, scope))
    return cast("Credentials", found)


async def list_providers(org_id: str | None = None, *, scope: str | None = None) -> list[str]:
    """Return the names of the connections that ``get`` finds.

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
    """Store a token that was obtained elsewhere; the platform refreshes it from then on.

    ``token_data`` is a provider's token response: ``access_token``, and optionally
    ``refresh_token`` and ``expires_in`` or ``expires_at``. Only runs that an administrator
    started may store it.

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
    """Delete the token, but not its connection; return whether there was one.

    Only runs that an administrator started may delete it.

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
