"""Tokens for other systems, never stale: ``headers = await oauth.headers("graph")``."""

from typing import TypedDict, cast

from sdk import channel
from sdk.errors import WorkflowError


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


async def get(provider: str, org_id: str | None = None) -> Credentials | None:
    """The organization's connection with a token that is good now; None if there is none.

    WorkflowError ``Conflict`` if somebody has to connect it (again), ``Unavailable`` if the
    provider is away. In a run of GLOBAL, ``org_id`` names the organization whose token it is::

        for organization in organizations:
            credentials = await oauth.get("graph", org_id=organization)
    """
    found = await channel.ask("oauth.get", provider=provider, org_id=org_id)
    return cast("Credentials | None", found)


async def headers(provider: str, org_id: str | None = None) -> dict[str, str]:
    """``{"Authorization": "Bearer ..."}``; WorkflowError ``NotFound`` without a connection.

    >>> import asyncio
    >>> from sdk.testing import running
    >>> with running(connections={"graph": "a-token"}):
    ...     asyncio.run(headers("graph"))
    {'Authorization': 'Bearer a-token'}
    """
    found = await get(provider, org_id)
    if found is None:
        raise WorkflowError("NotFound", f"connection {provider!r} not found")
    return {"Authorization": f"{found['token_type']} {found['access_token']}"}


async def refresh_token(provider: str, org_id: str | None = None) -> Credentials:
    """Refresh now, for example after a 401. For runs that an administrator started."""
    found = await channel.ask("oauth.refresh_token", provider=provider, org_id=org_id)
    return cast("Credentials", found)


async def list_providers(org_id: str | None = None) -> list[str]:
    """The names of the connections that ``get`` finds."""
    return cast("list[str]", await channel.ask("oauth.list_providers", org_id=org_id))


async def set_token(
    provider: str, token_data: dict[str, object], org_id: str | None = None
) -> None:
    """Keep a token that comes from elsewhere; it is refreshed here from then on.

    ``token_data`` is what a provider answers: ``access_token``, and perhaps ``refresh_token``
    and ``expires_in`` or ``expires_at``. For runs that an administrator started.
    """
    await channel.ask("oauth.set_token", provider=provider, token_data=token_data, org_id=org_id)


async def delete_token(provider: str, org_id: str | None = None) -> bool:
    """Whether there was one. The connection stays. For runs that an administrator started."""
    return cast("bool", await channel.ask("oauth.delete_token", provider=provider, org_id=org_id))
