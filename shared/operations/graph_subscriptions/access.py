"""Whose connection asks Microsoft Graph: asked when a webhook is saved, and at each use."""

from dataclasses import dataclass

from pydantic import SecretStr

from shared.call import Platform
from shared.errors import BifrostError, Detail, InvalidInput
from shared.models.automation.graph_subscriptions import GraphSettings
from shared.oauth.lookup import Held
from shared.webhooks.graph.api import GraphAccess
from shared.webhooks.graph.clouds import graph_of


class GraphFault(Exception):
    """Graph cannot be asked; the message says why, for administrators."""


@dataclass(frozen=True, slots=True)
class UsableConnection:
    """A connection that the organization may use, with access to Graph."""

    held: Held
    access: GraphAccess

    @property
    def identity(self) -> str:
        """What makes it another tenant, or another application there."""
        connection = self.held.connection
        entity = self.held.grant.entity_id or ""
        return f"{connection.id} {connection.client_id} {entity} {self.access.base}"


async def access_of(platform: Platform, org_id: str, name: str) -> UsableConnection:
    """Return access by an organization's connection; GraphFault says why there is none."""
    try:
        found = await platform.oauth.credentials(org_id, name)
    except BifrostError as error:
        raise GraphFault(f"the connection {name!r}: {error}") from error
    if found is None:
        raise GraphFault(f"there is no connection {name!r}")
    if fault := fault_of(found.held):
        raise GraphFault(fault)
    token = SecretStr(found.token.access_token)
    access = GraphAccess(_base_of(found.held) or "", token, platform.services.egress)
    return UsableConnection(found.held, access)


async def require_usable(platform: Platform, org_id: str, settings: GraphSettings) -> None:
    """Raise InvalidInput if the organization may not use the connection for this."""
    held = await platform.oauth.finder.find(org_id, settings.connection)
    fault = fault_of(held) if held else f"there is no connection {settings.connection!r}"
    if fault:
        where = ("body", "settings", "graph", "connection")
        raise InvalidInput(fault, [Detail(where, fault)])


def fault_of(held: Held) -> str | None:
    """Return why an organization may not ask Graph with the connection that it found."""
    connection, name = held.connection, held.name
    if not held.is_own and connection.serves:
        return f"the connection {name!r} is the partner's own sign-in: use one that it serves"
    if not held.is_own and not connection.per_organization:
        return (
            f"the connection {name!r} is GLOBAL's, with one token for all organizations: use one"
            " of this organization, or one of GLOBAL with a token for each organization"
        )
    if _base_of(held) is None:
        return f"the connection {name!r} gets its tokens elsewhere than at Microsoft"
    return None


def _base_of(held: Held) -> str | None:
    return graph_of(held.connection.token_url, held.connection.scopes)
