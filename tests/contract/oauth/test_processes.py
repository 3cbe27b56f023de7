"""Real processes, a real store, a real vault, and one refresh."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from shared.errors import Conflict
from shared.models.callers import Actor, CallerKind
from shared.models.connections import Connection, Flow, TokenSet
from shared.oauth.key_ring import client_place
from shared.oauth.lookup import Held
from shared.oauth.oauth import OAuth
from shared.oauth.refresh_lock import APART
from shared.repositories.connections import Connections
from shared.services.azure.connect import connect
from shared.settings import Settings
from tests.contract.oauth.provider import CLIENT, MARKER, SECRET, FakeProvider
from tests.contract.oauth.token_calls import composed

ROOT = Path(__file__).parents[3]
ANA = Actor(kind=CallerKind.USER, id="ana", name="Ana")
PROCESSES, ASKERS = 5, 10


@pytest.fixture
def environment(local_settings: Mapping[str, str], provider: FakeProvider) -> Mapping[str, str]:
    return {**local_settings, "BIFROST_EGRESS_ALLOW": provider.site.place}


@pytest.fixture
async def oauth(environment: Mapping[str, str], provider: FakeProvider) -> AsyncGenerator[OAuth]:
    """With a connection whose token runs out at any moment."""
    services = connect(Settings.model_validate(environment))
    made = composed(services)
    connections = Connections(services.directory, "acme")
    await connections.remove(await connections.find("graph"))
    await _connect(made, connections, provider)
    yield made
    await services.close()


async def _connect(oauth: OAuth, connections: Connections, provider: FakeProvider) -> None:
    now = datetime.now(UTC)
    connection = Connection(
        id=uuid4(),
        org_id="acme",
        name="graph",
        flow=Flow.REFRESH_TOKEN,
        client_id=CLIENT,
        token_url=f"{provider.url}/token",
        by_platform=True,
        created_by="tests",
        created_at=now,
    )
    sealed = await oauth.key_ring.seal(SECRET, client_place(connection))
    await connections.add(connection.model_copy(update={"sealed_secret": sealed}))
    given = provider.give()
    token = TokenSet(
        access_token=given["access_token"],
        refresh_token=given["refresh_token"],
        expires_at=now + timedelta(hours=1),
    )
    held = await oauth.connect(await oauth.finder.get("acme", "graph"), token, ANA)
    await oauth.change(held, expires_at=now + timedelta(seconds=2), due_at=now)
    provider.living.pop(token.access_token)  # nobody may get this one any more


async def start(
    environment: Mapping[str, str],
    how: str,
    askers: int = ASKERS,
    organizations: Sequence[str] = (),
) -> asyncio.subprocess.Process:
    """A process that is ready to ask, and waits for a line."""
    program = (sys.executable, "-m", "tests.contract.oauth.token_calls")
    command = (*program, str(askers), how, *organizations)
    started = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert started.stdout is not None
    assert await started.stdout.readline() == b"ready\n"
    return started


async def test_fifty_askers_in_five_processes_make_one_refresh(
    oauth: OAuth, provider: FakeProvider, environment: Mapping[str, str]
) -> None:
    assert oauth
    provider.slow_seconds = 1
    processes = [await start(environment, "live") for _ in range(PROCESSES)]

    said = await asyncio.gather(*(process.communicate(b"\n") for process in processes))

    tokens = b"".join(out for out, _ in said).decode().split("\n")[:-1]
    assert len(tokens) == PROCESSES * ASKERS
    assert provider.refreshes == 1
    assert set(tokens) == set(provider.living)


@pytest.fixture
async def customers(
    environment: Mapping[str, str], provider: FakeProvider
) -> AsyncGenerator[Sequence[str]]:
    """Five, whose tokens, and the partner's, have just run out."""
    services = connect(Settings.model_validate(environment))
    oauth, now = composed(services), datetime.now(UTC)
    shared = Connections(services.directory, "GLOBAL")
    for name in ("graph", "partner"):
        await shared.remove(await shared.find(name))
    partner = await _partner(oauth, shared, provider)
    names = [f"customer-{number}" for number in range(5)]
    for name in names:
        held = await oauth.finder.get(name, "graph")
        provider.tenants[f"tenant-of-{name}"] = ""
        held = await oauth.change(held, entity_id=f"tenant-of-{name}")
        held = await oauth.connect_client(held, ANA)
        await oauth.change(held, expires_at=now, due_at=now)
    await oauth.change(partner, expires_at=now, due_at=now)
    provider.living.clear()
    yield names
    await services.close()


async def _partner(oauth: OAuth, shared: Connections, provider: FakeProvider) -> Held:
    now = datetime.now(UTC)
    facts = {"org_id": "GLOBAL", "created_by": "tests", "created_at": now}
    partner = {
        "flow": "authorization_code",
        "client_id": CLIENT,
        "token_url": f"{provider.url}/token",
    }
    signed_in = Connection.model_validate({**facts, **partner, "name": "partner"})
    sealed = await oauth.key_ring.seal(SECRET, client_place(signed_in))
    await shared.add(signed_in.model_copy(update={"sealed_secret": sealed}))
    body = provider.partner_body
    fields = {name: body[name] for name in ("partner_connection", "token_url", "per_organization")}
    graph = {"flow": "partner", "client_id": "", "name": "graph"}
    await shared.add(Connection.model_validate({**facts, **graph, **fields}))
    given = provider.give()
    token = TokenSet(
        access_token=given["access_token"],
        refresh_token=given["refresh_token"],
        expires_at=now + timedelta(hours=1),
    )
    return await oauth.connect(await oauth.finder.get("GLOBAL", "partner"), token, ANA)


async def test_fifty_askers_of_five_customers_make_one_redemption_each(
    customers: Sequence[str], provider: FakeProvider, environment: Mapping[str, str]
) -> None:
    provider.slow_seconds = 1
    processes = [await start(environment, "live", 2, customers) for _ in range(PROCESSES)]

    said = await asyncio.gather(*(process.communicate(b"\n") for process in processes))

    tokens = b"".join(out for out, _ in said).decode().split("\n")[:-1]
    assert len(tokens) == PROCESSES * 2 * len(customers)
    assert provider.paths.count("/token") == 1
    for name in customers:
        assert provider.redeemed_in(f"tenant-of-{name}") == 2  # to connect it, and now
    places = {provider.living[token] for token in tokens}
    assert places == {f"tenant-of-{name}" for name in customers}
    assert len(set(tokens)) == len(customers)


@pytest.mark.parametrize("forgives", [True, False])
async def test_a_process_that_is_killed_before_it_wrote_is_not_the_end(
    oauth: OAuth, provider: FakeProvider, environment: Mapping[str, str], *, forgives: bool
) -> None:
    provider.forgives_reuse = forgives
    process = await start(environment, "die")
    await process.communicate(b"\n")
    held = await oauth.finder.get("acme", "graph")
    await oauth.change(held, lease_until=datetime.now(UTC) - APART)  # minutes later

    assert process.returncode == -signal.SIGKILL
    assert held.grant.lease_owner is not None
    if forgives:
        found = await oauth.credentials("acme", "graph")
        assert found is not None
        assert found.token.access_token in provider.living
    else:
        for _ in range(3):
            with pytest.raises(Conflict, match="expired"):
                await oauth.credentials("acme", "graph")
    assert provider.refreshes == 2
    assert MARKER not in (await oauth.finder.get("acme", "graph")).grant.model_dump_json()
