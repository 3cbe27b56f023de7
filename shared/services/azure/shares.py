# pyright: basic
"""A workspace on a share of Azure Files, reached by its API."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from azure.core.exceptions import (
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
)
from azure.storage.fileshare.aio import ShareClient

from shared.models.paths import FilePath
from shared.services.azure.connection import STORAGE_RETRIES, AzureConnection
from shared.services.azure.faults import code_of, translated
from shared.services.workspace.ignored import IgnoredFiles, may_be
from shared.services.workspace.trees import TreeWorkspace
from shared.services.workspace.workspace import Entry

SERVICE = "Azure Files"
RANGE_BYTES = 1024 * 1024


class ShareWorkspace(TreeWorkspace):
    """A share, in which names match in any case; created when it turns out to be missing."""

    def __init__(self, connection: AzureConnection, share: str) -> None:
        super().__init__()
        options: dict[str, Any] = {
            "transport": connection.transport,
            "max_range_size": RANGE_BYTES,
            **STORAGE_RETRIES,
        }
        settings = connection.settings
        known = settings.files_connection or settings.storage_connection
        if known:
            self._client = ShareClient.from_connection_string(known, share, **options)
        else:
            endpoint, credential = connection.storage("file")
            by_identity: dict[str, Any] = {"token_intent": "backup"}
            self._client = ShareClient(
                endpoint, share, credential=credential, **by_identity, **options
            )

    async def ping(self) -> None:
        with translated(SERVICE):
            try:
                await self._client.get_share_properties()
            except ResourceNotFoundError:
                return  # the service answered; the share comes with its first use

    async def _children(
        self, folder: FilePath, ignored: IgnoredFiles | None = None
    ) -> Sequence[Entry] | None:
        with translated(SERVICE):
            try:
                return await self._listed(folder, ignored)
            except ResourceNotFoundError as error:
                if folder.parts and code_of(error) != "ShareNotFound":
                    return None
                await self._create_share()
                return None if folder.parts else []
            except HttpResponseError as error:
                # A file has the name of the folder that was asked for.
                if error.status_code not in (400, 409):
                    raise
                return None

    async def _listed(self, folder: FilePath, ignored: IgnoredFiles | None) -> Sequence[Entry]:
        directory = self._client.get_directory_client(str(folder))
        found = directory.list_directories_and_files(
            include=["timestamps", "Etag"], include_extended_info=True
        )
        entries = [
            _listed_entry(folder, one) async for one in found if may_be(folder, one.name, ignored)
        ]
        return sorted(entries, key=lambda entry: entry.path.name)

    async def _entry(self, path: FilePath) -> Entry | None:
        with translated(SERVICE):
            with suppress(ResourceNotFoundError):
                file = await self._client.get_file_client(str(path)).get_file_properties()
                mark = f"{file.etag} {file.size}"
                return Entry(path, False, file.size, file.last_modified, mark)
            with suppress(ResourceNotFoundError):
                client = self._client.get_directory_client(str(path))
                folder = await client.get_directory_properties()
                return Entry(path, True, 0, folder.last_modified, "")
            return None

    async def _content(self, path: FilePath, at: int, length: int) -> bytes | None:
        if length <= 0:
            return b""
        with translated(SERVICE):
            try:
                client = self._client.get_file_client(str(path))
                return await (await client.download_file(at, length)).readall()
            except ResourceNotFoundError:
                return None

    async def _stage(self, hidden: FilePath, content: bytes) -> None:
        with translated(SERVICE):
            await self._client.get_file_client(str(hidden)).upload_file(content)

    async def _make(self, folder: FilePath) -> None:
        with translated(SERVICE), suppress(ResourceExistsError):
            await self._client.get_directory_client(str(folder)).create_directory()

    async def _move(self, old: FilePath, new: FilePath) -> None:
        with translated(SERVICE):
            try:
                file = self._client.get_file_client(str(old))
                await file.rename_file(str(new), overwrite=True)
            except HttpResponseError:
                if not await self._is_folder(old):
                    raise
                folder = self._client.get_directory_client(str(old))
                await folder.rename_directory(str(new))

    async def _destroy(self, hidden: FilePath) -> None:
        with translated(SERVICE):
            try:
                await self._client.get_file_client(str(hidden)).delete_file()
            except HttpResponseError as error:
                if await self._is_folder(hidden):
                    await self._destroy_folder(hidden)
                elif not isinstance(error, ResourceNotFoundError):
                    raise

    async def _destroy_folder(self, folder: FilePath) -> None:
        """Remove a folder level by level: only an empty folder can be removed."""
        client = self._client.get_directory_client(str(folder))
        async for found in client.list_directories_and_files():
            if found.is_directory:
                await self._destroy_folder(folder.child(found.name))
            else:
                await client.delete_file(found.name)
        await client.delete_directory()

    async def _is_folder(self, path: FilePath) -> bool:
        try:
            await self._client.get_directory_client(str(path)).get_directory_properties()
        except ResourceNotFoundError:
            return False
        return True

    async def _create_share(self) -> None:
        with suppress(ResourceExistsError):
            await self._client.create_share()


def _listed_entry(folder: FilePath, found: Any) -> Entry:
    path = folder.child(found.name)
    if found.is_directory:
        return Entry(path, True, 0, found.last_modified, "")
    return Entry(path, False, found.size, found.last_modified, f"{found.etag} {found.size}")
