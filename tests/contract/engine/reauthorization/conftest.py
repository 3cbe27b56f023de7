"""Fixtures of the tests of this folder."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from functions.composition import Runtime
from functions.runtime import compose
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.services.tables import Table
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.engine.reauthorization.reauthorization_helpers import (
    OWNER,
    FaultyTable,
    Functions,
    World,
)
from tests.contract.users import ROOT, add_user, signed_in, with_key


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def services(services: Services, clock: StoppedClock) -> Services:
    return replace(services, clock=clock)


@pytest.fixture
def store() -> Table:
    return FaultyTable()


@pytest.fixture
async def world(
    http: Http,
    functions: Functions,
    running: Runtime,
    clock: StoppedClock,
    services: Services,
    memory_settings: Settings,
) -> World:
    users = running.platform.directory.users
    await add_user(users, "other root", is_admin=True)
    people = {
        "root": await add_user(users, ROOT, {"acme": "member"}, is_admin=True),
        "stranger root": await add_user(users, "stranger", is_admin=True),
        "owner": await add_user(users, "owner", {"acme": "admin", "globex": "member"}),
        "member": await add_user(users, "member", {"acme": "member"}),
    }
    made = await http("create_workflow_key", body={}, headers=OWNER)
    key = await running.platform.directory.api_keys.find(UUID(made.json["id"]))
    assert key is not None
    callers = {
        "root": signed_in(ROOT, "acme"),
        "stranger root": signed_in("stranger", "acme"),
        "owner": OWNER,
        "member": signed_in("member", "acme"),
        "key": with_key(made.json["rawKey"]),
        "function key": KEY_HEADERS,
    }
    elsewhere = compose(memory_settings, services).platform.directory
    return World(http, functions, running, clock, elsewhere, people, key, callers)
