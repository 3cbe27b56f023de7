"""Creates the stores of a development installation, and the demo data in them."""

import asyncio
import sys
from contextlib import suppress
from uuid import uuid4

from azure.core.exceptions import ResourceExistsError
from azure.data.tables.aio import TableServiceClient
from azure.storage.blob.aio import BlobServiceClient
from azure.storage.queue.aio import QueueServiceClient

from functions.runtime import compose
from local.demo import DEMO_CONFIG, DEMO_ORGANIZATIONS, DEMO_USERS
from shared import settings
from shared.call import Call, Caller
from shared.errors import BifrostError, Conflict
from shared.handlers import config
from shared.models.callers import Actor, CallerKind
from shared.models.config import ConfigWrite
from shared.models.organizations import Organization
from shared.models.users import MemberRole, Membership, User
from shared.repositories.organizations import Organizations
from shared.repositories.users import Users
from shared.services.azure.connect import CONTAINERS, QUEUES, TABLES, connect
from shared.services.clock import SystemClock
from shared.services.services import Services
from shared.settings import SettingsError

SEED = Actor(kind=CallerKind.SYSTEM, id="seed", name="Seed")


async def seed() -> None:
    """Create missing stores and demo data; existing data stays unchanged."""
    chosen = settings.from_environment()
    await create_stores(chosen.storage_connection)
    services = connect(chosen)
    try:
        await _add_organizations(Organizations(services.directory))
        await _add_users(Users(services.directory))
        await _add_configuration(services)
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
    for demo in DEMO_ORGANIZATIONS:
        organization = Organization(
            id=demo.id,
            name=demo.name,
            domain=demo.domain,
            domains=(demo.domain,),
            is_active=demo.is_active,
            created_by="seed",
            created_at=SystemClock().now(),
        )
        with suppress(Conflict):
            await organizations.add(organization)


async def _add_users(users: Users) -> None:
    for demo in DEMO_USERS:
        roles = demo.roles.items()
        user = User(
            id=uuid4(),
            email=demo.email,
            display_name=demo.name,
            is_platform_admin=demo.is_platform_admin,
            memberships=tuple(Membership(org_id=o, role=MemberRole(r)) for o, r in roles),
            principals=(demo.principal,),
            created_by="seed",
            created_at=SystemClock().now(),
        )
        with suppress(Conflict):
            await users.add(user)


async def _add_configuration(services: Services) -> None:
    """Set the demo configuration through the handlers, as a platform administrator does."""
    platform = compose(settings.from_environment(), services).platform
    for demo in DEMO_CONFIG:
        call = Call(Caller(SEED, demo.org_id), platform)
        if await call.configuration.find(demo.key) is None:
            await config.put(call, ConfigWrite(key=demo.key, type=demo.type, value=demo.value))


if __name__ == "__main__":
    try:
        asyncio.run(seed())
    except (BifrostError, SettingsError) as error:
        sys.exit(str(error))
