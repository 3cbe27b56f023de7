"""Writes of a token's row while other processes write it, too."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from shared.errors import BifrostError, Stale, Unavailable
from shared.models.connections import Grant
from shared.oauth.lookup import Finder, Held
from shared.oauth.refresh_lock import LEASE
from shared.repositories.directory import Directory

WRITES = 6
WRITE_SECONDS = 0.5


class Rows:
    """The token rows of all organizations."""

    def __init__(self, directory: Directory, finder: Finder) -> None:
        self._directory = directory
        self._finder = finder

    async def take(self, held: Held, now: datetime) -> Held | None:
        """Take the lock of a refresh; None if another process was faster.

        The secrets were decrypted before, so that no lock is taken for nothing.
        """
        grant = held.grant.model_copy(
            update={
                "fence": held.grant.fence + 1,
                "lease_owner": uuid4(),
                "lease_until": now + LEASE,
            }
        )
        connections = self._directory.connections_of(held.token_org)
        with suppress(Stale):
            return replace(held, token=await connections.write(held.name, held.token, grant))
        return None

    async def tell(self, held: Held, grant: Grant) -> Held:
        """Write a grant, unless another process changes it at the same time."""
        connections = self._directory.connections_of(held.token_org)
        with suppress(Stale, Unavailable):
            return replace(held, token=await connections.save(held.name, held.token, grant))
        return held

    async def settle(self, held: Held, grant: Grant) -> Held:
        """Write the outcome and release the lock with it; Stale if the lock was lost.

        The write is repeated for a while: the provider's new token exists nowhere else.
        """
        connections = self._directory.connections_of(held.token_org)
        for number in range(WRITES):
            try:
                return replace(held, token=await connections.save(held.name, held.token, grant))
            except (Stale, Unavailable) as error:
                if number == WRITES - 1:
                    raise
                found = await self._written(held, grant, error)
                if found:
                    return found
                await asyncio.sleep(WRITE_SECONDS)
        raise Unavailable("the store is unavailable: try again")

    async def _written(self, held: Held, grant: Grant, error: BifrostError) -> Held | None:
        """Return our write if only its answer was lost; Stale if another process wrote."""
        try:
            found = await self._finder.find(held.org_id, held.name)
        except Unavailable:
            return None
        if found and found.grant == grant:
            return found
        is_ours = found and found.grant.lease_owner == held.grant.lease_owner
        if is_ours:
            return None
        raise Stale("the connection was changed or removed while it was refreshed") from error
