"""Limits of endpoints and of incoming webhooks hold across two instances on one store."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from functions.composition import Runtime
from functions.runtime import compose
from shared import handlers
from shared.call import Call, Caller, Platform
from shared.errors import MethodNotAllowed, TooManyRequests
from shared.models.automation.incoming import IncomingRequest
from shared.models.callers import Actor, CallerKind
from shared.models.organizations import Organization
from shared.models.runs import RunOptions
from shared.services.clock import StoppedClock
from shared.settings import Settings
from tests.support import automation_estate as estate
from tests.support.automation_points import signed
from tests.support.backends import Backend, connected

LIMIT = 12
ASKED = 20
LIMITS = ("BIFROST_ENDPOINT_KEY_LIMIT", "BIFROST_ENDPOINT_ADDRESS_LIMIT", "BIFROST_WEBHOOK_LIMIT")

Ask = Callable[[Platform], Awaitable[object]]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
async def instances(
    backend: Backend, workspace: Path, tmp_path: Path, clock: StoppedClock
) -> AsyncGenerator[list[Runtime]]:
    """Two that know nothing of each other but what is stored."""
    settings = {
        **backend.settings,
        **dict.fromkeys(LIMITS, str(LIMIT)),
        "BIFROST_SECRET_KEY": "k" * 32,
        "BIFROST_WORKSPACE_LOCATION": str(workspace),
        "BIFROST_CACHE_LOCATION": str(tmp_path),
    }
    services = replace(await connected(settings), clock=clock)
    made = [compose(Settings.model_validate(settings), services) for _ in range(2)]
    for one in made:
        await one.platform.engine.catalog.index()
    yield made
    for one in made:
        await one.platform.engine.close()
    await services.close()


async def spread(instances: list[Runtime], ask: Ask) -> Counter[str]:
    """Ask both at once, each as often as it goes; what each was told."""
    asked = [heard(ask(one.platform)) for _ in range(ASKED) for one in instances]
    return Counter(await asyncio.gather(*asked))


async def heard(asked: Awaitable[object]) -> str:
    """Taken: a method that the endpoint does not have is refused after it was counted."""
    try:
        await asked
    except TooManyRequests:
        return "told to wait"
    except MethodNotAllowed:
        return "taken"
    return "taken"


def keyed(key_id: str, org_id: str) -> Ask:
    """A request to an endpoint with this key."""
    caller = Caller(Actor(kind=CallerKind.API_KEY, id=key_id, name="Key"), org_id, "O")
    request = IncomingRequest("DELETE", "/api/endpoints/greets_by_name", [], {}, b"")
    return lambda platform: handlers.endpoints.answer(
        Call(caller, platform), "greets_by_name", request, RunOptions()
    )


def unkeyed(address: str) -> Ask:
    """A request to a public endpoint from this address."""
    caller = Caller(Actor(kind=CallerKind.ANONYMOUS, id="", name=""))
    path = "/api/endpoints/greets_anyone"
    request = IncomingRequest("DELETE", path, [], {}, b"", address=address)
    return lambda platform: handlers.endpoints.answer(
        Call(caller, platform), "greets_anyone", request, RunOptions()
    )


async def webhook(instances: list[Runtime]) -> Ask:
    """A webhook to a source of a new organization; each is another event."""
    platform, org_id = instances[0].platform, f"org-{uuid4().hex}"
    now = platform.services.clock.now()
    await platform.directory.organizations.add(
        Organization(id=org_id, name="O", created_by="tests", created_at=now)
    )
    owner = await estate.owner_of(platform, org_id)
    source_id = await estate.source_with(owner)

    async def ask(platform: Platform) -> object:
        call = replace(owner, platform=platform)
        request = signed({"id": uuid4().hex})
        return await handlers.webhooks.receiving.receive(call, source_id, request)

    return ask


@pytest.mark.parametrize("kind", ["key", "address", "webhook"])
async def test_a_limit_holds_across_instances_and_for_each_by_itself(
    instances: list[Runtime], clock: StoppedClock, kind: str
) -> None:
    one, other = [await asker(instances, kind) for _ in range(2)]

    told = await spread(instances, one)
    apart = await spread(instances, other)
    clock.at += timedelta(minutes=1)
    later = await spread(instances, one)

    expected = {"taken": LIMIT, "told to wait": 2 * ASKED - LIMIT}
    assert [dict(each) for each in (told, apart, later)] == [expected] * 3


async def asker(instances: list[Runtime], kind: str) -> Ask:
    if kind == "webhook":
        return await webhook(instances)
    name = uuid4()
    if kind == "key":
        return keyed(str(name), "org")
    return unkeyed(f"2001:db8:{name.hex[:4]}:{name.hex[4:8]}::1")
