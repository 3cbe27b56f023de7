"""Lookup of a connection by name, together with the token that it uses.

An organization's own connection comes first, then GLOBAL's: with GLOBAL's token, or with the
organization's own token if the connection has one for each organization.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from shared.errors import NotFound, Stale, Unavailable
from shared.models.base import GLOBAL
from shared.models.connections import Connection, Grant
from shared.models.pages import Listed
from shared.repositories.connections import StoredConnection, StoredGrant, StoredTokens
from shared.repositories.directory import Directory

MOST_TRIES = 10
PAUSE_SECONDS = 0.05

Edit = Callable[[Grant], Grant]


@dataclass(frozen=True, slots=True)
class Held:
    """A connection and the token that it uses, which ``token_org`` stores."""

    org_id: str
    token_org: str
    stored: StoredConnection
    token: StoredGrant

    @property
    def connection(self) -> Connection:
        return self.stored.connection

    @property
    def grant(self) -> Grant:
        return self.token.grant

    @property
    def name(self) -> str:
        return self.stored.connection.name

    @property
    def is_own(self) -> bool:
        """Whether the connection belongs to the organization that asks."""
        return self.connection.org_id == self.org_id


class Finder:
    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def find(self, org_id: str, name: str) -> Held | None:
        """Find a connection; one storage transaction for an own one, two for GLOBAL's."""
        own = await self._directory.connections_of(org_id).find(name)
        if own.connection or org_id == GLOBAL:
            return _held(org_id, own, own)
        return _held(org_id, own, await self._directory.connections_of(GLOBAL).find(name))

    async def of_organization(self, org_id: str, shared: Held) -> Held:
        """Return what the organization uses instead of GLOBAL, whose connection was found before.

        That is its own connection of this name, or its own token of GLOBAL's.
        """
        own = await self._directory.connections_of(org_id).find(shared.name)
        return _held(org_id, own, StoredTokens(shared.name, shared.stored, shared.token)) or shared

    async def page(self, org_id: str, start: str | None, limit: int) -> Listed[Held]:
        """Return the organization's own and inherited connections by name; own ones win."""
        pages = {
            scope: await self._directory.connections_of(scope).page(start, limit)
            for scope in dict.fromkeys((org_id, GLOBAL))
        }
        # Past the end of a page that has a next one, entries of that scope may be missing: stop
        # there.
        horizon = min((page.next for page in pages.values() if page.next), default=None)
        own, shared = (
            {f"{one.name}|": one for one in pages[scope].items} for scope in (org_id, GLOBAL)
        )
        keys = sorted(key for key in own | shared if horizon is None or key < horizon)
        following = keys[limit] if len(keys) > limit else horizon
        found = (_held(org_id, own.get(key), shared.get(key)) for key in keys[:limit])
        return Listed([held for held in found if held], following)

    async def get(self, org_id: str, name: str) -> Held:
        found = await self.find(org_id, name)
        if found is None:
            raise NotFound("connection", name)
        return found

    async def edit(self, held: Held, edit: Edit) -> Held:
        """Store what ``edit`` makes of the token; call it again if another writer was faster.

        NotFound if the connection was removed or replaced.
        """
        connections = self._directory.connections_of(held.token_org)
        for _ in range(MOST_TRIES):
            try:
                saved = await connections.save(held.name, held.token, edit(held.grant))
            except Stale:
                await asyncio.sleep(PAUSE_SECONDS)
                held = await self._again(held)
            else:
                return Held(held.org_id, held.token_org, held.stored, saved)
        raise Unavailable("this connection is being changed by several requests: try again")

    async def _again(self, before: Held) -> Held:
        held = await self.get(before.org_id, before.name)
        if held.connection.id != before.connection.id:
            raise NotFound("connection", before.name)
        return held


def _held(org_id: str, own: StoredTokens | None, shared: StoredTokens | None) -> Held | None:
    """Return the connection and token that apply; None if neither scope has the connection."""
    mine = own.grant if own else None
    if own and own.connection:
        return Held(org_id, org_id, own.connection, _grant(own.connection, mine))
    if shared is None or shared.connection is None:
        return None
    if shared.connection.connection.per_organization:
        return Held(org_id, org_id, shared.connection, _grant(shared.connection, mine))
    return Held(org_id, GLOBAL, shared.connection, _grant(shared.connection, shared.grant))


def fresh_grant(connection: Connection, before: Grant | None = None) -> Grant:
    """Return the grant of a connection that is not connected.

    The organization's entity id is kept if it was entered for a connection of the same owner: only
    a platform administrator may set it for a GLOBAL connection.
    """
    is_same = before is not None and before.owner == connection.org_id
    return Grant(
        connection_id=connection.id,
        owner=connection.org_id,
        entity_id=before.entity_id if before and is_same else None,
    )


def _grant(stored: StoredConnection, found: StoredGrant | None) -> StoredGrant:
    """Return the stored grant; a fresh one if it belongs to an earlier connection of this name."""
    if found and found.grant.connection_id == stored.connection.id:
        return found
    fresh = fresh_grant(stored.connection, found.grant if found else None)
    return StoredGrant(fresh, found.etag if found else None)
