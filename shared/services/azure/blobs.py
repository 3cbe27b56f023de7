# pyright: basic
"""Blobs in Azure Blob Storage."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from azure.core import MatchConditions
from azure.core.exceptions import (
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
)
from azure.storage.blob import (
    BlobSasPermissions,
    ContentSettings,
    UserDelegationKey,
    generate_blob_sas,
)
from azure.storage.blob.aio import BlobClient, BlobServiceClient, ContainerClient

from shared.errors import Stale
from shared.services.azure.connection import STORAGE_RETRIES, AzureConnection
from shared.services.azure.faults import translated
from shared.services.blobs import BlobFacts, BlobPart, NamePage

if TYPE_CHECKING:
    from azure.core.async_paging import AsyncPageIterator

SERVICE = "Blob Storage"
#: The longest validity that Azure allows for a user delegation key.
LONGEST = timedelta(days=7)
#: Allowance for clocks that differ.
EARLY = timedelta(minutes=5)


class AzureBlobs:
    """A container of the storage account, created when it turns out to be missing."""

    def __init__(self, connection: AzureConnection, container: str) -> None:
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

    async def replace(self, name: str, content: bytes, content_type: str) -> None:
        options: dict[str, Any] = {
            "overwrite": True,
            "content_settings": ContentSettings(content_type=content_type),
        }
        with translated(SERVICE):
            try:
                await self._client.upload_blob(name, content, **options)
            except ResourceNotFoundError:
                await self._create()
                await self._client.upload_blob(name, content, **options)

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

    async def part(self, name: str, at: int, most: int) -> BlobPart | None:
        with translated(SERVICE):
            try:
                found = await self._client.download_blob(name, offset=at, length=most)
                content = await found.readall()
            except ResourceNotFoundError:
                return None
            except HttpResponseError as error:
                if error.status_code != 416:
                    raise
                return await self._end(name)
        properties = found.properties
        size = int(str(properties.content_range).rpartition("/")[2])  # ``size`` would be the part's
        return BlobPart(content, size, _plain(properties.etag))

    async def _end(self, name: str) -> BlobPart | None:
        """Return an empty part: a range past the end is refused, so the size is read apart."""
        known = await self.facts(name)
        return None if known is None else BlobPart(b"", known.size, known.etag)

    async def facts(self, name: str) -> BlobFacts | None:
        with translated(SERVICE):
            try:
                found = await self._client.get_blob_client(name).get_blob_properties()
            except ResourceNotFoundError:
                return None
        kind = found.content_settings.content_type or ""
        return BlobFacts(found.size, kind, found.last_modified, _plain(found.etag))

    async def upload_url(self, name: str, until: datetime) -> str:
        with translated(SERVICE):
            if not self._is_made:  # the holder of the URL cannot create the container
                await self._create()
                self._is_made = True
            # Without write permission, so that an existing blob cannot be replaced, even after it
            # was checked.
            return await self._signed(name, until, BlobSasPermissions(create=True))

    async def download_url(self, name: str, until: datetime) -> str:
        with translated(SERVICE):
            return await self._signed(name, until, BlobSasPermissions(read=True))

    def url(self, name: str) -> str:
        return self._client.get_blob_client(name).url

    async def _signed(self, name: str, until: datetime, permission: BlobSasPermissions) -> str:
        blob = self._client.get_blob_client(name)
        begun = datetime.now(UTC) - EARLY
        end = min(until, begun + LONGEST)
        signature = generate_blob_sas(
            str(blob.account_name),
            blob.container_name,
            name,
            permission=permission,
            start=begun,
            expiry=end,
            protocol="https" if blob.url.startswith("https:") else "https,http",
            **await self._key(begun, end),
        )
        return f"{blob.url}?{signature}"

    async def _key(self, begun: datetime, end: datetime) -> dict[str, Any]:
        """Return the account's key if it is known, else a key that Azure makes for this identity.

        A signature is valid no longer than the key that made it.
        """
        if self._signs is None:
            return {"account_key": self._client.credential.account_key}
        if self._delegated is None or self._delegated[0] < end:
            until = begun + LONGEST
            made = await self._signs.get_user_delegation_key(begun, until)
            self._delegated = (until, made)
        return {"user_delegation_key": self._delegated[1]}

    async def page(self, prefix: str, most: int, start: str | None) -> NamePage:
        listed = self._client.list_blob_names(name_starts_with=prefix, results_per_page=most)
        pages = cast("AsyncPageIterator[str]", listed.by_page(start))
        with translated(SERVICE), suppress(ResourceNotFoundError):
            async for page in pages:
                names = [name async for name in page]
                if names:  # a page can be empty though others follow
                    return NamePage(names, pages.continuation_token or None)
        return NamePage([], None)

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
        """Create an append blob, unless a write whose answer was lost has already created it."""
        absent: dict[str, Any] = {"match_condition": MatchConditions.IfMissing}
        with suppress(ResourceExistsError):
            try:
                await blob.create_append_blob(**absent)
            except ResourceNotFoundError:
                await self._create()
                await blob.create_append_blob(**absent)

    async def _create(self) -> None:
        with suppress(ResourceExistsError):  # another process found it missing, too
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


def _plain(etag: str) -> str:
    return etag.strip('"')
