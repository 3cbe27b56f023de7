"""Redirect URIs: the address to which a provider returns the browser, one for each connection.

If two connections shared an address, one could receive the code that was meant for the other (the
mix-up attack): a provider knows only the address. So each address ends with the connection's id,
which never changes. Older connections had one address for each name; it stays valid until they are
edited, and is invalid if GLOBAL has a connection of that name.
"""

from dataclasses import dataclass

from shared.models.base import GLOBAL
from shared.models.connections import Connection
from shared.repositories.directory import Directory

PAGE = "/oauth/callback"
OLD_PAGE = "/api/oauth/callback"


@dataclass(frozen=True, slots=True)
class RedirectUris:
    """The addresses of one connection. ``has_old``: whether its name's address is valid, too."""

    connection: Connection
    has_old: bool

    def own(self, base_url: str) -> str:
        """Return the address to register at the provider."""
        return f"{base_url}{PAGE}/{self.connection.redirect_id}"

    def old(self, base_url: str) -> str | None:
        return f"{base_url}{OLD_PAGE}/{self.connection.name}" if self.has_old else None

    def all(self, base_url: str) -> list[str]:
        """Return the addresses that an authorization may name; the first one is the default."""
        if not self.has_old:
            return [self.own(base_url)]
        name = self.connection.name
        old = [f"{base_url}{OLD_PAGE}/{name}", f"{base_url}{PAGE}/{name}"]
        return [*old, self.own(base_url)]

    def ends(self) -> list[str]:
        """Return the addresses' last segments, which identify the connection of a callback."""
        return [uri.rpartition("/")[2] for uri in self.all("")]


async def of(directory: Directory, connection: Connection) -> RedirectUris:
    """Return a connection's addresses; one storage transaction if it predates ids, else none."""
    if connection.callback_id is not None:
        return RedirectUris(connection, has_old=False)
    if connection.org_id == GLOBAL:
        return RedirectUris(connection, has_old=True)
    shadowed = await directory.connections_of(GLOBAL).find(connection.name)
    return RedirectUris(connection, has_old=shadowed.connection is None)
