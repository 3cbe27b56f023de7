"""Real processes, a real store, a real vault, and one refresh."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from shared.errors import Conflict
from shared.models.callers import Actor, CallerKind
from shared.models.connections import Connection, Flow, TokenSet
from shared.oauth.leases import APART
from shared.oauth.oauth import OAuth
from shared.oauth.vault import client_place
from shared.repositories.connections import Connections
from shared.services.azure.connect import connect
from shared.settings import Settings
from tests.contract.oauth.asking import composed
from tests.contract.oauth.provider import CLIENT, MARKER, SECRET, FakeProvider

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
        created_by="tests",
        created_at=now,
    )
    sealed = await oauth.vault.seal(SECRET, client_place(connection))
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


async def start(environment: Mapping[str, str], how: str) -> asyncio.subprocess.Process:
    """A process that is ready to ask, and waits for a line."""
    command = (sys.executable, "-m", "tests.contract.oauth.asking", str(ASKERS), how)
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
