"""A provider, and a platform that may reach it."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import azure.functions as func
import pytest

from functions import runtime
from functions.runtime import compose
from shared.models.organizations import Organization
from shared.services.clock import StoppedClock
from shared.services.outbound.web import WebEgress
from shared.services.secrets import MemorySecrets
from shared.services.services import Services, in_memory
from shared.services.tables import MemoryTable, Table
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.oauth.connection_flow import Connecting
from tests.contract.oauth.provider import FakeProvider, fake_provider
from tests.contract.users import ROOT, add_user, signed_in


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
async def provider() -> AsyncGenerator[FakeProvider]:
    async with fake_provider() as found:
        yield found


@pytest.fixture
async def connection_services(
    provider: FakeProvider, clock: StoppedClock, store: Table, services: Services
) -> AsyncGenerator[Services]:
    """In memory, but for the way to the provider."""
    egress = WebEgress({provider.site.place})
    table = MemoryTable(clock) if isinstance(store, MemoryTable) else store
    made = in_memory({}, clock)
    yield replace(
        made,
        directory=table,
        egress=egress,
        secrets=MemorySecrets(clock),
        workspace=services.workspace,
    )
    await egress.close()


@pytest.fixture
async def connecting(
    connection_services: Services,
    memory_settings: Settings,
    provider: FakeProvider,
    clock: StoppedClock,
    functions: Mapping[str, func.Function],
) -> AsyncGenerator[Connecting]:
    place = {"egress_allow": frozenset({provider.site.place})}
    composed = compose(memory_settings.model_copy(update=place), connection_services)
    directory = composed.platform.directory
    for org_id in ("acme", "globex"):
        await directory.organizations.add(
            Organization(id=org_id, name=org_id, created_by="tests", created_at=clock.at)
        )
    await add_user(directory.users, ROOT, is_admin=True)
    await add_user(directory.users, "owner", {"acme": "admin"})
    runtime.use(composed)
    yield Connecting(Http(functions), composed, provider, clock, signed_in(ROOT))
    await composed.platform.engine.close()
