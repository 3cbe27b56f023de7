"""Creates the tables, queues and containers of a storage account."""

from contextlib import suppress

from azure.core.exceptions import ResourceExistsError
from azure.data.tables.aio import TableServiceClient
from azure.storage.blob.aio import BlobServiceClient
from azure.storage.queue.aio import QueueServiceClient

from shared.services.azure.connect import CONTAINERS, QUEUES, TABLES


async def create(connection: str) -> None:
    """Create what is missing."""
    async with TableServiceClient.from_connection_string(connection) as tables:
        for name in TABLES:
            await tables.create_table_if_not_exists(name)
    async with QueueServiceClient.from_connection_string(connection) as queues:
        for name in QUEUES:
            with suppress(ResourceExistsError):
                await queues.create_queue(name)
    async with BlobServiceClient.from_connection_string(connection) as blobs:
        for name in CONTAINERS:
            with suppress(ResourceExistsError):
                await blobs.create_container(name)
