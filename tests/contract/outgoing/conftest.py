"""Fixtures of the tests of this folder: a clock that stands still, and a local receiver."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from shared.services.outbound.web import WebEgress
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.outgoing.outgoing_helpers import Receiver, Round
from tests.contract.users import add_user, signed_in


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 3, 2, 8, 0, tzinfo=UTC))


@pytest.fixture
async def services(services: Services, clock: StoppedClock) -> AsyncGenerator[Services]:
    egress = WebEgress({"127.0.0.1"})
    yield replace(services, egress=egress, clock=clock)
    await egress.close()


@pytest.fixture
async def receiver() -> AsyncGenerator[Receiver]:
    async with Receiver.opened() as found:
        yield found


@pytest.fixture
async def root(root: Mapping[str, str]) -> Mapping[str, str]:
    """A platform administrator in acme, who may name an address of this machine."""
    return {**root, "x-organization-id": "acme"}


@pytest.fixture
async def admin(running: Runtime) -> Mapping[str, str]:
    """An administrator of acme only."""
    await add_user(running.platform.directory.users, "ada", {"acme": "admin"})
    return signed_in("ada", "acme")


@pytest.fixture
def round_(http: Http, running: Runtime, clock: StoppedClock) -> Round:
    return Round(http, running, clock)


@pytest.fixture
def memory_settings(memory_settings: Settings) -> Settings:
    return memory_settings.model_copy(update={"egress_allow": frozenset({"127.0.0.1"})})
