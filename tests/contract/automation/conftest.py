"""A platform with a clock that stands still, and what the tests of automation ask of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services
from tests.contract.automation.desk import Desk
from tests.contract.client import Http
from tests.contract.users import ROOT, add_user


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 3, 2, 8, 30, tzinfo=UTC))


@pytest.fixture
def services(services: Services, clock: StoppedClock) -> Services:
    return replace(services, clock=clock)


@pytest.fixture
async def people(running: Runtime) -> Mapping[str, User]:
    users = running.platform.directory.users
    return {
        ROOT: await add_user(users, ROOT, is_admin=True),
        "other": await add_user(users, "other", is_admin=True),
        "owner": await add_user(users, "owner", {"acme": "admin"}),
        "member": await add_user(users, "member", {"acme": "member"}),
    }


@pytest.fixture
def desk(http: Http, running: Runtime, clock: StoppedClock, people: Mapping[str, User]) -> Desk:
    return Desk(http, running, clock, {name: UUID(str(one.id)) for name, one in people.items()})
