"""What a new installation on a laptop starts with: empty stores and demo organizations."""

import asyncio
import sys
from contextlib import suppress

from azure.core.exceptions import ResourceExistsError
from azure.data.tables.aio import TableServiceClient
from azure.storage.blob.aio import BlobServiceClient
from azure.storage.queue.aio import QueueServiceClient

from shared import settings
from shared.errors import AlreadyExists, BifrostError
from shared.models.organizations import Organization
from shared.repositories.organizations import Organizations
from shared.services.azure.connect import CONTAINERS, QUEUES, TABLES, connect
from shared.services.clock import SystemClock

DEMO = {
    "test-org-active": ("Contoso", True),
    "test-org-other": ("Fabrikam", True),
    "test-org-inactive": ("Wingtip Toys", False),
}


async def seed() -> None:
    """Make what is missing; what is there stays as it is."""
    chosen = settings.from_environment()
    await create_stores(chosen.storage_connection)
    services = connect(chosen)
    try:
        await _add_organizations(Organizations(services.directory))
    finally:
        await services.close()


async def create_stores(connection: str) -> None:
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


async def _add_organizations(organizations: Organizations) -> None:
    for org_id, (name, is_active) in DEMO.items():
        organization = Organization(
            id=org_id,
            name=name,
            is_active=is_active,
            created_by="seed",
            created_at=SystemClock().now(),
        )
        with suppress(AlreadyExists):
            await organizations.add(organization)


if __name__ == "__main__":
    try:
        asyncio.run(seed())
    except BifrostError as error:
        sys.exit(str(error))
