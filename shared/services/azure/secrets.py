# pyright: basic
"""Secrets in Azure Key Vault."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cached_property
from typing import Any

import aiohttp
from azure.core.credentials import AccessToken
from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.core.pipeline.transport import AioHttpTransport
from azure.keyvault.secrets.aio import SecretClient

from shared.errors import Stale, Unavailable
from shared.services.azure.connection import (
    LIMITS,
    TABLE_RETRIES,
    AzureConnection,
)
from shared.services.azure.faults import translated
from shared.services.secrets import DeletedSecret, SecretVersion

SERVICE = "Key Vault"
LOOK_AGAIN_SECONDS = 0.5
#: Time for one secret. A vault under load says how long to wait; the client waits up to this limit.
PATIENCE_SECONDS = 10
#: Time for a change that the vault makes in the background: seconds, as a rule.
CHANGE_SECONDS = 30


class KeyVault:
    """Secrets of the vault that the settings name.

    ``transport`` and ``patience_seconds`` are set by tests.
    """

    def __init__(
        self,
        connection: AzureConnection,
        transport: AioHttpTransport | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._connection = connection
        self._given = transport
        self._patience = patience_seconds

    @cached_property
    def _transport(self) -> AioHttpTransport:
        if self._given:
            return self._given
        authority = self._connection.settings.vault_authority_file
        if not authority:
            return AioHttpTransport(**LIMITS)
        connector = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=authority))
        return AioHttpTransport(session=aiohttp.ClientSession(connector=connector), **LIMITS)

    @cached_property
    def _client(self) -> SecretClient:
        if not self._connection.settings.vault_url:
            raise Unavailable("there is no vault: set BIFROST_KEY_VAULT_URL to its URL")
        return SecretClient(
            self._connection.settings.vault_url,
            **TABLE_RETRIES,
            transport=self._transport,
            **_trust(self._connection),
        )

    async def find(self, name: str) -> str | None:
        async with _asking(self._patience):
            try:
                return (await self._client.get_secret(name)).value
            except ResourceNotFoundError:
                return None

    async def put(self, name: str, value: str) -> None:
        async with _asking(self._patience):
            await self._client.set_secret(name, value)

    async def names(self, prefix: str) -> Sequence[str]:
        with translated(SERVICE):
            found: Any = self._client.list_properties_of_secrets()
            return [one.name async for one in found if _starts(one.name, prefix)]

    async def delete(self, name: str) -> datetime | None:
        with translated(SERVICE):
            try:
                gone = await self._client.delete_secret(name, _polling_interval=LOOK_AGAIN_SECONDS)
            except ResourceNotFoundError:
                return await self._gone_at(name)
            return gone.scheduled_purge_date

    async def deleted(self, prefix: str) -> Sequence[DeletedSecret]:
        with translated(SERVICE):
            found: Any = self._client.list_deleted_secrets()
            return [
                DeletedSecret(one.name, one.scheduled_purge_date)
                async for one in found
                if _starts(one.name, prefix)
            ]

    async def recover(self, name: str) -> None:
        async with _asking(CHANGE_SECONDS):
            try:
                await self._client.recover_deleted_secret(
                    name, _polling_interval=LOOK_AGAIN_SECONDS
                )
            except ResourceExistsError as error:
                raise Stale(
                    "Key Vault is still deleting the secret: try again in some seconds"
                ) from error

    async def versions(self, name: str) -> Sequence[SecretVersion]:
        async with _asking(self._patience):
            found: Any = self._client.list_properties_of_secret_versions(name)
            versions = [SecretVersion(one.version, one.created_on) async for one in found]
        # The vault promises no order of its versions, and knows times by the second only.
        versions.reverse()
        return sorted(versions, key=lambda one: one.created_at, reverse=True)

    async def values(self, name: str) -> Sequence[tuple[str, datetime]]:
        """Return every enabled version's value and time, the oldest first, the current one last."""
        found: list[tuple[str, datetime]] = []
        for version in reversed(await self._enabled(name)):
            async with _asking(self._patience):
                one = await self._client.get_secret(name, version.id)
            found.append((str(one.value), version.created_at))
        return found

    async def _enabled(self, name: str) -> Sequence[SecretVersion]:
        """Return the enabled versions, the newest first: the one that ``find`` returns."""
        async with _asking(self._patience):
            listed: Any = self._client.list_properties_of_secret_versions(name)
            usable = {one.version async for one in listed if one.enabled}
            current = (await self._client.get_secret(name)).properties.version
        enabled = [one for one in await self.versions(name) if one.id in usable]
        return sorted(enabled, key=lambda one: one.id == current, reverse=True)

    async def ping(self) -> None:
        await self.find("ping")

    async def close(self) -> None:
        if "_client" in self.__dict__:
            await self._client.close()
            await self._transport.close()

    async def _gone_at(self, name: str) -> datetime | None:
        """Return when a deleted secret is purged, perhaps one whose deletion's answer was lost."""
        try:
            return (await self._client.get_deleted_secret(name)).scheduled_purge_date
        except ResourceNotFoundError:
            return None


class StandInCredential:
    """A credential for the stand-in vault with a certificate of ours, which takes any token."""

    async def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        return AccessToken("stand-in", int(time.time()) + 3600)

    async def close(self) -> None:
        return

    async def __aenter__(self) -> "StandInCredential":
        return self

    async def __aexit__(self, *failure: object) -> None:
        return


@asynccontextmanager
async def _asking(seconds: float) -> AsyncIterator[None]:
    try:
        with translated(SERVICE):
            async with asyncio.timeout(seconds):
                yield
    except TimeoutError as error:
        raise Unavailable(f"{SERVICE} did not answer in time: try again in a minute") from error


def _starts(name: str, prefix: str) -> bool:
    return name.casefold().startswith(prefix.casefold())


def _trust(connection: AzureConnection) -> dict[str, Any]:
    if not connection.settings.vault_authority_file:
        return {"credential": connection.identity}
    # A host with a port, as the stand-in has, never matches the challenge's resource.
    return {"credential": StandInCredential(), "verify_challenge_resource": False}
