"""Authorizes requests to Table Storage: with the account's key, or with the process's identity."""

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping
from typing import Protocol

from azure.core.credentials import AccessToken

SCOPE = "https://storage.azure.com/.default"
#: A token is renewed this many seconds before it expires.
RENEWED_BEFORE_SECONDS = 300


class Signer(Protocol):
    """Returns the ``Authorization`` header of a request."""

    async def authorization(self, path: str, date: str) -> str:
        """Sign the percent-encoded ``path`` at ``date``, the value of ``x-ms-date``."""
        ...


class TokenSource(Protocol):
    """The part of an Azure credential that gives tokens."""

    async def get_token(self, *scopes: str) -> AccessToken: ...


class SharedKeyLite:
    """Signs with the account's key, as "Authorize with Shared Key" of Azure Storage describes."""

    def __init__(self, account: str, key: str) -> None:
        self._account = account
        self._key = base64.b64decode(key)

    async def authorization(self, path: str, date: str) -> str:
        signed = f"{date}\n/{self._account}{path}".encode()
        digest = hmac.digest(self._key, signed, hashlib.sha256)
        return f"SharedKeyLite {self._account}:{base64.b64encode(digest).decode()}"


class Bearer:
    """Sends a token of the process's identity, which is kept until shortly before it expires."""

    def __init__(self, identity: TokenSource) -> None:
        self._identity = identity
        self._token: AccessToken | None = None

    async def authorization(self, path: str, date: str) -> str:
        del path, date
        if self._token is None or self._token.expires_on < time.time() + RENEWED_BEFORE_SECONDS:
            self._token = await self._identity.get_token(SCOPE)
        return f"Bearer {self._token.token}"


def signer_of(connection_string: str) -> SharedKeyLite | None:
    """Return the signer for a connection string; None if it has no account key (a SAS has none)."""
    parts = _parts(connection_string)
    if parts.get("AccountName") and parts.get("AccountKey"):
        return SharedKeyLite(parts["AccountName"], parts["AccountKey"])
    return None


def _parts(connection_string: str) -> Mapping[str, str]:
    pairs = (part.partition("=") for part in connection_string.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}
