# pyright: basic
"""Blobs in Azure Blob Storage."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from azure.core import MatchConditions
from azure.core.exceptions import (
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
)
from azure.storage.blob import BlobSasPermissions, UserDelegationKey, generate_blob_sas
from azure.storage.blob.aio import BlobClient, BlobServiceClient, ContainerClient

from shared.errors import Stale
from shared.services.azure.connection import STORAGE_RETRIES, Connection
from shared.services.azure.faults import translated
from shared.services.blobs import BlobFacts

SERVICE = "Blob Storage"
#: A key to sign with is asked for anew before it has less than this left.
SPARE = timedelta(minutes=30)
#: Clocks differ.
EARLY = timedelta(minutes=5)


class AzureBlobs:
    """A container of the storage account. It is created when it turns out to be missing."""

    def __init__(self, connection: Connection, container: str) -> None:
        options: dict[str, Any] = {
            "transport": connection.transport,
            **STORAGE_RETRIES,
        }
        self._signs: BlobServiceClient | None = None
        self._delegated: tuple[datetime, UserDelegationKey] | None = None
        self._is_made = False
        if connection.settings.storage_connection:
            self._client = ContainerClient.from_connection_string(
                connection.settings.storage_connection, container, **options
            )
        else:
            endpoint, credential = connection.storage("blob")
            self._client = ContainerClient(endpoint, container, credential, **options)
            self._signs = BlobServiceClient(endpoint, credential, **options)

    async def write(self, name: str, content: bytes) -> None:
        with translated(SERVICE):
            try:
                await self._client.upload_blob(name, content, overwrite=False)
            except ResourceNotFoundError:
                await self._create()
                await self._client.upload_blob(name, content, overwrite=False)

    async def append(self, name: str, content: bytes, *, at: int) -> None:
        with translated(SERVICE):
            blob = self._client.get_blob_client(name)
            if at == 0:
                await self._create_appendable(blob)
            await _append(blob, content, at)

    async def find(self, name: str) -> bytes | None:
        with translated(SERVICE):
            try:
                found = await self._client.download_blob(name)
                return await found.readall()
            except ResourceNotFoundError:
                return None

    async def facts(self, name: str) -> BlobFacts | None:
        with translated(SERVICE):
            try:
                found = await self._client.get_blob_client(name).get_blob_properties()
            except ResourceNotFoundError:
                return None
        return BlobFacts(found.size, found.content_settings.content_type or "")

    async def upload_url(self, name: str, until: datetime) -> str:
        with translated(SERVICE):
            if not self._is_made:  # whoever has the URL cannot make the container
                await self._create()
                self._is_made = True
            blob = self._client.get_blob_client(name)
            signature = generate_blob_sas(
                str(blob.account_name),
                blob.container_name,
                name,
                # Without write: what is there is not replaced, also after it was looked at.
                permission=BlobSasPermissions(create=True),
                start=datetime.now(UTC) - EARLY,
                expiry=until,
                protocol="https" if blob.url.startswith("https:") else "https,http",
                **await self._key(),
            )
            return f"{blob.url}?{signature}"

    async def _key(self) -> dict[str, Any]:
        """The account's key where we have it, else one that Azure makes for our identity."""
        if self._signs is None:
            return {"account_key": self._client.credential.account_key}
        now = datetime.now(UTC)
        if self._delegated is None or self._delegated[0] - now < SPARE:
            until = now + 2 * SPARE
            made = await self._signs.get_user_delegation_key(now - EARLY, until)
            self._delegated = (until, made)
        return {"user_delegation_key": self._delegated[1]}

    async def names(self, prefix: str) -> AsyncIterator[str]:
        with translated(SERVICE):
            try:
                async for name in self._client.list_blob_names(name_starts_with=prefix):
                    yield name
            except ResourceNotFoundError:
                return  # the container comes with its first blob

    async def delete(self, name: str) -> None:
        with translated(SERVICE), suppress(ResourceNotFoundError):
            await self._client.delete_blob(name)

    async def ping(self) -> None:
        with translated(SERVICE):
            try:
                await self._client.get_container_properties()
            except ResourceNotFoundError:
                return  # the service answered; the container comes with its first blob

    async def _create_appendable(self, blob: BlobClient) -> None:
        """Unless it was created meanwhile, by a write whose answer was lost."""
        absent: dict[str, Any] = {"match_condition": MatchConditions.IfMissing}
        with suppress(ResourceExistsError):
            try:
                await blob.create_append_blob(**absent)
            except ResourceNotFoundError:
                await self._create()
                await blob.create_append_blob(**absent)

    async def _create(self) -> None:
        with suppress(ResourceExistsError):  # somebody else found it missing too
            await self._client.create_container()


async def _append(blob: BlobClient, content: bytes, at: int) -> None:
    try:
        await blob.append_block(content, appendpos_condition=at)
    except HttpResponseError as error:
        if error.status_code != 412:
            raise
        size = (await blob.get_blob_properties()).size
        if size != at + len(content):
            raise Stale(f"the blob {blob.blob_name!r} has {size} bytes, not {at}") from error
