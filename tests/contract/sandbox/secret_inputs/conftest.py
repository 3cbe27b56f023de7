"""Fixtures of the tests of this folder."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from shared.services.services import Services
from tests.contract.sandbox.secret_inputs.secret_inputs_helpers import HeardQueue, HeardTable
from tests.contract.users import add_user


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def heard() -> list[str]:
    """All that was written to a table or sent to the queue."""
    return []


@pytest.fixture
def services(services: Services, clock: StoppedClock, heard: list[str]) -> Services:
    names = ("directory", "executions", "heartbeats", "audit")
    tables: dict[str, Any] = {name: HeardTable(clock, heard) for name in names}
    return replace(services, **tables, queue=HeardQueue(heard), clock=clock)


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "root", is_admin=True)
