# pyright: basic
"""Creates the tables, queues and containers of a storage account."""

from contextlib import suppress
from typing import Any

from azure.core.exceptions import ResourceExistsError
from azure.data.tables.aio import TableServiceClient
from azure.storage.blob.aio import BlobServiceClient
from azure.storage.queue.aio import QueueServiceClient

from shared.services.azure.connect import CONTAINERS, QUEUES, TABLES
from shared.services.azure.connection import STORAGE_RETRIES, TABLE_RETRIES, AzureConnection
from shared.services.azure.faults import translated


async def create_missing(connection: AzureConnection) -> None:
    """Create what is missing; Unavailable if the account does not answer, or refuses."""
    with translated("Table Storage"):
        tables = _client(connection, TableServiceClient, "table", TABLE_RETRIES)
        for name in TABLES:
            await tables.create_table_if_not_exists(name)
    with translated("Queue Storage"):
        queues = _client(connection, QueueServiceClient, "queue", STORAGE_RETRIES)
        for name in QUEUES:
            with suppress(ResourceExistsError):
                await queues.create_queue(name)
    with translated("Blob Storage"):
        blobs = _client(connection, BlobServiceClient, "blob", STORAGE_RETRIES)
        for name in CONTAINERS:
            with suppress(ResourceExistsError):
                await blobs.create_container(name)


def _client(connection: AzureConnection, kind: Any, service: str, retries: dict[str, Any]) -> Any:
    """Return a client over the connection's transport, which its owner closes."""
    options: dict[str, Any] = {**retries, "transport": connection.transport}
    known = connection.settings.storage_connection
    if known:
        return kind.from_connection_string(known, **options)
    endpoint, identity = connection.storage(service)
    return kind(endpoint, credential=identity, **options)
