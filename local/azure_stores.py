"""Creates the tables, queues and containers of a storage account, and lets pages upload to it."""

from collections.abc import Sequence
from contextlib import suppress

from azure.core.exceptions import ResourceExistsError
from azure.data.tables.aio import TableServiceClient
from azure.storage.blob import BlobServiceClient as BlockingBlobServiceClient
from azure.storage.blob import CorsRule
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


def allow_uploads(connection: str, origins: Sequence[str]) -> None:
    """Let pages of these origins, and no others, upload to signed URLs of the blob service."""
    rule = CorsRule(
        [*origins],
        ["PUT"],
        allowed_headers=["content-type", "x-ms-blob-type"],
        exposed_headers=["x-ms-request-id"],
        max_age_in_seconds=3600,
    )
    with BlockingBlobServiceClient.from_connection_string(connection) as blobs:
        blobs.set_service_properties(cors=[rule])
