"""Creates the stores of a storage account, and lets pages upload to it."""

from collections.abc import Sequence

from azure.storage.blob import BlobServiceClient, CorsRule

from shared.services.azure.connection import AzureConnection
from shared.services.azure.creation import create_missing
from shared.settings import Settings


async def create(connection: str) -> None:
    """Create what is missing."""
    opened = AzureConnection(Settings.model_validate({"AzureWebJobsStorage": connection}))
    try:
        await create_missing(opened)
    finally:
        await opened.close()


def allow_uploads(connection: str, origins: Sequence[str]) -> None:
    """Let pages of these origins, and no others, upload to signed URLs of the blob service."""
    rule = CorsRule(
        [*origins],
        ["PUT"],
        allowed_headers=["content-type", "x-ms-blob-type"],
        exposed_headers=["x-ms-request-id"],
        max_age_in_seconds=3600,
    )
    with BlobServiceClient.from_connection_string(connection) as blobs:
        blobs.set_service_properties(cors=[rule])
