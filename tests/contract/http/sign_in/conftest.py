"""Fixtures of the tests of this folder."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.outbound.web import WebEgress
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.sign_in.sign_in_helpers import ALICE, Front, Headers, invite, prove
from tests.contract.issuer import (
    CLIENT,
    OTHER_TENANT,
    TENANT,
    FakeIssuer,
    fake_issuer,
)
from tests.contract.users import ROOT


@pytest.fixture
async def issuer() -> AsyncGenerator[FakeIssuer]:
    async with fake_issuer() as found:
        yield found


@pytest.fixture
def memory_settings(memory_settings: Settings, issuer: FakeIssuer) -> Settings:
    changes = {
        "sign_in_tenants": frozenset({TENANT, OTHER_TENANT}),
        "sign_in_client_id": CLIENT,
        "sign_in_issuer": issuer.site.url,
        "bootstrap_admin": "Founder@Contoso.TEST",
    }
    return memory_settings.model_copy(update=changes)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
async def services(
    services: Services, issuer: FakeIssuer, clock: StoppedClock
) -> AsyncGenerator[Services]:
    egress = WebEgress({issuer.site.place})
    yield replace(services, egress=egress, clock=clock)
    await egress.close()


@pytest.fixture
async def root(root: Headers, running: Runtime) -> Headers:
    """A platform administrator of the front end, who has just proved here who they are."""
    user = await running.platform.directory.users.find_by_email(f"{ROOT}@example.test")
    assert user is not None
    await prove(running, user)
    return root


@pytest.fixture
def front(http: Http, issuer: FakeIssuer) -> Front:
    return Front(http, issuer)


@pytest.fixture
async def alice(running: Runtime) -> User:
    """Invited, and never signed in as yet."""
    return await invite(running, ALICE.name, {"acme": "member"})
