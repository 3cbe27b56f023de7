"""A platform with a connection to Microsoft, and a Graph that knows its tokens."""

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
from tests.contract.client import Answer, Http
from tests.contract.graph.detour import Detour
from tests.contract.graph.graph_desk import GraphDesk
from tests.contract.graph.graph_server import FakeGraph, fake_graph, source_of
from tests.contract.oauth.provider import FakeProvider, fake_provider
from tests.contract.users import ROOT, add_user, signed_in


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
async def provider() -> AsyncGenerator[FakeProvider]:
    async with fake_provider() as found:
        found.lifetime = 90 * 24 * 3600
        yield found


@pytest.fixture
async def graph(clock: StoppedClock, provider: FakeProvider) -> AsyncGenerator[FakeGraph]:
    async with fake_graph(clock, provider.living) as found:
        yield found


@pytest.fixture
async def graph_services(
    provider: FakeProvider,
    graph: FakeGraph,
    clock: StoppedClock,
    store: Table,
    services: Services,
) -> AsyncGenerator[Services]:
    """In memory, but for the ways to Microsoft."""
    egress = WebEgress({provider.site.place, graph.site.place})
    places = {
        "graph.microsoft.com": graph.site.url,
        "login.microsoftonline.com": provider.url,
        "login.example.com": provider.url,
    }
    yield replace(
        in_memory({}, clock),
        directory=MemoryTable(clock) if isinstance(store, MemoryTable) else store,
        egress=Detour(egress, places),
        secrets=MemorySecrets(clock),
        workspace=services.workspace,
    )
    await egress.close()


@pytest.fixture
async def desk(
    graph_services: Services,
    memory_settings: Settings,
    graph: FakeGraph,
    provider: FakeProvider,
    clock: StoppedClock,
    functions: Mapping[str, func.Function],
) -> AsyncGenerator[GraphDesk]:
    running = compose(memory_settings, graph_services)
    directory = running.platform.directory
    for org_id in ("acme", "globex"):
        made = Organization(id=org_id, name=org_id, created_by="tests", created_at=clock.at)
        await directory.organizations.add(made)
    await add_user(directory.users, ROOT, is_admin=True)
    await add_user(directory.users, "owner", {"acme": "admin"})
    runtime.use(running)
    http = Http(functions)

    async def asking(url: str, token: str) -> Answer:
        place, query = {"source_id": source_of(url)}, {"validationToken": token}
        headers = {"content-type": "text/plain"}
        return await http("receive_webhook", place, query=query, headers=headers, method="POST")

    graph.asking = asking
    yield GraphDesk(http, running, graph, provider, clock, signed_in(ROOT))
    await running.platform.engine.close()
