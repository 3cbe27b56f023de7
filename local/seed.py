"""Creates the stores of a development installation, and the demo data in them, once.

A row of the store says that it has the demo data, so a second start reads that row and no more,
and what a developer removes stays removed.
"""

import json
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from local.demo import DEMO_CONFIG, DEMO_ORGANIZATIONS, DEMO_USERS
from shared.call import Call, Caller, Platform
from shared.errors import BifrostError, Conflict
from shared.handlers import config, forms
from shared.models.callers import Actor, CallerKind
from shared.models.config import ConfigType, ConfigWrite
from shared.models.organizations import Organization
from shared.models.users import MemberRole, Membership, User
from shared.repositories.organizations import Organizations
from shared.repositories.users import Users
from shared.services.clock import SystemClock

EXAMPLES = Path(__file__).resolve().parents[1] / "workspace" / "examples"
SEED = Actor(kind=CallerKind.SYSTEM, id="seed", name="Seed")
#: The row of the directory that says which demo data the store has. Another version of it is
#: added to a store that has an older one.
PARTITION, ROW, VERSION = "demo", "seeded", "2"


async def seed(platform: Platform) -> None:
    """Add the demo data, unless the store has it; existing data stays unchanged."""
    directory = platform.services.directory
    found = await directory.get(PARTITION, ROW)
    if found is not None and found.columns.get("version") == VERSION:
        return
    await prepare(platform)
    await _add_organizations(Organizations(directory))
    await _add_users(Users(directory))
    await _add_configuration(platform)
    await _add_forms(platform)
    await directory.put(PARTITION, ROW, {"version": VERSION})


async def prepare(platform: Platform) -> None:
    """Create what a storage account lacks; the store of one box makes itself."""
    if not platform.settings.is_one_box:
        await create_stores(platform.settings.storage_connection)


async def create_stores(connection: str) -> None:
    """Create the tables, queues and containers that a storage account lacks."""
    # Azure's clients take half a second to import, and the store of one box needs none of them.
    from local import azure_stores

    await azure_stores.create(connection)


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


async def _add_configuration(platform: Platform) -> None:
    """Set the demo configuration through the handlers, as a platform administrator does."""
    for demo in DEMO_CONFIG:
        call = Call(Caller(SEED, demo.org_id), platform)
        if await call.configuration.find(demo.key) is None:
            write = ConfigWrite(key=demo.key, type=ConfigType(demo.type), value=demo.value)
            await config.put(call, write)


async def _add_forms(platform: Platform) -> None:
    """Add the forms of the examples for all organizations, if the workspace has their workflows."""
    actor = SEED.model_copy(update={"is_admin": True, "is_platform_admin": True})
    call = Call(Caller(actor, is_platform_admin=True), platform)
    for file in sorted(EXAMPLES.glob("*.form.json")):
        with suppress(BifrostError):
            await forms.take_in(call, json.loads(file.read_text()), is_global=True, replace=False)
