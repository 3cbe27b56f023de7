"""Redirect URIs: where a provider sends the browser back, an address for each connection.

One address for two connections would let the one be sent what was meant for the other (the
mix-up attack): a provider knows nothing but the address. So each ends with an id of its
connection, which stays whatever is changed in it. Connections from before had one for each name;
it is good until they are edited, and not at all where GLOBAL has a connection of that name.
"""

from dataclasses import dataclass

from shared.models.base import GLOBAL
from shared.models.connections import Connection
from shared.repositories.directory import Directory

PAGE = "/oauth/callback"
OLD_PAGE = "/api/oauth/callback"


@dataclass(frozen=True, slots=True)
class RedirectUris:
    """The addresses of one connection. ``has_old`` is whether that of its name is good too."""

    connection: Connection
    has_old: bool

    def own(self, base_url: str) -> str:
        """What is to be registered at the provider."""
        return f"{base_url}{PAGE}/{self.connection.redirect_id}"

    def old(self, base_url: str) -> str | None:
        return f"{base_url}{OLD_PAGE}/{self.connection.name}" if self.has_old else None

    def all(self, base_url: str) -> list[str]:
        """Those that an authorization may name, first the one that is taken if it names none."""
        if not self.has_old:
            return [self.own(base_url)]
        name = self.connection.name
        old = [f"{base_url}{OLD_PAGE}/{name}", f"{base_url}{PAGE}/{name}"]
        return [*old, self.own(base_url)]

    def ends(self) -> list[str]:
        """How those end, by which a browser that comes back says whose it is."""
        return [uri.rpartition("/")[2] for uri in self.all("")]


async def of(directory: Directory, connection: Connection) -> RedirectUris:
    """One storage transaction for an organization's connection from before, else none."""
    if connection.callback_id is not None:
        return RedirectUris(connection, has_old=False)
    if connection.org_id == GLOBAL:
        return RedirectUris(connection, has_old=True)
    shadowed = await directory.connections_of(GLOBAL).find(connection.name)
    return RedirectUris(connection, has_old=shadowed.connection is None)
