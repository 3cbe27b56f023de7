"""Fixtures of the tests of this folder."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services, in_memory
from shared.services.tables import Table
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import Enrolled, Headers, enrol
from tests.contract.sign_in import link_for, set_password
from tests.contract.users import add_user


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
def services(store: Table, clock: StoppedClock) -> Services:
    return replace(in_memory({}, clock), directory=store)


@pytest.fixture
async def ada(http: Http, running: Runtime, root: Headers) -> User:
    """Who has a password."""
    user = await add_user(running.platform.directory.users, "ada", {"acme": "member"})
    assert (await set_password(http, await link_for(http, root, user.email))).status == 204
    return user


@pytest.fixture
async def enrolled(http: Http, ada: User, clock: StoppedClock) -> Enrolled:
    """Ada, with an authenticator app."""
    return await enrol(http, ada, clock)
