# pyright: basic
"""A storage account, its vault and its share as a side of a move."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import UTC
from itertools import groupby
from typing import Any

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.data.tables.aio import TableClient, TableServiceClient
from azure.storage.blob import ContentSettings
from azure.storage.blob.aio import BlobServiceClient
from azure.storage.queue.aio import QueueServiceClient

from shared.services.azure.connect import CONTAINERS, TABLES, workspace_of
from shared.services.azure.connection import STORAGE_RETRIES, TABLE_RETRIES, AzureConnection
from shared.services.azure.faults import translated
from shared.services.azure.secrets import KeyVault
from shared.services.azure.tables import KEYS, AzureTable
from shared.services.moves.contents import (
    CHUNK_BYTES,
    SECRETS,
    BlobHead,
    RowPage,
    SecretValue,
    StoredRow,
    is_appended,
)
from shared.services.moves.holds import PARTITION, RowHolds
from shared.services.tables import Put
from shared.settings import Settings

PAGE = 1000
#: Limits of one transaction of Table Storage; it also has at most 4 MiB.
MOST_IN_BATCH = 100
BATCH_CHARACTERS = 1_000_000
AT_ONCE = 8
#: A move outlasts what a request to the platform does not.
PATIENT: dict[str, Any] = {"retry_total": 6}
READ: dict[str, Any] = {"max_single_get_size": CHUNK_BYTES, "max_chunk_get_size": CHUNK_BYTES}
WRITE: dict[str, Any] = {"max_single_put_size": CHUNK_BYTES, "max_block_size": CHUNK_BYTES}


class AzureContents:
    """Everything of one installation in Azure."""

    def __init__(self, settings: Settings, name: str) -> None:
        connection = AzureConnection(settings)
        tables = {**TABLE_RETRIES, **PATIENT, "transport": connection.transport}
        storage = {**STORAGE_RETRIES, **PATIENT, "transport": connection.transport}
        known = settings.storage_connection
        if known:
            self._tables = TableServiceClient.from_connection_string(known, **tables)
            self._queues = QueueServiceClient.from_connection_string(known, **storage)
            blobs = {**storage, **READ, **WRITE}
            self._blobs = BlobServiceClient.from_connection_string(known, **blobs)
        else:
            endpoint, who = connection.storage("table")
            self._tables = TableServiceClient(endpoint, credential=who, **tables)
            endpoint, who = connection.storage("queue")
            self._queues = QueueServiceClient(endpoint, who, **storage)
            endpoint, who = connection.storage("blob")
            self._blobs = BlobServiceClient(endpoint, who, **storage, **READ, **WRITE)
        self._connection = connection
        self.secrets = KeyVault(connection)
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._made: set[str] = set()
        self.name = name
        self.holds = RowHolds(self.table("owners"))
        self.workspace = workspace_of(settings, connection)
        share = settings.workspace_share
        self.workspace_name = f"share {share}" if share else str(settings.workspace)

    def table(self, name: str) -> AzureTable:
        """Return one of ``TABLES``, as a platform reads it."""
        return AzureTable(self._connection, name.capitalize())

    async def rows(self, table: str, after: str | None) -> AsyncIterator[RowPage]:
        """Yield a table's rows after a mark, by partition and key."""
        client: TableClient = self._tables.get_table_client(table.capitalize())
        with translated("Table Storage"):
            try:
                async for page in _pages(client, after):
                    entities = [entity async for entity in page]
                    if entities:
                        last = entities[-1]
                        mark = json.dumps([last["PartitionKey"], last["RowKey"]])
                        yield RowPage([_row(one) for one in entities if not _is_hold(one)], mark)
            except ResourceNotFoundError:
                return  # the table comes with its first row

    async def put_rows(self, table: str, rows: Sequence[StoredRow]) -> None:
        """Add or replace rows, in transactions of one partition each, several at once."""
        target = self.table(table)

        async def put(partition: str, batch: list[Put]) -> None:
            async with self._turns:
                await target.transaction(partition, batch)

        await asyncio.gather(*(put(partition, batch) for partition, batch in _batches(rows)))

    async def blobs(self, container: str, after: str | None) -> AsyncIterator[BlobHead]:
        """Yield the blobs with a later name, by name; the service lists the others, too."""
        client = self._blobs.get_container_client(container)
        with translated("Blob Storage"):
            try:
                async for one in client.list_blobs():
                    if after is None or one.name > after:
                        kind = one.content_settings.content_type or ""
                        yield BlobHead(one.name, one.size, kind, one.last_modified)
            except ResourceNotFoundError:
                return  # the container comes with its first blob

    async def read_blob(self, container: str, name: str) -> AsyncIterator[bytes]:
        """Yield a blob's content in chunks of at most ``CHUNK_BYTES``."""
        with translated("Blob Storage"):
            found = await self._blobs.get_blob_client(container, name).download_blob()
            async for chunk in found.chunks():
                yield chunk

    async def put_blob(self, container: str, blob: BlobHead, chunks: AsyncIterator[bytes]) -> None:
        """Create or replace a blob, as one that can be appended to where runs append."""
        client = self._blobs.get_blob_client(container, blob.name)
        kind = ContentSettings(content_type=blob.content_type)
        with translated("Blob Storage"):
            await self._require_container(container)
            if is_appended(container, blob.name):
                await client.create_append_blob(content_settings=kind)
                async for chunk in chunks:
                    await client.append_block(chunk)
                return
            options: dict[str, Any] = {"overwrite": True, "content_settings": kind}
            await client.upload_blob(chunks, length=blob.size, **options)

    async def secret_names(self) -> Sequence[str]:
        """Return the names of the platform's secrets, sorted, without deleted ones."""
        return sorted(name.casefold() for name in await self.secrets.names(SECRETS))

    async def secret_versions(self, name: str) -> Sequence[SecretValue]:
        """Return every enabled version, the oldest first and the current one last."""
        return [SecretValue(value, at) for value, at in await self.secrets.values(name)]

    async def add_secret_version(self, name: str, version: SecretValue) -> None:
        """Make this the current version; AlreadyExists if the name is of a deleted secret."""
        await self.secrets.put(name, version.value)

    async def count(self, table_or_container: str) -> int | None:
        """Return None: only reading them all would tell."""
        del table_or_container
        return None

    async def left_behind(self) -> Sequence[str]:
        """Return what a move does not take along, one line for each."""
        with translated("the storage account"):
            tables = [f"table {one.name}" async for one in self._tables.list_tables()]
            boxes = [f"container {one.name}" async for one in self._blobs.list_containers()]
            queues = [await self._waiting(one.name) async for one in self._queues.list_queues()]
        known = {f"table {name}" for name in TABLES} | {f"container {name}" for name in CONTAINERS}
        deleted = [f"deleted secret {one.name}" for one in await self.secrets.deleted(SECRETS)]
        others = [one for one in (*tables, *boxes) if one not in known]
        return [*others, *(line for line in queues if line), *deleted]

    async def close(self) -> None:
        """Close the vault and the connection."""
        await self.secrets.close()
        await self._connection.close()

    async def _waiting(self, queue: str) -> str | None:
        found = await self._queues.get_queue_client(queue).get_queue_properties()
        count = found.approximate_message_count
        return f"{count} messages of the queue {queue}" if count else None

    async def _require_container(self, container: str) -> None:
        if container not in self._made:
            with suppress(ResourceExistsError):
                await self._blobs.create_container(container)
            self._made.add(container)


def _pages(client: TableClient, after: str | None) -> Any:
    if after is None:
        return client.list_entities(results_per_page=PAGE).by_page()
    partition, key = json.loads(after)
    return client.query_entities(
        # The client puts values in by words, which blanks part.
        "PartitionKey gt @partition or ( PartitionKey eq @partition and RowKey gt @key )",
        parameters={"partition": partition, "key": key},
        results_per_page=PAGE,
    ).by_page()


def _batches(rows: Sequence[StoredRow]) -> list[tuple[str, list[Put]]]:
    """Group rows into transactions: one partition, and not too many or too large."""
    found: list[tuple[str, list[Put]]] = []
    ordered = sorted(rows, key=lambda row: row.partition)
    for partition, those in groupby(ordered, key=lambda row: row.partition):
        batch: list[Put] = []
        size = 0
        for row in those:
            length = sum(map(len, row.columns.values()))
            if batch and (len(batch) == MOST_IN_BATCH or size + length > BATCH_CHARACTERS):
                found.append((partition, batch))
                batch, size = [], 0
            batch.append(Put(row.key, row.columns))
            size += length
        found.append((partition, batch))
    return found


def _row(entity: Any) -> StoredRow:
    columns = {name: str(value) for name, value in entity.items() if name not in KEYS}
    written_at = entity.metadata["timestamp"].replace(tzinfo=UTC)
    return StoredRow(str(entity["PartitionKey"]), str(entity["RowKey"]), columns, written_at)


def _is_hold(entity: Any) -> bool:
    return entity["PartitionKey"] == PARTITION
