"""Fixtures of the tests of this folder."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services, in_memory
from shared.services.tables import MemoryTable, Table
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import EMAIL, Headers
from tests.contract.http.auth.auth_passwords import Meddled
from tests.contract.sign_in import (
    link_for,
    set_password,
)
from tests.contract.users import add_user, new_table
from tests.support.faulty_table import LossyTable


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
async def ada(http: Http, running: Runtime, root: Headers) -> User:
    """Who has a password."""
    user = await add_user(running.platform.directory.users, "ada", {"acme": "member"})
    assert (await set_password(http, await link_for(http, root, EMAIL))).status == 204
    return user


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Table:
    found = new_table(request)
    return LossyTable() if isinstance(found, MemoryTable) else found


@pytest.fixture
def passwords() -> Meddled:
    return Meddled()


@pytest.fixture
def services(store: Table, clock: StoppedClock, passwords: Meddled) -> Services:
    made = in_memory({}, clock)
    return replace(made, directory=store, audit=LossyTable(clock), passwords=passwords)
