# pyright: basic
"""Blobs in Azure Blob Storage."""

from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from azure.core import MatchConditions
from azure.core.exceptions import (
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
)
from azure.storage.blob.aio import BlobClient, ContainerClient

from shared.errors import Stale
from shared.services.azure.connection import STORAGE_RETRIES, Connection
from shared.services.azure.faults import translated

SERVICE = "Blob Storage"


class AzureBlobs:
    """A container of the storage account. It is created when it turns out to be missing."""

    def __init__(self, connection: Connection, container: str) -> None:
        options: dict[str, Any] = {
            "transport": connection.transport,
            **STORAGE_RETRIES,
        }
        if connection.settings.storage_connection:
            self._client = ContainerClient.from_connection_string(
                connection.settings.storage_connection, container, **options
            )
        else:
            endpoint, credential = connection.storage("blob")
            self._client = ContainerClient(endpoint, container, credential, **options)

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
