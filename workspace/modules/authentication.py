"""Authentication of requests to other systems, with a connection's token or a secret.

The platform refreshes tokens, so every request gets the current one from it.
"""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

from bifrost import WorkflowError, oauth, secrets
from modules.errors import ApiError


class Authentication(Protocol):
    """The authentication of a client; errors call it by ``name``."""

    @property
    def name(self) -> str: ...

    async def headers(self) -> Mapping[str, str]:
        """Return the headers for the next request."""
        ...

    async def renew(self) -> bool:
        """Get another credential after a 401; return whether there is one."""
        ...


class Connection:
    """The token of a connection; in a run of GLOBAL, that of the organization ``org_id``."""

    def __init__(self, connection: str, org_id: str | None = None) -> None:
        self._connection = connection
        self._org_id = org_id
        self._given: Mapping[str, str] = {}

    @property
    def name(self) -> str:
        return f"the token of the connection {self._connection!r}"

    async def address(self, elsewhere: Mapping[str, str] | None = None) -> str:
        """Return the system's address: the token URL's host, or its entry in ``elsewhere``.

        It is not configured: an organization can set its own configuration, and could direct the
        token of a connection that it shares with others to any address.
        """
        found = await oauth.get(self._connection, self._org_id)
        if found is None:
            name = self._connection
            raise ApiError(f"There is no connection {name!r}: an administrator has to create it")
        parts = urlsplit(found["token_url"])
        other = (elsewhere or {}).get(parts.hostname or "")
        return other or f"{parts.scheme}://{parts.netloc}"

    async def headers(self) -> Mapping[str, str]:
        self._given = await oauth.headers(self._connection, self._org_id)
        return self._given

    async def renew(self) -> bool:
        """Take a token that was refreshed meanwhile, or refresh it as an administrator's run."""
        before = self._given
        if await self.headers() != before:
            return True
        try:
            await oauth.refresh_token(self._connection, self._org_id)
        except WorkflowError:
            return False
        return True


class Key:
    """A secret of the organization in a header: ``Key("hudu-key", "x-api-key")``."""

    def __init__(
        self,
        secret: str,
        header: str = "Authorization",
        *,
        before: str = "",
        org_id: str | None = None,
    ) -> None:
        self._secret = secret
        self._header = header
        self._before = before
        self._org_id = org_id

    @property
    def name(self) -> str:
        return f"the secret {self._secret!r}"

    async def headers(self) -> Mapping[str, str]:
        value = await secrets.get(self._secret, self._org_id)
        if value is None:
            raise WorkflowError("NotFound", f"secret {self._secret!r} not found: set it first")
        return {self._header: f"{self._before}{value.strip()}"}

    async def renew(self) -> bool:
        return False
